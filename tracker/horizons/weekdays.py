"""Weekdays and weekends by their rank in a period: the first Monday of September, the last weekend in August."""

import datetime as dt

from tracker.horizons.arithmetic import add_days, shift
from tracker.horizons.engine import Found
from tracker.horizons.resolve import following, nearest, unit_period, window
from tracker.horizons.rules import RuleBook
from tracker.horizons.values import Length, Past, Piece, Rank, Window
from tracker.records import Grain

BOOK = RuleBook("weekdays")
SATURDAY = 5
LONGEST = 400  # days of the longest period in which weekdays are counted


def days_within(whole: Window, weekday: int) -> list[dt.date]:
    """The days of a period that fall on a weekday (0 is Monday)."""
    first = add_days(whole.start, (weekday - whole.start.weekday()) % 7)
    return [add_days(first, 7 * week) for week in range(((whole.end - first).days // 7) + 1)]


def ranked(whole: Window, weekday: int, rank: int, *, weekend: bool) -> Window | None:
    """The day of that rank in a period (-1 is the last), a weekend with its Sunday; None where the period has too few."""
    days = days_within(whole, weekday)
    if rank > len(days) or not days:
        return None
    day = days[rank - 1] if rank > 0 else days[-1]
    return window((day, add_days(day, 1) if weekend else day), Grain.DAY)


@BOOK.rule(
    "ranked",
    "part",
    "[the] (RANK|last|final) [full] (PIECE|weekend) (of|in) [the] (PERIOD|LOOSE|PIECE|LENGTH)",
    examples=("the first Monday of September", "the last Friday in August", "the first weekend of August"),
    counters=("the first Monday of every month", "the first March of the war"),
)
def ranked_weekday(found: Found) -> Window | Past | None:
    """The first Monday of September, the third Friday of next month, the first Monday in two months."""
    named, base = found.nodes[-3 if found.nodes[-2].word != "the" else -4], found.nodes[-1].value
    weekend = found.has("weekend")
    if not weekend and not (isinstance(named.value, Piece) and named.value.unit == "weekday"):
        return None
    weekday = SATURDAY if weekend else named.value.index  # type: ignore[union-attr]
    ranks: list[Rank] = found.all(Rank)  # type: ignore[assignment]
    rank = ranks[0].rank if ranks else -1
    if isinstance(base, Piece):
        return _in_piece(base, weekday, rank, found, weekend=weekend)
    whole = _month_ahead(base, found) if isinstance(base, Length) else base
    if not isinstance(whole, Window) or (whole.end - whole.start).days > LONGEST:
        return None
    day = ranked(whole, weekday, rank, weekend=weekend)
    return Past(why="past") if day and day.end < found.said_on else day


def _month_ahead(length: Length, found: Found) -> Window | None:
    day = shift(found.said_on, length.high, length.unit)
    return unit_period("month", 0, day, found.scene.context) if length.unit == "month" else None


def _in_piece(piece: Piece, weekday: int, rank: int, found: Found, *, weekend: bool) -> Window | None:
    """The day in the nearest month or season of a name in which it is not over."""
    if piece.unit not in {"month", "season", "quarter"} or piece.day:
        return None
    whole = nearest(piece, found.said_on, found.scene.context, forward=True)
    day = ranked(whole, weekday, rank, weekend=weekend) if whole else None
    if whole and day and day.end < found.said_on:
        later = following(piece, whole.end, found.said_on, found.scene.context)
        day = ranked(later, weekday, rank, weekend=weekend) if later else None
    return day
