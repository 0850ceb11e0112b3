"""Windows that begin now: over the next 18 months, the next year or two, within a year, the coming months."""

from tracker.horizons.calendar.choosing_dates import unit_period
from tracker.horizons.calendar.day_arithmetic import shift
from tracker.horizons.calendar.lengths_ahead import until_distance
from tracker.horizons.calendar.readings import Count, Length, Window
from tracker.horizons.engine.lexicon import SINGULAR_UNITS, UNIT_OF
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.durations import GENERATION, units_of, vague_plural
from tracker.horizons.rules.past_or_ahead import looks_back, looks_back_nearby

BOOK = RuleBook("next_lengths")
OVER = (
    "(over|within|inside|inside of|during|for|in|across|throughout|through|by|into|at some point in|sometime in|some time in"
    "|sometime within|sometime over|sometime|anytime in|any time in|any time over|any time within|at any point in|at any time"
    " in|somewhere in|at any point over|at some point over|at some point during|some time over)"
)


@BOOK.rule(
    "next-length",
    "span",
    f"[{OVER}] [at least|just|like|about|as early as] [the]"
    f" [(course|span|space) of] [the] (next|coming|upcoming|ensuing|subsequent) LENGTH",
    examples=("over the next 18 months", "within the next five years", "the next few months", "in the coming two weeks"),
    unless=looks_back_nearby,
)
def next_length(found: Found) -> Window | None:
    """Over the next 18 months."""
    return until_distance(found.length(), found.said_on)


@BOOK.rule(
    "next-one",
    "rolling",
    f"[{OVER}] [the] [(course|span|space) of] (the|this) (next|coming|upcoming) [full|calendar|whole|single] UNIT1",
    examples=("over the next year", "in the next month", "within the next decade"),
    counter_examples=("the next day",),
    not_before=("after",),
    not_after=("of", "early", "late"),
    unless=looks_back_nearby,
)
def next_one(found: Found) -> Window | None:
    """Over the next year: a year from the day of speaking."""
    unit = UNIT_OF[found.nodes[-1].word]
    over = found.nodes[0].word not in {"the", "this"} or found.has("course", "span", "space")
    first = found.nodes[0].word
    short = unit in {"half", "weekend"} or (unit in {"day", "hour", "minute"} and not over)
    next_quarter = unit == "quarter" and found.has("coming", "upcoming")
    if short or next_quarter or first == "by" or (first == "into" and unit == "century"):
        return None
    if unit == "generation":
        generation = Length(low=GENERATION, high=GENERATION, unit="year", vague=True)
        return None if found.raw(1) in {"of", "'"} else until_distance(generation, found.said_on)
    single = Length(low=1, high=1, unit=unit)
    calendar = unit_period(unit, 1, found.said_on, found.scene.context)
    return until_distance(single, found.said_on).but(others=(calendar,) if calendar else ())


@BOOK.rule(
    "next-one-to",
    "rolling",
    f"[{OVER}] [the] (next|coming) UNIT1 [to|or] [maybe|about|even] (LENGTH|UNIT1 and a half)",
    examples=("in the next year, maybe eighteen months", "in the next year to eighteen months", "over the next week to ten days"),
    counter_examples=("in the next year to come",),
    unless=looks_back_nearby,
)
def next_one_to(found: Found) -> Window | None:
    """The next year to eighteen months: from the day of speaking to the end of the longer time."""
    lengths = found.all(Length)
    first = found.scene.words.words[found.nodes[-1].first]
    if not found.has("to", "or") and not (lengths and first in {",", "maybe", "perhaps", "probably"}):
        return None
    unit = UNIT_OF[next((word for word in reversed(found.words) if word in UNIT_OF and word != "half"), "half")]
    length = lengths[0] if lengths else Length(low=1.5, high=1.5, unit=unit)
    return until_distance(length, found.said_on)


@BOOK.rule(
    "next-and-quarters",
    "rolling",
    f"[{OVER}] [the] [course of] [the] (next|coming) year and LENGTH",
    examples=("over the next year and three quarters", "for the next year and a quarter"),
    counter_examples=("the next year and two quarters",),
    unless=looks_back_nearby,
)
def next_and_quarters(found: Found) -> Window | None:
    """The next year and three quarters: to the end of that time."""
    more = found.length()
    if more.unit != "quarter" or more.low != more.high or more.high not in {1, 3}:
        return None
    return until_distance(Length(low=1 + more.high / 4, high=1 + more.high / 4, unit="year"), found.said_on)


@BOOK.rule(
    "unit-ahead", "rolling", f"[{OVER}] [the course of] the UNIT1 ahead", examples=("in the year ahead", "over the decade ahead")
)
def unit_ahead(found: Found) -> Window | None:
    """The year ahead: a year from the day of speaking."""
    unit = units_of(found)[0]
    return None if unit in {"half", "generation"} else until_distance(Length(low=1, high=1, unit=unit), found.said_on)


@BOOK.rule(
    "next-or-two",
    "rolling",
    f"[{OVER}] [the] [course of] [the] (next|coming) UNIT1 [,] [or|and|to|maybe] [maybe] (so|NUMBER|a half|thereabouts|more)"
    f" [UNITS]",
    examples=("over the next year or two", "in the next year and a half", "over the next month or so"),
    counter_examples=("over the next year and maybe two",),
)
def next_or_two(found: Found) -> Window | None:
    """Over the next year or two, the next year and a half."""
    if not found.has("or", "and", "to"):
        return None
    counts = found.all(Count)
    if (found.has("and") and not found.has("half", "maybe")) or (counts and not found.has("or", "to")):
        return None
    size = 1.5 if found.has("half") else counts[0].high if counts else 1.0
    return until_distance(Length(low=1, high=size, unit=units_of(found)[0]), found.said_on) if 1 <= size <= 20 else None


@BOOK.rule(
    "within",
    "span",
    "(within|inside|inside of|in under|in less than|in no more than|in up to|in at most|not more than) [the] [space of] [just"
    "|only|like|about|at most] LENGTH ['] [time] [from now|or less|from today|of (today|now)]",
    examples=("within a year", "within six months", "inside of two years"),
    counter_examples=("within a year of graduating",),
    unless=looks_back,
)
def within(found: Found) -> Window | None:
    """Within a year."""
    near = found.raw(2) in {"that", "it", "this"} and not {"we're", "are", "be", "they're"}.isdisjoint(found.previous(3))
    return None if found.raw(1) in {"of", "after"} and not near else until_distance(found.length(), found.said_on)


@BOOK.rule(
    "coming-units",
    "span",
    f"[{OVER}] [the] [course of] [the] (coming|next|upcoming) (UNITS) [and|or] [UNITS] [and] [UNITS]",
    examples=("in the coming months", "over the coming weeks and months", "coming quarters"),
    counter_examples=("the next days",),
)
@BOOK.rule("within-one", "span", "(within|inside) the (fortnight|hour)", examples=("within the fortnight",))
@BOOK.rule("within-units", "span", "(within|inside) [mere|just|only] UNITS", examples=("within weeks",))
@BOOK.rule(
    "matter-of", "span", "(in|within|over) (a|the) (matter|question|space|span) of UNITS", examples=("in a matter of months",)
)
@BOOK.rule(
    "units-ahead",
    "span",
    f"[{OVER}] [the|many|some|several] UNITS [and|or] [UNITS] (ahead|to come|that lie ahead|that are coming)",
    examples=("in the years ahead", "for decades to come", "over the months to come"),
)
def coming_units(found: Found) -> Window | None:
    """In the coming months, in the years ahead: three of them, two decades."""
    units = units_of(found)
    if not units or (found.has("next") and units[-1] in {"day", "hour", "minute"}):
        return None
    if found.nodes[-1].word in SINGULAR_UNITS:
        return until_distance(Length(low=1, high=1, unit=units[-1]), found.said_on)
    size = max((vague_plural(unit) for unit in units), key=lambda length: shift(found.said_on, length.high, length.unit))
    return until_distance(size, found.said_on)
