"""The lock with hashes holds the versions that everything is tested with, and all that the program needs."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)((?:[^\n]*\\\n\s+--hash=sha256:[0-9a-f]{64})+)", re.MULTILINE)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, str]:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    found = {normal(name): version for name, version, _hashes in PIN.findall(text)}
    assert len(found) == len(re.findall(r"^[A-Za-z0-9]", text, re.MULTILINE)), "every package has a version and hashes"
    return found


def test_the_lock_has_the_versions_of_the_constraints() -> None:
    """What is in both has one version; `make lock` rewrites it."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    pinned = {normal(name): version for name, mark, version in (line.partition("==") for line in lines) if mark}
    assert {name: pinned[name] for name in locked() if name in pinned} == {
        name: version for name, version in locked().items() if name in pinned
    }


def test_the_lock_holds_all_that_the_program_needs() -> None:
    """It holds every dependency, and those of the extras postgres and documents."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    needed = [*project["dependencies"], *extras["postgres"], *extras["documents"]]
    assert {normal(re.split(r"[\[<>=!~ ;]", each, maxsplit=1)[0]) for each in needed} <= locked().keys()
