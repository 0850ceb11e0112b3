"""Tables: comma or tab separated columns, found by the names in their header, or by what stands in them."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.errors import TranscriptError
from tracker.transcripts.clock import clock_ms, seconds_ms
from tracker.transcripts.compose import Spoken, compose
from tracker.transcripts.draft import Draft, Material

TEXTS = ("text", "transcript", "utterance", "sentence", "content", "speech", "caption", "words", "message", "line", "body", "quote")
SPEAKERS = ("speaker", "speaker name", "name", "who", "author", "participant", "voice", "speaker id", "role", "speaker label")
STARTS = ("start", "start time", "begin", "time", "timestamp", "start ms", "start seconds", "offset", "from", "timecode", "in")
ENDS = ("end", "end time", "stop", "to", "out", "end ms", "end seconds", "finish", "duration")
NAMED = frozenset((*TEXTS, *SPEAKERS, *STARTS, *ENDS))
TIME = re.compile(r"\d{1,9}(?:\.\d{1,6})?s?|\d{1,3}(?::\d{1,2}){1,3}(?:[.,]\d{1,6})?")
SAMPLE = 20
# Nobody speaks slower than a word in ten seconds for a whole transcript: where the times say so, they are milliseconds.
SLOWEST = 0.1


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where in a row the text, the speaker and the start stand; `first` is the number of the first row of speech."""

    text: int
    speaker: int | None
    start: int | None
    first: int
    milliseconds: bool = False


def fits(text: str) -> bool:
    """Whether a text is a table with a known header, or its lines begin with a start and an end between tabs, commas or bars."""
    sample = _sample(text)
    sign = _sign(sample)
    return sign is not None and _columns(_rows(sample, sign), sign) is not None


def read(material: Material) -> Draft:
    """The draft of the rows, each with its speaker and time. Raises TranscriptError when no column holds a text."""
    text = material.text or ""
    sample = _sample(text)
    sign = _sign(sample) or ","
    columns = _columns(_rows(sample, sign), sign)
    if columns is None:
        raise TranscriptError(material.name, "no column of text; name the columns in the first line, such as speaker,text,start")
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=sign, quotechar='"'))
    except csv.Error as error:
        raise TranscriptError(material.name, f"not a table that can be read ({error})") from None
    return compose(_spoken([row for row in rows if any(map(str.strip, row))][columns.first :], columns))


def _rows(lines: Sequence[str], sign: str) -> list[list[str]]:
    return [next(csv.reader([line], delimiter=sign), []) for line in lines]


def _sample(text: str) -> list[str]:
    return [line for line in text[:50_000].splitlines() if line.strip()][:SAMPLE]


def _sign(lines: Sequence[str]) -> str | None:
    """The sign between columns: the one that stands in every line of the sample."""
    named = (sign for sign in "\t;|," if lines and _known(lines[0].split(sign)))
    everywhere = (sign for sign in "\t;|," if lines and all(sign in line for line in lines))
    return next(named, None) or next(everywhere, None)


def _name(cell: str) -> str:
    return " ".join(re.sub(r"([a-z])([A-Z])", r"\1 \2", cell.strip().strip("\"'\ufeff")).replace("_", " ").casefold().split())


def _known(row: Sequence[str]) -> bool:
    names = [_name(cell) for cell in row]
    return len(row) > 1 and any(name in TEXTS for name in names) and sum(name in NAMED for name in names) > 1


def _columns(rows: list[list[str]], sign: str) -> _Columns | None:
    if not rows:
        return None
    if _known(rows[0]):
        names = [_name(cell) for cell in rows[0]]

        def find(wanted: Sequence[str]) -> int | None:
            return next((names.index(name) for name in wanted if name in names), None)

        text, start = find(TEXTS), find(STARTS)
        whisper = names == ["start", "end", "text"] and sign == "\t"
        milliseconds = start is not None and ("ms" in names[start] or whisper)
        return None if text is None else _Columns(text, find(SPEAKERS), start, 1, milliseconds)
    width = len(rows[0])
    if len(rows) < 2 or width < 2 or (sign != "\t" and width < 3) or any(len(row) != width for row in rows):
        return None
    if not all(TIME.fullmatch(row[0].strip()) for row in rows):
        return None
    words = [sum(len(row[at].split()) for row in rows) for at in range(width)]
    text = max(range(width), key=lambda at: words[at])
    others = [at for at in range(width) if at != text and not all(TIME.fullmatch(row[at].strip()) for row in rows)]
    return None if text == 0 else _Columns(text, others[0] if others else None, 0, 0)


def _spoken(rows: list[list[str]], columns: _Columns) -> Iterator[Spoken]:
    def cell(row: list[str], at: int | None) -> str:
        return row[at].strip() if at is not None and at < len(row) else ""

    scale = 0.001 if columns.milliseconds or _in_milliseconds([cell(row, columns.start) for row in rows], rows, columns) else 1.0
    for row in rows:
        time = cell(row, columns.start)
        start = clock_ms(time) if ":" in time else _scaled(time, scale)
        yield Spoken(text=cell(row, columns.text), speaker=cell(row, columns.speaker) or None, milliseconds=start)


def _scaled(time: str, scale: float) -> int | None:
    milliseconds = seconds_ms(time)
    return None if milliseconds is None else round(milliseconds * scale)


def _in_milliseconds(times: list[str], rows: list[list[str]], columns: _Columns) -> bool:
    numbers = [int(time) for time in times if time.isascii() and time.isdecimal() and len(time) < 10]
    if len(numbers) < 2 or len(numbers) < len([time for time in times if time]):
        return False
    words = sum(len(row[columns.text].split()) for row in rows if columns.text < len(row))
    lasted = max(numbers) - min(numbers)
    return lasted > 0 and words / lasted < SLOWEST
