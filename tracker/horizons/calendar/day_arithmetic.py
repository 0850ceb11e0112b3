"""Calendar arithmetic that never leaves the calendar: shifted days are held between 0001-01-01 and 9999-12-31."""

import calendar
import datetime as dt

FIRST, LAST = dt.date.min, dt.date.max
DAYS_IN_MONTH = 30.436875  # 365.2425 / 12, the mean of the Gregorian calendar

MONTHS_IN = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "generation": 300, "decade": 120, "century": 1200}
DAYS_IN = {"second": 0, "minute": 0, "hour": 1 / 24, "day": 1, "week": 7, "weekend": 7, "fortnight": 14}


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def safe_date(year: int, month: int, day: int) -> dt.date:
    """The date, held within the calendar's years and within the month's days (29 February becomes the 28th)."""
    if year < FIRST.year:
        return FIRST
    if year > LAST.year:
        return LAST
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def add_days(day: dt.date, days: int) -> dt.date:
    """The day that many days later (or earlier), held within the calendar."""
    number = day.toordinal() + days
    return dt.date.fromordinal(max(FIRST.toordinal(), min(LAST.toordinal(), number)))


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of the month that many months later; the month's last day where it is shorter."""
    number = day.year * 12 + day.month - 1 + months
    return safe_date(number // 12, number % 12 + 1, day.day)


def shift(day: dt.date, amount: float, unit: str) -> dt.date:
    """The day `amount` units later; parts of a month count as mean days. `unit` is a key of MONTHS_IN or DAYS_IN."""
    if unit in DAYS_IN:
        return add_days(day, round(min(amount, 4e6) * DAYS_IN[unit]))
    months = max(-2e5, min(2e5, amount * MONTHS_IN[unit]))
    whole = int(months // 1)
    return add_days(add_months(day, whole), round((months - whole) * DAYS_IN_MONTH))


def year_window(year: int) -> tuple[dt.date, dt.date]:
    """1 January and 31 December of a year, held within the calendar."""
    return safe_date(year, 1, 1), safe_date(year, 12, 31)


def month_window(year: int, month: int) -> tuple[dt.date, dt.date]:
    """The first and last day of a month."""
    first = safe_date(year, month, 1)
    return first, safe_date(year, month, 31)


def months_window(year: int, first: int, last: int) -> tuple[dt.date, dt.date]:
    """From the first day of one month to the last day of another; `last` above 12 runs into the next year."""
    return safe_date(year, first, 1), safe_date(year + (last - 1) // 12, (last - 1) % 12 + 1, 31)


def week_window(day: dt.date) -> tuple[dt.date, dt.date]:
    """Monday and Sunday of the day's week (ISO 8601)."""
    monday = add_days(day, -day.weekday())
    return monday, add_days(monday, 6)


def iso_week(year: int, number: int) -> tuple[dt.date, dt.date] | None:
    """Monday and Sunday of a week of a year by its number (ISO 8601); None where the year has no such week."""
    try:
        return week_window(dt.date.fromisocalendar(year, number, 1))
    except ValueError:
        return None


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date:
    """The nth Monday (0) ... Sunday (6) of a month; -1 is the last one."""
    if nth > 0:
        first = dt.date(year, month, 1)
        return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = month_end(year, month)
    return last - dt.timedelta(days=(last.weekday() - weekday) % 7)


def easter(year: int) -> dt.date:
    """Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher: Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


def orthodox_easter(year: int) -> dt.date:
    """Easter Sunday of the Orthodox churches, as a Gregorian date (Meeus: Astronomical Algorithms, chapter 8)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return add_days(dt.date(year, month, day + 1), year // 100 - year // 400 - 2)
