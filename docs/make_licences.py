"""Writes the licences of everything that is installed with the program, as its packages state them, as Markdown."""

import importlib.metadata
import re
import sys
from email.message import Message

HEAD = """# Licences

What a plain installation with the extras `postgres` and `documents` brings along, with the licence that each package states of
itself. `make licences` makes this page from `requirements.lock`. The weights of the encoder that travel with the program are
fitted from all-MiniLM-L6-v2 (Apache-2.0, see `tracker/extract/weights/NOTICE`); the English model of spaCy is under MIT.

| package | version | licence |
| --- | --- | --- |
"""
TOOLS = {"pip", "setuptools", "claims-tracker"}


def licence(package: Message) -> str:
    """The SPDX expression of a package, else its classifiers, else the first line of what it calls its licence."""
    if package["License-Expression"]:
        return str(package["License-Expression"])
    classifiers = [str(each).split(" :: ")[-1] for each in package.get_all("Classifier", []) if str(each).startswith("License ::")]
    if named := [each for each in classifiers if each != "OSI Approved"]:
        return ", ".join(named)
    return next((line.strip() for line in str(package["License"] or "").splitlines() if line.strip()), "not stated")


def rows() -> list[str]:
    """A row of the table for each package, by its name."""
    found = {}
    for each in importlib.metadata.distributions():
        name = re.sub(r"[-_.]+", "-", each.metadata["Name"]).lower()
        if name not in TOOLS:
            found[name] = f"| {name} | {each.version} | {licence(each.metadata)} |"  # type: ignore[arg-type]
    return [found[name] for name in sorted(found)]


if __name__ == "__main__":
    sys.stdout.write(HEAD + "\n".join(rows()) + "\n")
