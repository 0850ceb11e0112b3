"""Magnitudes as people say them, as ranges in a unit."""

import re
from dataclasses import dataclass, replace

from tracker.quantities import sizes
from tracker.quantities.comparators import bound_before
from tracker.quantities.counting import is_time_word, word_after
from tracker.quantities.elided import elided
from tracker.quantities.families import FAMILIES, is_emphasis
from tracker.quantities.hedges import DEFAULT_SCALE, hedges_of
from tracker.quantities.magnitudes import Span, read_span
from tracker.quantities.numbered_text import N, NumberedText, mark_numbers
from tracker.quantities.odds import odds_of
from tracker.quantities.phrase_rules import Found, apply, as_mention, longest, spelled
from tracker.records import Comparator, Hedge, Mention, Probability, Quantity


def find_quantities(text: str) -> list[Mention[Quantity]]:
    """The magnitudes of a text, in order and not overlapping, each with the name of its rule.

    Units are ISO 4217 codes for money, "percent", "percentage points", "basis points", "x" for multiples, "orders of magnitude",
    and the noun for counts; "" where only the scale is said ("10 billion" where nothing near speaks of money). A bound keeps its
    comparator: "at least" and "more than" leave `high` open, "at most" and "less than" begin at 0. What `find_odds` reads is no
    quantity; times, ordinals and labels ("step two") are none either. Linear in the length of the text.
    """
    numbered = mark_numbers(text)
    return quantities_of(numbered, text, odds_of(numbered, text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """All that this package reads in a text."""

    odds: list[Mention[Probability]]
    quantities: list[Mention[Quantity]]
    hedges: list[Mention[Hedge]]


def find_measures(text: str, scale: str = DEFAULT_SCALE) -> Measures:
    """The odds, magnitudes and words of likelihood of a text, as the three finders give them; its numbers are read only once.

    Raises InvalidRecord for a scale that is not in SCALES.
    """
    numbered = mark_numbers(text)
    odds = odds_of(numbered, text)
    return Measures(odds=odds, quantities=quantities_of(numbered, text, odds), hedges=hedges_of(numbered.folded, text, scale))


def quantities_of(numbered: NumberedText, text: str, odds: list[Mention[Probability]]) -> list[Mention[Quantity]]:
    """As `find_quantities`, for a text whose numbers and odds have been read."""

    def apart(mentions: list[Mention[Quantity]]) -> list[Mention[Quantity]]:  # there are few odds in any text
        return [each for each in mentions if all(each.end <= one.start or one.end <= each.start for one in odds)]

    triggers = (trigger.start() for trigger in sizes.TRIGGER.finditer(numbered.skeleton))
    kept = longest(apart(_from_numbers(numbered) + apply(sizes.RULES, numbered, triggers)))
    return [spelled(mention, text) for mention in longest(kept + apart(elided(numbered, kept)))]


def _from_numbers(numbered: NumberedText) -> list[Mention[Quantity]]:
    """What the families read at each number outside earlier readings."""
    found: list[Mention[Quantity]] = []
    for number in numbered.numbers:
        if found and number.start < found[-1].end:
            continue
        span = read_span(numbered, number)
        mention = _read(span) or (_carried(found[-1], span) if found else None)
        if mention is not None:
            found.append(mention)
    return found


def _read(span: Span) -> Mention[Quantity] | None:
    if span.unit is not None and span.unit.family == "percent" and is_emphasis(span):
        return None
    for family in FAMILIES:
        found = family.read(span)
        if found is not None:
            name = f"{family.name}-range" if span.ranged else family.name
            return as_mention(name, _between_bounds(found, span))
    return None


_FLOOR = re.compile(rf"(?P<n>{N})(?:\s(?!but\b|and\b)[a-z]+|%)?,?\s(?:but|and|yet)\s\Z")
UPPER, LOWER = (Comparator.AT_MOST, Comparator.LESS_THAN), (Comparator.AT_LEAST, Comparator.MORE_THAN)


def _between_bounds(found: Found[Quantity], span: Span) -> Found[Quantity]:
    """An upper bound that follows a lower one, as one range: "higher than four but lower than six percent"."""
    reading = found.reading
    floor = span.preceded(_FLOOR, 40, found.start) if reading.comparator in UPPER else None
    if floor is None or reading.high is None:
        return found
    number = span.numbered.number(floor, "n")
    bound = bound_before(span.folded, number.start)
    low = number.value * (span.scale if number.scale == 1.0 and number.value * span.scale < reading.high else 1.0)
    if bound is None or bound.comparator not in LOWER or not low < reading.high:
        return found
    both = replace(reading, low=low, comparator=Comparator.EXACT)
    return Found(start=bound.start, end=found.end, reading=both, trace=(*found.trace, "two bounds"))


_FROM = re.compile(r"\bfrom\s(?:(?:about|around|roughly|approximately|some)\s)?\Z")
_ON_TO = re.compile(r"\sto\s(?:(?:about|around|roughly|approximately|over|more\sthan|some|maybe|like|nearly|almost)\s)?\Z")


def _carried(last: Mention[Quantity], span: Span) -> Mention[Quantity] | None:
    """The end of a change whose beginning named the unit: "from 150 branches to 300"."""
    number = span.number
    bare = number.scale == 1.0 and number.form in ("digits", "words") and not is_time_word(word_after(span.skeleton, number.end))
    if not bare or span.year or _ON_TO.match(span.skeleton[last.end : number.start]) is None:
        return None
    if span.preceded(_FROM, 24, last.start) is None:
        return None
    reading = Quantity(text="", low=number.low, high=number.high, unit=last.reading.unit)
    return as_mention("change-to", Found(start=number.start, end=number.end, reading=reading))
