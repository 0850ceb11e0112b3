"""Removes time stamps and mark-up from inside turns, so that quotes do not contain them."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.records import Passage, PassageKind, TimeMark, Utterance

SIGNS = frozenset({PassageKind.TIME_STAMP, PassageKind.MARKUP})


@dataclass(frozen=True, slots=True, kw_only=True)
class CutText:
    """A text after removal, with its layout; the fields are as in `Transcript`."""

    text: str
    utterances: list[Utterance]
    passages: list[Passage]
    times: list[TimeMark]


def without_inline_markup(text: str, utterances: list[Utterance], passages: list[Passage], times: list[TimeMark]) -> CutText:
    """The text without time stamps and mark-up inside its utterances; everything else stays, and all offsets are adjusted.

    A text without any is returned unchanged.
    """
    cuts = _cuts(utterances, passages)
    if not cuts:
        return CutText(text=text, utterances=utterances, passages=passages, times=times)
    moved = _Moved(text, cuts)
    gone = set(cuts)
    marks: dict[int, int] = {}
    for mark in times:
        marks[moved.to(mark.offset)] = mark.milliseconds
    return CutText(
        text=moved.text,
        utterances=[replace(one, start=moved.to(one.start), end=moved.to(one.end)) for one in utterances],
        passages=[
            replace(one, start=moved.to(one.start), end=moved.to(one.end)) for one in passages if (one.start, one.end) not in gone
        ],
        times=[TimeMark(offset=offset, milliseconds=marks[offset]) for offset in sorted(marks)],
    )


def _cuts(utterances: Sequence[Utterance], passages: Sequence[Passage]) -> list[tuple[int, int]]:
    starts = [one.start for one in utterances]
    cuts: list[tuple[int, int]] = []
    for one in passages:
        at = bisect_right(starts, one.start) - 1
        if one.kind in SIGNS and at >= 0 and one.end <= utterances[at].end and (not cuts or one.start >= cuts[-1][1]):
            cuts.append((one.start, one.end))
    return cuts


class _Moved:
    """A text with spans cut out, and the mapping from old offsets to new ones."""

    def __init__(self, text: str, cuts: list[tuple[int, int]]) -> None:
        self.ends: list[int] = []
        self.lost: list[int] = []
        pieces, at, lost = [], 0, 0
        for start, end in cuts:
            # Keep one of the two spaces around a removed span.
            last = end + (text[start - 1 : start].isspace() and text[end : end + 1] == " ")
            pieces.append(text[at:start])
            lost += last - start
            self.ends.append(last)
            self.lost.append(lost)
            at = last
        self.text = "".join([*pieces, text[at:]])
        self.starts = [start for start, _ in cuts]

    def to(self, offset: int) -> int:
        """The new offset for an old one; an offset inside a cut maps to the place of the cut."""
        at = bisect_right(self.starts, offset) - 1
        if at < 0:
            return offset
        before = self.lost[at - 1] if at else 0
        return self.starts[at] - before if offset < self.ends[at] else offset - self.lost[at]
