"""Periods that begin at a date or run from one to another: from 2027 onwards, between March and June; since: the past."""

from tracker.horizons.calendar.choosing_dates import bounded, following, nearest
from tracker.horizons.calendar.day_arithmetic import add_days
from tracker.horizons.calendar.readings import Past, Piece, Window
from tracker.horizons.engine.lexicon import WHOLE
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.past_or_ahead import looks_back, means_the_last, tells_a_habit

BOOK = RuleBook("ranges")
THROUGH = (
    "[right|all the way|straight|clear|on|up] (to|through|thru|until|till|into|onto|through to|thru to|through until|through till)"
)


BEGINNING = frozenset(
    "ramp ramps ramping scale scales scaling pick picks start starts starting speed build go goes going open".split()
)
"""Verbs whose "up" or "down" belongs to them: "we ramp up from March"."""


@BOOK.rule(
    "from-plain",
    "bound",
    f"[with effect] from [about|early|as early as] [the] {WHOLE}",
    examples=("from mid-2027", "we ramp up from March"),
)
@BOOK.rule(
    "from",
    "bound",
    f"(from|since) [about|early] [the] {WHOLE} (on|onwards|onward|forward|and beyond|and after)",
    examples=("from 2027 onwards",),
)
def onwards(found: Found) -> Window | Past | None:
    """From 2027 onwards: that period and what follows; it falls due at its end."""
    value = found.values[0]
    if found.raw(-1) in {"up", "down"} and found.raw(-2) not in BEGINNING and found.nodes[-1].value is value:
        return Past(why="measured from")
    if tells_a_habit(found):
        return Past(why="habit")
    whole = found.period(value)
    over = isinstance(value, Piece) and whole is not None and means_the_last(value, whole, found)
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
    if tells_a_habit(found):
        return Past(why="habit")
    if len(found.values) == 1:
        return _in_a_row(found)
    earlier, later = found.values
    first, second = found.period(earlier, forward=False), found.period(later)
    if first is None:
        return None
    if isinstance(earlier, Piece) and isinstance(later, Piece):
        second = (
            following(later, add_days(first.start, 1), found.said_on, found.scene.context)
            if later.unit != "weekday"
            else nearest(later, first.start, found.scene.context)
        )
    if second is None or second.end < first.start or second.end < found.said_on:
        return None
    if isinstance(earlier, Piece) and first.start > found.said_on and looks_back(found, near=True):
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
