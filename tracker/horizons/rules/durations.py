"""Lengths of time: five years, two to three months, a year and a half, a couple of decades."""

import itertools
import re

from tracker.horizons.calendar.day_arithmetic import DAYS_IN, DAYS_IN_MONTH, MONTHS_IN
from tracker.horizons.calendar.readings import Count, Length
from tracker.horizons.engine.lexicon import CLOSED_CLASS, UNIT_OF
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook

BOOK = RuleBook("durations")
JOIN = (
    "([,|-] (to|or|-|and|maybe|perhaps|probably|or maybe|maybe even|to maybe|even|or even|if not|or perhaps|, maybe|or so to)"
    " [-] | ,)"
)
GENERATION = 25  # years, from the birth of parents to the birth of children
SCALES = frozenset({"thousand", "million", "billion", "trillion"})  # after "three quarter" they make it a number
MOST = 365.25 * 7000  # days; longer lengths leave the calendar


def unit_of(found: Found) -> str | None:
    """The unit that the match names last."""
    return next(reversed(units_of(found)), None)


def units_of(found: Found) -> list[str]:
    """The units that the match names, in order, those in the genitive included."""
    bare = [word.removesuffix("'s").removesuffix("'") for word in found.words]
    return [UNIT_OF[word] for word in bare if word in UNIT_OF]


def _days(amount: float, unit: str) -> float:
    """About how many days a length of time has."""
    if unit == "generation":
        return amount * GENERATION * 365.25
    return amount * (DAYS_IN[unit] if unit in DAYS_IN else MONTHS_IN[unit] * DAYS_IN_MONTH)


def _make(found: Found, low: Count, high: Count, more: float = 0.0) -> Length | None:
    unit = unit_of(found)
    if unit is None or _days(high.high, unit) > MOST or found.raw(1) in SCALES:
        return None
    first, last = low.low + (more if low is high else 0.0), high.high + more
    if last < first:
        return None
    size = float(GENERATION) if unit == "generation" else 1.0
    unit = "year" if unit == "generation" else unit
    vague = low.vague or high.vague
    return Length(
        low=first * size,
        high=last * size,
        unit=unit,
        vague=vague,
        low_ok=low.low_ok,
        high_ok=high.high_ok,
        hyphened=any(node.word == "-" for node in found.nodes[1:]),
    )


_OLD_YEAR = re.compile(r"1[0-8]\d\d ")
"""Four digits that before one unit are a year of the past: "in 1847 half the parish left"."""
SOFT = "[more|short|long|additional|full|whole|solid|good|other|extra|calendar|fiscal|plus]"
UNIT_WORD = "(UNIT|UNITS|UNIT1|UNITP|years')"


@BOOK.rule(
    "length",
    "length",
    f"[a good|a full|a solid|another] NUMBER [-] {SOFT} {UNIT_WORD} [']",
    examples=("in five years", "in 18 months", "in a few weeks"),
    counter_examples=("a five-year-old", "in 1847 half the parish left", "in 1789 quarter of the crop failed"),
)
def length(found: Found) -> Length | None:
    """A number of units."""
    if _OLD_YEAR.match(found.surface) and found.nodes[-1].word in UNIT_OF and not found.nodes[-1].word.endswith("s"):
        return None
    return _make(found, found.count(), found.count())


@BOOK.rule(
    "one",
    "length",
    "(a|an|one|another|a single|another one) [full|whole|single|solid|good|good solid|short|calendar] (UNIT1|UNITP)",
    examples=("in a year", "within a month", "in another decade"),
)
def one(found: Found) -> Length | None:
    """One unit."""
    if found.nodes[-1].word in {"half", "weekend"}:
        return None
    single = Count(low=1, high=1)
    return _make(found, single, single)


@BOOK.rule(
    "half",
    "length",
    "[a|another] half [-] [a|an|of a|the] (UNIT1|UNITP)",
    examples=("in half a year", "within half a decade"),
    counter_examples=("the second half the year",),
)
def half(found: Found) -> Length | None:
    """Half a unit."""
    if found.nodes[-1].word == "half":
        return None
    count = Count(low=0.5, high=0.5)
    return _make(found, count, count)


@BOOK.rule(
    "quarter-century", "length", "[a] quarter [-] [of] [a] century", examples=("in a quarter century", "in a quarter of a century")
)
def quarter_century(_: Found) -> Length:
    """A quarter of a century: 25 years."""
    return Length(low=25, high=25, unit="year")


@BOOK.rule(
    "run-of-lengths",
    "length",
    "LENGTH (, [maybe] LENGTH){1,3}",
    examples=("five years, ten years from now",),
    counter_examples=("five years, ten years",),
)
def run_of_lengths(found: Found) -> Length | None:
    """Five years, ten years from now: the distances one after the other."""
    lengths = found.all(Length)
    rising = all(later.unit == earlier.unit and later.high > earlier.high for earlier, later in itertools.pairwise(lengths))
    if not rising or (found.raw(1) not in {"from", "out", "down", "away", "hence"} and found.raw(-1) not in {"next", "in"}):
        return None
    return Length(low=lengths[0].low, high=lengths[-1].high, unit=lengths[0].unit)


FRACTION = "(half|quarter|third)"
SHARES = {"half": 0.5, "quarter": 0.25, "third": 1 / 3, "quarters": 0.75}


@BOOK.rule(
    "and-a-half",
    "length",
    f"(a|an|one|another) UNIT1 and a {FRACTION}",
    examples=("in a year and a half", "over a decade and a half"),
    not_before=SCALES,
)
@BOOK.rule(
    "number-and-a-half",
    "length",
    f"NUMBER [-] and [-] a [-] {FRACTION} [-] (UNITS|UNIT1)",
    examples=("in two and a half years", "within one and a half years", "in two and a half quarters"),
    not_before=SCALES,
)
@BOOK.rule(
    "number-units-half",
    "length",
    f"NUMBER (UNITS|UNIT1) and a {FRACTION}",
    examples=("in two years and a half",),
    not_before=SCALES,
)
def and_a_half(found: Found) -> Length:
    """A year and a half, two and a half years."""
    counts = found.all(Count)
    count = counts[0] if counts else Count(low=1, high=1)
    words = [node.word for node in found.nodes if node.value is None and node.word != "-"]
    at = words.index("and")
    share, unit = SHARES[words[at + 2]], UNIT_OF[words[-1] if len(words) > at + 3 else words[at - 1]]
    return Length(low=count.low + share, high=count.high + share, unit=unit)


@BOOK.rule(
    "range",
    "length",
    f"[somewhere|anywhere|sometime|some time|another] [between|from] NUMBER {JOIN} [between] NUMBER [-] {SOFT} {UNIT_WORD}",
    examples=(
        "in two to three years",
        "in 18 to 24 months",
        "in 5-10 years",
        "in five, seven years",
        "two or three months",
        "another three, four months",
    ),
)
@BOOK.rule(
    "ranges",
    "length",
    f"[another] NUMBER ({JOIN} NUMBER){{2,4}} [-] {SOFT} {UNIT_WORD}",
    examples=("two, three, four years out", "in the next 5, 6, 7 years"),
)
@BOOK.rule(
    "run-on", "length", f"[another] NUMBER NUMBER [NUMBER] [-] {UNIT_WORD}", examples=("in two three years", "in five ten years")
)
def number_range(found: Found) -> Length | None:
    """Two to three years; five, seven years; two three years as captions write it."""
    counts = found.all(Count)
    if any(later.high <= earlier.high for earlier, later in itertools.pairwise(counts)):
        last = counts[-1]
        return _make(found, last, last) if len(counts) == 2 and counts[0].vague and last.high == counts[0].high else None
    return _make(found, counts[0], counts[-1])


@BOOK.rule(
    "one-or-two",
    "length",
    "(a|an|one|another) UNIT1 [,] (or|to|and maybe|maybe|or maybe|, maybe) NUMBER [-] [UNITS]",
    examples=("in a year or two", "in a month or two"),
)
def one_or_two(found: Found) -> Length | None:
    """A year or two."""
    count = found.count()
    counted = found.nodes[-1].value is not None and found.raw(1) in UNIT_OF
    if count.high <= 1 or len(set(units_of(found))) > 1 or counted:
        return None
    return _make(found, Count(low=1, high=1), count)


@BOOK.rule(
    "or-twos-time",
    "length",
    "(a|an|one) UNIT1 or (two's|three's|so's)",
    examples=("in a year or two's time", "in a month or so's time"),
)
def or_twos_time(found: Found) -> Length:
    """A year or two's time, as the genitive of "a year or two"."""
    unit = UNIT_OF[found.nodes[1].word]
    high = {"two's": 2.0, "three's": 3.0}.get(found.nodes[-1].word, 1.0)
    return Length(low=1.0, high=high, unit=unit)


@BOOK.rule(
    "or-so",
    "length",
    "LENGTH [,] (or so|or thereabouts|give or take|or something|or something like that|, give or take|plus|or more|or less"
    "|ish|or longer|at most|tops|max|at least)",
    examples=("in a year or so", "two to three years, give or take"),
)
@BOOK.rule(
    "roughly",
    "length",
    "(about|around|roughly|approximately|almost|nearly|some|maybe|perhaps|probably|just|only|as little as|as few as|at least"
    "|at most|up to|a good|well over|over|more than|no more than|less than|well under|well below|under|below|fewer than|close"
    " to|a little over|a bit over|just over|just under|little over|little more than|not quite|slightly more than|a little more than"
    "|a bit more than|something|something like|a (little|bit|touch|tad|hair) (over|under|more than|less than|longer than|shy"
    " of)|as many as|as long as|upwards of|in excess of|north of|not more than|no less than|the better part of|the best part"
    " of|a minimum of|a full|a further|the (order|neighborhood|neighbourhood|region|vicinity)"
    " of|exactly|precisely|literally|more like|closer to|what|what ,|, what ,|, maybe|, perhaps) LENGTH",
    examples=(
        "in about a year",
        "in exactly one year",
        "a little over a decade",
        "in less than five years",
        "in the better part of a decade",
    ),
)
def roughly(found: Found) -> Length:
    """A length with a word that makes it approximate."""
    return found.length()


@BOOK.rule(
    "to-the-day",
    "length",
    "LENGTH [almost|nearly] to the (day|date|week|month|hour|minute)",
    examples=("a year to the day from now",),
    counter_examples=("a year to go",),
)
def to_the_day(found: Found) -> Length:
    """A year to the day: exactly that length."""
    return found.length()


@BOOK.rule(
    "joined",
    "length",
    "LENGTH [,] (to|or|, maybe|maybe|or maybe|and maybe|perhaps|, perhaps|or perhaps|possibly|, possibly|-|or even|if not|,"
    " if not|or possibly|, or|or probably|, probably) [in|at least] LENGTH",
    examples=("in six months or a year", "one year to two years", "in six weeks, maybe two months"),
)
@BOOK.rule(
    "joined-most",
    "length",
    "LENGTH [,] [or|maybe] (LENGTH|NUMBER) [at] [the] [very] (outside|most|latest|tops|max)",
    examples=("in a month, six weeks at the outside", "in two years, three years tops", "in a couple of months, three at most"),
    counter_examples=("in six weeks, a month tops",),
)
@BOOK.rule(
    "joined-number",
    "length",
    "LENGTH [,] (or maybe|maybe|, maybe|, maybe even|or|or possibly|, perhaps|, possibly|, probably|, probably at least|but"
    " it might also be|, but it might also be|, maybe more like) [at least] NUMBER",
    examples=("in three years, maybe five", "in five years or ten"),
)
def joined(found: Found) -> Length | None:
    """Two lengths, the second the longer: six months or a year."""
    first = found.length()
    lengths = found.all(Length)
    if len(lengths) == 1:
        count = found.count()
        after = found.raw(1)
        if (
            count.high <= first.high
            or after in UNIT_OF
            or after in {"%", "percent", "million", "billion"}
            or (after[:1].isalpha() and after not in CLOSED_CLASS)
        ):
            return None
        return Length(low=first.low, high=count.high, unit=first.unit, vague=first.vague)
    second = lengths[1]

    if _days(second.high, second.unit) < _days(first.high, first.unit):
        return None
    scale = _days(1, first.unit) / max(_days(1, second.unit), 1e-9)
    return Length(
        low=first.low * scale,
        high=second.high,
        unit=second.unit,
        vague=first.vague or second.vague,
        low_ok=second.low_ok,
        high_ok=second.high_ok,
    )


@BOOK.rule(
    "sum",
    "length",
    "LENGTH (and|,) LENGTH",
    examples=("in two years and three months", "in a year and three quarters"),
    counter_examples=("two years, five years",),
)
def summed(found: Found) -> Length | None:
    """Two years and three months."""
    first, second = found.length(), found.length(1)
    rank = ["hour", "day", "week", "month", "quarter", "year", "decade"]
    if (
        not found.has("and")
        or first.unit not in rank
        or second.unit not in rank
        or rank.index(second.unit) >= rank.index(first.unit)
        or first.unit == "day"
        or (second.unit == "quarter" and not (first.unit == "year" and second.low == second.high == 3))
    ):
        return None
    if second.unit == "quarter":
        return Length(low=first.low + 0.75, high=first.high + 0.75, unit="year")
    if first.unit == "year" and second.unit == "month":
        return Length(low=first.low * 12 + second.low, high=first.high * 12 + second.high, unit="month")
    return None


VAGUE_PLURALS = {
    "hour": (3, 1, 12),
    "year": (3, 1, 5),
    "month": (3, 1, 6),
    "week": (3, 1, 6),
    "decade": (2, 1, 3),
    "day": (3, 1, 7),
    "century": (2, 1, 3),
    "quarter": (3, 2, 4),
}


def vague_plural(unit: str) -> Length:
    """Bare plurals: three years, months, weeks or days; two decades or centuries."""
    if unit == "generation":
        return Length(low=2 * GENERATION, high=2 * GENERATION, unit="year", vague=True, low_ok=GENERATION, high_ok=3 * GENERATION)
    size, low, high = VAGUE_PLURALS.get(unit, (3, 1, 5))
    return Length(low=size, high=size, unit=unit, vague=True, low_ok=low, high_ok=high)
