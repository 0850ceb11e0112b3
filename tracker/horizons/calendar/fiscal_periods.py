"""Fiscal years: when they begin and end, how they are numbered, and how a transcript tells which one a company has."""

import calendar
import datetime as dt
import re
from dataclasses import replace

from tracker.horizons.calendar.context import HorizonContext
from tracker.horizons.calendar.day_arithmetic import LAST, add_days, add_months, month_end, safe_date
from tracker.text.folding import fold

Span = tuple[dt.date, dt.date]
CALENDAR = (12, 31)


def is_fiscal(context: HorizonContext) -> bool:
    """Whether the company's year differs from the calendar's."""
    return context.fiscal_year_end is not None and context.fiscal_year_end != CALENDAR


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
    month, day = context.fiscal_year_end or CALENDAR
    if _at_month_end(month, day):
        return safe_date(year, month, 31)
    near = safe_date(year, month, day)
    ahead = (_nominal_end(said_on, month, day).weekday() - near.weekday()) % 7
    return add_days(near, ahead if ahead <= 3 else ahead - 7)


def _current_year(said_on: dt.date, context: HorizonContext) -> int:
    """The calendar year whose fiscal year holds the day of speaking, numbered by its end."""
    year = _nominal_end(said_on, *(context.fiscal_year_end or CALENDAR)).year
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
    month, day = context.fiscal_year_end or CALENDAR
    return -1 if month <= 2 or (month, day) < (3, 10) else 0


def labelled_year(said_on: dt.date, context: HorizonContext, label: int) -> int:
    """How many years after the current fiscal year the one with that number comes."""
    return label - label_offset(context) - _current_year(said_on, context)


def fiscal_quarter(said_on: dt.date, context: HorizonContext, later: int, first: int, last: int) -> Span:
    """From the first to the last of some quarters of a fiscal year; quarters of three months, or of thirteen weeks."""
    start, end = fiscal_year(said_on, context, later)
    month, day = context.fiscal_year_end or CALENDAR
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
_MONTH = "|".join(_MONTHS)
_DAY = rf"(?:the\s+end\s+of\s+)?(?P<month>{_MONTH})(?:\s+(?P<day>\d{{1,2}})(?![\d,]?\d))?"
_UNTIL = _DAY.replace("<month>", "<until>").replace("<day>", "<until_day>")
_ENDED = re.compile(
    rf"{_QUARTER}(?:(?!first|second|third|fourth|\dq|q\d)[\w\s,]){{0,40}}?"
    rf"\b(?:ended|ending|ends|closed|closes)\s+(?:on\s+|in\s+)?{_DAY}"
)
_YEAR_ENDS = re.compile(
    rf"(?:fiscal|financial)\s+year\b(?:(?!quarter)[\w\s,]){{0,30}}?\b(?:ends|ended|ending|will\s+end|closes)\s+(?:on\s+|in\s+)?{_DAY}"
    rf"|(?:fiscal|financial)\s+year\s+(?:runs|goes)\s+from\s+[\w\s]{{3,20}}?\s+(?:to|through)\s+{_UNTIL}"
    rf"|(?P<named>{_MONTH})\s+(?:fiscal|financial)\s+year[\s-]+end"
)
_SAYS_FISCAL = re.compile(
    r"\b(?:fiscal|financial)\s+(?:years?|quarters?|half|first|second|third|fourth|q[1-4]|h[12]|'?(?:20)?\d\d)\b"
    r"|\bfy\s?'?(?:20)?\d\d\b"
)
_RESULTS = re.compile(r"\b(?:results|earnings|conference\s+call|release|reported|ended|closed)\b")
_REPORTS = re.compile(
    rf"(?:\b(?:results|earnings|call)\s+(?:for|of)\s+(?:the\s+|our\s+)?(?:fiscal\s+)?{_QUARTER}"
    rf"|{_QUARTER.replace('<quarter>', '<named>')}(?:\s+(?:of\s+)?(?:20\d\d|fiscal))*\s+"
    r"(?:financial\s+|earnings\s+)?(?:results|earnings|(?:conference\s+)?call))"
)
EARLIEST = 10  # days after its end before which no company reports a quarter
REPORTING_LAG = 50  # days after its end by which a company has mostly reported a calendar quarter


def says_fiscal(text: str) -> bool:
    """Whether a folded text speaks of a fiscal year, quarter or half; "fiscal policy" does not count."""
    return _SAYS_FISCAL.search(text) is not None


def infer_fiscal_year_end(text: str, said_on: dt.date) -> tuple[int, int] | None:
    """The month and day on which the company's fiscal year ends, (12, 31) for the calendar year; None where nothing tells.

    Four signs, the surest first: "the fiscal year ending June 30"; "third quarter ended June 27" (the year ends a quarter later);
    "third quarter of fiscal 2020 results", whose end is taken for the last month's end at least ten days before the call, unless
    the calendar quarter of that name ended at most 50 days before; "results for the third quarter" in a call that says "fiscal",
    where the day of the call leaves one month's end for it.
    """
    folded = fold(text[:40_000])
    if told := _YEAR_ENDS.search(folded):
        month, day = told["month"] or told["until"] or told["named"], told["day"] or told["until_day"]
        return _year_end(_MONTHS.index(month) + 1, int(day) if day else None)
    if not says_fiscal(folded):
        return None
    if told := _ENDED.search(folded):
        return _from_quarter_end(told, said_on)
    for pattern in _REPORTED:
        for told in pattern.finditer(folded):
            context = folded[max(0, told.start() - 120) : told.end()]
            if _RESULTS.search(context):
                return _from_report(_ORDINALS[told["quarter"]], int(told["year"]) % 100 + 2000, said_on)
    if told := _REPORTS.search(folded):
        return _from_day(_ORDINALS[told["quarter"] or told["named"]], said_on)
    return None


def _from_quarter_end(told: re.Match[str], said_on: dt.date) -> tuple[int, int] | None:
    """The year's end, counted from the end of the quarter that the text names."""
    month = _MONTHS.index(told["month"]) + 1
    end = safe_date(said_on.year, month, max(1, int(told["day"] or 31)))
    moved = add_months(end, 3 * (4 - _ORDINALS[told["quarter"]]))
    if end.day >= month_end(end.year, end.month).day:
        moved = month_end(moved.year, moved.month)
    return _year_end(moved.month, moved.day)


def _from_report(quarter: int, year: int, said_on: dt.date) -> tuple[int, int]:
    calendar_end = month_end(year, 3 * quarter)
    if 0 <= (said_on - calendar_end).days <= REPORTING_LAG:
        return CALENDAR
    return _closing(quarter, _month_ends_before(said_on)[0])


def _from_day(quarter: int, said_on: dt.date) -> tuple[int, int] | None:
    """The year's end from the quarter that is reported on a day; None where both the calendar year and another one fit."""
    ends = [end for end in _month_ends_before(said_on) if (said_on - end).days <= REPORTING_LAG]
    calendar_one = [end for end in ends if end.month == 3 * quarter]
    if len(ends) > 1 and calendar_one:
        return None
    return _closing(quarter, ends[0])


def _month_ends_before(said_on: dt.date) -> list[dt.date]:
    """The last two ends of months that are long enough ago for a quarter to be reported, the later one first."""
    last = add_days(add_days(said_on, -EARLIEST).replace(day=1), -1)
    return [last, add_days(last.replace(day=1), -1)]


def _closing(quarter: int, ended: dt.date) -> tuple[int, int]:
    closing = add_months(ended, 3 * (4 - quarter))
    return closing.month, month_end(2023, closing.month).day


def _year_end(month: int, day: int | None) -> tuple[int, int] | None:
    """The day as a year's end, 31 December where it is within a week of it; None for a day that the month does not have."""
    last = calendar.monthrange(2023, month)[1]
    if day is not None and not 1 <= day <= calendar.monthrange(2024, month)[1]:
        return None
    return CALENDAR if month == 12 and (day or last) >= 25 else (month, day or last)


def transcript_context(text: str | None, said_on: dt.date) -> HorizonContext:
    """The context for a transcript's dates: the fiscal year that it tells of, and how that year is numbered."""
    if not text:
        return HorizonContext()
    context = HorizonContext(fiscal_year_end=infer_fiscal_year_end(text, said_on))
    return replace(context, fiscal_label=infer_fiscal_label(text, said_on, context)) if is_fiscal(context) else context


def infer_fiscal_label(text: str, said_on: dt.date, context: HorizonContext) -> int | None:
    """The number of fiscal years minus the year in which they end, by the quarter it reports; None where nothing tells."""
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
