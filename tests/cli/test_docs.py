"""The documentation of the command line agrees with the program."""

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
    """docs/cli.md, and every sample in README.md and the tour after those before it, are what `make docs` writes."""
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
    """Every command has a section in the reference."""
    text = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    assert not [name for name in COMMANDS if f"\n### tracker {name}\n" not in text]


def test_every_block_of_the_readme_is_run() -> None:
    """Commands by `make docs --check`, Python by tests/library; the one block that installs, from the network, is not run here."""
    blocks = (ROOT / "README.md").read_text(encoding="utf-8").split("```")[1::2]
    run = [block.startswith(("\n$ tracker ", "python\n")) for block in blocks]
    rest = [
        block for at, block in enumerate(blocks) if not run[at] and not (at and blocks[at - 1].startswith("python\n"))
    ]  # what a block of Python prints follows it
    assert [re.findall(r"make \w+", block) for block in rest] == [["make demo", "make test"]]


def test_the_tour_shows_the_commands_that_it_runs() -> None:
    """Each step of `make demo` prints the line that it then runs, and each line parses."""
    lines = (ROOT / "seeds/demo.sh").read_text(encoding="utf-8").splitlines()
    shown = [found[0] for line in lines if (found := re.findall(r"'(tracker .*)'$", line))]
    done = [line for line in lines if line.startswith("tracker ")]
    assert shown == done
    assert len(done) > 3
    for line in done:
        name, *words = shlex.split(line)[1:]
        command = app.get_command(click.Context(app), name)
        assert command is not None
        with command.make_context(line, words, parent=click.Context(app)):
            pass


def anchors_of(page: Path) -> set[str]:
    """The names that GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("page", sorted({*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")} - {ROOT / "CHANGELOG.md"}))
def test_files_and_headings_that_a_page_names_are_there(page: Path) -> None:
    """Modules and paths in code, and headings in links; the changelog may name what there was."""
    text = page.read_text(encoding="utf-8")
    code = " ".join(re.findall(r"`([^`\n]+)`", text))
    modules = {path.name for folder in ("tracker", "tests", "docs") for path in (ROOT / folder).rglob("*.py")}
    missing = [name for name in re.findall(r"\b[a-z]\w+\.py\b", code) if name not in modules]
    missing += [path for path in re.findall(r"(?<![\w/-])(?:tracker|tests|seeds)/[\w/.*-]*[\w*]", code) if not any(ROOT.glob(path))]
    links = re.findall(r"\]\(([\w/.-]*)#([\w-]+)\)", text)
    missing += [f"{to}#{heading}" for to, heading in links if heading not in anchors_of(page.parent / to if to else page)]
    assert not missing


def test_links_and_pictures_are_there() -> None:
    """Every relative link of README, CONTRIBUTING and the tour leads to a file."""
    missing = [
        f"{page.name}: {target}"
        for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "docs/tour.md")
        for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / Path(target)).exists()
    ]
    assert not missing
