"""Builds one text from timed pieces of speech, for formats with times or mark-up around every line."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from tracker.records import Utterance
from tracker.transcripts.decoding import without_controls
from tracker.transcripts.draft import Draft
from tracker.transcripts.formats.written_layout import rising
from tracker.transcripts.layout.clock import LATEST_MS
from tracker.transcripts.passages.sounds import sound_notes

WORD = re.compile(r"\S+")
# Scripts written without spaces between words: no space is inserted between two lines of them.
UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef\u3000-\u303f\u0e00-\u0e7f]")
ANONYMOUS = "\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A piece of speech: its words, who said it and when it began.

    `marks` are (offset in `text`, milliseconds) of words inside it. `turn` says that a new turn begins although no speaker is
    named. `confidence` is how certain the speaker is.
    """

    text: str
    speaker: str | None = None
    milliseconds: int | None = None
    marks: tuple[tuple[int, int], ...] = ()
    turn: bool = False
    confidence: float = 1.0

    @property
    def begins(self) -> int | None:
        """When the piece begins, in milliseconds: its own time, or that of its first marked word."""
        return self.milliseconds if self.milliseconds is not None or not self.marks else self.marks[0][1]


@dataclass(slots=True)
class _Turn:
    start: int
    end: int
    speaker: str | None
    confidence: float


@dataclass(slots=True)
class _TextBuilder:
    """The text built so far, with its turns and times."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    last: str = ""
    turns: list[_Turn] = field(default_factory=list)
    offsets: "array[int]" = field(default_factory=lambda: array("q"))
    milliseconds: "array[int]" = field(default_factory=lambda: array("q"))

    def put(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)
        self.last = piece[-1:] or self.last

    def time(self, offset: int, milliseconds: int) -> None:
        if not 0 <= milliseconds <= LATEST_MS:
            return
        self.offsets.append(offset)
        self.milliseconds.append(milliseconds)


def word_marks(text: str, words: Iterable[tuple[str, int | None]]) -> tuple[tuple[int, int], ...]:
    """The `marks` of a text whose words are given in order with their milliseconds; a word that is not in the text is skipped."""
    marks = []
    at = 0
    for word, milliseconds in words:
        spelled = word.strip()
        found = text.find(spelled, at, at + len(spelled) + 40) if spelled else -1
        if found < 0:
            continue
        if milliseconds is not None and found > 0:
            marks.append((found, milliseconds))
        at = found + len(spelled)
    return tuple(marks)


def compose(spoken: Iterable[Spoken]) -> Draft:
    """The draft of pieces in order: one line per turn, words separated by single spaces."""
    builder = _TextBuilder()
    for piece in spoken:
        _add(builder, piece)
    text = "".join(builder.pieces)
    builder.pieces.clear()
    times, notes = rising(zip(builder.offsets, builder.milliseconds, strict=True))
    utterances = [Utterance(start=one.start, end=one.end, speaker=one.speaker, confidence=one.confidence) for one in builder.turns]
    return Draft(text=text, utterances=utterances, passages=sound_notes(text), times=times, notes=notes)


def _add(builder: _TextBuilder, piece: Spoken) -> None:
    text, marks = _squeezed(piece)
    if not text:
        return
    turn = builder.turns[-1] if builder.turns else None
    same = turn is not None and not piece.turn and turn.speaker == piece.speaker
    if turn is not None:
        builder.put("\n" if not same else "" if UNSPACED.match(builder.last) and UNSPACED.match(text) else " ")
    start = builder.length
    builder.put(text)
    if turn is not None and same:
        turn.end, turn.confidence = builder.length, min(turn.confidence, piece.confidence)
    else:
        builder.turns.append(_Turn(start, builder.length, piece.speaker, piece.confidence))
    if piece.milliseconds is not None:
        builder.time(start, piece.milliseconds)
    for offset, milliseconds in marks:
        builder.time(start + offset, milliseconds)


def _squeezed(piece: Spoken) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The piece's words separated by single spaces, and its marks at their new offsets."""
    clean = without_controls(piece.text)
    text = " ".join(clean.split())
    if not piece.marks:
        return text, ()
    if text == clean:
        moved = list(piece.marks)
    else:
        words = list(WORD.finditer(clean))
        starts = [word.start() for word in words]
        lengths = [0, *accumulate(word.end() - word.start() + 1 for word in words)]
        moved = [(_moved(at, words, starts, lengths), time) for at, time in piece.marks]
    # A word's mark may be before or after the preceding space.
    return text, tuple((at + text[at : at + 1].isspace(), time) for at, time in moved if at < len(text))


def _moved(at: int, words: list[re.Match[str]], starts: list[int], lengths: list[int]) -> int:
    """The new offset when words are separated by single spaces; `lengths` are the new offsets of the words."""
    index = bisect_right(starts, at) - 1
    if index < 0:
        return 0
    inside = at - starts[index]
    return lengths[index] + inside if at < words[index].end() else lengths[index + 1] - (index + 1 == len(words))
