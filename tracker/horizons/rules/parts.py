"""Parts of a period: early, mid, late, halves, thirds, the beginning, the end, the rest."""

from collections.abc import Callable

from tracker.horizons.calendar.choosing_dates import following, nearest, unit_period, window
from tracker.horizons.calendar.parts_of_periods import GRAIN_BELOW, fraction, take
from tracker.horizons.calendar.readings import Past, Piece, Rank, Window
from tracker.horizons.engine.lexicon import CLOSED_CLASS, WHOLE
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.past_or_ahead import looks_back, looks_forward, modal_follows
from tracker.records import Grain

BOOK = RuleBook("parts")


def whole_of(found: Found) -> Window | None:
    """The period that the match ends with; of a piece without a year the nearest one not over."""
    for node in reversed(found.nodes):
        if isinstance(node.value, Window):
            return node.value
        if isinstance(node.value, Piece):
            ahead = node.value.unit in {"quarter", "half"} and (looks_forward(found, strong=True, reach=6) or modal_follows(found))
            return nearest(node.value, found.said_on, found.scene.context, forward=ahead)
    return None


def _taker(name: str) -> Callable[[Found], Window | None]:
    """What reads a rule as the part of that name (`parts_of_periods.take`)."""

    def part(found: Found) -> Window | None:
        whole = whole_of(found)
        if whole is None or (whole.grain is Grain.DAY and name != "rest") or (found.raw(1) == "after" and whole.loose):
            return None  # "early the year after"
        return take(name, whole, found.said_on)

    return part


OF = "[of|in] [the]"
BOOK.rule("earlier", "part", "(earlier|earlier on) [in] (LOOSE|PERIOD|PIECE)", examples=("earlier this year",))(
    lambda _: Past(why="earlier")
)
BOOK.rule(
    "early",
    "part",
    f"[the] [very|relatively|fairly|pretty|super] early [-] [part|days|months|portion|half|stages|or] {OF} [in] {WHOLE}",
    examples=("early 2030s", "early next year", "early in 2027", "the early part of next year"),
    counter_examples=("earlier this year",),
)(_taker("early"))
BOOK.rule(
    "mid",
    "part",
    f"[the] (mid|middle|midpoint|midway|halfway) [-] [point|part|through|to|into] {OF} {WHOLE}",
    examples=("mid-2026", "mid next year", "in the middle of 2027", "the mid-2030s"),
)(_taker("mid"))
BOOK.rule(
    "late",
    "part",
    f"[the] [very|fairly] (late|latter) [-] [part|portion|stages|days|months] {OF} [in] {WHOLE}",
    examples=("late 2020s", "late next year", "the latter part of this year", "late in 2027"),
)(_taker("late"))
BOOK.rule(
    "back-part",
    "part",
    f"[the] (back|later|tail|last|final) (part|end|portion|stretch|third|stages) {OF} {WHOLE}",
    examples=("toward the back end of next year", "the tail end of 2026"),
)(_taker("late"))
BOOK.rule(
    "front-part",
    "part",
    f"[the] (front|earlier|opening|initial) (part|end|portion|third|stages|months) {OF} {WHOLE}",
    examples=("the front end of next year", "the opening months of 2027"),
)(_taker("early"))
BOOK.rule(
    "beginning",
    "part",
    f"[the] [very] (beginning|start|outset|onset|opening|dawn) of [the] {WHOLE}",
    examples=("at the beginning of next year", "the start of 2027"),
)(_taker("beginning"))
BOOK.rule(
    "end",
    "part",
    f"[the] [very] (end [-] [of] [the]|(close|ending|conclusion) of [the]|the end in [the]) {WHOLE}|(ending|close|close out) LOOSE",
    examples=("by the end of 2026", "the end of the decade", "end of next year"),
    counter_examples=("at the end of the day", "it will end in 2026", "the deal will close in the third quarter"),
)(_taker("end"))


BOOK.rule(
    "rest",
    "part",
    f"[the] [entire] (rest|remainder|balance|what remains|what is left|what's left|remaining (part|portion|months|weeks"
    f"|quarters|days|LENGTH)) of [the] {WHOLE}",
    examples=("for the rest of the year", "the balance of the year", "the remainder of 2026"),
)(_taker("rest"))


@BOOK.rule("turn", "part", f"[the] turn of [the] {WHOLE}", examples=("around the turn of the year",))
def turn(found: Found) -> Window | None:
    """The turn of the century: the weeks, months or years around its beginning; not "turn of the century furniture"."""
    whole, last = whole_of(found), found.nodes[-1].value
    style = found.raw(1)[:1].isalpha() and found.raw(1) not in CLOSED_CLASS and found.raw(-1) not in TIMES_BEFORE
    if whole is None or whole.grain is Grain.DAY or style or (found.raw(1) == "after" and whole.loose):
        return None
    if whole.loose:
        whole = unit_period(whole.grain.value, 1, found.said_on, found.scene.context, own=False) or whole
    part = take("turn", whole, found.said_on)
    if part and part.end < found.said_on and isinstance(last, Piece):
        later = following(last, whole.end, found.said_on, found.scene.context)
        return take("turn", later, found.said_on) if later else None
    return part


@BOOK.rule("ranked-part", "part", f"[the] RANK (part|portion) {OF} {WHOLE}", examples=("the second part of next year",))
def ranked_part(found: Found) -> Window | None:
    """The first part, the second part."""
    rank = found.all(Rank)[0].rank
    whole = whole_of(found)
    return take("early" if rank == 1 else "late", whole, found.said_on) if whole and whole.grain is not Grain.DAY else None


@BOOK.rule(
    "early-to-late",
    "part",
    f"(early|mid|middle) [-] (to|or|and|/|into) [-] (mid|middle|late) [-] [of] [the] {WHOLE}",
    examples=("early to mid 2026", "mid-to-late 2027"),
)
def early_to_late(found: Found) -> Window | None:
    """Early to mid 2026."""
    whole = whole_of(found)
    if whole is None or whole.grain is Grain.DAY:
        return None
    first = take("early" if found.has("early") else "mid", whole, found.said_on)
    last = take("late" if found.has("late") else "mid", whole, found.said_on)
    return first.but(end=last.end) if first and last else None


BOOK.rule("later", "part", "later [on] [in] (PERIOD|LOOSE)", examples=("later this year", "later in the year", "later this month"))(
    _taker("rest")
)


@BOOK.rule(
    "whole",
    "part",
    "[the] (whole|entire|full|all|all through|all throughout|course|span|length|duration|window|month|week|period) [of] [the]"
    " (PERIOD|PIECE)",
    examples=("the whole of 2026",),
)
def whole_part(found: Found) -> Window | Past | None:
    """All of a period."""
    over = isinstance(found.nodes[-1].value, Piece) and looks_back(found, near=True)
    return Past(why="past") if over else whole_of(found)


@BOOK.rule(
    "half-of",
    "part",
    "[the] ((RANK|back|front|latter|last|other|final) [-] half|PIECE) (of|in) [the] (PERIOD|LOOSE|PIECE)",
    examples=("the second half of the decade", "the first half of the 2030s", "the second half of October"),
    counter_examples=("the second half of the movie",),
)
def half_of(found: Found) -> Window | Past | None:
    """The first or second half of a period."""
    ranks = [each.rank for each in found.all(Rank)]
    *parts, last = [node.value for node in found.nodes if isinstance(node.value, Piece | Window)]
    whole = whole_of(found)
    if whole is None or (isinstance(last, Piece) and (last.unit not in {"month", "season"} or last.day)):
        return None
    if isinstance(last, Piece) and looks_back(found, near=True):
        return Past(why="past")
    for piece in parts:
        units = {"half"} if isinstance(last, Piece) else {"half", "quarter"}
        if not isinstance(piece, Piece) or piece.unit not in units or whole.grain is Grain.YEAR:
            return None
        if piece.unit == "quarter":
            low = (piece.index - 1) / 4
            return window(fraction(whole, low, low + 0.25), GRAIN_BELOW.get(whole.grain, whole.grain))
        ranks = [piece.index]
    if ranks and ranks[0] > 2:
        return None
    first = found.has("front") or ranks == [1]
    return take("first half" if first else "second half", whole, found.said_on)


@BOOK.rule(
    "third",
    "part",
    f"[the] (RANK|last|final|middle|closing|opening) RANK (of|in) {WHOLE}",
    examples=("the last third of the year", "the first third of next year"),
    counter_examples=("the last second of the year", "the last third of the book"),
)
def third(found: Found) -> Window | None:
    """The last third of the year: four months of it."""
    *ranks, part = [each.rank for each in found.all(Rank)]
    whole = whole_of(found)
    which = ranks[0] if ranks else 2 if found.has("middle") else 1 if found.has("opening") else 3
    if part != 3 or which > 3 or whole is None or whole.grain is Grain.DAY:
        return None
    return take(("early", "mid", "late")[which - 1], whole, found.said_on)


TIMES_BEFORE = frozenset("by around before until till toward towards in at to the this about past after beyond near of".split())
"""Words before "mid-century" where it is a time and not a style."""
