"""Tables separated by commas, tabs, semicolons or bars, whose columns are found by their header or by their content."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.errors import TranscriptError
from tracker.transcripts.decoding import without_controls
from tracker.transcripts.draft import Draft, InputFile
from tracker.transcripts.formats.plain_text import written
from tracker.transcripts.formats.subtitle_cues import Cue, cue_lines, spoken_cues
from tracker.transcripts.formats.timed_pieces import Spoken, compose
from tracker.transcripts.layout.clock import clock_ms, seconds_ms, too_slow_for_seconds
from tracker.transcripts.layout.label_names import is_name, is_plain_name
from tracker.transcripts.layout.speaker_labels import speaker_labels_in

TEXTS = ("text", "transcript", "utterance", "sentence", "content", "speech", "caption", "words", "message", "line", "body", "quote")
SPEAKERS = ("speaker", "speaker name", "name", "who", "author", "participant", "voice", "speaker id", "role", "speaker label")
STARTS = ("start", "start time", "begin", "time", "timestamp", "start ms", "start seconds", "offset", "from", "timecode", "in")
ENDS = ("end", "end time", "stop", "to", "out", "end ms", "end seconds", "finish", "duration")
NAMED = frozenset((*TEXTS, *SPEAKERS, *STARTS, *ENDS))
TIME = re.compile(
    r"(?:\d{1,5}[.)]\s)?(?:\d{1,9}(?:\.\d{1,6})?s?|\[?\d{1,3}(?::\d{1,2}){1,3}(?:[.,]\d{1,6})?\]?"
    r"(?:[ ]?-{1,2}>?[ ]?\d[\d:.,]{3,14})?)"
)
CLOCK_TIME = re.compile(r"(?:\d{1,5}[.)]\s)?\[?(\d{1,3}(?::\d{1,2}){1,3}(?:[.,]\d{1,6})?)")
RULE = re.compile(r"\|?(?:[ \t]*:?-{1,200}:?[ \t]*\|){1,60}(?:[ \t]*:?-{1,200}:?[ \t]*)?")
SAMPLE = 20
# A column of speech has at least this many words per cell; one of remarks or topics has fewer.
WORDS_OF_SPEECH = 3
LONGEST_NAME = 5


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of text, speaker and start; `first` is the index of the first row of speech."""

    text: int
    speaker: int | None
    start: int | None
    first: int
    milliseconds: bool = False


def fits(text: str) -> bool:
    """Whether a text is a table, judging by its header, or by columns of times, recurring names and speech."""
    sample = _sample(text)
    sign = _sign(sample)
    return sign is not None and _columns(_rows(sample, sign), sign) is not None


def read(file: InputFile) -> Draft:
    """The draft of the rows, each with its speaker and time. Raises TranscriptError if no column contains text."""
    text = file.text or ""
    sample = _sample(text)
    sign = _sign(sample) or ","
    columns = _columns(_rows(sample, sign), sign)
    if columns is None:
        raise TranscriptError(file.name, "no column of text; name the columns in the first line, such as speaker,text,start")
    try:
        rows = _piped(text.splitlines()) if sign == "|" else list(csv.reader(text.splitlines(keepends=True), delimiter=sign))
    except csv.Error as error:
        raise TranscriptError(file.name, f"not a table that can be read ({error})") from None
    full = [row for row in rows if any(map(str.strip, row))]
    spoken = list(_spoken([_whole(row, columns, len(full[0]), sign) for row in full[columns.first :]], columns))
    return compose(spoken) if columns.speaker is not None else _labelled(spoken)


def _whole(row: list[str], columns: _Columns, width: int, sign: str) -> list[str]:
    """The row with the cells rejoined into which separators inside the speech in the last column split it."""
    return [*row[: columns.text], sign.join(row[columns.text :])] if len(row) > width == columns.text + 1 else row


def _labelled(spoken: list[Spoken]) -> Draft:
    """The draft of rows without a column of speakers; labels in the speech may name them."""
    if any(one.milliseconds is None for one in spoken):
        whole = without_controls("\n\n".join(" ".join(one.text.split()) for one in spoken))
        return written(whole, []) if speaker_labels_in(whole) else compose(spoken)
    return compose(spoken_cues(lambda: (Cue(at := one.milliseconds or 0, at, cue_lines([one.text])) for one in spoken)))


def rows_as_turns(rows: list[list[str]]) -> list[str]:
    """Each row of a table as a line: a labelled turn if a column says who speaks, else its cells one after another."""
    width = max((len(row) for row in rows), default=0)
    same = [row for row in rows if len(row) == width]
    columns = _columns(same[:SAMPLE], "\t") if width > 1 else None
    if columns is None and width == 2 and len(rows) == len(same) and all(is_name(row[0].rstrip(": ")) for row in rows):
        columns = _Columns(1, 0, None, 0)
    if columns is None:
        return [cell for row in rows for cell in row if cell.strip()]
    return [_turn(row, columns) for row in rows[columns.first :]]


def _turn(row: list[str], columns: _Columns) -> str:
    if len(row) <= columns.text:
        return "\n\n".join(row)
    time = row[columns.start].strip("[] ") if columns.start is not None and ":" in row[columns.start] else ""
    speaker = row[columns.speaker].strip().rstrip(":") if columns.speaker is not None else ""
    return f"{f'[{time}] ' if time else ''}{f'{speaker}: ' if speaker else ''}{row[columns.text].strip()}"


def _rows(lines: Sequence[str], sign: str) -> list[list[str]]:
    if sign == "|":
        return _piped(lines)
    return [next(csv.reader([line], delimiter=sign), []) for line in lines]


def _piped(lines: Sequence[str]) -> list[list[str]]:
    """The rows of a table drawn with bars, without rules and lines outside the table."""
    rows = (line.strip() for line in lines if "|" in line and not RULE.fullmatch(line.strip()))
    return [[cell.strip() for cell in row.removeprefix("|").removesuffix("|").split("|")] for row in rows]


def _sample(text: str) -> list[str]:
    return [line for line in text[:50_000].splitlines() if line.strip()][:SAMPLE]


def _sign(lines: Sequence[str]) -> str | None:
    """The separator: the one in every line of the sample; a table drawn with bars may have a title above it."""
    named = (sign for sign in "\t;|," if lines and any(map(_known, _rows(lines[:1], sign))))
    everywhere = (sign for sign in "\t;|," if lines and all(sign in line for line in lines))
    drawn = "|" if sum(line.lstrip()[:1] == "|" for line in lines) * 2 > len(lines) else None
    return drawn or next(named, None) or next(everywhere, None)


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
    if all(TIME.fullmatch(row[0].strip()) for row in rows) and (found := _by_content(rows, 0)):
        return found
    # With an unknown header, the rows below it decide.
    return _by_content(rows[1:], 1) if len(rows) > 3 and all(map(_can_head, rows[0])) else None


def _can_head(cell: str) -> bool:
    """Whether a cell can be the name of a column: short, not a time, not a sentence."""
    bare = cell.strip()
    return len(bare.split()) <= LONGEST_NAME and bare[-1:] not in (*".?!",) and not TIME.fullmatch(bare)


def _by_content(rows: list[list[str]], first: int) -> _Columns | None:
    """The columns judged by their content: times, recurring names, and the one with most words."""
    width = len(rows[0])
    words = [sum(len(row[at].split()) for row in rows) for at in range(width)]
    text = max(range(width), key=lambda at: words[at])
    timed = [at for at in range(width) if at != text and _rising([row[at].strip() for row in rows])]
    others = [at for at in range(width) if at != text and at not in timed]
    named = [at for at in others if _names([row[at] for row in rows])]
    start = next((at for at in timed if all(":" in row[at] for row in rows)), timed[0] if timed else None)
    if first and (words[text] < WORDS_OF_SPEECH * len(rows) or not (named or start is not None)):
        return None
    if not first and (not timed or text == 0):
        return None
    return _Columns(text, next(iter(named or (others if not first else [])), None), start, first)


def _rising(cells: list[str]) -> bool:
    """Whether a column contains times of a recording, which mostly increase."""
    if not all(map(TIME.fullmatch, cells)):
        return False
    times = [_time_ms(cell) or 0 for cell in cells]
    return sum(earlier < later for earlier, later in pairwise(times)) * 2 >= len(times) - 1


def _names(cells: list[str]) -> bool:
    """Whether a column contains speakers: names only, some of which recur."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and all(is_name(one) and is_plain_name(one) for one in filled) and max(Counter(filled).values()) > 1


def _spoken(rows: list[list[str]], columns: _Columns) -> Iterator[Spoken]:
    def cell(row: list[str], at: int | None) -> str:
        return row[at].strip() if at is not None and at < len(row) else ""

    scale = 0.001 if columns.milliseconds or _in_milliseconds([cell(row, columns.start) for row in rows], rows, columns) else 1.0
    for row in rows:
        time = cell(row, columns.start)
        start = _time_ms(time) if ":" in time else _scaled(time, scale)
        yield Spoken(text=cell(row, columns.text), speaker=cell(row, columns.speaker) or None, milliseconds=start)


def _time_ms(time: str) -> int | None:
    """Milliseconds of a cell: a clock time, the beginning of a range, or a number of seconds."""
    clock = CLOCK_TIME.match(time)
    return clock_ms(clock[1]) if clock else seconds_ms(time)


def _scaled(time: str, scale: float) -> int | None:
    milliseconds = seconds_ms(time)
    return None if milliseconds is None else round(milliseconds * scale)


def _in_milliseconds(times: list[str], rows: list[list[str]], columns: _Columns) -> bool:
    numbers = [int(time) for time in times if time.isascii() and time.isdecimal() and len(time) < 10]
    if len(numbers) < 2 or len(numbers) < len([time for time in times if time]):
        return False
    return too_slow_for_seconds(numbers, sum(len(row[columns.text].split()) for row in rows if columns.text < len(row)))
