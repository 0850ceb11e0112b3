"""Rules for the values of a field: type, length, range, finiteness, UTF-8."""

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.errors import InvalidRecord

# A database index entry holds 2,700 bytes, and a character in UTF-8 takes up to four.
NAME, LINE, PASSAGE = 500, 10_000, 100_000
MANY = 100_000
# Whole numbers that every JSON reader reads exactly (RFC 8259).
MOST_WHOLE = 2**53 - 1
MOST = 1e120
EARLIEST, LATEST = dt.date(1000, 1, 1), dt.date(2999, 12, 31)
DEEPEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a field accepts: a test for values, and the same in words."""

    fits: Callable[[Any], bool]
    expected: str


def clean(value: str) -> bool:
    """Whether both databases and UTF-8 can hold a text: no NUL, no lone surrogate."""
    if "\0" in value:
        return False
    if value.isascii():
        return True
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def text(most: int, *, empty: bool = True) -> Rule:
    """Text of at most `most` characters."""
    least = "" if empty else "that is not empty and "
    return Rule(
        fits=lambda value: isinstance(value, str) and len(value) <= most and clean(value) and (empty or bool(value.strip())),
        expected=f"text {least}of at most {most:,} characters without NUL and lone surrogates",
    )


def texts(most: int) -> Rule:
    """A list of texts of at most `most` characters each."""
    each = text(most)
    return Rule(
        fits=lambda value: isinstance(value, list) and len(value) <= MANY and all(each.fits(one) for one in value),
        expected=f"a list of texts of at most {most:,} characters without NUL and lone surrogates",
    )


def number(low: float = -MOST, high: float = MOST) -> Rule:
    """A finite number in a range, not a boolean."""
    words = f"a number from {low:g} to {high:g}"
    return Rule(fits=lambda value: _is_number(value) and low <= value <= high, expected=words)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and (isinstance(value, int) or math.isfinite(value))


def whole() -> Rule:
    """A count of characters or milliseconds."""
    return Rule(
        fits=lambda value: isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_WHOLE,
        expected="a whole number, 0 or more",
    )


def day(earliest: dt.date = EARLIEST, latest: dt.date = LATEST) -> Rule:
    """A calendar day in ISO 8601."""

    def fits(value: Any) -> bool:
        try:
            found = dt.date.fromisoformat(value)
        except (TypeError, ValueError):
            return False
        return found.isoformat() == value and earliest <= found <= latest

    return Rule(fits=fits, expected=f"a day such as 2024-06-26, from {earliest} to {latest}")


def one_of(values: Iterable[str]) -> Rule:
    """One of the given words."""
    words = [str(each) for each in values]
    known = frozenset(words)
    return Rule(fits=lambda value: isinstance(value, str) and value in known, expected=" or ".join(words))


def flag() -> Rule:
    """True or false."""
    return Rule(fits=lambda value: isinstance(value, bool), expected="true or false")


def hexadecimal(length: int) -> Rule:
    """A hash, or a prefix of one, in hexadecimal."""
    return Rule(
        fits=lambda value: isinstance(value, str) and len(value) == length and not set(value) - set("0123456789abcdef"),
        expected=f"{length} hexadecimal digits",
    )


def plain(value: Any, deep: int = 0) -> bool:
    """Whether the value of an unknown field can be stored as JSON: clean texts, finite numbers, not nested too deeply."""
    if deep > DEEPEST:
        return False
    if isinstance(value, str):
        return len(value) <= PASSAGE and clean(value)
    if isinstance(value, Mapping):
        return all(isinstance(name, str) and clean(name) and plain(each, deep + 1) for name, each in value.items())
    if isinstance(value, list | tuple):
        return len(value) <= MANY and all(plain(each, deep + 1) for each in value)
    return value is None or isinstance(value, bool) or (_is_number(value) and abs(value) <= MOST)


ANYTHING = Rule(fits=plain, expected="JSON of clean texts and finite numbers, not nested too deeply")

Table = dict[str, "Rule | Nested"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nested:
    """A field that holds an object with these fields, or with `many` a list of such objects."""

    fields: Table
    many: bool = False


def check_fields(row: Mapping[str, Any], table: Table, within: str = "") -> None:
    """Raises InvalidRecord, which names the field ("set.horizon.end"), for a value that its rule refuses.

    Missing and null fields are not checked; fields that are not in the table must be plain JSON.
    """
    for name, value in row.items():
        if value is None:
            continue
        rule = table.get(name, ANYTHING)
        if isinstance(rule, Nested):
            _check_nested(f"{within}{name}", value, rule)
        elif not rule.fits(value):
            raise InvalidRecord(f"{within}{name}", value, rule.expected)


def _check_nested(field: str, value: Any, rule: Nested) -> None:
    if rule.many:
        if not isinstance(value, list) or len(value) > MANY or not all(isinstance(each, Mapping) for each in value):
            raise InvalidRecord(field, value, "a list of objects")
        for place, each in enumerate(value):
            check_fields(each, rule.fields, f"{field}[{place}].")
        return
    if not isinstance(value, Mapping):
        raise InvalidRecord(field, value, "an object")
    check_fields(value, rule.fields, f"{field}.")
