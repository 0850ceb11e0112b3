"""Parts of a period: early, mid, late, halves, quarters, thirds, the beginning, the end, the rest."""

import datetime as dt

from tracker.horizons.calendar.choosing_dates import GRAINS, following, nearest, unit_period, window
from tracker.horizons.calendar.day_arithmetic import MONTHS_IN, add_days, add_months, months_window, safe_date, shift, year_window
from tracker.horizons.calendar.readings import Count, Kind, Length, Past, Piece, Rank, Value, Window
from tracker.horizons.engine.lexicon import CLOSED_CLASS, PLURAL_UNITS, SEASONS, UNIT_OF
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.past_or_ahead import looks_back, looks_forward, modal_follows
from tracker.records import Grain

BOOK = RuleBook("parts")

WHOLE = "(PERIOD|LOOSE|PIECE)"


def whole_of(found: Found) -> Window | None:
    """The period that the match ends with; of a piece without a year the nearest one not over."""
    for node in reversed(found.nodes):
        if isinstance(node.value, Window):
            return node.value
        if isinstance(node.value, Piece):
            ahead = node.value.unit in {"quarter", "half"} and (looks_forward(found, strong=True, reach=6) or modal_follows(found))
            return nearest(node.value, found.said_on, found.scene.context, forward=ahead)
    return None


def _fraction(whole: Window, low: float, high: float) -> tuple[dt.date, dt.date]:
    """From `low` to `high` of a period's days, as fractions."""
    days = (whole.end - whole.start).days + 1
    return add_days(whole.start, round(days * low)), add_days(whole.start, max(1, round(days * high)) - 1)


def _of_years(whole: Window, size: int, name: str) -> tuple[dt.date, dt.date]:
    """Early, mid and late parts of a decade (0-3, 4-6, 7-9) or a century; mid-century is the year 50, give or take five."""
    low, high = {"early": (0, 4), "mid": (4, 7), "late": (7, 10)}[name]
    first = whole.start.year
    if size == 10 and name == "mid":
        return safe_date(first + 45, 1, 1), safe_date(first + 55, 12, 31)
    return safe_date(first + low * size, 1, 1), safe_date(first + high * size - 1, 12, 31)


def third_of(name: str, whole: Window) -> tuple[dt.date, dt.date]:
    """Early, mid or late part: four months of a year, the years 0-3, 4-6 and 7-9 of a decade, thirds of anything else."""
    place = {"early": 0, "mid": 1, "late": 2}[name]
    if whole.grain is Grain.YEAR and (whole.start.month, whole.start.day) == (1, 1):
        return _third_of_years(place, whole)
    if whole.grain in {Grain.DECADE, Grain.CENTURY}:
        return _of_years(whole, 1 if whole.grain is Grain.DECADE else 10, name)
    if whole.grain is Grain.WEEK:
        first, last = ((0, 2), (2, 3), (3, 6))[place]
        return add_days(whole.start, first), add_days(whole.start, last)
    months = {Grain.QUARTER: 1, Grain.SEASON: 1, Grain.HALF: 2}.get(whole.grain)
    if months and (whole.end - whole.start).days < 190:
        start = add_months(whole.start, place * months)
        return start, whole.end if place == 2 else add_days(add_months(start, months), -1)
    if whole.grain is Grain.MONTH and whole.start.day == 1 and whole.start.month == whole.end.month:
        start = whole.start.replace(day=(1, 11, 21)[place])
        return start, whole.end if place == 2 else add_days(start, 9)
    return _fraction(whole, place / 3, (place + 1) / 3)


def _third_of_years(place: int, whole: Window) -> tuple[dt.date, dt.date]:
    """Four months of a year; of several years the first third of the first year, the last third of the last."""
    start, end = months_window(whole.end.year if place == 2 else whole.start.year, 4 * place + 1, 4 * place + 4)
    if whole.end.year == whole.start.year:
        return start, end
    return whole.start if place == 0 else start, whole.end if place == 2 else end


def _halves(whole: Window, which: int) -> tuple[dt.date, dt.date]:
    months = (whole.end.year - whole.start.year) * 12 + whole.end.month - whole.start.month + 1
    if months % 2 == 0:
        middle = add_months(whole.start, months // 2)
        return (whole.start, add_days(middle, -1)) if which == 1 else (middle, whole.end)
    return _fraction(whole, 0, 0.5) if which == 1 else _fraction(whole, 0.5, 1)


def _opening(whole: Window) -> tuple[dt.date, dt.date]:
    """The beginning: a quarter of a year, a tenth to a third of anything else."""
    if whole.grain is Grain.WEEK:
        return third_of("early", whole)
    if whole.grain is Grain.YEAR:
        return whole.start, add_days(add_months(whole.start, 3), -1)
    if whole.grain in {Grain.DECADE, Grain.CENTURY}:
        return whole.start, add_days(add_months(whole.start, 24 if whole.grain is Grain.DECADE else 240), -1)
    return _fraction(whole, 0, 1 / 3)


def _closing(whole: Window) -> tuple[dt.date, dt.date]:
    """The end: the last month of a year, the last year of a decade, the last decade of a century, a third of anything else."""
    if whole.grain in {Grain.YEAR, Grain.HALF, Grain.QUARTER}:
        return max(whole.start, safe_date(whole.end.year, whole.end.month, 1)), whole.end
    if whole.grain is Grain.DECADE:
        return year_window(whole.end.year)[0], whole.end
    if whole.grain is Grain.CENTURY:
        return year_window(whole.end.year - 9)[0], whole.end
    if whole.grain is Grain.WEEK:
        return third_of("late", whole)
    if whole.grain is Grain.MONTH:
        return third_of("late", whole)
    return _fraction(whole, 2 / 3, 1)


SPLIT = {"early": "early", "mid": "mid", "late": "late"}
GRAIN_BELOW = {
    Grain.CENTURY: Grain.DECADE,
    Grain.DECADE: Grain.YEAR,
    Grain.YEAR: Grain.MONTH,
    Grain.HALF: Grain.MONTH,
    Grain.QUARTER: Grain.MONTH,
}


def take(name: str, whole: Window, said_on: dt.date) -> Window | None:
    """A named part of a window; None for the rest of one that is over."""
    if name in SPLIT:
        span = third_of(name, whole)
    elif name == "beginning":
        span = _opening(whole)
    elif name == "end":
        span = _closing(whole)
    elif name in {"first half", "second half"}:
        span = _halves(whole, 1 if name == "first half" else 2)
    elif name == "rest":
        if whole.end < said_on:
            return None
        span = max(whole.start, said_on), whole.end
    elif name == "turn":
        size = {Grain.DECADE: 12, Grain.CENTURY: 60}.get(whole.grain, 1)
        span = add_months(whole.start, -size), add_days(add_months(whole.start, size), -1)
    else:
        return None
    grain = Grain.HALF if "half" in name and whole.grain is Grain.YEAR else GRAIN_BELOW.get(whole.grain, whole.grain)
    return window(span, whole.grain if name == "rest" else grain)


def _taker(name: str):  # type: ignore[no-untyped-def]
    def make(found: Found) -> Window | None:
        whole = whole_of(found)
        after = found.raw(1) == "after" and whole is not None and whole.loose  # "early the year after"
        if whole is None or (whole.grain is Grain.DAY and name not in {"rest"}) or after:
            return None
        if name == "turn" and found.raw(1)[:1].isalpha() and found.raw(1) not in CLOSED_CLASS and found.raw(-1) not in TIMES_BEFORE:
            return None  # "turn of the century furniture"
        if name == "turn" and whole.loose:
            whole = unit_period(whole.grain.value, 1, found.said_on, found.scene.context, own=False) or whole
        part = take(name, whole, found.said_on)
        last = found.nodes[-1].value
        if part and part.end < found.said_on and name == "turn" and isinstance(last, Piece):
            later = following(last, whole.end, found.said_on, found.scene.context)
            return take(name, later, found.said_on) if later else None
        return part

    return make


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
BOOK.rule("turn", "part", f"[the] turn of [the] {WHOLE}", examples=("around the turn of the year",))(_taker("turn"))
BOOK.rule(
    "rest",
    "part",
    f"[the] [entire] (rest|remainder|balance|what remains|what is left|what's left|remaining (part|portion|months|weeks"
    f"|quarters|days|LENGTH)) of [the] {WHOLE}",
    examples=("for the rest of the year", "the balance of the year", "the remainder of 2026"),
)(_taker("rest"))


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


@BOOK.rule(
    "or-early-next",
    "list",
    "(PERIOD|HORIZON) [,] [or|and|to|or maybe|maybe|into|possibly] [maybe] (early|mid|late) next",
    examples=("late this year or early next", "this decade or early next", "the end of this year early next"),
)
@BOOK.rule(
    "or-early-after",
    "span",
    "PERIOD [,] [or|and|to|or maybe|maybe|into|possibly] [maybe] (early|mid|late) [in] (LOOSE|the UNIT1) after [that]",
    examples=("late next year or early the year after",),
    counter_examples=("late next year or the year after",),
)
def or_early_next(found: Found) -> Window | None:
    """Late this year or early next: to the early part of the next year."""
    name = next(word for word in found.words if word in SPLIT)
    spoken = found.surface.split()
    unit = next((unit for unit in ("decade", "century", "quarter", "month", "week") if unit in spoken), "year")
    later = unit_period(unit, 1, found.window().end if found.has("after") else found.said_on, found.scene.context)
    part = take(name, later, found.said_on) if later else None
    return found.window().but(end=part.end, kind=Kind.BOUND) if part and part.end > found.window().end else None


@BOOK.rule(
    "or-one-after",
    "part",
    "PERIOD [,] (or|and|or maybe|maybe) [maybe] (LOOSE|the UNIT1|the NUMBER) after [that|next]",
    examples=("next week or the week after", "next quarter or the one after"),
)
def or_one_after(found: Found) -> Window | None:
    """Next week or the week after."""
    first = found.window()
    if found.has(",") and not found.has("or"):
        return None
    if found.raw(1)[:1].isalnum() and found.nodes[-1].word == "after" and found.raw(1) not in CLOSED_CLASS:
        return None
    if first.grain.value not in {"week", "month", "quarter", "year", "decade"}:
        return None
    second = unit_period(first.grain.value, 1, first.end, found.scene.context)
    return first.but(end=second.end) if second else None


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
            return window(_fraction(whole, low, low + 0.25), GRAIN_BELOW.get(whole.grain, whole.grain))
        ranks = [piece.index]
    if ranks and ranks[0] > 2:
        return None
    first = found.has("front") or ranks == [1]
    return take("first half" if first else "second half", whole, found.said_on)


MOST_UNITS = 366


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


@BOOK.rule(
    "eve-of",
    "part",
    "[the] [very] eve of [the] (PERIOD|LOOSE|PIECE)",
    examples=("on the eve of the election", "the eve of the first of May"),
    counter_examples=("the eve of the war",),
)
def eve_of(found: Found) -> Window | None:
    """The eve of the election: the day before it."""
    whole = whole_of(found)
    day = add_days(whole.start, -1) if whole else None
    return window((day, day), Grain.DAY) if day and day >= found.said_on else None


@BOOK.rule(
    "unit-of",
    "part",
    "[the] (RANK|last|final|opening|closing) [full|complete] ([NUMBER] (UNIT1|UNITS)|LENGTH) (of|in) [the] (PERIOD|LOOSE|PIECE)",
    examples=(
        "the first three months of 2027",
        "the last week of March",
        "the first week of January",
        "the second full week of May",
    ),
    counter_examples=("the last year of the war",),
)
def unit_of(found: Found) -> Window | None:
    """The first or last units of a period: the first three months of 2027."""
    whole = whole_of(found)
    lengths = found.all(Length)
    unit = lengths[0].unit if lengths else UNIT_OF[next(word for word in found.words if word in UNIT_OF)]
    counts = [node.value.high for node in found.nodes if isinstance(node.value, Count | Length)]
    ranks = [each.rank for each in found.all(Rank)]
    size = counts[0] if counts else 3 if any(node.word in PLURAL_UNITS for node in found.nodes) else 1
    if whole is None or size > MOST_UNITS:
        return None
    if unit == "week" and found.has("full", "complete"):
        return _full_week(whole, ranks[0] if ranks else 1 if found.has("opening") else -1)
    if found.has("last", "final", "closing"):
        start = (
            add_days(shift(whole.end, -size, unit), 1)
            if unit not in {"month", "quarter", "year", "half"}
            else _months_before(whole.end, size, unit)
        )
        span = start, whole.end
    else:
        skipped = (ranks[0] - 1) if ranks and not counts else 0
        start = shift(whole.start, skipped * 1.0, unit)
        span = start, add_days(shift(start, size, unit), -1)
    if span[0] < whole.start or span[1] > whole.end:
        return None
    return window(span, GRAINS[unit])


def _full_week(whole: Window, rank: int) -> Window | None:
    """A week from Monday to Sunday inside a period, by its rank; -1 is the last."""
    first = add_days(whole.start, -whole.start.weekday() % 7 + 7 * (rank - 1))
    if rank < 0:
        first = add_days(whole.end, -((whole.end.weekday() + 1) % 7) - 6)
    last = add_days(first, 6)
    return window((first, last), Grain.WEEK) if whole.start <= first and last <= whole.end else None


@BOOK.rule(
    "unit-named-year",
    "part",
    "[the] (RANK|last|final) UNIT1 PERIOD",
    examples=("the third week next year",),
    counter_examples=("the first year 2020", "the third quarter last year"),
)
def unit_in_named_year(found: Found) -> Value | None:
    """The third week next year: as if "of" stood between."""
    return unit_of(found) if {"next", "this"} & set(found.surface.split()) else None


def _months_before(end: dt.date, size: float, unit: str) -> dt.date:
    return add_months(end.replace(day=1), 1 - round(size * MONTHS_IN[unit]))


@BOOK.rule("year-end-of", "period", "[the] (year|calendar year|fiscal year) [-] end [of|in] PERIOD", examples=("by year-end 2026",))
def year_end_of(found: Found) -> Window | None:
    """Year-end 2026: the end of that year."""
    whole = found.window()
    return take("end", whole, found.said_on) if whole.grain is Grain.YEAR else None


@BOOK.rule(
    "first-of", "part", "[the] RANK of [the] (PERIOD|LOOSE)", examples=("by the first of the year", "by the first of next year")
)
def first_of(found: Found) -> Window | None:
    """The first of the year: 1 January, of the next year unless one is named."""
    rank, whole = found.all(Rank)[0].rank, found.window()
    if rank != 1 or whole.grain not in {Grain.YEAR, Grain.MONTH} or _names_more(found):
        return None
    later = unit_period(whole.grain.value, 1, found.said_on, found.scene.context) if whole.loose else whole
    return window((later.start, later.start), Grain.DAY) if later else None


def _names_more(found: Found) -> bool:
    return found.nodes[-1].value is not None and found.raw(-1) in {"a", "one"}


@BOOK.rule("season-end", "period", "SEASONP end", examples=("by summer's end",))
def season_end(found: Found) -> Window | None:
    """Summer's end."""
    piece = Piece(unit="season", index=SEASONS[found.nodes[0].word.removesuffix("'s")])
    whole = nearest(piece, found.said_on, found.scene.context)
    return take("end", whole, found.said_on) if whole else None


@BOOK.rule(
    "year-end",
    "period",
    "[the|our|their|its] [fiscal|financial|tax|calendar] (year|month|quarter|week) [-] end",
    examples=("by year end", "by the year-end", "before quarter end"),
)
@BOOK.rule("year's-end", "period", "(UNITP|years) end", examples=("by year's end",))
@BOOK.rule(
    "end-of-unit",
    "period",
    "[the] end of (year|quarter|month|week|decade|century)",
    examples=("by end of year",),
    counter_examples=("end of day",),
)
@BOOK.rule("eoy", "period", "(eoy|yearend)", examples=("by EOY",))
def year_end(found: Found) -> Window | None:
    """Year end, quarter end: the last days of the current period."""
    words = {node.word for node in found.nodes}
    unit = next(
        (unit for unit in ("quarter", "month", "week", "decade", "century") if unit in words or unit + "'s" in words), "year"
    )
    if found.has("calendar"):
        whole = unit_period("year", 0, found.said_on, found.scene.context, own=False)
    else:
        whole = unit_period(unit, 0, found.said_on, found.scene.context)
    return take("end", whole, found.said_on) if whole else None


@BOOK.rule(
    "midyear-of",
    "period",
    "midyear [of|in] PERIOD",
    examples=("midyear 2026", "midyear of 2027"),
    counter_examples=("a midyear review we had in 2022",),
)
def midyear_of(found: Found) -> Window | None:
    """Midyear 2026: the middle of that year."""
    whole = found.window()
    return take("mid", whole, found.said_on) if whole.grain is Grain.YEAR else None


TIMES_BEFORE = frozenset("by around before until till toward towards in at to the this about past after beyond near of".split())
"""Words before "mid-century" where it is a time and not a style."""


@BOOK.rule(
    "mid-year",
    "period",
    "(mid|middle) [-] (year|month|quarter|decade|century|week)",
    examples=("by mid-year", "around mid year"),
    not_before=("of",),
)
@BOOK.rule("midweek", "period", "midweek", examples=("by midweek",), not_before=("of",))
@BOOK.rule("midcentury", "period", "midcentury", examples=("by midcentury",), not_before=("of", "modern"))
@BOOK.rule("midyear", "period", "midyear", examples=("by midyear",), not_before=("of",))
@BOOK.rule(
    "around-half",
    "period",
    "(around|round|at|by|about) the (half|midpoint|halfway point|midway point)",
    examples=("around the half",),
    not_before=("of",),
)
def mid_year(found: Found) -> Window | None:
    """The middle of the current period, or of the next one once it is over."""
    unit = next((unit for unit in ("week", "month", "quarter", "decade", "century") if found.has(unit, f"mid{unit}")), "year")
    styled = unit == "century" and found.raw(1)[:1].isalpha() and found.raw(1) not in CLOSED_CLASS
    if looks_back(found) or (styled and found.raw(-1) not in TIMES_BEFORE):
        return None
    for later in (0, 1):
        whole = unit_period(unit, later, found.said_on, found.scene.context)
        part = take("mid", whole, found.said_on) if whole else None
        if part and part.end >= found.said_on:
            return part
    return None


@BOOK.rule("fused", "number", "MIDY", examples=("mid2026",))
def fused(found: Found) -> Window | None:
    """mid2026 as captions write it."""
    import re

    name, digits, plural = re.fullmatch(r"([a-z]+)(\d{4})(s?)", found.surface).groups()  # type: ignore[union-attr]
    first = int(digits)
    size = 9 if plural else 0
    return take(
        name, window((year_window(first)[0], year_window(first + size)[1]), Grain.DECADE if plural else Grain.YEAR), found.said_on
    )
