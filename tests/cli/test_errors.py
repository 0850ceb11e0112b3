"""A user's mistake gives one clear line and the right exit code, and leaves the ledger as it was."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.command_line import Command
from tracker import exchange
from tracker.cli.filters import ORDERS
from tracker.cli.main import COMMANDS, app
from tracker.cli.move.exchange_commands import FORMATS
from tracker.ledger import Order

UNREACHABLE = "postgresql://ana:secret@127.0.0.1:1/none"


def program(*arguments: str, cwd: Path, data: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the installed console command in a process of its own."""
    return subprocess.run(
        [str(Path(sys.executable).parent / "tracker"), *arguments],
        input=data,
        capture_output=True,
        cwd=cwd,
        env=os.environ | environment,
        timeout=120,
        check=False,
    )


def test_a_missing_file(tracker: Command, ten: str) -> None:
    """The line names the file."""
    before = tracker("export").out
    ran = tracker("extract", "no-such-file.txt", "--date", "2024-06-26")
    assert (ran.code, ran.out) == (1, "")
    assert "no-such-file.txt" in ran.err
    assert len(ran.err.splitlines()) == 1
    assert tracker("export").out == before


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty"), (b"   \n\n", ""), (b"I think it opens by 2030.\n", "--date"), (bytes(range(256)) * 20, "")],
    ids=["empty", "blank", "undated", "binary"],
)
def test_a_file_that_cannot_be_used(tracker: Command, ten: str, tmp_path: Path, content: bytes, words: str) -> None:
    """An empty file, one without a day, or one that is no text gives one line with its name and changes nothing."""
    before = tracker("export").out
    file = tmp_path / "talk.txt"
    file.write_bytes(content)
    ran = tracker("extract", str(file))
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1
    assert "talk.txt" in ran.err or "talk:" in ran.err
    assert words in ran.err
    assert tracker("export").out == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("decide", "FILE"),
        ("import", "FILE"),
        ("import", "bets.json", "--questions", "FILE"),
        ("sources", "replace", "talk", "FILE"),
        ("extract", "FILE"),
        ("extract", "talk.txt", "--manifest", "FILE"),
        ("evaluate", "FILE"),
        ("serve", "--users", "FILE", "--port", "0"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("kind", ["device", "terabyte"])
def test_what_has_no_end_is_not_read(tracker: Command, ten: str, tmp_path: Path, arguments: tuple[str, ...], kind: str) -> None:
    """A device, or a file of a terabyte, is refused in one line by every command that reads a file."""
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.write(b"{")
        file.truncate(10**12)  # a hole, which takes no room
    (tmp_path / "bets.json").write_text("[]")
    before = tracker("export").out
    given = {"FILE": "/dev/null" if kind == "device" else str(huge), "bets.json": str(tmp_path / "bets.json")}
    ran = tracker(*(given.get(each, each) for each in arguments))
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1
    assert re.search("is a device|no transcript of that name" if kind == "device" else "larger than", ran.err)
    assert tracker("export").out == before


def test_settings_without_an_end(tracker: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings that are a device are refused in one line."""
    monkeypatch.setenv("TRACKER_CONFIG", "/dev/null")
    ran = tracker("list")
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert "/dev/null" in ran.err


@pytest.mark.parametrize("copies", [1, 21], ids=["claims", "counts"])
def test_a_value_that_the_ledger_refuses(tracker: Command, tmp_path: Path, copies: int) -> None:
    """A title that is too long for the ledger is that file's line; the other files of the batch are stored."""
    talk = "---\ntitle: {}\ndate: 2024-06-26\n---\n\nWe will open bridge number {} by the end of 2027, I am sure of that.\n"
    bad = tmp_path / "a-bad.md"
    bad.write_text(talk.format("x" * 12_000, 0), encoding="utf-8")
    good = [tmp_path / f"good-{number}.md" for number in range(1, copies + 1)]
    for number, path in enumerate(good, 1):
        path.write_text(talk.format("Bridges", number), encoding="utf-8")
    ran = tracker("extract", *map(str, (bad, *good)), "--jobs", "1")
    assert ran.code == 1
    errors = [line for line in ran.err.splitlines() if "error" in line]
    assert len(errors) == 1
    assert "a-bad.md" in errors[0]
    assert "title" in errors[0]
    assert {row["doc"] for row in json.loads(tracker("sources", "--format", "json").out)} == {path.stem for path in good}


@pytest.mark.parametrize(
    "arguments",
    [
        "show zzzz",
        "accept zzzz",
        "edit zzzz --due 2030-01-01",
        "resolve zzzz true",
        "history zzzz",
        "tag zzzz --add x",
        "link zzzz zzzy",
        "reopen zzzz",
        "withdraw zzzz",
        "split zzzz One. Two.",
        "join zzzz zzzy",
    ],
)
def test_an_unknown_id(tracker: Command, ten: str, arguments: str) -> None:
    """The error is one line that names what was typed."""
    before = tracker("export").out
    ran = tracker(*arguments.split())
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert "zzzz" in ran.err
    assert tracker("export").out == before


@pytest.mark.parametrize("arguments", ["list", "due", "show 3fa9", "scorecard", "db status", "extract talk.txt --date 2024-06-26"])
def test_an_unreachable_database(tracker: Command, tmp_path: Path, arguments: str) -> None:
    """One line with the place and without the password."""
    ran = tracker("--db", UNREACHABLE, *arguments.split())
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert "127.0.0.1" in ran.err
    assert "secret" not in ran.err


@pytest.mark.parametrize("url", ["nonsense", "mysql://host/name", "sqlite:////proc/none/ledger.sqlite3"])
def test_a_database_that_cannot_be_one(tracker: Command, url: str) -> None:
    """An empty URL, an unknown kind, and a place where no file can be are refused."""
    ran = tracker("--db", url, "list")
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)


@pytest.mark.parametrize(
    ("arguments", "suggestion"),
    [
        ("extrct x", "tracker extract"),
        ("scorcard", "tracker scorecard"),
        ("db statsu", "tracker db status"),
        ("list --speker x", "--speaker"),
    ],
)
def test_mistyped_commands_and_options_suggest_the_nearest(tracker: Command, arguments: str, suggestion: str) -> None:
    """Exit code 2, and the name that was probably meant."""
    ran = tracker(*arguments.split())
    assert (ran.code, ran.out) == (2, "")
    assert suggestion in ran.err


@pytest.mark.parametrize(
    "arguments", ["extract", "due --within soon", "list --status none", "scorecard --assert-as 2", "--nonsense", "show"]
)
def test_wrong_usage(tracker: Command, ten: str, arguments: str) -> None:
    """Exit code 2, and nothing on standard output."""
    ran = tracker(*arguments.split())
    assert (ran.code, ran.out) == (2, "")


def walk() -> list[list[str]]:
    """Every command and subcommand, by the words one types."""
    import click

    found: list[list[str]] = []
    context = click.Context(app)
    for name in app.list_commands(context):
        command = app.get_command(context, name)
        found.append([name])
        if isinstance(command, click.Group):
            found += [[name, each] for each in command.list_commands(context)]
    return found


@pytest.mark.parametrize("words", walk(), ids=" ".join)
def test_every_command_shows_an_example(words: list[str]) -> None:
    """Help has a sentence, an example that begins with the command itself, and says what each option does."""
    shown = CliRunner().invoke(app, [*words, "--help"])
    assert shown.exit_code == 0
    text = " ".join(shown.output.split())
    assert f"tracker {' '.join(words)}" in text.partition("Examples:")[2]


def test_help_groups_the_commands_by_the_analysts_work() -> None:
    """Every command stands once, under a heading."""
    shown = CliRunner().invoke(app, ["--help"]).output
    for name, entry in COMMANDS.items():
        assert f"\n  {name} " in shown
        assert f"\n{entry.section}:\n" in shown


def test_names_are_the_ledgers() -> None:
    """The names that --order and export's --format take are those that the ledger knows."""
    assert {each.value for each in Order} == set(ORDERS)
    assert exchange.FORMATS == FORMATS


def test_the_console_command_and_the_module(tmp_path: Path, ten: str) -> None:
    """`tracker` and `python -m tracker` are the same."""
    module = subprocess.run([sys.executable, "-m", "tracker", "list"], capture_output=True, cwd=tmp_path, check=True, timeout=120)
    assert program("list", cwd=tmp_path).stdout == module.stdout


def test_a_broken_pipe_is_quiet(tmp_path: Path, many: str) -> None:
    """`tracker list | head -1` ends without an error."""
    line = f"{Path(sys.executable).parent / 'tracker'} list --format jsonl | head -1"
    done = subprocess.run(["bash", "-c", line], capture_output=True, cwd=tmp_path, timeout=120, check=False)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == b""


def test_a_terminal_without_utf8(tracker: Command, tmp_path: Path, samples: str) -> None:
    """Letters that the encoding does not have are replaced, not a traceback."""
    first = json.loads(tracker("list", "--limit", "1", "--format", "jsonl").out)["id"]
    done = program("show", first, cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_standard_input_and_output(tracker: Command, ten: str) -> None:
    """A dash is standard input or standard output."""
    text = "I think we will open a second plant by the end of 2027. We expect prices to halve within five years.\n"
    done = tracker("extract", "-", "--date", "2025-03-12", "--dry-run", "--format", "jsonl", text=text)
    assert (done.code, len(done.lines)) == (0, 2)
    assert tracker("export", "-").out == tracker("export").out
