"""Logs say what happened in numbers; an error that nobody expected is one line for the person and a traceback in a file."""

import json
import logging
import stat
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from tests.command_line import Command
from tracker.cli.main import app

TALK = "Ada Vance: I think the zebrafish plant opens by the end of 2031, with odds of sixty percent.\n"
OWN_WORDS = "zebrafish"


@pytest.fixture
def failing() -> Iterator[Callable[[Callable[[], object]], None]]:
    """Adds a command `fail` to the program that calls a given function."""

    def add(does: Callable[[], object]) -> None:
        app.add_command(click.Command("fail", callback=does))

    yield add
    app.commands.pop("fail", None)


def crash() -> None:
    raise ValueError(f"\x1b]52;c;eA==\x07{OWN_WORDS} postgresql://ana:hunter2@host/db")


def rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def test_an_unexpected_error_is_one_line(
    tracker: Command, failing: Callable[[Callable[[], object]], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line names the kind and the file; the file has where it came from, and what it says only where that is asked for."""
    failing(crash)
    ran = tracker("fail")
    path = Path.home() / ".local/state/claims-tracker/errors.jsonl"
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1
    assert f"internal error (ValueError: {OWN_WORDS} postgresql://ana:***@host/db); details in {path}" in ran.err
    assert "Traceback" not in ran.err
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (row,) = rows(path.read_text())
    assert (row["level"], row["event"], row["exception"]) == ("error", "internal error", "ValueError")
    assert any("test_logs.py" in str(frame) and "crash" in str(frame) for frame in list(row["frames"]))  # type: ignore[call-overload]
    assert OWN_WORDS not in path.read_text()

    monkeypatch.setenv("TRACKER_LOG", str(tmp_path / "log"))
    monkeypatch.setenv("TRACKER_LOG_TEXT", "1")
    assert str(tmp_path / "log") in tracker("fail").err
    assert rows((tmp_path / "log").read_text())[-1]["message"] == f"{OWN_WORDS} postgresql://ana:***@host/db"


def test_an_unexpected_error_whose_details_cannot_be_kept(
    tracker: Command, failing: Callable[[Callable[[], object]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Still one line of error, and no traceback."""
    failing(crash)
    monkeypatch.setenv("TRACKER_LOG", "/proc/nothing/log")
    ran = tracker("fail")
    assert ran.code == 1
    assert "its details could not be written" in ran.err
    assert "Traceback" not in ran.err


def test_logs_have_numbers_and_no_words(tracker: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--verbose` and TRACKER_LOG write the same events as lines of JSON, without any text of the transcript."""
    (tmp_path / "talk.txt").write_text(TALK)
    monkeypatch.setenv("TRACKER_LOG", str(tmp_path / "log"))
    ran = tracker("--verbose", "extract", str(tmp_path / "talk.txt"), "--date", "2024-06-26", "--format", "jsonl")
    assert ran.code == 0
    assert OWN_WORDS in ran.out
    logged = (tmp_path / "log").read_text()
    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o600
    assert OWN_WORDS not in logged + ran.err
    assert [row["event"] for row in rows(logged)] == [row["event"] for row in rows(ran.err)]
    stored = next(row for row in rows(logged) if row["event"] == "stored")
    assert (stored["level"], stored["forecasts"], stored["new"], stored["known"]) == ("info", 1, 1, 0)
    assert {"time", "level", "logger", "event", "pid"} <= stored.keys()


def test_a_log_is_not_kept_behind_a_link(tracker: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says so, and the command goes on."""
    (tmp_path / "theirs").write_text("theirs")
    (tmp_path / "log").symlink_to(tmp_path / "theirs")
    monkeypatch.setenv("TRACKER_LOG", str(tmp_path / "log"))
    ran = tracker("config")
    assert ran.code == 0
    assert "no log is kept" in ran.err
    assert (tmp_path / "theirs").read_text() == "theirs"


def test_warnings_of_libraries_are_clean_lines(tracker: Command, failing: Callable[[Callable[[], object]], None]) -> None:
    """A library's warning is one line without control characters."""

    def warn() -> None:
        logging.getLogger("pypdf").warning("bad\x1b]52;c;eA==\x07 object\n%s", "\x1b[2Jx")
        warnings.warn("old\x9b2J", stacklevel=1)

    failing(warn)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        ran = tracker("fail")
    assert "tracker: pypdf: bad object x" in ran.err.splitlines()
    assert not any(each in ran.err for each in "\x1b\x9b\x07")


def test_a_full_standard_output_is_one_line(samples: str) -> None:
    """Nothing follows it, not even from Python's own last flush."""
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "tracker", "list", "--format", "jsonl"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (ran.returncode, ran.stderr.decode()) == (1, "tracker: error: standard output: No space left on device\n")
