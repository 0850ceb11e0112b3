"""Extracts the forecasts of a text, a file or a web address in one call: `tracker.extract(...)`."""

import datetime as dt
import re
from pathlib import Path

from tracker.errors import InvalidRecord, TranscriptError
from tracker.extract.batch import open_bytes
from tracker.extract.options import ExtractOptions
from tracker.extract.pipeline import extract as extract_transcript
from tracker.fetch import is_web_address, kept_address, path_of
from tracker.records import Forecast
from tracker.transcripts import Declared, read_transcript

LONGEST_PATH = 1000
_BLANK = re.compile(r"\s")


def day_of(value: dt.date | str | None) -> dt.date | None:
    """A date, or a string such as "2024-06-26" as one; raises InvalidRecord for any other string."""
    if isinstance(value, dt.datetime):
        return value.date()
    if value is None or isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise InvalidRecord("day", value, "a day such as 2024-06-26") from None


def extract_from(
    text_or_path: str | Path,
    *,
    said_on: dt.date | str | None = None,
    speaker: str | None = None,
    host: str | None = None,
    reader: str | None = None,
    fiscal_year_end: tuple[int, int] | None = None,
    min_confidence: float | None = None,
) -> list[Forecast]:
    """The forecasts of a transcript, in order of position.

    A Path is a file. A string is the transcript itself, unless a file has that name; without white space it is a path or an
    address. `said_on` is the day of speaking if the file does not state it. The other options are those of `tracker extract`.
    Raises TrackerError for input that cannot be read, and when the day of speaking is unknown.
    """
    name = _name(text_or_path)
    data = str(text_or_path).encode("utf-8", "replace") if name is None else open_bytes(name)
    url = kept_address(name) if name and is_web_address(name) else None
    declared = Declared(said_on=day_of(said_on), speaker=speaker, host=host, url=url)
    transcript = read_transcript(path_of(name) if name and url else name or "text", data, declared, reader=reader)
    return extract_transcript(transcript, ExtractOptions(fiscal_year_end=fiscal_year_end, min_confidence=min_confidence))


def _name(given: str | Path) -> str | None:
    """The path or address given; None for a text. Raises TranscriptError for an empty string."""
    if isinstance(given, Path) or (is_web_address(given) and not _BLANK.search(given.strip())):
        return str(given).strip() if isinstance(given, str) else str(given)
    if not given.strip():
        raise TranscriptError("text", "is empty; give a text, a path or a web address")
    if not _BLANK.search(given):
        return given
    try:
        return given if len(given) < LONGEST_PATH and Path(given).is_file() else None
    except (OSError, ValueError):
        return None
