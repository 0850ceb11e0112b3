"""What a number and the words around it measure: money, per cent, points, multiples, shares, counts."""

import re
from collections.abc import Callable
from dataclasses import replace

from tracker.quantities.comparators import bound_before
from tracker.quantities.counted_nouns import GENERIC, noun_after
from tracker.quantities.counting import is_plural, is_time_word, word_after
from tracker.quantities.magnitudes import Span, bounded
from tracker.quantities.numbered_text import YEAR_MARK, N
from tracker.quantities.phrase_rules import Found
from tracker.quantities.units import PERCENT, TIMES
from tracker.records import Comparator, Quantity
from tracker.text.rule import Rule

Family = Rule[Callable[[Span], Found[Quantity] | None]]
"""A rule for one kind of magnitude, tried at every number with the span around it."""


def finished(span: Span, unit: str, factor: float = 1.0) -> Found[Quantity]:
    """The reading of a span in a unit, with its comparators and "per share"."""
    low, high = sorted((span.low * factor, span.high * factor))
    span = replace(span, low=low, high=high)
    span, lowest, highest, comparator = bounded(span)
    reading = Quantity(text="", low=lowest, high=highest, unit=unit, comparator=comparator)
    return Found(start=span.start, end=span.end, reading=reading, trace=span.trace)


_OVER_MONEY = re.compile(
    r"[$€£]|\b(?:dollars?|euros?|usd|revenues?|sales|costs?|spend\w*|spent|budgets?|cash|ebitda|profits?|earnings|income|capex|debt|"
    r"valuations?|valued|worth|raise[ds]?|raising|funding|invest\w*|expenses?|margin|price[ds]?|prices|pay|paid|salary|salaries|funds?|"
    r"loans?|fees?|liquidity|expenditures?|market\scap|to\strain|training|purchase\w*|repay\w*|backlog)\b"
)
_WEIGHT = re.compile(
    r"\b(?:weigh\w*|weight|lost|lose|losing|gain\w*|lift\w*|bench|squat|deadlift|heavy|of\s(?:beef|meat|flour|sugar|pressure|"
    r"force|carbon|co2|coffee))\b"
)


_STERLING = re.compile(r"£|\b(?:sterling|quid|cost|price|pay|paid|worth|british|uk|salary)\b")


def _weight(span: Span) -> Found[Quantity] | None:
    """Pounds that weigh, where nothing near speaks of money."""
    unit = span.unit
    if unit is None or span.currency or span.scale >= 1e3 or not span.folded.endswith("pounds", span.start, unit.end):
        return None
    near = span.folded[max(0, span.start - 60) : unit.end + 30]
    return None if _STERLING.search(near) and not _WEIGHT.search(near) else finished(span, "pounds")


def _money(span: Span) -> Found[Quantity] | None:
    """Money with a sign or a word of currency."""
    unit = span.unit
    if unit is not None and unit.family != "money":
        if span.currency is None or unit.family != "times":
            return None
        unit, span = None, replace(span, unit=None, end=span.number.end if not span.ranged else span.end)
    if unit is None:
        return finished(span, span.currency) if span.currency else None
    if span.currency:
        return finished(span, span.currency, min(unit.factor, 1.0))
    return finished(span, unit.name, unit.factor)


def _percent(span: Span) -> Found[Quantity] | None:
    """Per cent."""
    if span.unit is None or span.unit.name != PERCENT or span.currency:
        return None
    return finished(span, PERCENT)


_EMPHASIS = re.compile(
    r"\s?(?:[.,!?;]|\Z|\s(?:agree|agreed|right|true|correct|yes|yeah|sure|certain|on\sboard|with\syou|behind|no\squestion|"
    r"for\ssure|honest|clear|convinced|committed|in\sagreement|fine|positive|not|i\sthink)\b)"
)
_PREPOSITION = re.compile(
    r"\b(?:to|at|of|by|near|about|reach\w*|is|are|was|than|around|from|nearly|almost|up|hit\w*|be|with|and|or|increase\w*|"
    r"grow\w*|rise|for|over|under|covers?|power\w*|run\w*|use|uses)\s(?:\w+\s)?\Z"
)


def is_emphasis(span: Span) -> bool:
    """Whether a hundred per cent is said for emphasis: "100%, yes", "I agree a hundred percent", "a thousand percent"."""
    full = span.number.value in (100, 110, 200, 1000) and span.followed(_EMPHASIS)
    return bool(full) and span.preceded(_PREPOSITION, 24) is None


_OF_SPEECH = re.compile(r"\s(?:i|we|you|that|there|about|here|to\smake|in\smy|on\smy|he|she|one|two)\b")
_POINT_BEFORE = re.compile(
    r"\b(?:those|these|the|my|your|his|her|key|main|good|bullet|talking|data|few|couple|make|made|have|had|got|scored|first|"
    r"last|story|price|several)\s(?:\w+\s)?\Z"
)


INDEX = 100  # from here on points are those of an index, not percentage points


def _points(span: Span) -> Found[Quantity] | None:
    """Percentage points, basis points, orders of magnitude."""
    if span.unit is None or span.unit.name in (PERCENT, TIMES) or span.unit.family == "money":
        return None
    if span.unit.family == "point":
        if span.number.form == "vague" or span.preceded(_POINT_BEFORE, 20) or span.followed(_OF_SPEECH):
            return None
        if max(span.low, span.high) >= INDEX:
            return finished(span, "points")
    return finished(span, span.unit.name)


_FACTOR_OF = re.compile(r"\b(?:a\s)?factors?\sof\s(?:(?:about|around|roughly|like|maybe)\s)?\Z")
_FREQUENT = re.compile(
    r"\b(?:did|done|asked|said|tried|called|told|went|been|happened|met|married|heard|seen|watched|read|listened|used|won|"
    r"the\slast|the\sfirst|at|how\smany|multiple|many|those|these|all)\s(?:\w+\s){0,2}\Z"
)
_COMPARED = re.compile(
    r"\s?(?:as|more|less|better|faster|bigger|larger|smaller|cheaper|greater|higher|lower|the|that|what|our|its|ebitda|earnings|"
    r"revenue|sales|leverage|slower|worse|over|\w+er\b|improvement|increase|growth|return|speedup)\b"
)


def _multiple(span: Span) -> Found[Quantity] | None:
    """Multiples: "10x", "ten times", "threefold", "a factor of two"."""
    if span.unit is None or span.unit.name != TIMES:
        factor = span.preceded(_FACTOR_OF, 24, span.number.start)
        if factor is None or span.unit is not None:
            return None
        return finished(replace(span, start=factor.start()), TIMES)
    spoken = span.skeleton[span.end - 5 : span.end] == "times"
    if spoken and (
        (span.number.form == "vague" and span.number.scale < 100) or (span.number.value < 1.1 and span.number.form != "fraction")
    ):
        return None
    if spoken and not span.followed(_COMPARED) and span.preceded(_FREQUENT, 30):
        return None
    return finished(span, TIMES)


_SHARE = re.compile(
    r"\s(?P<of>of)\b(?!\s(?:a\s)?(?:century|decade|year|day|hour|month|the\s(?:year|century|decade|day|quarter|month|week|game)|"
    r"an?\s(?:hour|year|century|decade|day|month|dozen)"
    r"|this\syear|next\syear|\ue001))"
)
_IN_HALF = re.compile(r"\bin\s\Z")
_HALF_BEFORE = re.compile(
    r"\b(?:first|second|back|last|other|latter|front|better|next|this|the|my|our|its|bottom|top|fiscal|one|previous|prior|"
    r"earlier|each|past|current|every)\s\Z"
)


def _share(span: Span) -> Found[Quantity] | None:
    """A fraction of something, in per cent: "a third of", "half of all jobs", "two-thirds"."""
    if span.number.form != "fraction" or span.unit is not None or span.currency is not None or not 0 < span.number.value < 1:
        return None
    text, after = span.words, word_after(span.skeleton, span.end)
    if text == "half" and span.preceded(_IN_HALF, 4, span.number.start):
        return None if after in ("a", "an") else finished(replace(span, start=span.number.start - len("in ")), TIMES)
    if span.preceded(_HALF_BEFORE, 12, span.number.start) is not None or is_time_word(after):
        return None
    if span.followed(_SHARE):
        return finished(replace(span, end=span.end + len(" of")), PERCENT, 100)
    return _share_alone(span, text)


_HALF_THE = re.compile(
    r"\s(?:as\s(?:much|many|long|fast|big|large)|the\s(?!time|year|day|battle|way|quarter|decade|century|week|month|game)|that\b|what\b|our\b|its\b)"
)


def _share_alone(span: Span, text: str) -> Found[Quantity] | None:
    """A fraction without "of": "half the rate" as a multiple, "two-thirds" and "about a third" in per cent."""
    if text == "half" and span.followed(_HALF_THE):
        return finished(span, TIMES)
    bound = bound_before(span.folded, span.number.start) is not None and text not in ("a quarter", "half")
    if bound or re.split(r"[\s-]", text)[-1] in ("thirds", "quarters", "fifths", "tenths"):
        return finished(span, PERCENT, 100)
    return None


_LABEL = re.compile(
    r"\b(?:number|step|chapter|version|phase|level|tier|figure|page|part|item|room|covid|windows|python|series|category|stage|"
    r"class|type|gpt|claude|llama|season|episode|section|article|title|act|rule|week|day|year|month|quarter|q|point|question|"
    r"option|plan|slide|wave|round|gen|generation|highway|route|boeing|formula|catch|iphone|ps|node|area|channel|studio|floor|"
    r"gate|exit|top|world\swar|mark|model|vue|react|angular|es|web|ios|android|http|ipv|grade|age|aged|turned|verse|"
    r"proposition)[\s-]\Z"
)


def _scaled(span: Span) -> Found[Quantity] | None:
    """A bare amount in millions and more, or in thousands by letter; money where the talk is of money."""
    if span.unit is not None or span.low < 1000 or (span.scale < 1e3 and not (span.vague and span.low >= 1e6)):
        return None
    letter = span.folded[span.end - 1 : span.end] == "k" or span.folded[max(0, span.number.end - 1)] == "k"
    if span.scale < 1e5 and not letter and not span.vague:
        return None
    if letter and (span.words in ("401k", "4k", "8k", "5k", "10k") and not bound_before(span.folded, span.start)):
        return None
    near = span.folded[max(0, span.start - 140) : span.end + 60]
    return finished(span, "USD" if _OVER_MONEY.search(near) else "")


def _count(span: Span) -> Found[Quantity] | None:
    """A count with its noun: "400 stores", "two interest rate increases", "millions of people"."""
    if not _countable(span):
        return None
    skeleton = span.skeleton
    noun = noun_after(skeleton, span.end)
    if noun is None:
        return _single(span)
    name, end = noun
    bound = bound_before(span.folded, span.start)
    small, pointed = span.high <= 12, skeleton[max(0, span.start - 4) : span.start] in ("the ", "the\n")
    generic = small and name.split()[-1] in GENERIC
    vague = small and span.number.form != "digits" and bound is None and (span.vague or pointed)
    pronoun = span.number.value == 1 and bound is None and not span.ranged
    return None if generic or vague or pronoun else finished(replace(span, end=end), name)


def _countable(span: Span) -> bool:
    """Whether a number can count things: whole, without a unit, no year and no label ("step two")."""
    skeleton = span.skeleton
    if span.unit is not None or span.currency is not None or span.number.form == "fraction":
        return False
    if span.low != int(span.low) and span.scale < 1000 and not span.vague:
        return False
    if not span.ranged and (span.year or re.match(r"[a-z]", skeleton[span.end : span.end + 1])):
        return False
    return span.preceded(_LABEL, 14, span.number.start) is None


def _single(span: Span) -> Found[Quantity] | None:
    """One of a thing in the singular, where a comparator marks it as counted: "at least one article"."""
    bound = bound_before(span.folded, span.start)
    if (
        span.ranged
        or span.number.value != 1
        or bound is None
        or bound.comparator not in (Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.MORE_THAN)
    ):
        return None
    word = word_after(span.skeleton, span.end)
    if (
        len(word) < 4
        or is_time_word(word)
        or is_plural(word)
        or word in ("that", "which", "thing", "more", "with", "from", "where", "person's", "percent", "point", "when", "this")
    ):
        return None
    end = span.skeleton.index(word, span.end) + len(word)
    return finished(replace(span, end=end), word)


_BOUND_FIRST = re.compile(r"\b(?:approximately|roughly|at\sleast|more\sthan|less\sthan|fewer\sthan|up\sto|as\smany\sas|over)\s\Z")


def _bare(span: Span) -> Found[Quantity] | None:
    """A count whose noun is missing or far away, where a comparator marks it as one: "approximately 200"."""
    plain = span.unit is None and span.currency is None and span.number.form == "digits" and not span.year
    if not plain or span.low < 20 or span.preceded(_BOUND_FIRST, 16, span.number.start) is None:
        return None
    word = word_after(span.skeleton, span.end)
    if is_time_word(word) or re.match(r"[\w:/%-]", span.skeleton[span.end : span.end + 1]):
        return None
    return finished(span, "")


_OUT_OF = re.compile(rf"(?P<a>{N})\s(?:in|out\sof|of)\s(?P<every>every\s)?(?P<b>{N})(?=[\s-])")


def _out_of(span: Span) -> Found[Quantity] | None:
    """Some out of a number of things, in per cent: "nine out of ten homes", "one in every four buses"."""
    match = span.followed(_OUT_OF, span.number.start)
    if match is None or span.skeleton[match.start("b")] == YEAR_MARK:
        return None
    first, second = span.numbered.given(match, "a", "b")
    noun = word_after(span.skeleton, match.end())
    whole = first.value == int(first.value) and second.value == int(second.value) and "vague" not in (first.form, second.form)
    if not whole or not 0 < first.value < second.value or not is_plural(noun) or is_time_word(noun):
        return None
    share = 100 * first.value / second.value
    return finished(replace(span, end=match.end(), low=share, high=share, unit=None, currency=None, ranged=False), PERCENT)


FAMILIES: tuple[Family, ...] = (
    Family(
        name="out-of",
        read=_out_of,
        examples=("one in every four buses", "nine out of ten homes"),
        counter_examples=("one in 2025", "ten times in a row"),
    ),
    Family(name="weight", read=_weight, examples=("lost 20 pounds of fat",), counter_examples=("a salary of 900 pounds",)),
    Family(
        name="money",
        read=_money,
        examples=("$10 billion", "50 cents", "between 28 and 32 cents per share"),
        counter_examples=("lost 20 pounds of fat",),
    ),
    Family(name="percent", read=_percent, examples=("10 to 15%", "2½ percent"), counter_examples=("percent of them",)),
    Family(
        name="points", read=_points, examples=("25 basis points", "three points a year"), counter_examples=("those three points",)
    ),
    Family(
        name="multiple",
        read=_multiple,
        examples=("10x", "five to six times", "a factor of two"),
        counter_examples=("three times a week",),
    ),
    Family(
        name="share",
        read=_share,
        examples=("a third of", "two-thirds", "cut in half"),
        counter_examples=("the back half of next year", "a quarter of a century"),
    ),
    Family(
        name="count",
        read=_count,
        examples=("400 stores", "millions of people"),
        counter_examples=("two things", "5 years", "in 2025"),
    ),
    Family(name="amount", read=_scaled, examples=("10 or 100 billion", "less than 50K"), counter_examples=("a thousand",)),
    Family(
        name="number",
        read=_bare,
        examples=("approximately 200", "at least 40"),
        counter_examples=("approximately 20 years", "over 2025"),
    ),
)
