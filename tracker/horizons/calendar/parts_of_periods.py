"""Which days the early, mid, late part, a half, the beginning, the end, the rest or the turn of a period has."""

import datetime as dt

from tracker.horizons.calendar.choosing_dates import window
from tracker.horizons.calendar.day_arithmetic import add_days, add_months, months_window, safe_date, year_window
from tracker.horizons.calendar.readings import Window
from tracker.records import Grain


def fraction(whole: Window, low: float, high: float) -> tuple[dt.date, dt.date]:
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
    return fraction(whole, place / 3, (place + 1) / 3)


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
    return fraction(whole, 0, 0.5) if which == 1 else fraction(whole, 0.5, 1)


def _opening(whole: Window) -> tuple[dt.date, dt.date]:
    """The beginning: a quarter of a year, a tenth to a third of anything else."""
    if whole.grain is Grain.WEEK:
        return third_of("early", whole)
    if whole.grain is Grain.YEAR:
        return whole.start, add_days(add_months(whole.start, 3), -1)
    if whole.grain in {Grain.DECADE, Grain.CENTURY}:
        return whole.start, add_days(add_months(whole.start, 24 if whole.grain is Grain.DECADE else 240), -1)
    return fraction(whole, 0, 1 / 3)


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
    return fraction(whole, 2 / 3, 1)


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
