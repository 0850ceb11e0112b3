"""Several windows said in a row: 2025, 2026, maybe 2027; this year or next; five years from now, ten years from now."""

from tracker.horizons.calendar.choosing_dates import following, nearest
from tracker.horizons.calendar.day_arithmetic import add_months, shift
from tracker.horizons.calendar.readings import Kind, Piece, Window
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.past_or_ahead import looks_back_nearby
from tracker.records import Grain

BOOK = RuleBook("lists")
WINDOW = "(PERIOD|HORIZON)"
OR = (
    "[,|-] (or|to|maybe|or maybe|perhaps|or perhaps|possibly|or possibly|probably|or probably|through|through to"
    "|right through to|if not|or even|or in|to"
    " maybe|and maybe|and possibly|and perhaps|maybe even|or maybe even|and probably|-|into|or at|versus|vs|or by|or rather"
    "|or the|/|slash) [maybe|probably|even|the|early|about|around]"
)


def join(first: Window, second: Window) -> Window | None:
    """From the beginning of one window to the end of another that ends no sooner."""
    if second.end < first.end or second.end < first.start:
        return None
    start = min(first.start, second.start)
    kind = first.kind if first.kind is second.kind else Kind.BOUND
    return second.but(start=start, kind=kind, loose=False, others=())


@BOOK.rule(
    "or",
    "list",
    f"[either] {WINDOW} {OR} {WINDOW}",
    examples=(
        "2025 or 2026",
        "later this year or early next year",
        "2026, maybe 2027",
        "by the end of the year, maybe early next year",
    ),
)
def either(found: Found) -> Window | None:
    """2025 or 2026, this year, maybe next year: to the end of the later one."""
    first, second = found.window(), found.window(1)
    if second.end < first.end and second.grain in {Grain.MONTH, Grain.QUARTER, Grain.SEASON}:
        second = second.but(start=add_months(second.start, 12), end=add_months(second.end, 12))
        if (second.start - first.end).days > 200:
            return None
    return join(first, second)


@BOOK.rule(
    "and",
    "list",
    f"[both] {WINDOW} [,] (and|&|and then|and in|and over|and during|and through|and into|going into|and going into|, going"
    f" into|and for|, then) [the] {WINDOW}",
    examples=("2026 and 2027", "this year and next year"),
)
def both(found: Found) -> Window | None:
    """2026 and 2027: both, where one follows the other."""
    first, second = found.window(), found.window(1)
    gap = (second.start - first.end).days
    if not (-400 <= gap <= 1 or second.start <= first.end) or second.start < first.start or second.grain is not first.grain:
        return None
    return join(first, second)


@BOOK.rule(
    "run",
    "list",
    f"{WINDOW} [,] {WINDOW}",
    examples=("2025 2026", "100 years from now, 200 years from now"),
)
def run(found: Found) -> Window | None:
    """2025 2026: one after the other; a second phrase inside the first makes it narrower."""
    first, second = found.window(), found.window(1)
    alike = first.grain is second.grain and (first.kind is second.kind or Kind.BOUND in {first.kind, second.kind})
    if first.start <= second.start and second.end <= first.end:
        if first.kind in {Kind.SPAN, Kind.POINT} or (second.end - second.start).days > 300:
            return None
        return second if second.grain is not first.grain or first == second else second.but(others=())
    if first.kind is Kind.POINT and second.grain is Grain.YEAR and second.start <= first.start and first.end <= second.end:
        return first  # "seven years from now, in 2033"
    if not alike or second.end <= first.end or second.start < first.start:
        return None
    if first.kind is Kind.PERIOD and (second.start - first.end).days > 1:
        return None
    return join(first, second)


@BOOK.rule(
    "not-but",
    "list",
    "HORIZON [,] but [rather|maybe|probably] (PERIOD|HORIZON)",
    examples=("not this year but next year",),
    counter_examples=("over the next year but in 2030",),
)
def not_but(found: Found) -> Window | None:
    """Not this year but next year: the second."""
    return found.window(1) if "prepositions.not-this" in found.nodes[0].rules else None


@BOOK.rule(
    "if-not",
    "list",
    f"{WINDOW} [,] HORIZON",
    examples=("next year, if not this year",),
    counter_examples=("next year, in the spring",),
)
def if_not(found: Found) -> Window | None:
    """Next year, if not this year: to the end of the later one."""
    first, second = found.window(), found.window(1)
    spoken = found.scene.words.words[found.nodes[-1].first]
    if spoken != "if" or second.end > first.end:
        return None
    return first.but(start=min(first.start, second.start), kind=Kind.BOUND, others=())


@BOOK.rule(
    "somewhere-between",
    "list",
    "PERIOD [,|-] PERIOD (somewhere|sometime|timeframe|time frame|range|window|ish)",
    examples=("2028 2032 somewhere in there",),
    counter_examples=("2028 2032 both count",),
)
def somewhere_between(found: Found) -> Window | None:
    """2028 2032 somewhere in there: from the first year to the last."""
    first, second = found.window(), found.window(1)
    years = first.grain is Grain.YEAR and second.grain is Grain.YEAR
    return join(first, second) if years and 0 < second.end.year - first.end.year <= 15 else None


@BOOK.rule(
    "or-piece",
    "list",
    f"{WINDOW} [,] (or|and|or maybe|or possibly|or perhaps|or even|maybe|possibly|perhaps|to|through|through to|or in|-"
    f"|and in|or on"
    "|maybe on) [the] PIECE",
    examples=("in the spring or summer", "in Q3 of 2027 or possibly Q4", "Q1 of 2027 or maybe Q2", "tomorrow or Friday"),
)
def or_piece(found: Found) -> Window | None:
    """In the spring or the summer: to the end of the later one."""
    first, piece = found.window(), found.piece()
    if piece.unit == "weekday":
        return _or_weekday(piece, first, found)
    if (first.kind is Kind.PERIOD and first.grain.value != piece.unit) or (
        piece.weak and not found.has("or", "to", "through") and not (piece.unit == "holiday" and found.has("and"))
    ):
        return None
    second = following(piece, first.end, found.said_on, found.scene.context)
    if second is None or (second.start - first.end).days > 200:
        return None
    return join(first, second)


def _or_weekday(piece: Piece, first: Window, found: Found) -> Window | None:
    """Tomorrow or Friday: to the later of two days of the same week or the next."""
    if first.grain is not Grain.DAY or not found.has("or", "maybe", "through", "to"):
        return None
    return join(first, nearest(piece, first.end, found.scene.context) or first)


@BOOK.rule(
    "at-latest",
    "list",
    "(PERIOD|HORIZON|PIECE) [,|-] [or|and|maybe|or maybe|certainly] [the] (PERIOD|HORIZON|PIECE|LOOSE) [at] [the]"
    " [very|absolute] (latest|outside)",
    examples=("tomorrow, Friday at the latest", "Thursday, by Friday at the outside"),
    counter_examples=("tomorrow, Friday",),
)
def at_latest(found: Found) -> Window | None:
    """Tomorrow, Friday at the latest: to the end of the later one."""
    named, second = found.values
    first = found.period(named)
    if not isinstance(first, Window):
        return None
    later = _coming(second, first, found) if isinstance(second, Piece) else second
    return join(first, later) if isinstance(later, Window) else None


@BOOK.rule(
    "number-latest",
    "list",
    "HORIZON [,|-] [or|maybe|perhaps] NUMBER [at] [the] [very] (most|outside|latest|max|tops)",
    examples=("in three years' time, four at most", "two weeks from now, three tops"),
    counter_examples=("by 2030, four at most", "in three years' time, two at most"),
)
def number_latest(found: Found) -> Window | None:
    """In three years' time, four at most: to the end of the longer time."""
    first, count = found.window(), found.count().high
    unit = first.grain.value
    if first.kind is not Kind.POINT or unit not in {"day", "week", "month", "year"}:
        return None
    end = shift(found.said_on, count, unit)
    return first.but(end=end, others=()) if end > first.end else None


@BOOK.rule(
    "named-latest",
    "list",
    "PIECE at [the] [very|absolute] (latest|outside|earliest|soonest)",
    examples=("June at the earliest", "Friday at the latest", "Thursday, Friday at the outside"),
    counter_examples=("he came Friday at the latest",),
    unless=looks_back_nearby,
)
def named_latest(found: Found) -> Window | None:
    """Friday at the latest: the nearest one, where the clause does not look back."""
    whole = nearest(found.piece(), found.said_on, found.scene.context, forward=True)
    return whole.but(kind=Kind.BOUND, loose=False, others=()) if whole else None


def _coming(piece: Piece, first: Window, found: Found) -> Window | None:
    """The first instance of a piece that ends after a window does."""
    if piece.unit == "weekday":
        return nearest(piece, first.end, found.scene.context)
    return following(piece, first.end, found.said_on, found.scene.context)


@BOOK.rule(
    "and-beyond",
    "list",
    f"{WINDOW} [,|-] (and beyond|if not (sooner|earlier|before|later)|plus|or beyond|or later|or sooner|or earlier|at the"
    f" latest|at the earliest|at most|at least|give or take|or so|or thereabouts|or something|or something like that|ish"
    f"|timeframe|time frame|time period|window|range|or around there|as well)",
    examples=("2027 or so", "over the next year and beyond"),
)
def and_beyond(found: Found) -> Window:
    """2027 or so, next year at the latest: the window itself."""
    return found.window()
