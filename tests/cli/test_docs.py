"""The documentation of the command line is what the program says of itself."""

import importlib.util
import re
import shlex
from pathlib import Path
from types import ModuleType

import click
import pytest

from tests.command_line import ROOT
from tracker.cli.main import COMMANDS, app


def make_docs() -> ModuleType:
    """What `make docs` runs."""
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "docs/make_docs.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def test_the_pages_are_current(capsys: pytest.CaptureFixture[str]) -> None:
    """docs/cli.md, and every sample in README.md and the tour after those before it, are what `make docs` would write now."""
    assert make_docs().main(["--check"]) == 0, capsys.readouterr().out


def command_lines(page: Path) -> list[str]:
    """The lines of a page's blocks that begin with tracker, what is typed into them and redirected aside."""
    blocks = page.read_text(encoding="utf-8").split("```")[1::2]
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [re.split(r"\s[<>|]", line)[0] for line in lines if line.startswith("tracker ")]


@pytest.mark.parametrize("page", sorted({ROOT / "README.md", *(ROOT / "docs").glob("*.md")} - {ROOT / "docs/cli.md"}))
def test_every_command_line_can_be_typed(page: Path) -> None:
    """The commands and options that a page shows are there, with values that they take."""
    for line in command_lines(page):
        context = click.Context(app)
        words = [word for word in shlex.split(line)[1:] if word not in ("--verbose", "-v")]
        command: click.Command = app
        while isinstance(command, click.Group):
            _name, found, words = command.resolve_command(context, words)
            assert found is not None, line
            command = found
        try:
            command.make_context(line, words, parent=context)
        except click.BadParameter as error:  # a page may name files of the reader's
            if "does not exist" not in error.message:
                raise


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
