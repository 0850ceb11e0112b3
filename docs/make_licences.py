"""Writes the licences of everything that is installed with the program, as its packages state them, as Markdown.

To be run where the packages of requirements.lock are installed; those that other systems alone need are left out.
"""

import importlib.metadata
import re
import sys
from email.message import Message
from pathlib import Path

HEAD = """# Licences

What a plain installation with the extras `postgres` and `documents` brings along, with the licence that each package states of
itself. `make licences` makes this page for the packages of `requirements.lock`. The weights of the encoder that travel with
the program are fitted from all-MiniLM-L6-v2 (Apache-2.0, see `tracker/extract/encoder/weights/NOTICE`); the English model of spaCy
is under MIT.

| package | version | licence |
| --- | --- | --- |
"""
LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"


def normal(name: str) -> str:
    """The name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licence(package: Message) -> str:
    """The SPDX expression of a package, else its classifiers, else the first line of what it calls its licence."""
    if package["License-Expression"]:
        return str(package["License-Expression"])
    classifiers = [str(each).split(" :: ")[-1] for each in package.get_all("Classifier", []) if str(each).startswith("License ::")]
    if named := [each for each in classifiers if each != "OSI Approved"]:
        return ", ".join(named)
    return next((line.strip() for line in str(package["License"] or "").splitlines() if line.strip()), "not stated")


def rows() -> list[str]:
    """A row of the table for each package of the lock that is installed here, by its name."""
    pins = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    locked = {normal(name): version for name, version in pins}
    found = {}
    for each in importlib.metadata.distributions():
        name = normal(each.metadata["Name"])
        if name in locked:
            found[name] = f"| {name} | {locked[name]} | {licence(each.metadata)} |"  # type: ignore[arg-type]
    return [found[name] for name in sorted(found)]


if __name__ == "__main__":
    sys.stdout.write(HEAD + "\n".join(rows()) + "\n")
