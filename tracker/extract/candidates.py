"""The places in a transcript that can be forecasts at all: phrases of time and of odds, as anchors in order of place."""

from collections.abc import Sequence

from tracker.extract.features import Anchor
from tracker.extract.words import Words
from tracker.records import Horizon, Mention, Probability


def anchors_of(
    words: Words, horizons: Sequence[Mention[Horizon]], odds: Sequence[Mention[Probability]]
) -> tuple[list[Anchor], list[Mention[Horizon] | Mention[Probability]]]:
    """The anchors and the mention that each was made of, sorted by place; of two that overlap the odds go first."""
    mentions: list[Mention[Horizon] | Mention[Probability]] = sorted([*odds, *horizons], key=lambda m: (m.start, -m.end))
    anchors: list[Anchor] = []
    kept: list[Mention[Horizon] | Mention[Probability]] = []
    for mention in mentions:
        first, last = words.span(mention.start, mention.end)
        if last <= first or (anchors and first < anchors[-1].last):
            continue
        horizon = mention.reading if isinstance(mention.reading, Horizon) else None
        anchors.append(Anchor(first=first, last=last, horizon=horizon, rule=mention.rule, others=len(mention.others)))
        kept.append(mention)
    return anchors, kept
