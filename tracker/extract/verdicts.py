"""Lists every candidate with its verdict, so that an analyst sees what was left out and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tracker.extract.pipeline import Reading

AROUND = 80  # characters to either side of a phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A candidate with its confidence, and the reason if it is not a forecast.

    `start` is the offset of the phrase in the text, `around` the text around it in whole words. `period` is the earlier phrase that
    dates a predicate without its own time. `words` are the most influential words, each with how much it adds to the confidence
    (negative if it lowers it); empty if not computed.
    """

    anchor: str
    start: int
    around: str
    confidence: float
    reason: str | None
    period: str | None = None
    words: Sequence[tuple[str, float]] = ()

    def to_json(self) -> dict[str, Any]:
        """The verdict with the keys that the command line prints; `reason` is null for a forecast."""
        return {
            "anchor": self.anchor,
            "start": self.start,
            "around": self.around,
            "confidence": round(self.confidence, 4),
            "reason": self.reason,
            "period": self.period,
            "words": [{"word": word, "adds": round(adds, 4)} for word, adds in self.words],
        }


def _around(text: str, start: int, end: int) -> str:
    begin, stop = max(0, start - AROUND), min(len(text), end + AROUND)
    if begin:
        begin = min(start, text.find(" ", begin) + 1 or start)
    if stop < len(text):
        stop = max(end, text.rfind(" ", end, stop))
    return " ".join(text[begin:stop].split())


def verdicts(reading: Reading, least: float) -> list[Verdict]:
    """The verdict on each candidate, in order of position; with at least the confidence `least` it is a forecast."""
    text = reading.text
    return [
        Verdict(
            anchor=text[each.mention.start : each.mention.end],
            start=each.mention.start,
            around=_around(text, each.mention.start, each.mention.end),
            confidence=each.classification.confidence,
            reason=None if each.classification.confidence >= least else each.classification.reason,
            period=text[each.period.start : each.period.end] if each.period else None,
        )
        for each in reading.candidates
    ]
