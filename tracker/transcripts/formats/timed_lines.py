"""Lines with columns for speaker, start, end and words (NIST's STM, and texts of subtitle programs)."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.errors import TranscriptError
from tracker.transcripts.draft import Draft, InputFile
from tracker.transcripts.formats import tables
from tracker.transcripts.formats.subtitle_cues import Cue, cue_lines, spoken_cues
from tracker.transcripts.formats.timed_pieces import Spoken, compose
from tracker.transcripts.layout.clock import clock_ms, seconds_ms

_TIME = r"(?:\d{1,3}:\d{2}:\d{2}(?:[.,:;]\d{1,3})?|\d{1,6}\.\d{1,6})"
ROW = re.compile(
    rf"[ \t]{{0,20}}(?P<before>(?:[^\s\"']{{1,80}}[ \t]{{1,20}}){{0,4}}?)(?P<begin>{_TIME})"
    rf"(?:[ \t]{{1,20}}[,;]?[ \t]{{0,20}}|[,;][ \t]{{1,20}})"
    rf"(?P<end>{_TIME})(?=[\s,;]|$)[ \t,;]{{0,20}}(?P<words>.*)"
)
# Remarks, settings of subtitle programs, and enclosing tags.
REMARK = re.compile(r"[ \t]{0,20}(?:;|#|//|\$|@ |@$|<[^<>]{1,80}>[ \t]*$)")
LABELS = re.compile(r"<[^<>\s]{0,80}>[ \t]*")
# The first of two spellings is read (NIST STM): { going to / gonna }.
EITHER = re.compile(r"\{ ?([^{}/]{0,200})/[^{}]{0,200}\}")
UNSCORED = re.compile(r"(?i)ignore_time_segment_in_scoring\b|inter_segment_gap\b")
CODED_NAME = re.compile(r"(?=[^\s]*[_\d])[A-Za-z][\w.-]{0,40}")
DIRECTIVE = re.compile(r"(?![AI]$)[A-Z]{1,2}|\{[^{}]{0,40}\}")
SAMPLE = 50_000
LEAST = 2
STM_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of speech: the columns before its times, the times in milliseconds, and its words."""

    before: tuple[str, ...]
    begin: int
    end: int
    words: str


def fits(text: str) -> bool:
    """Whether nearly all lines begin with the same number of columns and two times, or alternate with lines of words."""
    lines = [line for line in text[:SAMPLE].splitlines() if line.strip() and not REMARK.match(line)]
    found = [row for line in lines if (row := ROW.fullmatch(line))]
    if len(found) < LEAST or len({len(row["before"].split()) for row in found}) > 1 or tables.fits(text):
        return False
    alone = not any(row["words"].strip() for row in found)
    if alone and ROW.fullmatch(lines[0]) is None:
        return False
    timed = [(_ms(row["begin"]), _ms(row["end"])) for row in found]
    ordered = sum(begin <= end for begin, end in timed)
    return len(found) * (4 if alone else 1) >= len(lines) * (1 if alone else 0.9) and ordered * 10 >= 9 * len(timed)


def read(file: InputFile) -> Draft:
    """The draft of the rows, sorted by time.

    Raises TranscriptError if the rows have no words, or belong to several recordings.
    """
    rows = _rows(file.text or "")
    if not any(row.words.strip() for row in rows):
        raise TranscriptError(file.name, "lines of times without words; give the file that holds the words")
    files = list(dict.fromkeys(row.before[0] for row in rows if len(row.before) == STM_COLUMNS))
    if len(files) > 1 and len(files) * 2 <= len(rows):
        raise TranscriptError(file.name, f"{len(files)} recordings in one file ({', '.join(files[:3])}); give each its own")
    rows.sort(key=lambda row: row.begin)
    speakers, rows = _speakers(rows)
    if not any(speakers):
        return compose(spoken_cues(lambda: (Cue(row.begin, row.end, cue_lines([row.words])) for row in rows)))
    return compose(_spoken(rows, speakers))


def _spoken(rows: Sequence[_Row], speakers: Sequence[str | None]) -> Iterator[Spoken]:
    for row, speaker in zip(rows, speakers, strict=True):
        yield Spoken(text=row.words, speaker=speaker, milliseconds=row.begin)


def _rows(text: str) -> list[_Row]:
    rows: list[_Row] = []
    for line in text.splitlines():
        found = ROW.fullmatch(line)
        if found:
            words = EITHER.sub(r"\1", LABELS.sub("", found["words"], count=1) if found["words"].startswith("<") else found["words"])
            words = "" if UNSCORED.search(words) else words
            rows.append(_Row(tuple(found["before"].split()), _ms(found["begin"]), _ms(found["end"]), words))
        elif rows and line.strip() and not REMARK.match(line):
            last = rows[-1]
            rows[-1] = _Row(last.before, last.begin, last.end, f"{last.words} {line.strip()}".strip())
    return rows


def _speakers(rows: list[_Row]) -> tuple[list[str | None], list[_Row]]:
    """The speaker of each row, from a column of names or a code before its words, and the rows without these codes."""
    width = Counter(len(row.before) for row in rows).most_common(1)[0][0]
    for at in reversed(range(width)):
        column = [row.before[at] if len(row.before) == width else "" for row in rows]
        if any(map(str.isalpha, "".join(column))) and (1 < len(set(column)) < len(rows) or (width, at) == (STM_COLUMNS, 2)):
            return [_readable(name) or None for name in column], rows
    openings = [(*row.words.split(maxsplit=1), "", "")[:2] for row in rows]
    first = [opening for opening, _ in openings]
    bare = [_Row(row.before, row.begin, row.end, rest) for row, (_, rest) in zip(rows, openings, strict=True)]
    if len(set(first)) == 1 and len(rows) > LEAST and DIRECTIVE.fullmatch(first[0]):
        return [None] * len(rows), bare
    if len(set(first)) * 2 <= len(rows) and all(CODED_NAME.fullmatch(one) for one in first):
        return [_readable(name) for name in first], bare
    return [None] * len(rows), rows


def _readable(name: str) -> str:
    """A name with underscores as spaces: "Tamsin_Vey" becomes "Tamsin Vey", but "spk_1" stays."""
    words = name.split("_")
    return " ".join(words) if len(words) > 1 and all(word.isalpha() and word[0].isupper() for word in words) else name


def _ms(time: str) -> int:
    return (clock_ms(time) if ":" in time else seconds_ms(time)) or 0
