"""Prepositions around a period: in, by, before, until, through, after, around, into."""

import datetime as dt

from tracker.horizons.calendar.choosing_dates import bounded, following
from tracker.horizons.calendar.day_arithmetic import add_days, add_months, shift
from tracker.horizons.calendar.lunar_holidays import LUNAR_HOLIDAYS
from tracker.horizons.calendar.readings import Kind, Past, Piece, Window
from tracker.horizons.engine.lexicon import WHOLE
from tracker.horizons.engine.matching import Found, Node
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.past_or_ahead import (
    WAS,
    clause_after,
    looks_ahead_after,
    looks_back,
    looks_forward,
    means_the_last,
    modal_follows,
    tells_a_habit,
    turns_present,
)
from tracker.horizons.rules.verbs import REACHING, is_verb, led_by
from tracker.records import Grain

BOOK = RuleBook("prepositions")
SOFT = (
    "[about|around|say|maybe|perhaps|probably|roughly|approximately|at least|possibly|like|the latest|at the latest|some time"
    " in|sometime in|sometime|some time|as early as|as late as|late in|early in]"
)
ENDS = frozenset({"parts.end", "ends_and_middles.year-end", "ends_and_middles.year's-end"})
"""Rules that read a period by its end."""
RUNS = 30
"""Days after which a season has begun for long: "by the spring", said in May, is by the next one."""


def _coming(found: Found) -> Window | Past | None:
    """The period that the match ends with: None once it is over, Past where the clause speaks of the last one of its name."""
    value = found.nodes[-1].value
    whole = found.period(value)
    ahead = found.nodes[0].word in {"by", "before", "come", "ahead", "until", "till"} and isinstance(value, Piece)
    if ahead and whole and isinstance(value, Piece) and value.unit == "season" and (found.said_on - whole.start).days > RUNS:
        whole = following(value, whole.end, found.said_on, found.scene.context)
    if whole is None or whole.end < found.said_on:
        return None
    if _held(found):
        return Past(why="held")
    return Past(why="just over") if isinstance(value, Piece) and means_the_last(value, whole, found) else whole


def _held(found: Found) -> bool:
    """Whether the clause tells of an election that has been held: "before the election nobody knew his name"."""
    return "named_events.election" in found.nodes[-1].rules[-1:] and looks_back(found)


def starts_it(found: Found) -> bool:
    """Whether the period was named by its beginning ("the start of 2027")."""
    return not {"parts.beginning", "relative.new-year"}.isdisjoint(found.nodes[-1].rules)


def _begins_by_moon(value: object) -> bool:
    """Whether a holiday of several days is named by which one means its first: "by Ramadan"."""
    return isinstance(value, Piece) and value.name in LUNAR_HOLIDAYS


def _turning(found: Found, whole: Window) -> dt.date:
    """The last day of a period; for the days around a turn ("the turn of the century") the last day before it."""
    if "parts.turn" not in found.nodes[-1].rules:
        return whole.end
    middle = add_days(whole.start, (whole.end - whole.start).days // 2)
    first = dt.date(add_days(middle, 10).year, 1, 1)
    return add_days(first, -1) if abs((middle - first).days) < 10 else whole.end


def _comes_loose(found: Found, node: Node) -> bool:
    """Whether "come" is a verb before the beginning of another phrase: "it will come the week after Labor Day"."""
    loose = isinstance(node.value, Window) and node.value.loose
    return loose and found.nodes[0].word == "come" and is_verb(found)


@BOOK.rule(
    "by",
    "bound",
    f"(by|no later than|not later than|at the latest by|on or before|come|in time for) {SOFT} [[the] (close of business|end"
    f" of business|cob|end of day|eod|end of the day|close of play|end of play)] [on] [the|our] {WHOLE}",
    examples=("by 2030", "by next summer", "by the end of the decade", "no later than March"),
    counter_examples=("by 5 people",),
)
def by(found: Found) -> Window | Past | None:
    """By 2030: from the day of speaking to its last day (the day before it also makes sense)."""
    if _comes_loose(found, found.nodes[-1]):
        return None
    whole = _coming(found)
    if not isinstance(whole, Window):
        return whole
    if WAS & set(clause_after(found, 2)) and not looks_forward(found):
        return Past(why="in a story")
    if found.has("come"):
        return bounded(whole)
    begins = starts_it(found) or _begins_by_moon(found.nodes[-1].value)
    end = whole.start if begins and whole.start >= found.said_on else _turning(found, whole)
    eve = add_days(whole.start, -1)
    others = (
        (whole.but(start=found.said_on, end=eve, kind=Kind.BOUND, others=()),)
        if eve >= found.said_on and whole.grain is Grain.YEAR
        else whole.others
    )
    return bounded(whole, start=min(found.said_on, end), end=end, others=others)


@BOOK.rule(
    "before",
    "bound",
    f"[any time|anytime|sometime|some time|well|right|just|shortly] (before|ahead of|prior to|in advance of|leading up to"
    f"|in the run [-] up to|in the lead [-]"
    f" up to|up to|this side of) {SOFT} [the] {WHOLE}",
    examples=("before 2030", "before Labor Day", "ahead of Christmas", "before the end of the year", "this side of Christmas"),
    counter_examples=("not before 2030 people",),
)
def before(found: Found) -> Window | Past | None:
    """Before 2030: to the day before it; before the end of a period: to its last day."""
    whole = _coming(found)
    if not isinstance(whole, Window):
        return whole
    ending = not (ENDS | {"ends_and_middles.eoy", "ends_and_middles.end-of-unit", "parts.turn"}).isdisjoint(found.nodes[-1].rules)
    eve = whole.end if ending or (found.has("up") and not found.has("run", "lead", "leading")) else add_days(whole.start, -1)
    if eve < found.said_on or found.following(3)[2:] in (["earliest"], ["soonest"]):
        eve = whole.end  # "not before 2028 at the earliest"
    return bounded(whole, start=found.said_on, end=eve, others=())


def _no_limit(found: Found) -> bool:
    """Whether the words join two periods or are no preposition: "March through June", "all the way through"."""
    first, last = found.nodes[0].word, found.nodes[-1].value
    joins = first in {"to", "through", "thru", "until"} and found.before and isinstance(found.before[-1].value, Window | Piece)
    dated = isinstance(last, Window) and not last.loose
    leads_nowhere = first == "to" and not dated and not led_by(found, REACHING)
    now_and = first == "now" and not found.has("through", "until", "to")
    return bool(joins) or leads_nowhere or now_and or (first == "through" and found.raw(-1) == "way")


@BOOK.rule(
    "until",
    "bound",
    f"(until|till|til|through|thru|up until|all the way through|all the way to|all the way into|up through|out to|out through"
    f"|from now until|from now through|from now through to|now through to|through to|right through|right through to"
    f"|right up to|from now to|from now till|between now and|between here and|between today and|now"
    f" through|now until|now to|now and|from here to|from today until|to) {SOFT} [at least] [the|our] {WHOLE}",
    examples=("until 2030", "through the end of 2026", "between now and 2030", "from now until next summer", "make it to June"),
    counter_examples=("to 2025 people", "he talked to June"),
    unless=_no_limit,
)
def until(found: Found) -> Window | Past | None:
    """Until 2030, through 2030: to its last day (for "until" the day before it also makes sense)."""
    whole = _coming(found)
    if not isinstance(whole, Window):
        return whole
    eve = add_days(whole.start, -1)
    until_it = found.has("until", "till", "til") and eve >= found.said_on
    others = (whole.but(start=found.said_on, end=eve, kind=Kind.BOUND, others=()),) if until_it else ()
    included = found.has("through", "thru", "out", "into")  # through the new year, not until it
    end = whole.start if starts_it(found) and whole.start >= found.said_on and not included else whole.end
    return bounded(whole, start=found.said_on, end=end, others=others)


@BOOK.rule(
    "after",
    "bound",
    f"[just|right|shortly|soon|immediately|sometime|some time|any time] (after|in the wake of|in the aftermath of|beyond"
    f"|past|not until after|not before|no"
    f" earlier than|no sooner than|later than|following) {SOFT} [the] {WHOLE}",
    examples=("after 2030", "beyond the end of the year", "not before 2028"),
    counter_examples=("after 2025 people",),
)
def after(found: Found) -> Window | Past | None:
    """After 2030: the next period of its kind, a month after a day. "Not before 2028": 2028."""
    whole = _coming(found)
    if not isinstance(whole, Window):
        return whole
    if found.has("before", "earlier", "sooner"):
        return bounded(whole)
    if "relative.new-year" in found.nodes[-1].rules:
        return bounded(whole, end=add_days(add_months(whole.start, 1), -1), grain=Grain.MONTH)
    unit = {Grain.DAY: "month", Grain.WEEK: "week"}.get(whole.grain, whole.grain.value)
    if not ENDS.isdisjoint(found.nodes[-1].rules):
        unit = {Grain.MONTH: "year", Grain.YEAR: "decade"}.get(whole.grain, unit) if whole.grain is not Grain.DAY else "month"
    return bounded(whole, start=add_days(whole.end, 1), end=shift(whole.end, 1, unit), others=())


IN = (
    "(in|on or about|on or around|during|over|throughout|all throughout|all through|somewhere in|if not|for|within|across|on"
    "|at|sometime in|sometime|some time in|some time|any time|anytime|at some point in|at some point during|at some point|any"
    " time in|anytime in|as early as|as soon as"
    "|as late as|starting in|starting|starting with|beginning in|beginning|over the course of|in the course of|through the"
    " course of|during the course of|in or around|inside|toward|towards|around|about"
    "|circa|close to|right around|near|as of|effective|somewhere around|somewhere in|sometime around|sometime during|round|both in"
    "|particularly in|especially in|early in|late in|each of|come|approaching|nearing|against|given)"
)


@BOOK.rule("first-thing", "bound", f"RANK thing [on|in] [the] {WHOLE}", examples=("first thing Monday", "first thing next week"))
@BOOK.rule(
    "in",
    "bound",
    f"{IN} [at|on|in|around|about] {SOFT} [the|our|either] {WHOLE} [timeframe|window|period|time frame|time period|range|or"
    f" so|or thereabouts]",
    examples=(
        "in 2027",
        "during the fourth quarter",
        "sometime in 2027",
        "over the summer",
        "for the year",
        "in the fall",
        "around 2035",
    ),
    counter_examples=("in 24 countries", "of the year", "sales were up 3 percent on the year", "in the year after the war"),
)
def within(found: Found) -> Window | Past | None:
    """In 2027, over the summer, around 2035: that period, from the day of speaking where it has begun."""
    node = next(node for node in reversed(found.nodes) if node.value is not None)
    first = found.nodes[0].word
    if _comes_loose(found, node) or _compared(found, node) or _no_time(found, node):
        return None
    reported = found.raw(-1) == "ended" or (first == "as" and found.has("of") and looks_back(found))
    if reported or _habit(found) or _each_year(found, node):
        return Past(why="habit")
    ahead = looks_forward(found, strong=True, reach=5) or modal_follows(found) or turns_present(found)
    if _held(found):
        return Past(why="held")
    whole = found.period(node.value, forward=ahead)
    if isinstance(node.value, Piece) and (whole is None or means_the_last(node.value, whole, found)):
        return Past(why="just over")
    if whole and whole.loose and (found.raw(1) == "ended" or (whole.grain is not Grain.YEAR and looks_back(found))):
        return Past(why="just over")
    return bounded(whole) if whole else None


def _no_time(found: Found, node: Node) -> bool:
    """Whether a word that seldom leads a time stands before a piece that it does not go with: "against March"."""
    seldom = found.nodes[0].word in {"at", "about", "against", "given"} and "hours_of_day.of-a-day" not in node.rules
    return seldom and isinstance(node.value, Piece) and node.value.unit not in {"holiday", "quarter", "half"}


def _compared(found: Found, node: Node) -> bool:
    """Whether a unit is not the running one: "up six percent on the year", "in the year after that"."""
    units = {Grain.DECADE, Grain.YEAR, Grain.QUARTER, Grain.MONTH, Grain.WEEK}
    running = node.rules[-1:] == ("relative.unit",) and isinstance(node.value, Window) and node.value.grain in units
    later = found.raw(1) == "after" and found.raw(2) not in {"tax", "taxes", "interest"}
    return running and (found.nodes[0].word == "on" or later)


def _each_year(found: Found, node: Node) -> bool:
    """Whether a season without an article opens a sentence in the present: "In winter the pass is closed"."""
    season = isinstance(node.value, Piece) and node.value.unit == "season" and len(found.nodes) == 2
    return season and found.nodes[0].word == "in" and found.raw(-1) in {"", ".", "!", "?"} and not looks_ahead_after(found, 12)


def _habit(found: Found) -> bool:
    """Whether "every year" stands right before or after: "every year around Christmas"."""
    beside = [*found.before[-1:], *found.after[: 2 if found.raw(1) == "of" else 1]]
    return any("lengths_not_ahead.every" in node.rules for node in beside) or tells_a_habit(found)


@BOOK.rule(
    "into",
    "bound",
    f"[as we|as they|as you|when we|once we|as we start to] [going|go|heading|head|moving|move|rolling|roll|looking|carry"
    f"|well|far|deep|even|early|out|on|and] (into|entering|exiting|leaving|enter|exit|leave|to start|to finish|to close out"
    f"|to end|start|finish to|finish|close to|end to|start to) [the] {WHOLE}",
    examples=("into next year", "going into 2027", "exiting Q4"),
    counter_examples=("into it",),
)
def into(found: Found) -> Window | None:
    """Into next year, exiting the fourth quarter: that period."""
    whole = found.period(found.nodes[-1].value, forward=False)
    if whole is None:
        return None
    going = found.has("going", "heading", "moving", "rolling", "roll", "head", "move")
    if going and whole.start > found.said_on and whole.grain is Grain.YEAR:
        return bounded(whole, start=found.said_on, end=add_days(add_months(whole.start, 2), -1), others=(whole,))
    return bounded(whole)


@BOOK.rule("not-this", "bound", "not [in] (PERIOD|LOOSE)", examples=("not this year",))
def not_this(found: Found) -> Window | None:
    """Not this year: this year; the claim's polarity is read elsewhere."""
    whole = found.window()
    return None if whole.loose else bounded(whole)
