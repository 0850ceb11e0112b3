"""The parts of a text that are speech and those that are not, as spans."""

import re
from collections.abc import Iterable, Iterator

from tracker.records import Passage, PassageKind, Transcript

NOT_NEWLINE = re.compile(r"[^\r\n]")
# A teaser is speech like any other: its claims are found, and linked to the passage it repeats.
SPOKEN = frozenset({PassageKind.TEASER})
# These end a turn; all others may stand in the middle of a sentence.
TURN_BREAKS = frozenset({PassageKind.FRONT_MATTER, PassageKind.LABEL, PassageKind.SPONSOR})


def speech(transcript: Transcript) -> str:
    """The text with every passage that is not speech replaced by spaces: the same length, so that offsets hold.

    New lines stay new lines. Teasers stay: they are speech, said again later.
    """
    return blanked(transcript.text, transcript.passages)


def blanked(text: str, passages: Iterable[Passage]) -> str:
    """`text` with the passages other than teasers as spaces; `passages` must be sorted by start."""
    pieces, at = [], 0
    for passage in passages:
        if passage.kind in SPOKEN or passage.end <= at:
            continue
        start = max(at, passage.start)
        pieces += [text[at:start], _blank(text[start : passage.end])]
        at = passage.end
    return "".join([*pieces, text[at:]]) if pieces else text


def tidy(passages: Iterable[Passage]) -> list[Passage]:
    """The passages sorted by start, without empty ones and without those that lie inside an earlier, longer one of another kind."""
    kept: list[Passage] = []
    reach = 0
    for passage in sorted(passages, key=lambda one: (one.start, -one.end)):
        if passage.end <= passage.start or (passage.end <= reach and passage.kind not in SPOKEN):
            continue
        kept.append(passage)
        if passage.kind not in SPOKEN:
            reach = max(reach, passage.end)
    return kept


def gaps(start: int, end: int, blocks: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts of [start, end) outside the blocks, which must be sorted by start."""
    at = start
    for low, high in blocks:
        if high <= at or low >= end:
            continue
        if low > at:
            yield at, low
        at = high
    if at < end:
        yield at, end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends; an empty span at `start` when nothing else is there."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _blank(piece: str) -> str:
    if "\n" in piece or "\r" in piece:
        return NOT_NEWLINE.sub(" ", piece)
    return " " * len(piece)
