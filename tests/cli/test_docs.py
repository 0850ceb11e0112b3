"""The documentation of the command line is what the program says of itself."""

import re
import subprocess
import sys
from pathlib import Path

from tests.command_line import ROOT
from tracker.cli.main import COMMANDS


def test_the_reference_is_current() -> None:
    """docs/cli.md, and every sample in README.md after the commands before it, are what `make docs` would write now."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs/make_docs.py"), "--check"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout


def test_every_command_is_documented() -> None:
    """Each has a section of its own in the reference."""
    text = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    assert not [name for name in COMMANDS if f"\n### tracker {name}\n" not in text]


def test_links_and_pictures_are_there() -> None:
    """Every relative link of README, CONTRIBUTING and the tour leads to a file."""
    missing = [
        f"{page.name}: {target}"
        for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "docs/tour.md")
        for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / Path(target)).exists()
    ]
    assert not missing
