"""Days of the Hebrew, Muslim, Chinese and Hindu holidays that follow the moon, computed by the rules of their calendars."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from math import sin

from tracker.horizons.calendar.day_arithmetic import add_days

Days = tuple[dt.date, dt.date]
HEBREW_EPOCH = -1373427  # ordinal of the day before 1 Tishri of the year 1
ISLAMIC_EPOCH = 227014  # ordinal of 16 July 622, Julian
JULIAN_DAY_OF_ORDINAL = 1721424.5  # Julian date at the midnight before ordinal 0


@cache
def hebrew_new_year(year: int) -> dt.date:
    """Rosh Hashanah in a Gregorian year (Dershowitz and Reingold, Calendrical Calculations, chapter 8)."""

    def elapsed(hebrew: int) -> int:
        months = (235 * hebrew - 234) // 19
        parts = 12084 + 13753 * months
        days = 29 * months + parts // 25920
        return days + 1 if (3 * (days + 1)) % 7 < 3 else days

    hebrew = year + 3761
    before, day, after = elapsed(hebrew - 1), elapsed(hebrew), elapsed(hebrew + 1)
    late = 2 if after - day == 356 else 1 if day - before == 382 else 0
    return dt.date.fromordinal(HEBREW_EPOCH + day + late)


def _hebrew(offset: int, days: int = 1) -> Callable[[int], Days]:
    """Days after Rosh Hashanah of the same year."""
    return lambda year: _run(add_days(hebrew_new_year(year), offset), days)


def _before_passover(offset: int, days: int = 1) -> Callable[[int], Days]:
    """Days after Passover, 163 days before the next Rosh Hashanah."""
    return lambda year: _run(add_days(hebrew_new_year(year), offset - 163), days)


def _hanukkah(year: int) -> Days:
    """From 25 Kislev; Heshvan has thirty days only in years of 355 or 385."""
    length = (hebrew_new_year(year + 1) - hebrew_new_year(year)).days
    return _run(add_days(hebrew_new_year(year), 84 if length in {355, 385} else 83), 8)


def _run(first: dt.date, days: int) -> Days:
    return first, add_days(first, days - 1)


def _islamic(month: int, day: int, days: int = 1) -> Callable[[int], Days]:
    """A day of the tabular Islamic calendar, which the sighting of the moon may move by one; the first in the Gregorian year."""

    def found(year: int) -> Days:
        hijri = (year - 622) * 33 // 32
        starts = (
            ISLAMIC_EPOCH + day + 29 * (month - 1) + month // 2 + 354 * (one - 1) + (3 + 11 * one) // 30
            for one in range(hijri - 1, hijri + 4)
        )
        return _run(next(date for start in starts if (date := dt.date.fromordinal(start)).year >= year), days)

    return found


def _new_moon(number: int) -> float:
    """The Julian date of a new moon, counted from January 2000, to some minutes (Meeus, Astronomical Algorithms, chapter 49)."""
    centuries = number / 1236.85
    rad = 0.017453292519943295
    sun = rad * (2.5534 + 29.10535670 * number)
    moon = rad * (201.5643 + 385.81693528 * number + 0.0107582 * centuries**2)
    node = rad * (160.7108 + 390.67050284 * number)
    mean = 2451550.09766 + 29.530588861 * number + 0.00015437 * centuries**2
    terms = (
        -0.40720 * sin(moon) + 0.17241 * sin(sun) + 0.01608 * sin(2 * moon) + 0.01039 * sin(2 * node)
        + 0.00739 * sin(moon - sun) - 0.00514 * sin(moon + sun) + 0.00208 * sin(2 * sun)
    )  # fmt: skip
    return mean + terms


def _moon_day(first: tuple[int, int], hours: float) -> Callable[[int], Days]:
    """The day of the first new moon from a month and day on; `hours` moves the time from Greenwich."""

    def found(year: int) -> Days:
        start = dt.date(year, *first)
        number = int((start.toordinal() + JULIAN_DAY_OF_ORDINAL - 2451550.1) / 29.530588861) - 1
        moons = [_new_moon(number + later) + hours / 24 - JULIAN_DAY_OF_ORDINAL for later in range(4)]
        days = [dt.date.fromordinal(int(moon)) for moon in moons]
        day = next(day for day in days if day >= start)
        return day, day

    return found


_CHINESE = _moon_day((1, 21), 8)
_DIWALI = _moon_day((10, 15), -12.5)  # the evening in India on which the dark night before the new moon begins


def _eve_of(rule: Callable[[int], Days]) -> Callable[[int], Days]:
    return lambda year: (add_days(rule(year)[0], -1),) * 2


_FITR, _ADHA, _ROSH, _SEDER = _islamic(10, 1), _islamic(12, 10), _hebrew(0, 2), _before_passover(0, 8)

LUNAR_HOLIDAYS: dict[str, Callable[[int], Days]] = {
    "rosh hashanah": _ROSH, "rosh hashana": _ROSH, "jewish new year": _ROSH, "yom kippur": _hebrew(9), "sukkot": _hebrew(14, 7),
    "simchat torah": _hebrew(22), "hanukkah": _hanukkah, "chanukah": _hanukkah, "hanukah": _hanukkah,
    "the high holidays": _hebrew(0, 10), "passover": _SEDER, "pesach": _SEDER, "purim": _before_passover(-30),
    "shavuot": _before_passover(50, 2),
    "ramadan": _islamic(9, 1, 30), "eid al fitr": _FITR, "eid al - fitr": _FITR, "eid": _FITR, "eid al adha": _ADHA,
    "eid al - adha": _ADHA,
    "ashura": _islamic(1, 10), "muharram": _islamic(1, 1, 30), "islamic new year": _islamic(1, 1),
    "chinese new year": _CHINESE, "lunar new year": _CHINESE, "the lunar new year": _CHINESE, "spring festival": _CHINESE,
    "chinese new year's eve": _eve_of(_CHINESE), "diwali": _DIWALI, "deepavali": _DIWALI,
}  # fmt: skip
"""A holiday's first and last day in a Gregorian year; those of the evening before do not count their eve."""
