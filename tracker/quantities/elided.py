"""Numbers whose unit was said with an earlier one: "1.2 percent this year, 1.7 next year"."""

import re
from bisect import bisect_right

from tracker.numbers import Number
from tracker.quantities.families import finished
from tracker.quantities.magnitudes import read_span
from tracker.quantities.numbered_text import N, NumberedText
from tracker.quantities.phrase_rules import Found, as_mention
from tracker.quantities.units import PERCENT
from tracker.records import Mention, Quantity

REACH = 160  # characters from the number to the percentage that gives it its unit
_LEADS = re.compile(
    r"(?:\b(?:to|at|of|from|is|are|and|by|about|be|or|then|around|it's|then|was|between|near|for|with|down|up|being)|[,;-]|"
    r"that)\s?\Z"
)
_RATES = re.compile(
    r"\b(?:inflation|unemployment|jobless\srate|core|headline|pce|cpi|gdp|funds\srate|interest\srates?|gross\smargins?|"
    r"operating\smargins?|growth\srate|median|comps?|comp\ssales|same[\s-]store\ssales|guidance)\b"
)
_RATE_AFTER = re.compile(rf"(?:\s?-\s?|\sto\s){N}\s(?:guidance|guide|margins?|growth)\b")
_CHANGED = re.compile(r"\b(?P<way>down|up)\s(?:about\s|around\s|roughly\s|like\s)?\Z")
_PERIOD = re.compile(
    r"\b(?:year|quarter|months?|comps?|sales|revenue|margins?|q\ue000|guidance|january|february|march|april|june|july|august|"
    r"september|october|november|december)\b"
)
_CLAUSE = re.compile(r"\s*(?:[.,;?!]|\Z|\s(?:for|in|and|or|on|from|this|next|year|versus|to|that|by|but|so|over)\b)")


def elided(numbered: NumberedText, mentions: list[Mention[Quantity]]) -> list[Mention[Quantity]]:
    """Numbers without a unit near a percentage or a rate, read as per cent."""
    percents = [(mention.start, mention.end) for mention in mentions if mention.reading.unit == PERCENT]
    rates = [match.span() for match in _RATES.finditer(numbered.skeleton)]
    changes = bool(re.search(r"\b(?:down|up)\s", numbered.skeleton))
    if not (percents or rates or changes):
        return []
    near_percent, near_rate, taken = _Near(percents, REACH // 2), _Near(rates, 0), _Near([(m.start, m.end) for m in mentions], 0)
    found: list[Mention[Quantity]] = []
    done = 0
    for number in numbered.numbers:
        if number.start < done or number.form not in ("digits", "words") or number.scale != 1.0 or taken.covers(number.start):
            continue
        mention = _change(numbered, number)
        if mention is None and (
            near_percent.by(number.start) or near_rate.by(number.start) or _RATE_AFTER.match(numbered.skeleton, number.end)
        ):
            mention = _carried(numbered, number)
        if mention is not None and not taken.covers(mention.end - 1):
            found.append(mention)
            done = mention.end
    return found


class _Near:
    """Whether offsets lie near one of some sorted spans."""

    def __init__(self, spans: list[tuple[int, int]], ahead: int) -> None:
        self.spans, self.ahead = spans, ahead
        self.starts = [start for start, _ in spans]

    def by(self, at: int) -> bool:
        """Whether a span ends at most REACH characters before `at`, or begins at most `ahead` after it."""
        place = bisect_right(self.starts, at + self.ahead)
        return place > 0 and at - self.spans[place - 1][1] <= REACH

    def covers(self, at: int) -> bool:
        """Whether a span holds `at`."""
        place = bisect_right(self.starts, at)
        return place > 0 and at < self.spans[place - 1][1]


def _change(numbered: NumberedText, number: Number) -> Mention[Quantity] | None:
    """A change without its unit: "down two for the year"; a fall is negative."""
    way = _CHANGED.search(numbered.skeleton, max(0, number.start - 14), number.start)
    if way is None or number.value >= 100 or not _CLAUSE.match(numbered.skeleton, number.end):
        return None
    if not _PERIOD.search(numbered.skeleton, max(0, number.start - 100), min(len(numbered.skeleton), number.end + 60)):
        return None
    value = -number.value if way["way"] == "down" else number.value
    reading = Quantity(text="", low=value, high=value, unit=PERCENT)
    return as_mention("change-carried", Found(start=way.start(), end=number.end, reading=reading))


_NOUN_OR_MULTIPLE = re.compile(r"[\s-]?[a-z]+s\b|x\b")


def _carried(numbered: NumberedText, number: Number) -> Mention[Quantity] | None:
    """A decimal, or a range, that a percentage or a rate before it gives its unit."""
    led = number.form == "digits" and number.value < 100
    if not led or not _LEADS.search(numbered.skeleton, max(0, number.start - 9), number.start):
        return None
    span = read_span(numbered, number)
    if not ("." in span.words or span.words[-1] in "½¼¾" or (span.ranged and span.high < 100 and span.low < span.high)):
        return None
    if span.unit is not None or span.currency is not None or _NOUN_OR_MULTIPLE.match(span.skeleton, span.end, span.end + 14):
        return None
    return as_mention("unit-carried", finished(span, PERCENT))
