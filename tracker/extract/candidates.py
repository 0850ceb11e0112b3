"""The places in a transcript that can be forecasts at all: its phrases of time and of odds, in order of place."""

from collections.abc import Sequence

from tracker.records import Horizon, Mention, Probability


def candidates_of(
    horizons: Sequence[Mention[Horizon]], odds: Sequence[Mention[Probability]]
) -> list[Mention[Horizon] | Mention[Probability]]:
    """The mentions in order of place; of two that overlap the one that begins first stays, of two that begin alike the longer."""
    kept: list[Mention[Horizon] | Mention[Probability]] = []
    mentions: list[Mention[Horizon] | Mention[Probability]] = sorted([*odds, *horizons], key=lambda m: (m.start, -m.end))
    for mention in mentions:
        if mention.end > mention.start and not (kept and mention.start < kept[-1].end):
            kept.append(mention)
    return kept
