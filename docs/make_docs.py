"""Makes docs/cli.md, the output in README.md and the pictures of docs/tour.md anew, from the program itself: `make docs`.

`python docs/make_docs.py --check` writes nothing and fails when docs/cli.md or a sample in README.md is not what the program says.
"""

import asyncio
import datetime as dt
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from tracker.cli.main import COMMANDS, app

DOCS = Path(__file__).resolve().parent
SEEDS = DOCS.parent / "seeds"
WIDTH = 100
WIDEST = 150

HEAD = """# The command line

Made by `make docs` from the program's own help; a test checks that it is current.

"""


def commands() -> Iterator[tuple[str, list[str], click.Command]]:
    """Heading, words to type and command, subcommands after their group."""
    context = click.Context(app)
    for name, entry in COMMANDS.items():
        command = app.get_command(context, name)
        assert command is not None
        yield entry.section, [name], command
        if isinstance(command, click.Group):
            for each in command.list_commands(context):
                inner = command.get_command(context, each)
                assert inner is not None
                yield entry.section, [name, each], inner


def help_of(words: Sequence[str], command: click.Command) -> str:
    """What `--help` prints, at a fixed width."""
    parent: click.Context | None = None
    for word in ["tracker", *words[:-1]]:
        parent = click.Context(app, info_name=word, parent=parent)
    context = click.Context(
        command,
        info_name=words[-1],
        parent=parent,
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        help_option_names=["-h", "--help"],
    )
    return command.get_help(context)


def reference() -> str:
    """The whole page."""
    top = click.Context(app, info_name="tracker", terminal_width=WIDTH, max_content_width=WIDTH)
    parts = [HEAD, f"```\n{app.get_help(top)}\n```\n"]
    section = ""
    for heading, words, command in commands():
        if heading != section:
            section = heading
            parts.append(f"\n## {heading}\n")
        parts.append(f"\n### tracker {' '.join(words)}\n\n```\n{help_of(words, command)}\n```\n")
    return "".join(parts)


def pictures(folder: Path) -> None:
    """The real screens, as SVG: the review, its help, an edit being read, and the due screen."""
    from tracker import ledger
    from tracker.cli.desk.desk import Desk, review_filter
    from tracker.cli.desk.keys import DUE, REVIEW, Keys
    from tracker.cli.desk.screen import DeskApp
    from tracker.cli.due import pending
    from tracker.cli.main import run

    today = dt.date(2026, 11, 22)
    with tempfile.TemporaryDirectory() as temporary:
        url = f"sqlite:///{temporary}/tour.sqlite3"
        interview = SEEDS / "2025-03-12-long-build-castellan.txt"
        assert run(["--db", url, "extract", str(interview), "--speaker", "Mira Castellan", "--by", "tour"]) == 0
        assert run(["--db", url, "import", str(SEEDS / "ledger.jsonl"), "--by", "tour"]) == 0
        book = ledger.open_ledger(url)

        async def take(name: str, desk: Desk, keys: Keys, pressed: Sequence[str]) -> None:
            program = DeskApp(desk, keys, today)
            async with program.run_test(size=(100, 30)) as pilot:
                await pilot.pause()
                for key in pressed:
                    await pilot.press(key)
                await pilot.pause()
                picture = program.export_screenshot(title="tracker")
                # Textual numbers the styles of each picture anew; one name keeps the files comparable.
                picture = re.sub(r"terminal-\d+", "terminal", picture)
                (folder / f"{name}.svg").write_text(picture, encoding="utf-8")

        review = review_filter(blind=False, speaker=None, source=None, tag=None)
        due = pending(as_of=today, until=today, speaker=None, tag=None, candidates=False)
        when = [*"by", "space", *"the", "space", *"end", "space", *"of", "space", *"2029"]
        asyncio.run(take("review", Desk(ledger=book, by="tour", wanted=review), REVIEW, []))
        asyncio.run(take("review-help", Desk(ledger=book, by="tour", wanted=review), REVIEW, ["question_mark"]))
        asyncio.run(take("review-edit", Desk(ledger=book, by="tour", wanted=review), REVIEW, ["e", "d", "ctrl+u", *when]))
        asyncio.run(take("due", Desk(ledger=book, by="tour", wanted=due, order="due"), DUE, []))
        book.close()


def refreshed(text: str) -> str:
    """README with the output of every `$ tracker ...` in it made anew, in a new ledger, in the order in which they stand.

    Nothing is in the ledger but what the commands before have put there. An output that ends with "..." keeps its number of lines.
    """
    with tempfile.TemporaryDirectory() as temporary:
        environment = os.environ | {"TRACKER_DB": f"sqlite:///{temporary}/readme.sqlite3", "TRACKER_ANALYST": "ana"}

        def said(line: str) -> list[str]:
            words = [sys.executable, "-m", *shlex.split(line)]
            done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=DOCS.parent, env=environment)  # noqa: S603
            return [row if len(row) <= WIDEST else row[: WIDEST - 2] + " …" for row in done.stdout.rstrip().splitlines()]

        def again(sample: str) -> str:
            line, *before = sample.strip().splitlines()
            shown = said(line)
            kept = [*shown[: len(before) - 1], "..."] if before and before[-1] == "..." else shown
            return "\n".join([line, *kept, ""])

        blocks = []
        for block in text.split("```"):
            if block.startswith("\n$ tracker "):
                blocks.append("\n" + "".join("$ " + again(sample) for sample in block.strip().removeprefix("$ ").split("\n$ ")))
            else:
                blocks.append(block)
        return "```".join(blocks)


def main(arguments: Sequence[str]) -> int:
    """Write the page and the pictures, or check the page; the exit code."""
    page, readme = DOCS / "cli.md", DOCS.parent / "README.md"
    if "--check" in arguments:
        written = readme.read_text(encoding="utf-8")
        current = {page: page.exists() and page.read_text(encoding="utf-8") == reference(), readme: refreshed(written) == written}
        for path, same in current.items():
            click.echo(f"{path.name} is current" if same else f"{path.name} is not current; type: make docs")
        return 0 if all(current.values()) else 1
    page.write_text(reference(), encoding="utf-8")
    readme.write_text(refreshed(readme.read_text(encoding="utf-8")), encoding="utf-8")
    (DOCS / "images").mkdir(exist_ok=True)
    pictures(DOCS / "images")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
