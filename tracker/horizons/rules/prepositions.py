"""Prepositions around a period: in, by, before, until, through, after, around, from ... to, between ... and."""

import datetime as dt
import itertools

from tracker.horizons.calendar.choosing_dates import bounded, following, nearest, unit_period
from tracker.horizons.calendar.day_arithmetic import add_days, add_months, shift
from tracker.horizons.calendar.lunar_holidays import LUNAR_HOLIDAYS
from tracker.horizons.calendar.readings import Kind, Past, Piece, Rank, Window
from tracker.horizons.engine.lexicon import CLOSED_CLASS, SEASONS, WEEKDAYS_OF
from tracker.horizons.engine.matching import Found, Node
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.past_or_ahead import (
    NEAR_MODALS,
    clause_after,
    clause_before,
    looks_ahead_after,
    looks_back,
    looks_forward,
    modal_follows,
    names_a_chance,
    tells_a_story,
    turns_present,
)
from tracker.horizons.rules.verbs import REACHING, is_past, is_verb, led_by
from tracker.records import Grain

BOOK = RuleBook("prepositions")


WHOLE = "(PERIOD|LOOSE|PIECE)"


THROUGH = (
    "[right|all the way|straight|clear|on|up] (to|through|thru|until|till|into|onto|through to|thru to|through until|through till)"
)


SOFT = (
    "[about|around|say|maybe|perhaps|probably|roughly|approximately|at least|possibly|like|the latest|at the latest|some time"
    " in|sometime in|sometime|some time|as early as|as late as|late in|early in]"
)


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
    return Past(why="just over") if isinstance(value, Piece) and _means_the_last(value, whole, found) else whole


def _held(found: Found) -> bool:
    """Whether the clause tells of an election that has been held: "before the election nobody knew his name"."""
    return "named_events.election" in found.nodes[-1].rules[-1:] and looks_back(found)


def starts_it(found: Found) -> bool:
    """Whether the period was named by its beginning ("the start of 2027")."""
    return any(name in {"parts.beginning", "relative.new-year"} for name in found.nodes[-1].rules)


def _begins_by_moon(value: object) -> bool:
    """Whether a holiday of several days is named by which one means its first: "by Ramadan"."""
    return isinstance(value, Piece) and value.name in LUNAR_HOLIDAYS


_WAS = frozenset({"was", "were", "had"})


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
    if _WAS & set(clause_after(found, 2)) and not looks_forward(found):
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
    ending = any(
        name in {"parts.end", "parts.year-end", "parts.year's-end", "parts.eoy", "parts.end-of-unit", "parts.turn"}
        for name in found.nodes[-1].rules
    )
    eve = whole.end if ending or (found.has("up") and not found.has("run", "lead", "leading")) else add_days(whole.start, -1)
    if eve < found.said_on or found.following(3)[2:] in (["earliest"], ["soonest"]):
        eve = whole.end  # "not before 2028 at the earliest"
    return bounded(whole, start=found.said_on, end=eve, others=())


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
    whole = found.period(next(node for node in found.nodes if node.value is not None).value)
    return bounded(whole, start=found.said_on, others=()) if whole and whole.end >= found.said_on else None


@BOOK.rule(
    "until",
    "bound",
    f"(until|till|til|through|thru|up until|all the way through|all the way to|all the way into|up through|out to|out through"
    f"|from now until|from now through|from now through to|now through to|through to|right through|right through to"
    f"|right up to|from now to|from now till|between now and|between here and|between today and|now"
    f" through|now until|now to|now and|from here to|from today until|to) {SOFT} [at least] [the|our] {WHOLE}",
    examples=("until 2030", "through the end of 2026", "between now and 2030", "from now until next summer", "make it to June"),
    counter_examples=("to 2025 people", "he talked to June"),
)
def until(found: Found) -> Window | Past | None:
    """Until 2030, through 2030: to its last day (for "until" the day before it also makes sense)."""
    follows = bool(found.before) and isinstance(found.before[-1].value, Window | Piece)
    if follows and found.nodes[0].word in {"to", "through", "thru", "until"}:
        return None
    dated = isinstance(found.nodes[-1].value, Window) and not found.nodes[-1].value.loose
    if found.nodes[0].word == "to" and not dated and not led_by(found, REACHING):
        return None
    if (found.nodes[0].word == "now" and not found.has("through", "until", "to")) or (
        found.raw(-1) == "way" and found.nodes[0].word == "through"
    ):
        return None
    whole = _coming(found)
    if not isinstance(whole, Window):
        return whole
    eve = add_days(whole.start, -1)
    until_it = found.has("until", "till", "til") and eve >= found.said_on
    others = (whole.but(start=found.said_on, end=eve, kind=Kind.BOUND, others=()),) if until_it else ()
    end = whole.start if starts_it(found) and whole.start >= found.said_on and not _through(found) else whole.end
    return bounded(whole, start=found.said_on, end=end, others=others)


def _through(found: Found) -> bool:
    """Whether the named period is included: through the new year, not until it."""
    return found.has("through", "thru", "out", "into")


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
    ending = any(name in {"parts.end", "parts.year-end", "parts.year's-end"} for name in found.nodes[-1].rules)
    if ending:
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
    counter_examples=("in 24 countries", "of the year", "sales were up 3 percent on the year"),
)
def within(found: Found) -> Window | Past | None:
    """In 2027, over the summer, around 2035: that period, from the day of speaking where it has begun."""
    node = next(node for node in reversed(found.nodes) if node.value is not None)
    first = found.nodes[0].word
    if (
        _comes_loose(found, node)
        or _compared(found, node)
        or (
            first in {"at", "about", "against", "given"}
            and isinstance(node.value, Piece)
            and node.value.unit not in {"holiday", "quarter", "half"}
            and "hours_of_day.of-a-day" not in node.rules
        )
    ):
        return None
    if (
        _habit(found)
        or _each_year(found, node)
        or (first == "as" and found.has("of") and looks_back(found))
        or found.raw(-1) == "ended"
    ):
        return Past(why="habit")
    ahead = looks_forward(found, strong=True, reach=5) or modal_follows(found) or turns_present(found)
    if _held(found):
        return Past(why="held")
    whole = found.period(node.value, forward=ahead)
    if isinstance(node.value, Piece) and (whole is None or _means_the_last(node.value, whole, found)):
        return Past(why="just over")
    if whole and whole.loose and (found.raw(1) == "ended" or (whole.grain is not Grain.YEAR and looks_back(found))):
        return Past(why="just over")
    return bounded(whole) if whole else None


def _compared(found: Found, node: Node) -> bool:
    """Whether a change is told from a year or quarter before: "up six percent on the year"."""
    units = {Grain.YEAR, Grain.QUARTER, Grain.MONTH, Grain.WEEK}
    running = node.rules[-1:] == ("relative.unit",) and isinstance(node.value, Window) and node.value.grain in units
    return running and found.nodes[0].word == "on"


def _each_year(found: Found, node: Node) -> bool:
    """Whether a season without an article opens a sentence in the present: "In winter the pass is closed"."""
    season = isinstance(node.value, Piece) and node.value.unit == "season" and len(found.nodes) == 2
    return season and found.nodes[0].word == "in" and found.raw(-1) in {"", ".", "!", "?"} and not looks_ahead_after(found, 12)


def _habit(found: Found) -> bool:
    """Whether "every year" stands right before or after: "every year around Christmas"."""
    beside = [*found.before[-1:], *found.after[: 2 if found.raw(1) == "of" else 1]]
    return any("distances.every" in node.rules for node in beside) or _usual(found)


USUAL = frozenset("always usually normally typically generally".split())


EACH_TIME = frozenset("weekends weekdays weeknights mornings evenings afternoons nights".split()) | WEEKDAYS_OF.keys()
"""Words beside a season that tell a habit: "they close on Fridays in the summer"."""


def _usual(found: Found) -> bool:
    """Whether the clause says what is so in any year: "we only ever sell from March to June"."""
    named = any(isinstance(node.value, Piece) for node in found.nodes)
    before = clause_before(found, 8)
    often = not (EACH_TIME.isdisjoint(before[-2:]) and EACH_TIME.isdisjoint(clause_after(found, 3)))
    usual = bool(USUAL & set(before)) or ("only", "ever") in itertools.pairwise(before) or often
    return named and usual and not looks_forward(found)


INTENDED = frozenset("to told asked supposed meant promised planned scheduled slated that".split())
"""Words with which "was" still speaks of what is to come: "it was supposed to open in the second half"."""


def _was_so(found: Found) -> bool:
    """Whether "was" or "had" stands in the clause before the phrase, with nothing that looks ahead."""
    before = clause_before(found, 8)
    opened = max((place for place, word in enumerate(before) if word in {"and", "but", "so", "which"}), default=-1)
    words = {*before[opened + 1 :], *clause_after(found, 5)}
    ahead = not (INTENDED | NEAR_MODALS).isdisjoint(words) or any(word.endswith("'ll") for word in words)
    return not ahead and not _WAS.isdisjoint(before[opened + 1 :])


def _means_the_last(piece: Piece, whole: Window, found: Found) -> bool:
    """Whether the clause means the last instance of a piece without a year and not the coming one.

    A current instance is not, unless it is a season. Where the coming one is nearer than the last, the past form must
    stand close by.
    """
    if piece.unit in {"quarter", "half"} and _was_so(found):
        return True
    if whole.start <= found.said_on:
        return piece.unit == "season" and looks_back(found, near=True)
    ahead = (whole.start - found.said_on).days
    year = 7 if piece.unit == "weekday" else 365
    far = 2 * ahead >= year
    return looks_back(found, near=not far) or (far and piece.unit == "month" and tells_a_story(found))


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
    if (
        found.has("going", "heading", "moving", "rolling", "roll", "head", "move")
        and whole.start > found.said_on
        and whole.grain is Grain.YEAR
    ):
        return bounded(whole, start=found.said_on, end=add_days(add_months(whole.start, 2), -1), others=(whole,))
    return bounded(whole)


@BOOK.rule("from-plain", "bound", f"[with effect] from [about|early|as early as] [the] {WHOLE}", examples=("from mid-2027",))
@BOOK.rule(
    "from",
    "bound",
    f"(from|since) [about|early] [the] {WHOLE} (on|onwards|onward|forward|and beyond|and after)",
    examples=("from 2027 onwards",),
)
def onwards(found: Found) -> Window | Past | None:
    """From 2027 onwards: that period and what follows; it falls due at its end."""
    node = next(node for node in found.nodes if node.value is not None)
    if _usual(found):
        return Past(why="habit")
    whole = found.period(node.value)
    over = isinstance(node.value, Piece) and whole is not None and _means_the_last(node.value, whole, found)
    return bounded(whole) if whole and whole.end >= found.said_on and not over else None


RETURNING = frozenset("go goes going come comes coming be get gets is are bring brings move moves open opens switch".split())


@BOOK.rule(
    "since",
    "bound",
    f"(since|ever since|back in|back at|earlier in|earlier|last|late last|early last|as recently as|so far in|so far) [the]"
    f" [early|late|mid] {WHOLE}",
    examples=("since 2020", "back in March"),
)
def since(found: Found) -> Past | None:
    """Since 2019, back in March, earlier this year: the past."""
    if found.nodes[0].word == "back" and found.raw(-1) in RETURNING:
        return None  # "the kids go back in September"
    windows = found.all(Window)
    won_back = found.nodes[0].word == "back" and bool(windows) and windows[0].start > found.said_on
    if won_back or (found.nodes[0].word == "early" and not found.has("last")):
        return None
    return Past(why="past")


@BOOK.rule(
    "between",
    "bound",
    "[somewhere|sometime|some time] between [the|now] (PERIOD|PIECE|LOOSE) and [the|maybe] (PERIOD|PIECE|LOOSE)",
    examples=("between 2026 and 2028",),
    counter_examples=("between 20 and 30 people",),
)
@BOOK.rule(
    "from-to",
    "bound",
    "[anywhere|somewhere] (from|starting in|starting|beginning in) [the] (PERIOD|PIECE|LOOSE) [,]"
    f" {THROUGH} [the] (PERIOD|PIECE|LOOSE)",
    examples=("from 2026 to 2028", "from late 2026 all the way to 2028"),
)
@BOOK.rule(
    "between-pieces",
    "bound",
    "([somewhere|sometime|some time] between|from|starting in|anywhere from) [the] PIECE",
    examples=("between September and November",),
)
def from_to(found: Found) -> Window | Past | None:
    """Between 2026 and 2028, from March to June."""
    if _usual(found):
        return Past(why="habit")
    if len([node for node in found.nodes if node.value is not None]) == 1:
        return _in_a_row(found)
    nodes = [node for node in found.nodes if node.value is not None]
    first = found.period(nodes[0].value, forward=False)
    if first is None:
        return None
    if isinstance(nodes[-1].value, Piece) and isinstance(nodes[0].value, Piece):
        second = (
            following(nodes[-1].value, add_days(first.start, 1), found.said_on, found.scene.context)
            if nodes[-1].value.unit != "weekday"
            else nearest(nodes[-1].value, first.start, found.scene.context)
        )
    else:
        second = found.period(nodes[-1].value)
    if second is None or second.end < first.start or second.end < found.said_on:
        return None
    if isinstance(nodes[0].value, Piece) and first.start > found.said_on and looks_back(found, near=True):
        return Past(why="just over")
    return bounded(second, start=first.start, others=())


def _in_a_row(found: Found) -> Window | Past | None:
    """Several months or days that were read as one piece: between September and November."""
    piece = found.piece()
    whole = nearest(piece, found.said_on, found.scene.context, forward=True)
    several = piece.last not in {None, piece.index} or piece.last_day
    if whole and several and whole.start > found.said_on and looks_back(found, near=True):
        return Past(why="just over")
    return bounded(whole) if whole and several else None


FRONTS = frozenset(
    {"", ".", ",", "?", "!", ";", ":", "either", "and", "so", "but", "then", "probably", "maybe", "says", "say", "think", "thinks"}
)


@BOOK.rule(
    "bare",
    "final",
    "[the] PIECE",
    examples=("the third quarter", "January", "Michaelmas will bring rain", "Labor Day weekend is when it will break"),
    counter_examples=("Christmas is when we all meet", "the fall of Rome", "Monday was fine"),
)
def bare(found: Found) -> Window | Past | None:
    """A month, quarter or half without a preposition: the nearest one not over."""
    piece = found.piece()
    if found.has("the") and piece.unit == "month" and found.raw(1) in {"to", "on", "of", "for", "against"}:
        return None  # "the March to the sea"
    if piece.unit == "holiday" and (_white_christmas(found) or _said_of(found)):
        return nearest(piece, found.said_on, found.scene.context, forward=True)
    if piece.weak:
        return _weekday(piece, found)
    if found.raw(-1) == "that" and tells_a_story(found):
        return Past(why="in a story")
    whole = nearest(
        piece, found.said_on, found.scene.context, forward=looks_forward(found, strong=True, reach=5) or modal_follows(found)
    )
    if whole is None or _means_the_last(piece, whole, found):
        return Past(why="just over")
    return whole


def _white_christmas(found: Found) -> bool:
    return found.raw(-2) in {"a", "an"} and (looks_forward(found, strong=True) or names_a_chance(found))


def _said_of(found: Found) -> bool:
    """Whether something to come is said of a holiday at the head of its clause: "Easter is when we'll know"."""
    after = clause_after(found, 12)
    told = not NEAR_MODALS.isdisjoint(after[2:]) and (after[:2] == ["is", "when"] or _dated(found))
    named = found.nodes[0].value is not None
    return named and (_fronted(found) or (found.raw(-1) in FRONTS and told))


def _fronted(found: Found) -> bool:
    """Whether the phrase opens a clause that looks ahead: "Friday we will know", "Friday, the union will vote"."""
    later = found.raw(1) == "," and looks_ahead_after(found, 9)
    return found.raw(-1) in FRONTS and (modal_follows(found) or later)


def _dated(found: Found) -> bool:
    """Whether the day of the month follows: "Father's Day is the eighteenth"."""
    if [node.word for node in found.after[:2]] == ["is", "the"] and len(found.after) > 2:
        return isinstance(found.after[2].value, Rank)
    return False


WILL = frozenset("will would 'll won't going gonna could might should shall is are am 're due".split())


NOT_BARE = frozenset("the a an every each last this that one on of until and or my our his her their some any black good".split())


TIMETABLED = frozenset(
    """vote votes meet meets leave leaves open opens reopen reopens close closes start starts begin begins end ends launch
    launches land lands arrive arrives ship ships report reports play plays fly flies return returns decide decides rule
    rules announce announces testify testifies sail sails air airs premiere premieres expire expires depart departs kick
    kicks move moves go goes come comes resume resumes sing sings perform performs speak speaks race races publish
    publishes finish finishes stop stops host hosts present presents sit sits stand stands debate debates travel travels
    run runs drop drops sign signs fight fights""".split()
)
"""Verbs whose present tense speaks of a timetable: "they vote Thursday"."""


BETWEEN = frozenset("off out up down over live back again home in".split())


SUBJECTLESS = frozenset("to should n't don't doesn't didn't not would usually always often normally".split())


CONTESTS = frozenset("play plays face faces host hosts fight fights meet meets race races visit visits see take".split())


OBJECTS = frozenset("them him her it us you me".split())


def _timetabled(found: Found) -> bool:
    """Whether such a verb with a subject comes before, apart from a particle or an object between."""
    before = clause_before(found, 5)
    if before and before[-1] in BETWEEN:
        before = before[:-1]
    if len(before) > 2 and (before[-1] in OBJECTS or before[-2] in CONTESTS) and before[-1] not in TIMETABLED:
        before = before[:-1]
        return before[-1] in CONTESTS | TIMETABLED and before[-2] not in SUBJECTLESS | NOT_BARE
    return len(before) > 1 and before[-1] in TIMETABLED and before[-2] not in SUBJECTLESS and before[-2] not in NOT_BARE


OWNERS = frozenset("the my our his her their your its".split())


def _told_of(before: list[str]) -> bool:
    """Whether the words before are a subject and a verb in the present: "the river crests Sunday", "they bury him Monday"."""
    if len(before) > 3 and before[-1] in OBJECTS and before[-4] in OWNERS:
        before = before[:-1]
    verb = before[-1] if before else ""
    noun = len(before) > 2 and before[-3] in OWNERS and not before[-2].endswith("s")
    if noun and len(verb) > 4 and verb.endswith("s") and not verb.endswith(("ss", "us", "'s")):
        return True
    subject, verb = (before[-3], before[-2]) if len(before) > 2 and verb in OBJECTS else (before[-2] if before[1:] else "", verb)
    if subject in {"he", "she", "it"}:
        return verb.endswith("s") and verb not in {"was", "is", "has", "does"}
    return subject in {"they", "we", "i"} and verb.isalpha() and not is_past(verb) and verb not in CLOSED_CLASS


def _weekday(piece: Piece, found: Found) -> Window | None:
    """A weekday without "on": "Monday morning we will know", and after a modal "they will vote Monday"."""
    if piece.unit != "weekday" or found.nodes[0].word == "the":
        return None
    before, after = clause_before(found, 9), found.raw(1)
    fronted = _fronted(found)
    told = any(word in WILL or word.endswith(("'ll", "'re")) for word in before) and not looks_back(found)
    closes = not after or not after[0].isalnum() or after in CLOSED_CLASS
    told = told or _timetabled(found) or _told_of(before) or (names_a_chance(found) and not looks_back(found))
    american = told and closes and found.raw(-1) not in NOT_BARE and after not in {"'", "-"}
    return nearest(piece, found.said_on, found.scene.context) if fronted or american else None


@BOOK.rule("piece-of-past", "part", "PIECE [,] [of|in] PAST", examples=("in March of last year", "the fourth quarter of last year"))
def piece_of_past(_: Found) -> Past:
    """March of last year: the past."""
    return Past(why="past")


@BOOK.rule("not-this", "bound", "not [in] (PERIOD|LOOSE)", examples=("not this year",))
def not_this(found: Found) -> Window | None:
    """Not this year: this year; the claim's polarity is read elsewhere."""
    whole = found.window()
    return None if whole.loose else bounded(whole)
