"""Numbers whose unit was said once and is meant again: "1.2 percent this year, 1.7 next year"."""

import re

from tracker.numbers import Number
from tracker.quantities.families import finished
from tracker.quantities.heard import Heard
from tracker.quantities.magnitudes import Span, read_span
from tracker.quantities.units import PERCENT
from tracker.records import Mention, Quantity

REACH = 160  # characters from the number to the percentage that gives it its unit
_LEADS = re.compile(
    r"(?:\b(?:to|at|of|from|is|are|and|by|about|be|or|then|around|it's|then|was|between|near|for|with|down|up)|[,;-])\s?\Z"
)


def elided(heard: Heard, mentions: list[Mention[Quantity]]) -> list[Mention[Quantity]]:
    """The decimals without a unit that stand near a percentage, read as per cent."""
    percents = [mention for mention in mentions if mention.reading.unit == PERCENT]
    if not percents:
        return []
    spans = [(mention.start, mention.end) for mention in mentions]
    found: list[Mention[Quantity]] = []
    done, nearest, before = 0, 0, 0
    for number in heard.numbers:
        while nearest < len(percents) - 1 and percents[nearest].end < number.start - REACH:
            nearest += 1
        while before < len(spans) and spans[before][1] <= number.start:
            before += 1
        if number.start < done or (before < len(spans) and spans[before][0] < number.end):
            continue
        percent = percents[nearest]
        near = percent.start - REACH // 2 <= number.start <= percent.end + REACH
        if not near or not _decimal(heard, number):
            continue
        mention = _as_percent(heard, read_span(heard, number))
        if mention is not None and all(
            mention.end <= start or mention.start >= end for start, end in spans[max(0, before - 1) : before + 2]
        ):
            found.append(mention)
            done = mention.end
    return found


def _decimal(heard: Heard, number: Number) -> bool:
    written = heard.folded[number.start : number.end]
    return (
        number.form == "digits"
        and number.scale == 1.0
        and number.value < 100
        and ("." in written or written[-1] in "½¼¾")
        and bool(_LEADS.search(heard.skeleton, max(0, number.start - 9), number.start))
    )


def _as_percent(heard: Heard, span: Span) -> Mention[Quantity] | None:
    if (
        span.unit is not None
        or span.currency is not None
        or re.match(r"[\s-]?[a-z]+s\b|x\b", heard.skeleton[span.end : span.end + 14])
    ):
        return None
    read = finished(heard, span, PERCENT)
    return Mention(start=read.start, end=read.end, reading=read.reading, rule="unit-carried", trace=("unit-carried", *read.trace))
