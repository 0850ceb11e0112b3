"""Windows at a distance of time: in five years, five years from now, years away, this time next year."""

import itertools

from tracker.horizons.calendar.choosing_dates import unit_period
from tracker.horizons.calendar.day_arithmetic import shift
from tracker.horizons.calendar.lengths_ahead import at_distance, until_distance
from tracker.horizons.calendar.readings import Count, Kind, Length, Past, Piece, Window
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.durations import units_of, vague_plural
from tracker.horizons.rules.past_or_ahead import clause_before, looks_back, looks_forward
from tracker.records import Grain

BOOK = RuleBook("distances")
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
    unless=looks_back,
)
def in_length(found: Found) -> Window | Past | None:
    """In five years: the day that far ahead."""
    before = clause_before(found, 7)
    rate = found.length().unit in {"day", "hour", "minute"} and found.length().high == 1 and not looks_forward(found)
    likened = found.raw(1) == "like" and found.raw(2) in {"no", "this", "that", "none"}
    if likened or rate or (SUPERLATIVES & set(before[-5:]) and not looks_forward(found)):
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
    last, short = found.nodes[-1].word, found.length().unit in {"day", "hour", "minute", "weekend"}
    if last == "off" and short and STANDING.isdisjoint(clause_before(found, 2)):
        return None  # "have a day off"
    of_place = found.raw(1) == "of" or (found.raw(1) == "from" and (short or found.raw(2) in PLACES or _counts_back(found)))
    if last in {"away", "out", "off", "ahead"} and (of_place or looks_back(found)):
        return None
    return None if _from_that(found) else _as_bounded(found)


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
    last, unit, many = found.nodes[-1].word, units_of(found)[-1], found.has("many")
    off = last == "off" and (unit == "day" or found.raw(-1) not in OFF_AFTER)
    of_place = last in {"away", "out", "ahead"} and found.raw(1) in {"from", "of"} and found.raw(2) not in {"being", "a", "that"}
    counted = found.before and isinstance(found.before[-1].value, Count)
    if off or of_place or counted or (many and unit in {"decade", "century"}) or (last in {"away", "out"} and looks_back(found)):
        return None
    size = Length(low=MANY, high=MANY, unit=unit, vague=True, low_ok=5, high_ok=20) if many else vague_plural(unit)
    return until_distance(size, found.said_on)


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
    whole, said_on, by = found.window(), found.said_on, found.has("by")
    if whole.grain is Grain.DAY:
        return whole.but(start=said_on, kind=Kind.BOUND) if by else whole
    plain, years = whole.but(kind=Kind.PERIOD, others=()), whole.start.year - said_on.year
    ahead = itertools.product(("year", "month", "quarter", "decade"), (1, 2))
    named = next((one for one in ahead if unit_period(*one, said_on, found.scene.context) == plain), None)
    if named is None and not (whole.grain is Grain.WEEK or (whole.grain is Grain.YEAR and whole.start.month == 1 and years > 0)):
        return None
    unit, later = named or (("week", 1) if whole.grain is Grain.WEEK else ("year", years))
    day = shift(said_on, later, unit)
    kind = Kind.BOUND if by and named else Kind.POINT
    return Window(start=said_on if by else day, end=day, grain=whole.grain, kind=kind)
