"""Parameter types, and the options that several commands share."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from tracker.cli.completion_items import Items, claim_items, completed, source_items, speaker_items, tag_items
from tracker.cli.state import State, today
from tracker.wording import number_from

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

_SPAN = re.compile(r"(\d+)\s*([dwmy])", re.IGNORECASE)
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
# A thousand years.
LONGEST = 365_000


class Day(click.ParamType[dt.date]):
    """A calendar day: YYYY-MM-DD, or today."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """The date; a usage error otherwise."""
        if isinstance(value, dt.date):
            return value
        if str(value).lower() == "today":
            return today()
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2024-06-26", param, ctx)


class Span(click.ParamType[dt.timedelta]):
    """A length of time: 90d, 12w, 6m (of 30 days) or 1y (of 365)."""

    name = "span"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.timedelta:
        """The length; a usage error otherwise."""
        if isinstance(value, dt.timedelta):
            return value
        read = _SPAN.fullmatch(str(value).strip())
        if not read:
            self.fail(f"{value!r} is not a length of time; write it as 90d, 12w, 6m or 1y", param, ctx)
        days = int(read[1][:9]) * _DAYS[read[2].lower()] if len(read[1]) < 10 else LONGEST + 1
        if days > LONGEST:
            self.fail(f"{str(value)[:20]!r} is too long; at most {LONGEST}d", param, ctx)
        return dt.timedelta(days=days)


class Number(click.FloatRange):
    """A finite number in a range; commas may separate thousands."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number, as `number_from` reads it; a usage error otherwise."""
        try:
            return float(super().convert(number_from(str(value)), param, ctx))
        except ValueError:
            self.fail(f"{value!r} is not a number", param, ctx)


class Since(click.ParamType[dt.date | dt.timedelta]):
    """A day, or a length of time before now."""

    name = "since"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date | dt.timedelta:
        """The day or the length; a usage error otherwise."""
        if isinstance(value, dt.date | dt.timedelta):
            return value
        if str(value)[4:5] == "-" or str(value).lower() == "today":
            return DAY.convert(value, param, ctx)
        try:
            return SPAN.convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is neither a day nor a length of time; write it as 2024-06-26 or 7d", param, ctx)


class MonthDay(click.ParamType[tuple[int, int]]):
    """A day of any year: MM-DD."""

    name = "mm-dd"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """Month and day; a usage error otherwise."""
        if isinstance(value, tuple):
            return value
        try:
            day = dt.date.fromisoformat(f"2000-{value}")
        except ValueError:
            self.fail(f"{value!r} is not a day of the year; write it as 09-30", param, ctx)
        return day.month, day.day


class FromLedger(click.ParamType[str]):
    """A text without space around it, which the shell completes from the ledger.

    `items` finds what begins as typed. `empty` is the error for an empty text, which is accepted without one.
    """

    def __init__(self, name: str, items: Items, *, empty: str = "") -> None:
        self.name, self.items, self.empty = name, items, empty

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text; whether the ledger has it is for the command to say."""
        text = str(value).strip()
        if not text and self.empty:
            self.fail(self.empty, param, ctx)
        return text

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002 - click's signature
        """What begins with the text."""
        return completed(ctx, self.items, incomplete)


class ClaimId(FromLedger):
    """A claim's id or a unique beginning of one, in lower case as ids are."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The beginning."""
        return super().convert(value, param, ctx).lower()


DAY, SPAN, MONTH_DAY, SINCE = Day(), Span(), MonthDay(), Since()
CLAIM_ID = ClaimId("id", claim_items, empty="an empty id names no claim; `tracker list` shows the ids")
SPEAKER = FromLedger("name", speaker_items, empty="an empty name; leave the option out instead")
TAG, SOURCE = FromLedger("tag", tag_items), FromLedger("source", source_items)
SHARE, NUMBER = Number(0.0, 1.0), Number(-1e120, 1e120)
COUNT = click.IntRange(min=1, max=1_000_000_000)

LISTING_FORMATS = ("table", "json", "jsonl", "csv")


def first_day(since: dt.date | dt.timedelta, as_of: dt.date) -> dt.date:
    """The first day that counts; raises UsageError where it lies after `as_of`."""
    try:
        day = since if isinstance(since, dt.date) else as_of - since
    except OverflowError:
        day = dt.date.min
    if day > as_of:
        raise click.UsageError(f"--since {day} lies after {as_of}; give an earlier day")
    return day


def format_option(*formats: str, default: str = "table") -> Callable[[Decorated], Decorated]:
    """`--format`, one of the formats that the command can write."""
    choices = click.Choice(formats or LISTING_FORMATS)
    return click.option("--format", "form", type=choices, default=default, show_default=True, help="Output format.")


def as_of_option(command: Decorated) -> Decorated:
    """`--as-of`, the day as of which the ledger is read; today by default."""
    text = "Count what had been said and could be known by this day.  [default: today]"
    return click.option("--as-of", type=DAY, metavar="DATE", default=None, help=text)(command)


def by_option(command: Decorated) -> Decorated:
    """`--by`, the analyst who decides; passed as `by` and never empty."""

    def name(context: click.Context, _parameter: click.Parameter, value: str | None) -> str:
        state = context.find_object(State) or State()
        return state.who(value)

    text = "The analyst's name.  [default: TRACKER_ANALYST, the settings file, the login]"
    return click.option("--by", metavar="NAME", default=None, callback=name, help=text)(command)


def reason_option(command: Decorated) -> Decorated:
    """`--reason`, why; kept with the event."""
    return click.option("--reason", metavar="TEXT", help="Why; kept with the event.")(command)
