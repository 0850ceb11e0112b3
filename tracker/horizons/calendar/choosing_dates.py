"""Turns pieces and units into days: which March, whose quarter, what "next year" is."""

import datetime as dt

from tracker.horizons.calendar import fiscal_periods
from tracker.horizons.calendar.context import HorizonContext
from tracker.horizons.calendar.day_arithmetic import (
    MONTHS_IN,
    add_days,
    add_months,
    month_end,
    months_window,
    safe_date,
    shift,
    week_window,
    year_window,
)
from tracker.horizons.calendar.holiday_dates import holiday_in
from tracker.horizons.calendar.readings import Kind, Length, Piece, Window
from tracker.records import Grain

JUST_OVER = 100  # days for which a bare quarter or half that has ended is the one just reported

GRAINS = {
    "day": Grain.DAY, "hour": Grain.DAY, "minute": Grain.DAY, "week": Grain.WEEK, "weekend": Grain.DAY, "fortnight": Grain.WEEK,
    "month": Grain.MONTH, "quarter": Grain.QUARTER, "season": Grain.SEASON, "half": Grain.HALF, "year": Grain.YEAR,
    "decade": Grain.DECADE, "century": Grain.CENTURY, "holiday": Grain.DAY, "weekday": Grain.DAY, "generation": Grain.DECADE,
}  # fmt: skip


def window(span: tuple[dt.date, dt.date], grain: Grain, **fields: object) -> Window:
    """A calendar period as a window."""
    return Window(start=span[0], end=max(span), grain=grain, **fields)  # type: ignore[arg-type]


def year_of(year: int) -> Window:
    """A calendar year as a window."""
    return window(year_window(year), Grain.YEAR)


def piece_in(piece: Piece, year: int, said_on: dt.date, context: HorizonContext) -> Window | None:
    """A piece in a calendar year (winter: the one that begins in it); company quarters in the fiscal year of that number."""
    if piece.unit in {"quarter", "half"}:
        return _quarters_in(piece, year, said_on, context)
    if piece.unit == "month":
        last = piece.last or piece.index
        if piece.day:
            ends_in = year + (last < piece.index)
            span = safe_date(year, piece.index, piece.day), safe_date(ends_in, last, piece.last_day or piece.day)
            return window(span, Grain.DAY)
        grain = Grain.QUARTER if piece.name == "quarter" else Grain.MONTH
        return window(months_window(year, piece.index, last if last >= piece.index else last + 12), grain)
    if piece.unit == "season":
        first = 3 * piece.index
        return window(months_window(year, first, first + 2), Grain.SEASON)
    days = holiday_in(piece.name, year) if piece.unit == "holiday" else None
    return window(days, Grain.DAY) if days else None


def _quarters_in(piece: Piece, year: int, said_on: dt.date, context: HorizonContext) -> Window:
    size = 1 if piece.unit == "quarter" else 2
    first, last = (piece.index - 1) * size + 1, (piece.last or piece.index) * size
    if fiscal_periods.is_fiscal(context) and not piece.calendar:
        later = fiscal_periods.labelled_year(said_on, context, year)
        return window(fiscal_periods.fiscal_quarter(said_on, context, later, first, last), GRAINS[piece.unit], fiscal=True)
    return window(months_window(year, first * 3 - 2, last * 3), GRAINS[piece.unit])


def nearest(piece: Piece, said_on: dt.date, context: HorizonContext, *, forward: bool = False) -> Window | None:
    """The nearest instance of a piece that is not over on the day of speaking.

    None for a quarter or half that ended at most 100 days ago, unless `forward`: it is the one just reported. For months the
    instance of this year, if over, is kept in `others`.
    """
    if piece.unit == "weekday":
        first = add_days(said_on, (piece.index - said_on.weekday()) % 7)
        return window(_weekdays(first, piece), Grain.DAY)
    if piece.unit == "monthday":
        for later in range(3):
            moved = add_months(said_on.replace(day=1), later)
            day = safe_date(moved.year, moved.month, piece.day or 1)
            if day >= said_on:
                return window((day, day), Grain.DAY)
        return None
    found = [piece_in(piece, said_on.year + later, said_on, context) for later in range(-2, 6)]
    instances = [instance for instance in found if instance]
    for before, instance in zip([None, *instances], instances, strict=False):
        if instance.end < said_on:
            continue
        over = before is not None and (said_on - before.end).days <= JUST_OVER and before.end < said_on
        if _mostly_over(piece, instance, said_on):
            continue
        if over and before and piece.unit in {"quarter", "half"} and instance.start > said_on and not forward:
            return None
        return instance.but(others=(before,)) if over and before and not forward else instance
    return None


def _weekdays(first: dt.date, piece: Piece) -> tuple[dt.date, dt.date]:
    """The first of several weekdays in a row and the last of them."""
    return first, add_days(first, (piece.last - piece.index) % 7 if piece.last is not None else 0)


def _mostly_over(piece: Piece, instance: Window, said_on: dt.date) -> bool:
    """Whether several pieces in a row have run for three quarters of their time: then the next ones are meant."""
    several = piece.last not in {None, piece.index} and not piece.day
    return several and (said_on - instance.start).days * 4 > (instance.end - instance.start).days * 3


def following(piece: Piece, after: dt.date, said_on: dt.date, context: HorizonContext) -> Window | None:
    """The first instance of a piece that ends after a day and does not begin before it by more than its own length."""
    for later in range(-1, 3):
        instance = piece_in(piece, after.year + later, said_on, context)
        if instance and instance.end > after:
            return instance
    return None


def unit_period(unit: str, later: int, said_on: dt.date, context: HorizonContext, *, own: bool = True) -> Window | None:
    """The week, month, quarter, half, year, decade or century that many (`later`) after the current one.

    With `own` and a fiscal year that is not the calendar's, quarters, halves and years are the company's. None for other units.
    """
    if own and fiscal_periods.is_fiscal(context) and unit in {"quarter", "half", "year"}:
        return _fiscal_unit(unit, later, said_on, context)
    if unit in MONTHS_IN and unit not in {"season", "generation"}:
        size = MONTHS_IN[unit]
        months = (said_on.year * 12 + said_on.month - 1) // size * size + size * later
        first = max(12, min(months, 9999 * 12 + 11))
        return window(months_window(first // 12, first % 12 + 1, first % 12 + size), GRAINS[unit])
    if unit in {"week", "weekend", "fortnight"}:
        monday, sunday = week_window(add_days(said_on, (14 if unit == "fortnight" else 7) * later))
        return window((add_days(sunday, -1) if unit == "weekend" else monday, sunday), GRAINS[unit])
    return window((add_days(said_on, later),) * 2, Grain.DAY) if unit == "day" else None


def _fiscal_unit(unit: str, later: int, said_on: dt.date, context: HorizonContext) -> Window:
    if unit == "year":
        return window(fiscal_periods.fiscal_year(said_on, context, later), Grain.YEAR, fiscal=True)
    size = 1 if unit == "quarter" else 2
    spans = [
        fiscal_periods.fiscal_quarter(said_on, context, year, first, first + size - 1)
        for year in range(-1, 3 + later // 2)
        for first in range(1, 5, size)
    ]
    now = next(place for place, span in enumerate(spans) if span[1] >= said_on)
    return window(spans[max(0, min(len(spans) - 1, now + later))], GRAINS[unit], fiscal=True)


def this_named(piece: Piece, later: int, said_on: dt.date, context: HorizonContext) -> Window | None:
    """The piece that "this March" (0) names: the nearest one not over.

    "Next March" (1) is next year's while this year's is still to come.
    """
    if piece.unit == "weekday":
        monday, _ = week_window(add_days(said_on, 7 * later))
        day = add_days(monday, piece.index)
        if later == 0 and day < said_on:
            day = add_days(day, 7)
        near = add_days(said_on, (piece.index - said_on.weekday() - 1) % 7 + 1)
        others = () if near == day else (window((near, near), Grain.DAY),)
        return window(_weekdays(day, piece), Grain.DAY, others=others)
    near_one = nearest(piece, said_on, context, forward=True)
    if near_one is None or later == 0:
        return near_one
    starts_this_year = near_one.start.year == said_on.year and not (piece.unit == "season" and near_one.start.month == 12)
    if near_one.start <= said_on or starts_this_year:
        second = following(piece, add_days(near_one.end, 1), said_on, context)
        return second.but(others=(near_one,)) if second else None
    return near_one


def distant(base: dt.date, length: Length, *, sign: int = 1) -> Window:
    """The day a length of time after a day, or before it with `sign` -1; a month's last day leads to a month's last day."""
    spans = [_from_month_end(base, sign * size, length.unit) for size in (length.low, length.high)]
    return Window(start=min(spans), end=max(spans), grain=GRAINS[length.unit], kind=Kind.BOUND, anchored_on=base)


def _from_month_end(base: dt.date, size: float, unit: str) -> dt.date:
    moved = shift(base, size, unit)
    whole = unit in MONTHS_IN and (size * MONTHS_IN[unit]) % 1 == 0
    return month_end(moved.year, moved.month) if whole and base == month_end(base.year, base.month) else moved


def bounded(found: Window, **changes: object) -> Window:
    """The window as one that a preposition has bounded."""
    return found.but(kind=Kind.BOUND, loose=False, **changes)
