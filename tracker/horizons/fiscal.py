"""Company years: where they begin and end, what number they bear, and how a transcript tells which they are."""

import calendar
import datetime as dt
import re

from tracker.horizons.arithmetic import LAST, add_days, add_months, month_end, safe_date
from tracker.horizons.context import HorizonContext
from tracker.numbers import fold

Span = tuple[dt.date, dt.date]


def is_fiscal(context: HorizonContext) -> bool:
    """Whether the company's year differs from the calendar's."""
    return context.fiscal_year_end is not None and context.fiscal_year_end != (12, 31)


def _at_month_end(month: int, day: int) -> bool:
    return day >= calendar.monthrange(2023, month)[1]


def _nominal_end(said_on: dt.date, month: int, day: int) -> dt.date:
    """The first such day of the year on or after a day."""
    for year in (said_on.year, said_on.year + 1):
        end = month_end(year, month) if _at_month_end(month, day) else safe_date(year, month, day)
        if end >= said_on:
            return end
    return LAST


def _end_in(year: int, said_on: dt.date, context: HorizonContext) -> dt.date:
    """The end of the fiscal year that ends in or next to a calendar year."""
    month, day = context.fiscal_year_end or (12, 31)
    if _at_month_end(month, day):
        return safe_date(year, month, 31)
    near = safe_date(year, month, day)
    ahead = (_nominal_end(said_on, month, day).weekday() - near.weekday()) % 7
    return add_days(near, ahead if ahead <= 3 else ahead - 7)


def _current_year(said_on: dt.date, context: HorizonContext) -> int:
    """The calendar year whose fiscal year holds the day of speaking, numbered by its end."""
    year = _nominal_end(said_on, *(context.fiscal_year_end or (12, 31))).year
    return year - 1 if said_on <= _end_in(year - 1, said_on, context) else year


def fiscal_year(said_on: dt.date, context: HorizonContext, later: int = 0) -> Span:
    """The fiscal year `later` years after the one in which something is said.

    A year that does not end with a month is taken for one of 52 or 53 weeks: it ends on the same weekday each year, on the day
    nearest to the given one (the convention of most retailers).
    """
    year = _current_year(said_on, context) + later
    return add_days(_end_in(year - 1, said_on, context), 1), _end_in(year, said_on, context)


def label_offset(context: HorizonContext) -> int:
    """The number of a fiscal year minus the calendar year in which it ends."""
    if context.fiscal_label is not None:
        return context.fiscal_label
    month, day = context.fiscal_year_end or (12, 31)
    return -1 if month <= 2 or (month, day) < (3, 10) else 0


def labelled_year(said_on: dt.date, context: HorizonContext, label: int) -> int:
    """How many years after the current one the fiscal year of that number comes."""
    return label - label_offset(context) - _current_year(said_on, context)


def fiscal_quarter(said_on: dt.date, context: HorizonContext, later: int, first: int, last: int) -> Span:
    """From the first to the last of some quarters of a fiscal year; quarters of three months, or of thirteen weeks."""
    start, end = fiscal_year(said_on, context, later)
    month, day = context.fiscal_year_end or (12, 31)
    if _at_month_end(month, day):
        return add_months(start, 3 * (first - 1)), add_days(add_months(start, 3 * last), -1)
    return add_days(start, 91 * (first - 1)), end if last == 4 else add_days(start, 91 * last - 1)


_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "q1": 1,
    "q2": 2,
    "q3": 3,
    "q4": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}
_QUARTER = r"(?P<quarter>first|second|third|fourth|1st|2nd|3rd|4th|q[1-4])(?:[\s-]+quarter)?"
_YEAR = r"(?:of\s+)?(?:our\s+|the\s+)?(?:fiscal|financial)(?:\s+year)?\s+(?P<year>(?:20)?\d\d)"
_REPORTED = (
    re.compile(rf"{_QUARTER}\s+{_YEAR}(?P<rest>[^.?!]{{0,60}})"),
    re.compile(rf"(?:fiscal|financial)(?:\s+year)?\s+(?P<year>(?:20)?\d\d)\s+{_QUARTER}(?P<rest>[^.?!]{{0,60}})"),
)
_MONTHS = "january february march april may june july august september october november december".split()
_DAY = rf"(?P<month>{'|'.join(_MONTHS)})\s+(?P<day>\d{{1,2}})"
_ENDED = re.compile(rf"{_QUARTER}(?:(?!first|second|third|fourth|\dq|q\d)[\w\s,]){{0,40}}?\bended\s+(?:on\s+)?{_DAY}")
_YEAR_ENDS = re.compile(rf"fiscal\s+year\b[\w\s,]{{0,30}}?\b(?:ends|ending|will\s+end)\s+(?:on\s+|in\s+)?{_DAY}")
_RESULTS = re.compile(r"\b(?:results|earnings|conference\s+call|release|reported|ended|closed)\b")
REPORTING_LAG = 50  # days after its end by which a company has mostly reported a calendar quarter


def infer_fiscal_year_end(text: str, said_on: dt.date) -> tuple[int, int] | None:
    """The month and day on which the company's fiscal year ends, where an earnings call tells it; None otherwise.

    Three tellings, surest first: "the fiscal year ending June 30"; "third quarter ended June 27" (the year ends a quarter later);
    "third quarter of fiscal 2020 results", whose end is taken for the last month's end at least ten days before the call. The
    calendar year gives None, also where a calendar quarter of that name ended at most 50 days before the call.
    """
    folded = fold(text[:40_000])
    if told := _YEAR_ENDS.search(folded):
        return _unless_calendar((_MONTHS.index(told["month"]) + 1, int(told["day"])))
    if ("fiscal" in folded or "financial year" in folded) and (told := _ENDED.search(folded)):
        month, day = _MONTHS.index(told["month"]) + 1, int(told["day"])
        end = safe_date(said_on.year, month, max(1, day))
        left = 4 - _ORDINALS[told["quarter"]]
        moved = add_months(end, 3 * left)
        if end.day >= month_end(end.year, end.month).day:
            moved = month_end(moved.year, moved.month)
        return _unless_calendar((moved.month, moved.day))
    for pattern in _REPORTED:
        for told in pattern.finditer(folded):
            context = folded[max(0, told.start() - 120) : told.end()]
            if _RESULTS.search(context):
                return _from_report(_ORDINALS[told["quarter"]], int(told["year"]) % 100 + 2000, said_on)
    return None


def _from_report(quarter: int, year: int, said_on: dt.date) -> tuple[int, int] | None:
    calendar_end = month_end(year, 3 * quarter)
    if 0 <= (said_on - calendar_end).days <= REPORTING_LAG:
        return None
    ended = add_days(said_on, -10).replace(day=1) - dt.timedelta(days=1)
    closing = add_months(ended, 3 * (4 - quarter))
    return _unless_calendar((closing.month, month_end(2023, closing.month).day))


def _unless_calendar(end: tuple[int, int]) -> tuple[int, int] | None:
    month, day = end
    if not 1 <= day <= calendar.monthrange(2024, month)[1]:
        return None
    return None if month == 12 and day >= 25 else end


def infer_fiscal_label(text: str, said_on: dt.date, context: HorizonContext) -> int | None:
    """The number of fiscal years minus the year in which they end, told by the reported quarter; None where nothing tells it."""
    folded = fold(text[:40_000])
    for pattern in _REPORTED:
        for told in pattern.finditer(folded):
            around = folded[max(0, told.start() - 120) : told.end()]
            if not _RESULTS.search(around):
                continue
            label, quarter = int(told["year"]) % 100 + 2000, _ORDINALS[told["quarter"]]
            for offset in (0, -1):
                later = label - offset - _current_year(said_on, context)
                ended = fiscal_quarter(said_on, context, later, quarter, quarter)[1]
                if 0 < (said_on - ended).days <= 100:
                    return offset
    return None
