"""Days, shares and answers as people write them in spreadsheets; ambiguous ones are decided over the whole column."""

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable
from enum import StrEnum

from tracker.errors import LedgerError

YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
YEAR_LAST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:,?\s+\d{1,2}:\d.*)?")
TIME = r"(?:,?\s+\d{1,2}:\d.*)?"
DAY_MONTH = re.compile(r"(?:[a-z]+,\s+)?(\d{1,2})(?:st|nd|rd|th)?[-. ]+([a-z]{3,9})\.?,?[- ]+(\d{4}|\d{2})" + TIME, re.IGNORECASE)
MONTH_DAY = re.compile(r"(?:[a-z]+,\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})" + TIME, re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SHARE = re.compile(r"([0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)\s*(%|percent|per cent)?", re.IGNORECASE)
ANSWERS = {
    **dict.fromkeys(("true", "yes", "y", "1", "right", "correct", "happened", "came true"), "true"),
    **dict.fromkeys(("false", "no", "n", "0", "wrong", "incorrect", "did not happen", "did not"), "false"),
    **dict.fromkeys(("partial", "partly", "partially", "partly true"), "partial"),
    **dict.fromkeys(("ambiguous", "unclear", "unknown"), "ambiguous"),
    **dict.fromkeys(("void", "n/a", "annulled", "cancelled", "canceled"), "void"),
}
OPEN = frozenset({"", "open", "pending", "unresolved", "not yet", "tbd", "?", "-"})

# The place of a cell ("line 3") and its text.
Cell = tuple[str, str]


class DateOrder(StrEnum):
    """Whether the day or the month comes first in a date of numbers."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


def date_order(name: str, cells: Iterable[Cell], others: Iterable[Cell] = ()) -> DateOrder | None:
    """The order of day and month in a column of dates; None if it makes no difference.

    If the cells themselves do not show the order, `others`, of other columns, decide. Raises LedgerError if both orders occur, or
    nothing shows which one is meant.
    """
    seen, doubtful = _orders(cells)
    if not seen and doubtful:
        seen, _doubtful = _orders(others)
    if len(seen) == 2:
        (where, words), (elsewhere, other) = seen[DateOrder.DAY_FIRST], seen[DateOrder.MONTH_FIRST]
        raise LedgerError(f"{name}: {words!r} ({where}) has the day first, {other!r} ({elsewhere}) the month")
    if seen:
        return next(iter(seen))
    if doubtful:
        where, words = doubtful
        doubt = f"{where}: {name} {words!r} may have the day or the month first"
        raise LedgerError(f"{doubt}; say which with --dates day-first or --dates month-first")
    return None


def _orders(cells: Iterable[Cell]) -> tuple[dict[DateOrder, Cell], Cell | None]:
    """The first cell that can be read only in each order, and the first that can be read in both."""
    seen: dict[DateOrder, Cell] = {}
    doubtful: Cell | None = None
    for where, words in cells:
        found = YEAR_LAST.fullmatch(words.strip())
        if found is None:
            continue
        first, second = int(found[1]), int(found[2])
        if first > 12:
            seen.setdefault(DateOrder.DAY_FIRST, (where, words))
        elif second > 12:
            seen.setdefault(DateOrder.MONTH_FIRST, (where, words))
        elif first != second:
            doubtful = doubtful or (where, words)
    return seen, doubtful


def day_reader(
    name: str, cells: Iterable[Cell], order: DateOrder | None = None, others: Iterable[Cell] = ()
) -> Callable[[str, str], str]:
    """A function that reads a cell of a column, given its place and text, as a day in ISO 8601. Both raise LedgerError."""
    order = order or date_order(name, cells, others)

    def read(where: str, words: str) -> str:
        found = written_day(words, order)
        if found is None:
            raise LedgerError(f"{where}: {name} {words!r} is not a day such as 2024-06-26 or 26 June 2024")
        return found.isoformat()

    return read


def written_day(words: str, order: DateOrder | None = None) -> dt.date | None:
    """The day in a text, with or without a time after it; None if it is not a day."""
    text = words.strip()
    parts: tuple[str, str, str] | None = None
    if found := YEAR_FIRST.fullmatch(text):
        parts = found[1], found[2], found[3]
    elif found := YEAR_LAST.fullmatch(text):
        day, month = (found[2], found[1]) if order is DateOrder.MONTH_FIRST else (found[1], found[2])
        parts = found[3], month, day
    elif found := DAY_MONTH.fullmatch(text):
        parts = found[3], _month(found[2]), found[1]
    elif found := MONTH_DAY.fullmatch(text):
        parts = found[3], _month(found[1]), found[2]
    if parts is None:
        return None
    year = int(parts[0])
    try:
        return dt.date(year + 2000 if year < 100 else year, int(parts[1]), int(parts[2]))
    except ValueError:
        return None


def _month(word: str) -> str:
    short = word[:3].lower()
    return str(MONTHS.index(short) + 1) if short in MONTHS else "0"


def share_reader(name: str, cells: Iterable[Cell]) -> Callable[[str, str], float]:
    """A function that reads a cell of a column ("70%", "0.7", "0,7", "70"), given its place and text, as a number from 0 to 1.

    If any bare number is above 1, all bare numbers are per cent. The function raises LedgerError.
    """
    bare = [number for _where, words in cells if (found := _number(words)) and not found[1] for number in found[:1]]
    scale = 100.0 if any(number > 1 for number in bare) else 1.0

    def read(where: str, words: str) -> float:
        found = _number(words)
        value = math.inf if found is None else found[0] / (100.0 if found[1] else scale)
        if not 0 <= value <= 1:
            raise LedgerError(f"{where}: {name} {words!r} is not a likelihood such as 70%, 0.7 or 70")
        return value

    return read


def share_of(words: str) -> float | None:
    """The share in "0.5" or "50%"; None for anything else, including bare numbers above 1."""
    found = _number(words)
    value = math.inf if found is None else found[0] / (100.0 if found[1] else 1.0)
    return value if 0 <= value <= 1 else None


def _number(words: str) -> tuple[float, bool] | None:
    found = SHARE.fullmatch(words.strip())
    return (float(found[1].replace(",", ".")), found[2] is not None) if found else None
