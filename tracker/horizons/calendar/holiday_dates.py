"""The days of holidays, computed by the rules that fix them."""

import calendar
import datetime as dt
from collections.abc import Callable

from tracker.horizons.calendar.day_arithmetic import add_days, easter, month_end, nth_weekday, orthodox_easter, week_window
from tracker.horizons.calendar.lunar_holidays import LUNAR_HOLIDAYS

Days = tuple[dt.date, dt.date]


def _fixed(month: int, day: int) -> Callable[[int], Days]:
    return lambda year: (dt.date(year, month, day), dt.date(year, month, day))


def _nth(month: int, weekday: int, nth: int, shift: int = 0) -> Callable[[int], Days]:
    def days(year: int) -> Days:
        day = add_days(nth_weekday(year, month, weekday, nth), shift)
        return day, day

    return days


def _easter(shift: int) -> Callable[[int], Days]:
    return lambda year: (add_days(easter(year), shift), add_days(easter(year), shift))


def _orthodox(shift: int) -> Callable[[int], Days]:
    return lambda year: (add_days(orthodox_easter(year), shift), add_days(orthodox_easter(year), shift))


def _memorial(year: int) -> Days:
    return (nth_weekday(year, 5, 0, -1),) * 2


def _victoria(year: int) -> Days:
    """The last Monday before 25 May (Holidays Act, R.S.C. 1985, c. H-5)."""
    return (add_days(dt.date(year, 5, 24), -dt.date(year, 5, 24).weekday()),) * 2


def _advent(year: int) -> Days:
    """The fourth Sunday before Christmas Day."""
    return (add_days(dt.date(year, 12, 24), -((dt.date(year, 12, 24).weekday() + 1) % 7) - 21),) * 2


HOLIDAYS: dict[str, Callable[[int], Days]] = {
    "christmas eve": _fixed(12, 24), "christmas day": _fixed(12, 25), "christmas": _fixed(12, 25), "xmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
    "new year's eve": _fixed(12, 31), "new years eve": _fixed(12, 31), "new year's day": _fixed(1, 1),
    "new years day": _fixed(1, 1),
    "new year's": _fixed(1, 1), "halloween": _fixed(10, 31), "valentine's day": _fixed(2, 14), "valentines day": _fixed(2, 14),
    "independence day": _fixed(7, 4), "juneteenth": _fixed(6, 19), "veterans day": _fixed(11, 11),
    "armistice day": _fixed(11, 11),
    "remembrance day": _fixed(11, 11), "st patrick's day": _fixed(3, 17),     "earth day": _fixed(4, 22),
    "april fools day": _fixed(4, 1), "april fool's day": _fixed(4, 1), "groundhog day": _fixed(2, 2), "tax day": _fixed(4, 15),
    "bastille day": _fixed(7, 14), "canada day": _fixed(7, 1), "australia day": _fixed(1, 26), "anzac day": _fixed(4, 25),
    "bonfire night": _fixed(11, 5), "guy fawkes": _fixed(11, 5), "may day": _fixed(5, 1), "labor day": _nth(9, 0, 1),
    "labour day": _nth(9, 0, 1),
    "memorial day": _memorial, "thanksgiving": _nth(11, 3, 4), "thanksgiving day": _nth(11, 3, 4),
    "black friday": _nth(11, 3, 4, 1),
    "cyber monday": _nth(11, 3, 4, 4), "columbus day": _nth(10, 0, 2), "presidents day": _nth(2, 0, 3),
    "president's day": _nth(2, 0, 3),
    "mlk day": _nth(1, 0, 3), "martin luther king day": _nth(1, 0, 3), "mother's day": _nth(5, 6, 2),
    "father's day": _nth(6, 6, 3),
    "mothers day": _nth(5, 6, 2), "fathers day": _nth(6, 6, 3), "good friday": _easter(-2), "easter": _easter(0),
    "easter sunday": _easter(0),
    "easter monday": _easter(1), "pentecost": _easter(49), "whitsun": _easter(49), "whit monday": _easter(50),
    "ash wednesday": _easter(-46), "michaelmas": _fixed(9, 29),
    "midsummer": _fixed(6, 24), "midsummer's day": _fixed(6, 24), "midsummer day": _fixed(6, 24), "midsummers day": _fixed(6, 24),
    "whit sunday": _easter(49), "trinity sunday": _easter(56), "palm sunday": _easter(-7), "maundy thursday": _easter(-3),
    "shrove tuesday": _easter(-47), "mardi gras": _easter(-47), "pancake day": _easter(-47), "ascension day": _easter(39),
    "epiphany": _fixed(1, 6), "cinco de mayo": _fixed(5, 5), "ides of march": _fixed(3, 15),
    "all saints day": _fixed(11, 1), "all souls day": _fixed(11, 2), "st andrew's day": _fixed(11, 30), "flag day": _fixed(6, 14),
    "st paddy's day": _fixed(3, 17), "st patricks day": _fixed(3, 17), "st paddys day": _fixed(3, 17),
    "patrick's day": _fixed(3, 17), "patricks day": _fixed(3, 17), "paddy's day": _fixed(3, 17), "paddys day": _fixed(3, 17),
    "singles day": _fixed(11, 11),
    "mlk jr day": _nth(1, 0, 3), "martin luther king jr day": _nth(1, 0, 3), "martin luther king's day": _nth(1, 0, 3),
    "patriots day": _nth(4, 0, 3), "patriots' day": _nth(4, 0, 3), "presidents' day": _nth(2, 0, 3),
    "indigenous peoples' day": _nth(10, 0, 2), "giving tuesday": _nth(11, 3, 4, 5), "xmas eve": _fixed(12, 24),
    "xmas day": _fixed(12, 25), "victoria day": _victoria, "super bowl": _nth(2, 6, 2), "super bowl sunday": _nth(2, 6, 2),
    "superbowl": _nth(2, 6, 2), "advent sunday": _advent, "twelfth night": _fixed(1, 5),
    "canadian thanksgiving": _nth(10, 0, 2), "orthodox easter": _orthodox(0), "greek easter": _orthodox(0),
    "orthodox christmas": _fixed(1, 7), "spring bank holiday": _nth(5, 0, -1), "summer bank holiday": _nth(8, 0, -1),
    "august bank holiday": _nth(8, 0, -1), "may bank holiday": _nth(5, 0, 1), "early may bank holiday": _nth(5, 0, 1),
    "may day bank holiday": _nth(5, 0, 1), "late may bank holiday": _nth(5, 0, -1), "whitsun bank holiday": _nth(5, 0, -1),
    "st george's day": _fixed(4, 23), "st david's day": _fixed(3, 1), "st stephen's day": _fixed(12, 26),
    "st nicholas day": _fixed(12, 6), "st valentine's day": _fixed(2, 14),
    "burns night": _fixed(1, 25), "candlemas": _fixed(2, 2), "all hallows": _fixed(11, 1),
    "day of the dead": _fixed(11, 2), "kwanzaa": _fixed(12, 26), "pi day": _fixed(3, 14),
    "international women's day": _fixed(3, 8), "waitangi day": _fixed(2, 6), "republic day": _fixed(1, 26),
    "international workers' day": _fixed(5, 1), "guy fawkes night": _fixed(11, 5), "reformation day": _fixed(10, 31),
    "melbourne cup": _nth(11, 1, 1), "melbourne cup day": _nth(11, 1, 1), "kentucky derby": _nth(5, 5, 1),
    "holy thursday": _easter(-3), "holy saturday": _easter(-1), "easter saturday": _easter(-1), "corpus christi": _easter(60),
}  # fmt: skip
"""A holiday's days in a year. Sources: 5 U.S.C. 6103 for the federal holidays, the Gregorian Easter for the movable
holidays; the Super Bowl is on the second Sunday of February (as since the season of 2021)."""


GAMES: dict[str, tuple[tuple[str, str], ...]] = {
    "summer olympics": (
        ("2012-07-27", "2012-08-12"), ("2016-08-05", "2016-08-21"), ("2021-07-23", "2021-08-08"), ("2024-07-26", "2024-08-11"),
        ("2028-07-14", "2028-07-30"), ("2032-07-23", "2032-08-08"),
    ),
    "winter olympics": (
        ("2014-02-07", "2014-02-23"), ("2018-02-09", "2018-02-25"), ("2022-02-04", "2022-02-20"), ("2026-02-06", "2026-02-22"),
        ("2030-02-01", "2030-02-17"), ("2034-02-10", "2034-02-26"),
    ),
    "world cup": (
        ("2014-06-12", "2014-07-13"), ("2018-06-14", "2018-07-15"), ("2022-11-20", "2022-12-18"), ("2026-06-11", "2026-07-19"),
        ("2030-06-08", "2030-07-21"),
    ),
}  # fmt: skip
"""First and last days of the Olympic Games (International Olympic Committee) and the men's football World Cup (FIFA), as held or
announced."""


def weekend_with(day: dt.date) -> Days:
    """The weekend that a holiday belongs to, with the holiday: from the Saturday before, or from the day to the Sunday after."""
    if day.weekday() in {2, 3, 4}:
        return day, add_days(day, 6 - day.weekday())
    saturday = add_days(day, -((day.weekday() - 5) % 7))
    return saturday, max(day, add_days(saturday, 1))


def _games_in(name: str, year: int) -> Days | None:
    """The days of games in a year; `olympics` without a season are either."""
    held = (span for games, spans in GAMES.items() if games.endswith(name.removesuffix(" final")) for span in spans)
    found = [span for span in held if span[0].startswith(f"{year}-")]
    if not found:
        return None
    first, last = map(dt.date.fromisoformat, found[0])
    return (last, last) if name.endswith("final") else (first, last)


AROUND: dict[str, Callable[[dt.date], Days]] = {"weekend": weekend_with, "week": week_window}
LUNAR_YEARS = range(1900, 2300)
"""The years for which the calendars of the moon are computed."""


def holiday_in(name: str, year: int) -> Days | None:
    """The day or days of a holiday in a year; None for an unknown name.

    The holiday season runs from 15 November to 31 December. Names of games are "olympics", "summer olympics", "winter olympics"
    and "world cup"; behind any other name " weekend" gives the weekend the holiday belongs to, " week" its week from Monday to
    Sunday.
    """
    if not 1 <= year <= 9998:
        return None
    if name == "leap day":
        return (dt.date(year, 2, 29),) * 2 if calendar.isleap(year) else None
    if name == "holiday season":
        return dt.date(year, 11, 15), month_end(year, 12)
    named, _, around = name.rpartition(" ")
    if around in AROUND:
        days = holiday_in(named, year)
        return AROUND[around](days[0]) if days else None
    rule = LUNAR_HOLIDAYS.get(name) if year in LUNAR_YEARS else None
    rule = rule or HOLIDAYS.get(name)
    return rule(year) if rule else _games_in(name, year)
