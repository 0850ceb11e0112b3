"""Makes docs/cli.md, the output in README.md and docs/tour.md and the tour's pictures anew, from the program itself: `make docs`.

`python docs/make_docs.py --check` writes nothing and fails when docs/cli.md or a sample is not what the program says;
`--no-pictures` leaves the pictures as they are.
"""

import asyncio
import datetime as dt
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from click.testing import CliRunner

from tracker.cli.main import COMMANDS, app

DOCS = Path(__file__).resolve().parent
SEEDS = DOCS.parent / "seeds"
SAMPLED = (DOCS.parent / "README.md", DOCS / "tour.md")
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
    names = ["-h", "--help"]
    top = click.Context(app, info_name="tracker", terminal_width=WIDTH, max_content_width=WIDTH, help_option_names=names)
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
    from tracker.cli.follow_up.due_command import pending
    from tracker.cli.main import run
    from tracker.desk.keys import DUE, REVIEW, Keys
    from tracker.desk.review_desk import Desk, review_filter
    from tracker.desk.screen import DeskApp

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


def said(line: str, typed: str) -> list[str]:
    """What a command line prints when this is typed into it, each row cut at WIDEST; raises when it fails."""
    from tracker.cli.main import run

    with CliRunner().isolation(input=typed) as (out, err, _both):
        code = run(shlex.split(line)[1:])
        shown, told = out.getvalue().decode(), err.getvalue().decode()
    if code:
        raise SystemExit(f"{line}: {told.strip()}")
    return [row if len(row) <= WIDEST else row[: WIDEST - 2] + " …" for row in shown.rstrip().splitlines()]


def again(sample: str) -> str:
    """A command line and its output, made anew; what stands between `<<END` and `END` is typed into it."""
    line, *before = sample.strip().splitlines()
    typed: list[str] = []
    if line.endswith(" <<END"):
        typed, before = before[: before.index("END") + 1], before[before.index("END") + 1 :]
    shown = said(line.removesuffix(" <<END"), "".join(f"{each}\n" for each in typed[:-1]))
    kept = [*shown[: len(before) - 1], "..."] if before and before[-1] == "..." else shown
    return "\n".join([line, *typed, *kept, ""])


def block_again(block: str) -> str:
    """What stands between two ``` with each sample of a command made anew; anything else as it is."""
    if not block.startswith("\n$ tracker "):
        return block
    return "\n" + "".join("$ " + again(each) for each in block.strip().removeprefix("$ ").split("\n$ "))


def refreshed(text: str) -> str:
    """A page with the output of every `$ tracker ...` in it made anew, in a new ledger, in the order in which they stand.

    Nothing is in the ledger but what the commands before have put there. An output that ends with "..." keeps its number of lines.
    """
    before = dict(os.environ), Path.cwd()
    with tempfile.TemporaryDirectory() as temporary:
        os.environ |= {"TRACKER_DB": f"sqlite:///{temporary}/page.sqlite3", "TRACKER_ANALYST": "ana", "COLUMNS": "200"}
        os.chdir(DOCS.parent)
        try:
            return "```".join(block_again(block) for block in text.split("```"))
        finally:
            os.environ.clear()
            os.environ.update(before[0])
            os.chdir(before[1])


def main(arguments: Sequence[str]) -> int:
    """Write the pages and the pictures, or check the pages; the exit code."""
    written = {page: refreshed(page.read_text(encoding="utf-8")) for page in SAMPLED}
    written[DOCS / "cli.md"] = reference()
    if "--check" in arguments:
        current = {page: page.exists() and page.read_text(encoding="utf-8") == text for page, text in written.items()}
        for page, same in current.items():
            click.echo(f"{page.name} is current" if same else f"{page.name} is not current; type: make docs")
        return 0 if all(current.values()) else 1
    for page, text in written.items():
        page.write_text(text, encoding="utf-8")
    if "--no-pictures" not in arguments:
        (DOCS / "images").mkdir(exist_ok=True)
        pictures(DOCS / "images")
        # Needs a browser, so that it is imported only now.
        from web_pictures import pictures as web_pictures

        web_pictures(DOCS / "images")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
