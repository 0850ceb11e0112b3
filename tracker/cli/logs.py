"""Logs: one line of JSON per event, with its numbers, and without words of transcripts unless they are asked for.

`--verbose` writes them to standard error; TRACKER_LOG names a file to append to. TRACKER_LOG_TEXT=1 adds what libraries
and exceptions say, which may repeat words of a transcript.
"""

import datetime as dt
import json
import logging
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tracker.boundary.address import without_passwords
from tracker.boundary.shown_text import clean_values, escaped_json, one_line
from tracker.cli.output import say, tell

FILE, WITH_TEXT = "TRACKER_LOG", "TRACKER_LOG_TEXT"
OWN = "tracker"

log = logging.getLogger(__name__)


def text_asked_for() -> bool:
    """Whether logs may contain words of transcripts."""
    return os.environ.get(WITH_TEXT, "") not in {"", "0"}


def frames(error: BaseException) -> list[str]:
    """Where an exception was raised: file, line and function, without values."""
    found = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in found]


def as_json(record: logging.LogRecord, *, with_text: bool) -> str:
    """A record as one line of JSON: time, level, logger, event, numbers; the words of other libraries only `with_text`."""
    own = record.name.split(".")[0] == OWN
    row: dict[str, Any] = {
        "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "event": str(record.msg) if own else "library",
        "pid": record.process,
        **getattr(record, "numbers", {}),
    }
    if with_text and not own:
        row["message"] = record.getMessage()
    if record.exc_info and record.exc_info[1] is not None:
        error = record.exc_info[1]
        row |= {"exception": type(error).__name__, "frames": frames(error)}
        if with_text:
            row["message"] = str(error)
    text = json.dumps(clean_values(row), ensure_ascii=False, default=str)
    return escaped_json(without_passwords(text))


class _Lines(logging.Formatter):
    def __init__(self, *, with_text: bool) -> None:
        super().__init__()
        self.with_text = with_text

    def format(self, record: logging.LogRecord) -> str:
        return as_json(record, with_text=self.with_text)


class _ToPerson(logging.Handler):
    """Shows warnings of libraries as ordinary messages of the program, since no log is kept."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.split(".")[0] != OWN:
            tell(f"{record.name}: {one_line(record.getMessage())[:200]}")


class _ToTerminal(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        say(self.format(record), err=True)


def open_for_adding(path: Path) -> int:
    """A file to append to, readable by its owner alone if created here; never through a link. Raises OSError."""
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)


def _file_handler(path: Path) -> logging.Handler | None:
    try:
        stream = os.fdopen(open_for_adding(path), "a", encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        tell(f"{FILE}: no log is kept in {path}: {error.strerror}")
        return None
    return logging.StreamHandler(stream)


@contextmanager
def logging_to(*, verbose: bool) -> Iterator[None]:
    """Log as the option and the variables ask while the block runs; warnings of libraries go the same way."""
    handlers: list[logging.Handler] = []
    named = os.environ.get(FILE)
    if named and (handler := _file_handler(Path(named))):
        handlers.append(handler)
    if verbose:
        handlers.append(_ToTerminal())
    level = logging.INFO if handlers else logging.WARNING
    for each in handlers:
        each.setFormatter(_Lines(with_text=text_asked_for()))
    handlers = handlers or [_ToPerson()]
    root, own = logging.getLogger(), logging.getLogger(OWN)
    before = root.level, own.level
    for each in handlers:
        root.addHandler(each)
    root.setLevel(logging.WARNING)
    own.setLevel(level)
    logging.captureWarnings(True)
    try:
        yield
    finally:
        logging.captureWarnings(False)
        root.setLevel(before[0])
        own.setLevel(before[1])
        for each in handlers:
            root.removeHandler(each)
            if isinstance(each, logging.StreamHandler):
                each.stream.close()


def state_folder() -> Path:
    """The folder for the program's own error log."""
    from platformdirs import user_state_path

    return user_state_path("claims-tracker", appauthor=False)


def kept(error: BaseException, arguments: int) -> Path | None:
    """Log an unexpected exception; returns the file, or None when it cannot be written.

    To TRACKER_LOG, or `errors.jsonl` in the state folder: its type and where it was raised; its message only on request.
    """
    named = os.environ.get(FILE)
    path = Path(named) if named else state_folder() / "errors.jsonl"
    record = log.makeRecord(
        log.name, logging.ERROR, __file__, 0, "internal error", (), (type(error), error, error.__traceback__), extra=None
    )
    record.numbers = {"arguments": arguments, "python": sys.version.split()[0]}
    try:
        if not named:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(open_for_adding(path), "a", encoding="utf-8", errors="backslashreplace") as out:
            out.write(as_json(record, with_text=text_asked_for()) + "\n")
    except OSError:
        return None
    return path
