"""Cues of subtitles: their words and speakers, with the repetitions of rolling captions removed."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from tracker.transcripts.formats.labelled_pieces import with_labels
from tracker.transcripts.formats.timed_pieces import Spoken
from tracker.transcripts.layout.clock import clock_ms

TAG = re.compile(
    r"<(?:(?P<time>\d+:\d\d(?::\d\d)?[.,]\d{3})|v(?:\.[^\s<>]{1,100})?[ \t]{1,9}(?P<voice>[^<>]{1,200})|"
    r"/?[a-zA-Z][^<>]{0,300}|/)>|\{\\[^{}]{0,300}\}"
)
TURN_MARK = re.compile(r"(?:^|(?<=\s))(?:>{2,3}|(?<![^\n])[-–—](?=\s))[ \t]*")
# A cue this short only repeats lines between two others (video sites show it for 10 milliseconds).
HAND_OVER_MS = 50
# The number of cues that show whether captions roll and name voices.
SAMPLE = 3000


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a cue without tags: the words, the speaker, and (offset, milliseconds) of timed words."""

    text: str
    speaker: str | None = None
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """Lines shown from `start` to `end`, in milliseconds."""

    start: int
    end: int
    lines: tuple[Line, ...]


def cue_lines(raw: list[str]) -> tuple[Line, ...]:
    """The lines of one cue without tags and entities; a voice lasts until another is named."""
    lines = []
    voice: str | None = None
    for text in raw:
        pieces: list[str] = []
        marks: list[tuple[int, int]] = []
        length = at = 0
        for tag in TAG.finditer(text):
            plain = html.unescape(text[at : tag.start()])
            pieces.append(plain)
            length += len(plain)
            at = tag.end()
            if tag["time"]:
                marks.append((length, clock_ms(tag["time"]) or 0))
            elif tag["voice"]:
                if any(piece.strip() for piece in pieces):
                    lines.append(Line("".join(pieces), voice, tuple(marks)))
                pieces, marks, length = [], [], 0
                named = html.unescape(tag["voice"]).strip()
                voice = named if any(map(str.isalnum, named)) else None
        pieces.append(html.unescape(text[at:]))
        if any(piece.strip() for piece in pieces):
            lines.append(Line("".join(pieces), voice, tuple(marks)))
    return tuple(lines)


def spoken_cues(cues: Callable[[], Iterator[Cue]]) -> Iterator[Spoken]:
    """The speech in the cues, each word once, with labels and turn markers read as turns.

    `cues` is called once for each pass over the file, so that its cues are never all in memory.
    """
    first = list(islice(cues(), SAMPLE))
    rolling = is_rolling(first)
    if any(line.speaker for cue in first for line in cue.lines):
        yield from _voiced(_said(cues(), rolling=rolling))
        return
    for piece in with_labels(lambda: _unnamed(_said(cues(), rolling=rolling))):
        yield from _marked_turns(piece)


def _unnamed(said: Iterator[tuple[Cue, Line]]) -> Iterator[Spoken]:
    return (Spoken(text=line.text, milliseconds=_start(cue, line), marks=line.marks) for cue, line in said)


def _said(cues: Iterator[Cue], *, rolling: bool) -> Iterator[tuple[Cue, Line]]:
    return _unrolled(cues) if rolling else ((cue, line) for cue in cues for line in cue.lines)


def is_rolling(cues: list[Cue]) -> bool:
    """Whether captions roll: more than a quarter of the cues begin with the last lines of the cue before."""
    pairs = [(earlier, later) for earlier, later in pairwise(cues) if earlier.lines and later.lines]
    again = sum(_shared(earlier, later) > 0 for earlier, later in pairs)
    return len(pairs) >= 2 and again * 4 > len(pairs)


def _voiced(said: Iterator[tuple[Cue, Line]]) -> Iterator[Spoken]:
    """Lines with voices. A line without one continues the voice before it, since podcasts mark only changes."""
    voice: str | None = None
    for cue, line in said:
        carried = line.speaker is None and voice is not None
        voice = line.speaker or voice
        yield Spoken(
            text=line.text, speaker=voice, milliseconds=_start(cue, line), marks=line.marks, confidence=0.9 if carried else 1.0
        )


def _marked_turns(piece: Spoken) -> Iterator[Spoken]:
    """The piece cut at the marks of new turns in it, each of which is nobody's."""
    found = list(TURN_MARK.finditer(piece.text))
    if not found:
        yield piece
        return
    yield replace(piece, text=piece.text[: found[0].start()], milliseconds=piece.begins, marks=())
    for index, mark in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(piece.text)
        yield Spoken(text=piece.text[mark.end() : end], milliseconds=piece.begins, turn=True)


def _start(cue: Cue, line: Line) -> int | None:
    return cue.start if not line.marks or line.marks[0][0] > 0 else None


def _words(line: Line) -> list[str]:
    return line.text.split()


def _shared(earlier: Cue, later: Cue) -> int:
    """The number of lines at the end of one cue that begin the next."""
    before, after = [_words(line) for line in earlier.lines], [_words(line) for line in later.lines]
    for count in range(min(len(before), len(after)), 0, -1):
        if before[-count:] == after[:count]:
            return count
    return 1 if _grows(before[-1], after[0]) else 0


def _grows(before: list[str], after: list[str]) -> bool:
    return 0 < len(before) < len(after) and after[: len(before)] == before


def _unrolled(cues: Iterator[Cue]) -> Iterator[tuple[Cue, Line]]:
    shown: Cue | None = None
    for cue in cues:
        if not cue.lines:
            continue
        if shown is None:
            yield from ((cue, line) for line in cue.lines)
        elif cue.end - cue.start > HAND_OVER_MS or not _shared(shown, cue):
            yield from ((cue, line) for line in _new_lines(shown, cue))
        shown = cue


def _new_lines(shown: Cue, cue: Cue) -> list[Line]:
    """The lines, or the rest of a growing line, that a cue adds to the one before."""
    count = _shared(shown, cue)
    if count == 0:
        return list(cue.lines)
    before, after = _words(shown.lines[-1]), _words(cue.lines[count - 1])
    if count == len(cue.lines) and before == after and cue.lines[-1].marks:
        return [cue.lines[-1]]
    if _grows(before, after):
        grown = cue.lines[count - 1]
        cut = _after_words(grown.text, len(before))
        marks = tuple((offset - cut, time) for offset, time in grown.marks if offset >= cut)
        return [Line(grown.text[cut:], grown.speaker, marks), *cue.lines[count:]]
    return list(cue.lines[count:])


def _after_words(text: str, count: int) -> int:
    match = re.match(rf"\s*(?:\S+\s+){{{count}}}", text)
    return match.end() if match else 0
