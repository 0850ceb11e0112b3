"""One magnitude from the number it begins with: its values, its second end, its unit and the words that bound it."""

import re
from dataclasses import dataclass, replace

from tracker.numbers import Number
from tracker.quantities.comparators import Bound, bound_after, bound_before, widen
from tracker.quantities.counting import is_time_word, word_after
from tracker.quantities.numbered_text import YEAR_MARK, N, NumberedText, Stretch
from tracker.quantities.units import PER, PERCENT, Unit, currency_before, unit_after
from tracker.records import Comparator

_SEPARATOR = re.compile(
    r"(?P<by>\s?-\s?|,?\s(?:up\sto|all\sthe\sway\sto|to\sabout|to\sas\smuch\sas|to|or|and|maybe|or\smaybe|perhaps|or\seven|"
    r"maybe\seven|through|versus|and\smaybe)\s"
    r"(?:maybe\s|even\s|like\s|about\s|perhaps\s|a\s|an?\s|uh\s|um\s|growth\sof\s|an?\sincrease\sof\s|an?\sdecrease\sof\s|"
    r"minus\s|negative\s|plus\s)?|,\s|\s)"
    rf"(?:us)?[$€£¥₹]?\s?-?(?={N})"
)
_BETWEEN = re.compile(
    r"\b(?P<word>between|from|anywhere\sbetween|anywhere\sfrom|somewhere\sbetween|(?:in|within)\s(?:the|a)\srange\s(?:of|"
    r"between)|in\sthe|ranging\sfrom)\s(?:(?:about|approximately|around|roughly|like|say|an?|maybe)\s)?(?:us)?[$€£¥₹]?\s?-?\Z"
)
_SIGN = re.compile(r"(?:(?<![\w)])-|\b(?:minus|negative)\s)(?:us)?[$€£¥₹]?\s?\Z")
_FALL = re.compile(
    r"\b(?:declines?|decreases?|drops?|reductions?|falls?|contractions?|loss)\sof\s(?:about\s|approximately\s|around\s|"
    r"roughly\s|between\s)?\Z|\b(?:down|being\sdown)\s(?:about\s|approximately\s|around\s|roughly\s|by\s|between\s)?\Z"
)
_FALLING = re.compile(r"\s(?:decreases?|declines?|drops?|reductions?|contractions?|losses|loss|negative)\b")
_RISE_TO = re.compile(r"\b(?:growth|increase|gain)\sof|\bplus\b")
_CHANGE = re.compile(
    r"\b(?:go|goes|going|went|gone|increas\w*|decreas\w*|gr[eo]w\w*|ris\w*|rose|expan\w*|accelerat\w*|mov\w*|jump\w*|fall\w*|"
    r"fell|drop\w*|up|down|cut|cutting|reduc\w*|rais\w*|improv\w*|"
    r"chang\w*|doubl\w*|tripl\w*|shift\w*|declin\w*|took|take|taking|come|comes|coming|came|scal\w*|climb\w*|"
    r"double)\b(?:[^.;?!]{0,60})\Z"
)
"""Verbs of change: after them "from 4 to 50 percent" names a beginning and an end, not a range."""
_NEGATIVE_END = re.compile(r"(?:minus|negative)\s\Z|\b(?:to|or|and|through)\s-\Z|\bdecrease\sof\s\Z")
_TO_FLAT = re.compile(r"\sto\s(?:roughly\s|about\s)?flat\b")
_SPREAD = re.compile(
    rf"\s(?:plus\sor\sminus|plus-or-minus|plus\sminus|give\sor\stake|\+\s?/\s?-)\s(?:(?P<n>{N})|an?|one|half\sa)\s?(?:%|"
    rf"(?:percentage\s)?points?\b|per\s?cent\b|basis\spoints\b)?|\s?±\s?(?P<m>{N})\s?%?"
)


@dataclass(slots=True, kw_only=True)
class Span(Stretch):
    """The numbers of one magnitude as they stand in the text, before unit and comparator are applied."""

    number: Number
    low: float
    high: float
    scale: float
    unit: Unit | None
    currency: str | None
    between: bool = False
    ranged: bool = False
    vague: bool = False
    trace: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The words of the first number."""
        return self.folded[self.number.start : self.number.end]

    @property
    def year(self) -> bool:
        """Whether the first number may be a year."""
        return self.skeleton[self.number.start] == YEAR_MARK


Ends = tuple[Number, Unit | None, Number, Unit | None]
"""Two numbers that may be the ends of a range, each with its unit."""


def _one(numbered: NumberedText, number: Number) -> tuple[Number, Unit | None, str | None, int, int]:
    """A number with its currency sign and unit, and where the two of them begin and end."""
    currency, unit = currency_before(numbered.skeleton, number.start), unit_after(numbered.skeleton, number.end)
    if currency and unit and unit.family == "money" and unit.factor < 1 and number.value != int(number.value):
        unit = replace(unit, factor=1.0)  # "$2.25 cents": the sign has said it already
    end = unit.end if unit else number.end
    return (number, unit, *currency, end) if currency else (number, unit, None, number.start, end)


def _scaled(first: Number, second: Number) -> tuple[float, float]:
    """The two ends of a range; a scale word at only one end counts for both: "10 or 100 billion", "850 and $1 billion"."""
    low, high = first.low, second.high
    if second.scale >= 1000 and first.scale < 1000 and first.form != "vague" and first.value < 1000:
        scale = second.scale
        while scale >= 1000 and low * scale > high * 1.0001:
            scale /= 1000
        return low * scale if scale >= 1000 else low, high
    bare = first.scale >= 1000 and second.scale < 1000 and second.value < 1000 and second.form == "digits"
    return low, high * first.scale if bare and high * first.scale >= low else high


def _continues(numbered: NumberedText, by: str, parts: Ends, *, between: bool) -> bool:
    """Whether a second number is the other end of a range rather than the next thing said."""
    first, unit, second, other = parts
    word = " ".join(by.strip(" -,$€£¥₹").split())
    if not _same_kind(numbered, parts):
        return False
    if word == "and":
        return between
    rising = second.value >= first.value or second.scale > first.scale
    if word == "":
        return (rising or between) if "-" in by else _side_by_side(parts)
    if word.startswith(("or", "maybe", "perhaps")):
        return unit is None or other is not None
    if unit is not None and other is None and second.scale < 1000 and currency_before(numbered.skeleton, second.start) is None:
        return word_after(numbered.skeleton, second.end) == "" and rising
    return True


def _same_kind(numbered: NumberedText, parts: Ends) -> bool:
    """Whether two numbers can be ends of one range: no year beside an amount, no percentage beside money, no period after them."""
    first, unit, second, other = parts
    skeleton, families = numbered.skeleton, {each.family for each in (unit, other) if each is not None}
    signed = currency_before(skeleton, first.start) is not None
    if (signed and other is not None and other.family != "money") or (
        skeleton[first.start] == YEAR_MARK and not signed and unit is None
    ):
        return False
    if len(families) == 2 and families != {"percent", "points"}:
        return False
    if skeleton[second.start] == YEAR_MARK and other is None and currency_before(skeleton, second.start) is None:
        return False
    return other is not None or not is_time_word(word_after(skeleton, second.end))


def _side_by_side(parts: Ends) -> bool:
    """Whether two numbers with nothing between are a range as captions write it: "10 20 percent", "3, 3½ percent"."""
    first, unit, second, other = parts
    plain = first.value == int(first.value) or first.scale >= 1000
    near = second.value <= 4 * first.value or second.value <= 20
    return unit is None and other is not None and plain and near and first.value < second.value and first.form == second.form


def read_span(numbered: NumberedText, number: Number) -> Span:
    """The magnitude that begins with `number`: the number, a second end if the words go on to one, and the words around it."""
    first, unit, currency, start, end = _one(numbered, number)
    span = Span(
        numbered=numbered,
        number=number,
        start=start,
        end=end,
        low=first.low,
        high=first.high,
        scale=first.scale,
        unit=unit,
        currency=currency,
        vague=first.form == "vague",
    )
    before = span.preceded(_BETWEEN, 40, number.start)
    if before is not None and before["word"] != "in the":
        span = replace(span, between=True)
    separator = span.followed(_SEPARATOR)
    second = numbered.number_at.get(separator.end()) if separator and not _changes(span, before) else None
    if separator is None or second is None:
        return _signed(span)
    other, other_unit, other_currency, _, other_end = _one(numbered, second)
    both = replace(span, end=other_end, scale=max(first.scale, other.scale), unit=other_unit or unit)
    compound = _compound(first, other, separator["by"], currency, other_currency)
    if compound is not None:
        return _further(replace(both, low=compound, high=compound, scale=other.scale, between=False))
    parts = (first, unit, other, other_unit)
    if _continues(numbered, separator["by"], parts, between=span.between):
        low, high = _ends(parts, separator.group())
        trace = ("range", "rising") if _RISE_TO.search(separator.group()) else ("range",)
        span = replace(both, low=low, high=high, currency=currency or other_currency, ranged=True, trace=trace)
    return _signed(span)


def _changes(span: Span, before: re.Match[str] | None) -> bool:
    """Whether a number is what something changed from ("rose from 5 to 7"), so that the next number is no end of a range."""
    return before is not None and before["word"] == "from" and span.preceded(_CHANGE, 80, before.start()) is not None


def _ends(parts: Ends, between: str) -> tuple[float, float]:
    """The two ends of a range in the unit of the second, which the words `between` them may make negative."""
    first, unit, second, other = parts
    low, high = _scaled(first, second)
    if unit is not None and other is not None and unit.factor != other.factor:
        low *= unit.factor / other.factor
    return low, -high if _NEGATIVE_END.search(between) else high


def _compound(first: Number, second: Number, by: str, currency: str | None, other_currency: str | None) -> float | None:
    """The sum of two numbers that are one amount in two scales: "$1 billion $275 million"; None otherwise."""
    joined = (
        by.strip(" $€£¥₹,") in ("", "and")
        and first.scale > second.scale >= 1000
        and second.value < first.scale
        and first.form == second.form == "digits"
    )
    if not joined or ("," in by and currency is None and other_currency is None):
        return None
    return first.value + second.value


def _further(span: Span) -> Span:
    """A compound amount, and the amount that a range from it ends with."""
    numbered, separator = span.numbered, span.followed(_SEPARATOR)
    second = numbered.number_at.get(separator.end()) if separator else None
    if separator is None or second is None or not re.search(r"\bto\b|-|\band\b|\bor\b", separator["by"]):
        return span
    last, unit, currency, _, end = _one(numbered, second)
    high = last.high
    if (tail := span.followed(_SEPARATOR, end)) is not None and (third := numbered.number_at.get(tail.end())) is not None:
        other, other_unit, other_currency, _, other_end = _one(numbered, third)
        compound = _compound(last, other, tail["by"], currency, other_currency)
        if compound is not None:
            high, end, unit = compound, other_end, other_unit or unit
    if high < span.low:
        return span
    return replace(
        span, end=end, high=high, unit=unit or span.unit, currency=span.currency or currency, ranged=True, trace=("range",)
    )


def _signed(span: Span) -> Span:
    """The span with its minus signs, falls, "to flat" and "plus or minus"."""
    percent = span.unit is not None and span.unit.name == PERCENT
    sign = span.preceded(_SIGN, 12, span.number.start)
    if sign is not None:
        low, high = -span.low, span.high if span.ranged else -span.high
        span = replace(span, start=min(span.start, sign.start()), low=min(low, high), high=max(low, high))
    fall = span.preceded(_FALL, 45)
    if fall is not None and percent:
        flat = span.followed(_TO_FLAT)
        if flat is not None:
            return replace(
                span, start=fall.start(), end=flat.end(), low=-span.high, high=0.0, trace=(*span.trace, "fall", "to flat")
            )
        if span.ranged and "rising" in span.trace:
            return replace(span, start=fall.start(), low=-span.low, trace=(*span.trace, "fall"))
        if "of" in fall.group() and span.ranged:
            return replace(span, start=fall.start(), low=-span.low, high=-span.high, trace=(*span.trace, "fall"))
    if span.between and percent and not span.ranged and (falling := span.followed(_FALLING)) is not None:
        return _from_fall(span, falling.end())
    spread = span.followed(_SPREAD)
    if spread is not None and not span.ranged:
        given = next(span.numbered.given(spread, "n", "m"), None)
        by = given.value if given is not None else 0.5 if "half a" in spread.group() else 1.0
        span = replace(
            span, end=spread.end(), low=span.low - by, high=span.high + by, ranged=True, trace=(*span.trace, "plus or minus")
        )
    return span


_AND_RISE = re.compile(rf"\s(?:and|to)\s(?:an?\s)?(?P<b>{N})(?:\s?%|\sper\s?cent)\s(?:increase|growth|gain|rise)\b")


def _from_fall(span: Span, end: int) -> Span:
    """A range that begins with a fall: "between a 2% decrease and a 2% increase"."""
    rise = span.followed(_AND_RISE, end)
    if rise is None:
        return span
    high = span.numbered.number(rise, "b").value
    return replace(span, end=rise.end(), low=-span.high, high=high, ranged=True, trace=(*span.trace, "fall", "range"))


def bounded(span: Span) -> tuple[Span, float | None, float | None, Comparator]:
    """The span with the comparator words around it, its low and high, and the comparator."""
    before, after = _before_between(span), bound_after(span.folded, span.end)
    if per := span.followed(PER):
        span = replace(span, end=per.end())
        after = after or bound_after(span.folded, span.end)
    low, high = span.low, span.high
    bound = before if before is not None and before.comparator is not Comparator.ABOUT else after or before
    if bound is None:
        return span, low, high, Comparator.EXACT
    start = min(span.start, before.start) if before else span.start
    span = replace(span, start=start, end=max(span.end, bound.end) if bound is after else span.end)
    if before and before.slight and not span.ranged and bound.comparator in (Comparator.MORE_THAN, Comparator.LESS_THAN):
        tenth = abs(low) / 10
        low, high = (low, high + tenth) if bound.comparator is Comparator.MORE_THAN else (low - tenth, high)
        return replace(span, trace=(*span.trace, "a little")), low, high, bound.comparator
    bottom = None if low < 0 else 0.0
    return span, *widen(low, high, bound.comparator, bottom=bottom), bound.comparator


def _before_between(span: Span) -> Bound | None:
    """The comparator before a magnitude; "between" and "from" count as its own words and are passed over."""
    between = span.preceded(_BETWEEN, 40)
    if between is not None and span.ranged and between["word"] != "in the":
        return Bound(comparator=Comparator.EXACT, start=between.start(), end=span.start)
    return bound_before(span.folded, span.start)
