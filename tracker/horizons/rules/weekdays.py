"""Weekdays and weekends by their rank in a period: the first Monday of September, the last weekend in August."""

import datetime as dt

from tracker.horizons.calendar.choosing_dates import following, nearest, unit_period, window
from tracker.horizons.calendar.day_arithmetic import add_days, shift
from tracker.horizons.calendar.readings import Kind, Length, Past, Piece, Rank, Window
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.past_or_ahead import looks_back, looks_back_nearby
from tracker.records import Grain

BOOK = RuleBook("weekdays")
FRIDAY, SATURDAY = 4, 5
LONGEST = 400  # days of the longest period in which weekdays are counted


def days_within(whole: Window, weekday: int) -> list[dt.date]:
    """The days of a period that fall on a weekday (0 is Monday)."""
    first = add_days(whole.start, (weekday - whole.start.weekday()) % 7)
    return [add_days(first, 7 * week) for week in range(((whole.end - first).days // 7) + 1)]


def days_from(first: dt.date, last: dt.date) -> list[dt.date]:
    """Every day from one to another, both included."""
    return [add_days(first, later) for later in range((last - first).days + 1)]


def ranked(whole: Window, weekday: int, rank: int, *, weekend: bool) -> Window | None:
    """The day of that rank in a period (-1 is the last), a weekend with its Sunday; None where the period has too few."""
    days = days_within(whole, weekday)
    if abs(rank) > len(days) or not days:
        return None
    day = days[rank - 1] if rank > 0 else days[rank]
    return window((day, add_days(day, 1) if weekend else day), Grain.DAY)


@BOOK.rule(
    "ranked",
    "part",
    "[the] (RANK|last|final|penultimate|RANK [-] to [-] last) [full] (PIECE|weekend) (of|in) [the] (PERIOD|LOOSE|PIECE|LENGTH)",
    examples=(
        "the second-to-last Friday of the month",
        "the first Monday of September",
        "the last Friday in August",
        "the first weekend of August",
    ),
    counter_examples=("the first Monday of every month", "the first March of the war", "the first Monday to Friday of March"),
)
def ranked_weekday(found: Found) -> Window | Past | None:
    """The first Monday of September, the third Friday of next month, the first Monday in two months."""
    named, base = found.nodes[-3 if found.nodes[-2].word != "the" else -4], found.nodes[-1].value
    weekend = found.has("weekend")
    if not weekend and not _one_weekday(named.value):
        return None
    weekday = SATURDAY if weekend else named.value.index  # type: ignore[union-attr]
    ranks = found.all(Rank)
    rank = -2 if found.has("penultimate", "to") else ranks[0].rank if ranks else -1
    if isinstance(base, Piece) and looks_back(found, near=True):
        return Past(why="past")
    if isinstance(base, Piece):
        return _in_piece(base, weekday, rank, found, weekend=weekend)
    whole = _month_ahead(base, found) if isinstance(base, Length) else base
    if not isinstance(whole, Window) or (whole.end - whole.start).days > LONGEST:
        return None
    day = ranked(whole, weekday, rank, weekend=weekend)
    return Past(why="past") if day and day.end < found.said_on else day


def _one_weekday(value: object) -> bool:
    return isinstance(value, Piece) and value.unit == "weekday" and value.last is None


WORKDAYS = range(5)


@BOOK.rule(
    "working-day",
    "part",
    "[the] (RANK|last|final) (working|business|trading|banking) day (of|in) [the] (PERIOD|LOOSE|PIECE)",
    examples=("the first working day of July", "the last business day of the year"),
    counter_examples=("the first working day of my life",),
)
def working_day(found: Found) -> Window | Past | None:
    """The first working day of July: of its days from Monday to Friday, holidays are not considered."""
    base = found.nodes[-1].value
    whole = found.period(base)
    if not isinstance(whole, Window) or (whole.end - whole.start).days > LONGEST:
        return None
    days = [day for day in days_from(whole.start, whole.end) if day.weekday() in WORKDAYS]
    ranks = found.all(Rank)
    rank = ranks[0].rank if ranks else len(days)
    if not 1 <= rank <= len(days):
        return None
    day = days[rank - 1]
    return Past(why="past") if day < found.said_on else window((day, day), Grain.DAY)


@BOOK.rule(
    "working-days",
    "span",
    "[in|within] [about] NUMBER (working|business|trading|banking) days [from (now|today)|['] time]",
    examples=("in ten business days", "five working days from now"),
    counter_examples=("ten business days a month", "ten business days"),
    unless=looks_back_nearby,
)
def working_days(found: Found) -> Window | None:
    """Ten business days from now, Saturdays and Sundays left out, holidays are not considered."""
    count = found.count()
    ahead = found.has("in", "within", "from", "time")
    if not ahead or not 1 <= count.high <= LONGEST:
        return None
    day = found.said_on
    for _ in range(int(count.high)):
        day = add_days(day, 3 if day.weekday() == FRIDAY else 2 if day.weekday() == SATURDAY else 1)
    return Window(start=found.said_on if found.has("within") else day, end=day, grain=Grain.DAY, kind=Kind.POINT)


@BOOK.rule(
    "beside",
    "part",
    "[the] [RANK|last|final|very last|very first|first] (PIECE|weekend) (before|after|following) [the] (PERIOD|LOOSE|PIECE)",
    examples=("the last Sunday before Christmas", "the Friday after Thanksgiving", "the first Monday after Easter"),
    counter_examples=("the Friday after the war", "a Friday before we met", "the first winter after 2028"),
    unless=looks_back_nearby,
)
def beside(found: Found) -> Window | Past | None:
    """The last Sunday before Christmas: the nearest day of that name on one side of a day or period."""
    named, base = (
        next(node for node in found.nodes if node.word == "weekend" or isinstance(node.value, Piece)),
        found.nodes[-1].value,
    )
    if named is found.nodes[-1] or (named.word != "weekend" and not _one_weekday(named.value)):
        return None
    if not isinstance(base, Piece | Window) or (isinstance(base, Piece) and base.unit == "weekday"):
        return None
    whole = found.period(base)
    if whole is None:
        return None
    weekday = SATURDAY if named.word == "weekend" else named.value.index  # type: ignore[union-attr]
    ranks = found.all(Rank)
    weeks = ranks[0].rank - 1 if ranks else 0
    if found.has("before"):
        day = add_days(whole.start, -1 - (whole.start.weekday() - 1 - weekday) % 7)
    else:
        day = add_days(whole.end, 1 + (weekday - whole.end.weekday() - 1) % 7 + 7 * weeks)
    last = add_days(day, 1) if named.word == "weekend" else day
    return Past(why="past") if last < found.said_on else window((day, last), Grain.DAY)


@BOOK.rule(
    "of-a-week",
    "part",
    "(PERIOD|LOOSE) [,] (between|from|sometime between) [the] PIECE [(and|to|through|until|till) PIECE]",
    examples=("next week between Wednesday and Friday", "this week from Monday to Thursday"),
    counter_examples=("next week between you and me",),
)
def of_a_week(found: Found) -> Window | None:
    """Next week between Wednesday and Friday: those days of that week."""
    week = found.window()
    pieces: list[Piece] = found.all(Piece)
    last = pieces[-1].index if len(pieces) > 1 else pieces[0].last
    if week.grain is not Grain.WEEK or pieces[0].unit != "weekday" or pieces[-1].unit != "weekday" or last is None:
        return None
    days = add_days(week.start, pieces[0].index), add_days(week.start, last)
    return window(days, Grain.DAY) if days[0] < days[1] <= week.end else None


def _month_ahead(length: Length, found: Found) -> Window | None:
    day = shift(found.said_on, length.high, length.unit)
    return unit_period("month", 0, day, found.scene.context) if length.unit == "month" else None


def _in_piece(piece: Piece, weekday: int, rank: int, found: Found, *, weekend: bool) -> Window | None:
    """The day in the nearest month or season of that name, once it is over in the next one."""
    if piece.unit not in {"month", "season", "quarter"} or piece.day:
        return None
    whole = nearest(piece, found.said_on, found.scene.context, forward=True)
    day = ranked(whole, weekday, rank, weekend=weekend) if whole else None
    if whole and day and day.end < found.said_on:
        later = following(piece, whole.end, found.said_on, found.scene.context)
        day = ranked(later, weekday, rank, weekend=weekend) if later else None
    return day
