"""Windows at a distance of time: in five years, over the next 18 months, five years from now, years away."""

import datetime as dt
import itertools

from tracker.horizons.calendar.choosing_dates import GRAINS, unit_period
from tracker.horizons.calendar.day_arithmetic import add_days, shift, week_window
from tracker.horizons.calendar.readings import Count, Kind, Length, Past, Piece, Window
from tracker.horizons.engine.lexicon import SINGULAR_UNITS, UNIT_OF
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.durations import GENERATION, vague_plural
from tracker.horizons.rules.past_or_ahead import (
    clause_after,
    clause_before,
    looks_back,
    looks_forward,
    modal_follows,
)

BOOK = RuleBook("distances")


def at_distance(length: Length, said_on: dt.date) -> Window:
    """The day or days a length of time ahead: from the shorter to the longer, from today where the count is vague."""
    end = shift(said_on, length.high, length.unit)
    start = said_on if length.vague and length.low == length.high else shift(said_on, length.low, length.unit)
    return Window(start=min(start, end), end=end, grain=GRAINS[length.unit], kind=Kind.POINT, others=_spread(length, said_on))


def until_distance(length: Length, said_on: dt.date) -> Window:
    """From the day of speaking to the end of a length of time."""
    end = shift(said_on, length.high, length.unit)
    if length.unit == "weekend":
        end = add_days(week_window(said_on)[1], 7 * (round(length.high) - 1))
    return Window(start=said_on, end=end, grain=GRAINS[length.unit], kind=Kind.SPAN, others=_spread(length, said_on))


def _spread(length: Length, said_on: dt.date) -> tuple[Window, ...]:
    if length.low_ok is None or length.high_ok is None:
        return ()
    ends = (shift(said_on, length.low_ok, length.unit), shift(said_on, length.high_ok, length.unit))
    return tuple(Window(start=said_on, end=end, grain=GRAINS[length.unit], kind=Kind.SPAN) for end in ends)


SUPERLATIVES = frozenset(
    "first once ever never best worst most least biggest largest highest lowest hottest fastest slowest strongest weakest"
    " only second".split()
)


@BOOK.rule(
    "in",
    "span",
    "[starting|beginning] in [just|only|another|about|the|a] [space of|span of|course of|matter of] LENGTH ['] [time|s time"
    "|from now|from today|out]",
    examples=("in five years", "in two years' time", "in 20 years from now", "in about six weeks"),
    counter_examples=("for the first time in five years", "in ten years of research", "in a year like no other"),
    not_before=("of", "ago"),
)
def in_length(found: Found) -> Window | Past | None:
    """In five years: the day that far ahead."""
    before = clause_before(found, 7)
    rate = found.length().unit in {"day", "hour", "minute"} and found.length().high == 1 and not looks_forward(found)
    likened = found.raw(1) == "like" and found.raw(2) in {"no", "this", "that", "none"}
    if likened or rate or (SUPERLATIVES & set(before[-5:]) and not looks_forward(found)) or looks_back(found):
        return None
    if found.length().unit == "minute" and found.length().high <= 5:
        return Past(why="a moment")
    return _as_bounded(found)


UPPER = frozenset("under below less fewer no up".split())
"""Words that make a length an upper bound; "just under" and "a little less than" mean about that long."""


def _as_bounded(found: Found) -> Window:
    """A length ahead: from today where it is an upper bound ("in under three years"), else the day that far ahead."""
    node = next(node for node in found.nodes if isinstance(node.value, Length))
    words = found.scene.words.words[node.first : node.first + 3]
    upper = words[0] in UPPER or words[:2] in (["well", "under"], ["well", "below"], ["at", "most"], ["not", "more"])
    most = "durations.roughly" in node.rules and upper and words[:2] != ["no", "less"]
    return until_distance(found.length(), found.said_on) if most else at_distance(found.length(), found.said_on)


MANY = 10  # the number that "many years" is read as


PLACES = frozenset({"home", "work", "school", "my", "his", "her", "their", "family"})


AHEAD = (
    "(from now|from today|on from today|on from now|from here|from this point|hence|out from now|out|away from now|away"
    "|off|down the (road|line|track|pike|path)|into the future|in the future|from the present|ahead)"
)


@BOOK.rule(
    "from-now",
    "span",
    f"[in|about|within|starting|beginning] LENGTH [or so] [,] {AHEAD}",
    examples=("five years from now", "three years out", "a few years away", "two years down the road"),
    counter_examples=("five years away from home",),
)
def from_now(found: Found) -> Window | None:
    """Five years from now."""
    short = found.length().unit in {"day", "hour", "minute", "weekend"}
    if found.nodes[-1].word == "off" and short and not STANDING & set(clause_before(found, 2)):
        return None  # "have a day off"
    if found.nodes[-1].word in {"away", "out", "off", "ahead"} and (
        found.raw(1) == "of" or (found.raw(1) == "from" and (short or found.raw(2) in PLACES or _counts_back(found)))
    ):
        return None
    if (looks_back(found) and found.nodes[-1].word in {"away", "out", "off", "ahead"}) or _from_that(found):
        return None
    return _as_bounded(found)


def _counts_back(found: Found) -> bool:
    """Whether "out from" counts back from an event: "six weeks out from the vote"."""
    return found.nodes[-1].word == "out" and any(isinstance(node.value, Window | Piece) for node in found.after[1:3])


STANDING = frozenset("we're they're i'm you're it's he's she's we are is am still".split())


def _from_that(found: Found) -> bool:
    """Whether the length counts from a date named before: "a decade away from that".

    "We're a decade away from that" and "a decade away from that happening" count from the day of speaking.
    """
    after = found.following(3)
    if after[:2] != ["from", "that"]:
        return False
    event = len(after) == 3 and after[2].endswith("ing")
    return not event and not STANDING & set(clause_before(found, 4))


OFF_AFTER = frozenset("is are that's it's we're they're be probably still maybe least".split())
"""Words before "years off" that make it a distance."""


def units_of(found: Found) -> list[str]:
    """The units named in the match."""
    return [UNIT_OF[node.word] for node in found.nodes if node.value is None and node.word in UNIT_OF]


@BOOK.rule(
    "vague-away",
    "span",
    f"[in|probably|still|maybe] [many|some] (UNITS|UNITS and UNITS|UNITS or UNITS) {AHEAD}",
    examples=("decades away", "months from now", "years away"),
    counter_examples=("days off",),
)
def vague_away(found: Found) -> Window | Past | None:
    """Years away, decades from now: the vague length of a bare plural."""
    if found.raw(-1) == "light":
        return Past(why="a distance")
    last = found.nodes[-1].word
    if (
        (last == "off" and (units_of(found)[-1] == "day" or found.raw(-1) not in OFF_AFTER))
        or (looks_back(found) and last in {"away", "out"})
        or (last in {"away", "out", "ahead"} and found.raw(1) in {"from", "of"} and found.raw(2) not in {"being", "a", "that"})
    ):
        return None
    units = units_of(found)
    if (found.before and isinstance(found.before[-1].value, Count)) or (found.has("many") and units[-1] in {"decade", "century"}):
        return None
    size = (
        Length(low=MANY, high=MANY, unit=units[-1], vague=True, low_ok=5, high_ok=20)
        if found.has("many")
        else vague_plural(units[-1])
    )
    return until_distance(size, found.said_on)


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
)
def next_length(found: Found) -> Window | None:
    """Over the next 18 months."""
    if looks_back(found, near=True):
        return None
    return until_distance(found.length(), found.said_on)


@BOOK.rule(
    "next-one",
    "rolling",
    f"[{OVER}] [the] [(course|span|space) of] (the|this) (next|coming|upcoming|following) [full|calendar|whole|single] UNIT1",
    examples=("over the next year", "in the next month", "within the next decade"),
    counter_examples=("the next day",),
    not_before=("after",),
    not_after=("of", "early", "late"),
)
def next_one(found: Found) -> Window | None:
    """Over the next year: a year from the day of speaking."""
    unit = UNIT_OF[found.nodes[-1].word]
    over = found.nodes[0].word not in {"the", "this"} or found.has("course", "span", "space")
    if (
        unit in {"half", "weekend"}
        or (unit in {"day", "hour", "minute"} and not over)
        or found.has("following")
        or looks_back(found, near=True)
    ):
        return None
    if found.nodes[0].word == "by" or (found.nodes[0].word == "into" and unit == "century"):
        return None
    if unit == "generation":
        if found.raw(1) in {"of", "'"}:
            return None
        return until_distance(Length(low=GENERATION, high=GENERATION, unit="year", vague=True), found.said_on)
    if unit == "quarter" and found.has("coming", "upcoming"):
        return None
    single = Length(low=1, high=1, unit=unit)
    calendar = unit_period(unit, 1, found.said_on, found.scene.context)
    return until_distance(single, found.said_on).but(others=(calendar,) if calendar else ())


@BOOK.rule(
    "next-one-to",
    "rolling",
    f"[{OVER}] [the] (next|coming) UNIT1 [to|or] [maybe|about|even] (LENGTH|UNIT1 and a half)",
    examples=("in the next year, maybe eighteen months", "in the next year to eighteen months", "over the next week to ten days"),
    counter_examples=("in the next year to come",),
)
def next_one_to(found: Found) -> Window | None:
    """The next year to eighteen months: from the day of speaking to the end of the longer time."""
    lengths = found.all(Length)
    first = found.scene.words.words[found.nodes[-1].first]
    if not found.has("to", "or") and not (lengths and first in {",", "maybe", "perhaps", "probably"}):
        return None
    unit = UNIT_OF[next((word for word in reversed(found.words) if word in UNIT_OF and word != "half"), "half")]
    length = lengths[0] if lengths else Length(low=1.5, high=1.5, unit=unit)
    return None if looks_back(found, near=True) else until_distance(length, found.said_on)


@BOOK.rule(
    "next-and-quarters",
    "rolling",
    f"[{OVER}] [the] [course of] [the] (next|coming) year and LENGTH",
    examples=("over the next year and three quarters", "for the next year and a quarter"),
    counter_examples=("the next year and two quarters",),
)
def next_and_quarters(found: Found) -> Window | None:
    """The next year and three quarters: to the end of that time."""
    more = found.length()
    if more.unit != "quarter" or more.low != more.high or more.high not in {1, 3} or looks_back(found, near=True):
        return None
    return until_distance(Length(low=1 + more.high / 4, high=1 + more.high / 4, unit="year"), found.said_on)


@BOOK.rule(
    "unit-ahead", "rolling", f"[{OVER}] [the course of] the UNIT1 ahead", examples=("in the year ahead", "over the decade ahead")
)
def unit_ahead(found: Found) -> Window | None:
    """The year ahead: a year from the day of speaking."""
    unit = next(UNIT_OF[node.word] for node in found.nodes if node.value is None and node.word in UNIT_OF)
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
    unit = next(UNIT_OF[node.word] for node in found.nodes if node.value is None and node.word in UNIT_OF)
    if (found.has("and") and not found.has("half", "maybe")) or (_counts(found) and not found.has("or", "to")):
        return None
    size = (
        1.5
        if found.has("half")
        else found.count().high
        if any(node.code == found.nodes[-1].code and node.value for node in found.nodes[-2:]) or _counts(found)
        else 1.0
    )
    if size > 20 or size < 1:
        return None
    return until_distance(Length(low=1, high=size, unit=unit), found.said_on)


def _counts(found: Found) -> bool:
    return any(isinstance(node.value, Count) for node in found.nodes)


@BOOK.rule(
    "within",
    "span",
    "(within|inside|inside of|in under|in less than|in no more than|in up to|in at most|not more than) [the] [space of] [just"
    "|only|like|about|at most] LENGTH ['] [time] [from now|or less|from today|of (today|now)]",
    examples=("within a year", "within six months", "inside of two years"),
    counter_examples=("within a year of graduating",),
)
def within(found: Found) -> Window | None:
    """Within a year."""
    near = found.raw(2) in {"that", "it", "this"} and not {"we're", "are", "be", "they're"}.isdisjoint(found.previous(3))
    if (found.raw(1) in {"of", "after"} and not near) or looks_back(found):
        return None
    return until_distance(found.length(), found.said_on)


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
    units = [UNIT_OF[node.word] for node in found.nodes if node.value is None and node.word in UNIT_OF]
    if not units or (found.has("next") and units[-1] in {"day", "hour", "minute"}):
        return None
    if found.nodes[-1].word in SINGULAR_UNITS:
        return until_distance(Length(low=1, high=1, unit=units[-1]), found.said_on)
    size = max((vague_plural(unit) for unit in units), key=lambda length: shift(found.said_on, length.high, length.unit))
    return until_distance(size, found.said_on)


FUTURE_BE = "(will|would|could|might|may|should|gonna|going to|it'll|that'll|he'll|they'll|we'll|i'll|you'll|can|i'd|won't)"


TAKES = (
    "(be|take|need|have|see|last|require|give it|probably be|probably take|easily be|still be|be like|be another|take another"
    "|be at least|take at least|take about|be about|take us|take them|take you|be probably|be maybe)"
)


@BOOK.rule(
    "will-take",
    "span",
    f"{FUTURE_BE} [probably|likely|easily|still|also|definitely|certainly|all|not|only] {TAKES} [probably|maybe|like|about|at"
    f" least|another|for|over|the] (LENGTH|UNITS)",
    examples=("it will take five years", "that could be two or three years", "it'll be decades"),
    counter_examples=("it would be a year", "it will be ten years in November since the flood"),
    not_before=("ago", "of", "old", "off", "'", "-", "since"),
)
def will_take(found: Found) -> Window | None:
    """It will take five years."""
    lengths = found.all(Length)
    if "since" in clause_after(found, 4):
        return None  # an anniversary
    if lengths:
        if (lengths[0].high == 1 and not lengths[0].vague and found.has("would", "can")) or lengths[0].hyphened:
            return None
        return until_distance(lengths[0], found.said_on)
    return until_distance(vague_plural(UNIT_OF[found.nodes[-1].word]), found.said_on)


@BOOK.rule(
    "for",
    "span",
    "(for|over) [at least|like|about|probably|maybe|a period of|the|a] [span of] LENGTH",
    examples=("we will do this for five years",),
    counter_examples=("I was there for five years", "for two years now", "for five years of work"),
    not_before=("now", "of", "ago", "old", "before", "straight"),
)
def for_length(found: Found) -> Window | Past | None:
    """For five years, where the clause looks ahead."""
    if ("have", "been") in itertools.pairwise(clause_before(found, 8)):
        return Past(why="behind by then")  # "she will have been here for five years"
    if (
        looks_back(found)
        or not (looks_forward(found, strong=True) or (not clause_before(found, 1) and modal_follows(found)))
        or found.length().hyphened
    ):
        return None
    return until_distance(found.length(), found.said_on)


@BOOK.rule(
    "period",
    "span",
    "(in|over|within|during|on|across) [a|the|that] [next] [kind of] LENGTH [-] [time] (period|window|timeframe|frame|horizon"
    "|span|timeline|timescale|range|time frame)",
    examples=("in a 12 to 18 month timeframe", "over a ten-year period", "on a five-year horizon"),
    counter_examples=("over a ten-year period they grew",),
)
def period(found: Found) -> Window | None:
    """In a two to three year time frame, over a ten-year period."""
    if looks_back(found):
        return None
    return (
        at_distance(found.length(), found.said_on) if found.nodes[0].word == "in" else until_distance(found.length(), found.said_on)
    )


@BOOK.rule(
    "ago",
    "span",
    "[about|from|of|until|since] LENGTH (ago|back|earlier|prior|of age|old|older|younger|in a row|straight|running|into it)",
    examples=("five years ago",),
    counter_examples=("in five years",),
)
@BOOK.rule("units-ago", "span", "[many] UNITS (ago|back|earlier|old)", examples=("years ago",))
@BOOK.rule(
    "last-length",
    "span",
    "[for|over|in|during|within|across] [the] (last|past|previous|prior|preceding|recent) (LENGTH|UNITS)",
    examples=("over the past five years",),
)
@BOOK.rule("old", "length", "NUMBER [-] (UNIT1|UNITS) [-] (old|olds)", examples=("a ten-year-old car",))
@BOOK.rule(
    "every",
    "span",
    "(every|each|per) [other|single] (LENGTH|UNIT1|UNITS|NUMBER UNITS|PIECE)",
    examples=("every five years", "each quarter"),
)
@BOOK.rule(
    "experience",
    "span",
    "LENGTH of (experience|history|data|research|work|runway|service|age|age old)",
    examples=("ten years of experience",),
)
def over_and_done(_: Found) -> Past:
    """Five years ago, the last five years, five years old, every year: not ahead."""
    return Past(why="past")


@BOOK.rule(
    "ago-this",
    "span",
    "LENGTH ago PERIOD",
    examples=("i moved here nine years ago this june",),
    counter_examples=("we began nine years ago and this june it opens", "it began two years ago next year it ends"),
)
def ago_this(found: Found) -> Past | None:
    """Nine years ago this June: an anniversary, not ahead."""
    spoken = found.scene.words.words[found.nodes[-1].first]
    small = found.window().grain.value in {"day", "week", "month", "season"}
    return Past(why="past") if spoken == "this" and small else None


@BOOK.rule(
    "same-time",
    "bound",
    "[by|at|on|around|about|and] [about|around|roughly] (this|the same|same) (time|date|day) [in|of] (PERIOD|HORIZON)",
    examples=("this time next year", "by this time next year", "by this date in 2031", "at this time tomorrow"),
)
@BOOK.rule(
    "at-this-time", "bound", "(PERIOD|HORIZON) [at|around|about|by] (this|the same) time", examples=("next year at this time",)
)
def same_time(found: Found) -> Window | None:
    """At this time next year: the same day a year on."""
    whole = found.window()
    units = {"year": 12, "month": 1, "quarter": 3, "decade": 120}
    for unit in units:
        for later in (1, 2):
            if unit_period(unit, later, found.said_on, found.scene.context) == whole.but(kind=Kind.PERIOD, others=()):
                day = shift(found.said_on, later, unit)
                if found.has("by"):
                    return Window(start=found.said_on, end=day, grain=whole.grain, kind=Kind.BOUND)
                return Window(start=day, end=day, grain=whole.grain, kind=Kind.POINT)
    if whole.grain.value == "week":
        day = shift(found.said_on, 1, "week")
        return Window(start=found.said_on if found.has("by") else day, end=day, grain=whole.grain, kind=Kind.POINT)
    if whole.grain.value == "year" and whole.start.month == 1 and whole.start.year > found.said_on.year:
        day = shift(found.said_on, whole.start.year - found.said_on.year, "year")
        return Window(start=found.said_on if found.has("by") else day, end=day, grain=whole.grain, kind=Kind.POINT)
    if whole.grain.value != "day":
        return None
    return whole.but(start=found.said_on, kind=Kind.BOUND) if found.has("by") else whole
