"""Selects the candidates of a transcript: its phrases of time and of odds."""

from collections.abc import Sequence

from tracker.records import Horizon, Mention, Probability


def candidates_of(
    horizons: Sequence[Mention[Horizon]], odds: Sequence[Mention[Probability]]
) -> list[Mention[Horizon] | Mention[Probability]]:
    """The mentions in order; of two that overlap the one that begins first is kept, or the longer if they begin together."""
    kept: list[Mention[Horizon] | Mention[Probability]] = []
    mentions: list[Mention[Horizon] | Mention[Probability]] = sorted([*odds, *horizons], key=lambda m: (m.start, -m.end))
    for mention in mentions:
        if mention.end > mention.start and not (kept and mention.start < kept[-1].end):
            kept.append(mention)
    return kept
