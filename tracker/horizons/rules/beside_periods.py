"""Times counted from a period or told by its coming or going: two weeks before Christmas, before the year is out."""

from tracker.horizons.calendar.choosing_dates import bounded, distant, nearest, piece_in, unit_period
from tracker.horizons.calendar.day_arithmetic import add_days, shift
from tracker.horizons.calendar.readings import Length, Past, Piece, Window
from tracker.horizons.engine.lexicon import SEASONS, UNIT_OF, WHOLE
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.durations import vague_plural
from tracker.horizons.rules.ends_and_middles import BY_ITS_END
from tracker.horizons.rules.past_or_ahead import (
    looks_back,
)
from tracker.horizons.rules.prepositions import starts_it
from tracker.records import Grain

BOOK = RuleBook("beside_periods")


@BOOK.rule(
    "before-outs", "bound", "(before|until) (the|this) (UNITP|SEASONP) (out|over|end|up)", examples=("before the year's out",)
)
def before_outs(found: Found) -> Window | None:
    """Before the year's out: to its last day."""
    word = found.nodes[2].word.removesuffix("'s")
    if word in SEASONS:
        whole = nearest(Piece(unit="season", index=SEASONS[word]), found.said_on, found.scene.context)
    else:
        whole = unit_period(word, 0, found.said_on, found.scene.context)
    return bounded(whole, start=found.said_on, others=()) if whole and whole.end >= found.said_on else None


@BOOK.rule(
    "calendar-turns",
    "bound",
    "(before|until|by the time) the calendar (turns|flips|changes|rolls over) [over]",
    examples=("before the calendar turns",),
)
def calendar_turns(found: Found) -> Window | None:
    """Before the calendar turns: to the last day of the year."""
    whole = unit_period("year", 0, found.said_on, found.scene.context, own=False)
    return bounded(whole, start=found.said_on, others=()) if whole else None


@BOOK.rule(
    "before-out",
    "bound",
    "(before|until) [the|this] (PERIOD|LOOSE|PIECE) (is out|is over|are out|are over"
    "|ends|is through|closes|is up|runs out|is done|turns|comes to (a"
    "|an) (end|close))",
    examples=("before the year is out", "before the decade is over"),
)
def before_out(found: Found) -> Window | None:
    """Before the year is out: to its last day."""
    whole = found.period(found.values[0])
    return bounded(whole, start=found.said_on, others=()) if whole and whole.end >= found.said_on else None


ARRIVE = "(get|go|move|come|reach|gets|are|head|roll|look|got|turn|come around|get closer)"


@BOOK.rule(
    "arrive",
    "bound",
    f"(by the time|when|once|as|until|by when|before) (we|you|they|it|i|we're|things) {ARRIVE} [out|further|on] [to|into"
    f"|through|in|toward|towards] [the] {WHOLE}",
    examples=("by the time we get to 2030", "when we get to 2027", "as we move through the year"),
    counter_examples=("when we get to work",),
)
@BOOK.rule(
    "by-the-time",
    "bound",
    f"by the time (we|you|they|i|it|he|she) (report|reports|meet|meets|speak|talk|publish|launch|launches|vote|return|finish|leave"
    f"|close|closes|open|opens|ship|ships) [again|back] (in|on|at) [the] {WHOLE}",
    examples=("by the time we report in January", "by the time they meet in the fall"),
    counter_examples=("by the time we met in January",),
)
@BOOK.rule(
    "arrives",
    "bound",
    f"(by the time|when|once|until|before) [the] {WHOLE} (rolls|comes|arrives|hits|gets|is|begins|starts|opens|open|begin"
    f"|start|come|ends|end|finishes|finish|closes|wraps|kicks|kick) [around|here|along|over|about|up|off|round]"
    f" [in|of] [PERIOD]",
    examples=(
        "when spring comes around in 2031",
        "by the time 2030 rolls around",
        "when spring comes around",
        "by the time the Olympics open",
    ),
)
def arrive(found: Found) -> Window | None:
    """By the time we get to 2030, when 2030 comes."""
    value = found.values[0]
    whole = found.period(value)
    if isinstance(found.nodes[-1].value, Window) and found.has(*ARRIVING):
        whole = _in_the_year(value, found.nodes[-1].value, found)
    named = found.nodes[-1].word in {"is", "gets", "hits"} and "comes" not in found.words  # "before 2030 is put at"
    if whole is None or whole.end < found.said_on or named:
        return None
    if whole.grain is Grain.DAY and found.has(*OPENING) and whole.start >= found.said_on:
        whole = whole.but(end=whole.start)
    return bounded(whole, start=found.said_on) if found.has("by", "until", "before") else bounded(whole)


ARRIVING = frozenset("rolls comes come arrives opens open begins begin starts start ends end closes kicks kick".split())


def _in_the_year(value: object, year: Window, found: Found) -> Window | None:
    """What arrives in a year that is named behind it: "when spring comes around in 2031"."""
    if year.grain is not Grain.YEAR:
        return None
    if isinstance(value, Piece):
        return piece_in(value, year.start.year, found.said_on, found.scene.context)
    inside = isinstance(value, Window) and year.start <= value.start <= value.end <= year.end
    return value if inside and isinstance(value, Window) else year


OPENING = frozenset("opens open begins begin starts start kicks kick".split())


@BOOK.rule(
    "progresses",
    "bound",
    "(as|when) (LOOSE|PERIOD) (closes|ends|draws to a close|comes to an end|progresses|goes (on|by|along)|unfolds|develops"
    "|moves on|proceeds|continues|winds down|wears on"
    "|plays out)",
    examples=("as the year progresses",),
)
def progresses(found: Found) -> Window | None:
    """As the year progresses: the rest of it."""
    whole = found.window()
    return bounded(whole, start=max(whole.start, found.said_on)) if whole.end >= found.said_on else None


@BOOK.rule(
    "distance",
    "bound",
    f"[about|in|within] (LENGTH|LOOSE|the (UNIT1|morning|evening|night|afternoon)|a UNIT1) (before|after|ahead of|following"
    f"|prior to|on from|out from) [the] {WHOLE}|(within|inside) LENGTH of [the] {WHOLE}",
    examples=(
        "six weeks out from the election",
        "within a week of the election",
        "the morning after the election",
        "two weeks before Christmas",
        "the day after Thanksgiving",
        "five years after 2025",
        "six months before the end of 2026",
    ),
    counter_examples=("the week after we left",),
)
def distance(found: Found) -> Window | Past | None:
    """Two weeks before Christmas, the week after Thanksgiving."""
    whole, first = found.period(found.nodes[-1].value), found.nodes[0].value
    lengths = found.all(Length)
    if whole is None or (found.has("of") and whole.grain not in {Grain.DAY, Grain.WEEK, Grain.MONTH}):
        return None
    if lengths and lengths[0].unit not in {"hour", "minute"}:
        return _so_far_from(whole, lengths[0], found)
    return None if whole.grain not in {Grain.DAY, Grain.WEEK, Grain.MONTH} else _one_from(whole, first, found)


def _one_from(whole: Window, first: object, found: Found) -> Window | Past | None:
    """The day, week or month right before or after a day, week or month."""
    unit = next((UNIT_OF.get(word, "day") for word in found.words if word in UNIT_OF or word in HOURS_OF_DAY), "")
    if isinstance(first, Window) and first.loose:
        unit = first.grain.value
    if unit not in {"day", "week", "month", "year"}:
        return None
    sign = -1 if found.has(*BACKWARD) else 1
    day = shift(whole.end if sign > 0 else whole.start, sign, unit)
    if day < found.said_on:
        return Past(why="past")
    if unit in {"week", "month"}:
        ends = sorted((day, add_days(whole.end if sign > 0 else whole.start, sign)))
        return bounded(whole, start=ends[0], end=ends[1], others=())
    return bounded(whole, start=day, end=day, others=())


@BOOK.rule(
    "units-beside",
    "bound",
    f"[in|during|over|for] the [first|few|couple of|last|final|immediate] (UNITS|LENGTH) (before|after|following"
    f"|leading up to) [the] {WHOLE}",
    examples=("in the weeks after the election it will be quiet", "in the final days before Christmas"),
    counter_examples=("in the weeks after the war", "in the weeks before we left"),
)
def units_beside(found: Found) -> Window | Past | None:
    """In the weeks after the election, the days before Christmas: so many days on that side of it."""
    whole = found.period(found.nodes[-1].value)
    if whole is None or whole.grain not in {Grain.DAY, Grain.WEEK, Grain.MONTH}:
        return None
    lengths = found.all(Length)
    unit = next((UNIT_OF[word] for word in found.words if word in UNIT_OF), "day")
    length = lengths[0] if lengths else vague_plural(unit)
    if looks_back(found):
        return Past(why="past")
    if found.has("after", "following"):
        return bounded(whole, start=add_days(whole.end, 1), end=shift(whole.end, length.high, length.unit), others=())
    eve = add_days(whole.start, -1)
    start = max(found.said_on, shift(whole.start, -length.high, length.unit))
    return bounded(whole, start=min(start, eve), end=eve, others=()) if eve >= found.said_on else Past(why="past")


BACKWARD = frozenset({"before", "ahead", "prior", "out"})
HOURS_OF_DAY = frozenset({"morning", "evening", "night", "afternoon"})


def _so_far_from(whole: Window, length: Length, found: Found) -> Window | Past:
    """The day a length of time after the end of a period, or before its beginning (before its end where that is named)."""
    if found.has(*BACKWARD):
        ending = not BY_ITS_END.isdisjoint(found.nodes[-1].rules)
        point = distant(whole.end if ending else whole.start, length, sign=-1)
    else:
        point = distant(whole.start if starts_it(found) else whole.end, length)
    if point.end < found.said_on:
        return Past(why="past")
    if found.has("of"):
        point = point.but(start=max(found.said_on, min(whole.start, point.start)))
    return point.but(grain=Grain.DAY) if whole.grain is Grain.DAY else point
