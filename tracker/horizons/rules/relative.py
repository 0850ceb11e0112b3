"""Weeks, months, quarters, years and decades counted from the current one: this year, next quarter, the new year."""

import datetime as dt

from tracker.horizons.calendar.choosing_dates import GRAINS, unit_period, window, year_of
from tracker.horizons.calendar.day_arithmetic import shift, year_window
from tracker.horizons.calendar.readings import Count, Kind, Past, Piece, Rank, Window
from tracker.horizons.engine.lexicon import CLOSED_CLASS
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.durations import units_of
from tracker.horizons.rules.past_or_ahead import looks_back
from tracker.records import Grain

BOOK = RuleBook("relative")
PARTINGS = frozenset({("see", "you"), ("tune", "in"), ("join", "us"), ("catch", "you"), ("you", "all"), ("you", "again")})
"""Words before "next week" when somebody says goodbye."""
KIND_OF_YEAR = "[working|trading|fiscal|calendar|financial|full|particular|very|whole|entire]"


def unit_in(found: Found) -> str | None:
    """The unit that the match names first."""
    return next(iter(units_of(found)), None)


def _period(found: Found, later: int) -> Window | None:
    unit = unit_in(found)
    if unit is None or unit in {"minute", "hour", "day", "generation", "fortnight", "half"}:
        return None
    return unit_period(unit, later, found.said_on, found.scene.context, own=not found.has("calendar"))


@BOOK.rule(
    "this",
    "period",
    f"(this|[the|our] current|this current|this present|the present|our) {KIND_OF_YEAR} (UNIT1|UNITP)",
    examples=("this year", "this quarter", "this decade", "the current quarter", "this fiscal year"),
    counter_examples=("this time",),
)
def this_unit(found: Found) -> Window | None:
    """The current week, month, quarter, year, decade or century."""
    if found.nodes[0].word == "our" and not found.has("current", "fiscal", "financial"):
        return None
    return _period(found, 0)


@BOOK.rule(
    "next",
    "period",
    f"(next|upcoming) {KIND_OF_YEAR} (UNIT1|UNITP)",
    examples=("next year", "next quarter", "next month", "next week", "next decade"),
    counter_examples=("the next day we left",),
)
@BOOK.rule(
    "next-only",
    "period",
    "(the next|the upcoming|our next|the coming) (fiscal|calendar|financial) (year|quarter|month)",
    examples=("the next fiscal year",),
)
def next_unit(found: Found) -> Window | Past | None:
    """The week, month, quarter, year, decade or century after the current one."""
    if (found.raw(-2), found.raw(-1)) in PARTINGS:
        return Past(why="a parting")
    whole = _period(found, 1)
    return Past(why="in a story") if whole and found.raw(-1) == "the" and looks_back(found, near=True) else whole


@BOOK.rule(
    "after-next",
    "period",
    "[the] UNIT1 after next|[the] next UNIT1 but NUMBER",
    examples=("the year after next", "the week after next", "next week but one"),
)
def after_next(found: Found) -> Window | None:
    """The year after next, next week but one."""
    if found.all(Count) and found.count().high != 1:
        return None
    return _period(found, 2)


MEASURED = frozenset("hour hours mile miles pounder inch back horse million billion point percent final finals".split())
"""Words before which "the quarter" does not mean three months: "the quarter mile", "the quarter finals"."""


@BOOK.rule(
    "unit",
    "period",
    f"[the|our|this|a] {KIND_OF_YEAR} (year|quarter|month|week|decade|century|weekend)",
    examples=("by the end of the year", "for the quarter", "during the year", "for the full year"),
    counter_examples=("a year", "year"),
    not_before=MEASURED,
)
def the_unit(found: Found) -> Window | None:
    """The current year, quarter or month, where a preposition or "end of" asks for it."""
    first = found.nodes[0].word
    if first == "a" or first not in {"the", "our", "full", "whole", "fiscal", "calendar"}:
        return None
    if first in {"fiscal", "calendar"} and found.raw(1)[:1].isdigit():
        return None
    if found.has("full") and _ranked(found):
        return None  # "the first full week of August"
    if found.nodes[-1].word == "weekend" and found.raw(1) in {"before", "after", "following"}:
        return None
    running = _period(found, 0)
    bare = first == "full" or (found.has("full") and found.has("the"))
    return running.but(loose=not bare) if running else None


def _ranked(found: Found) -> bool:
    return found.raw(-1) in {"last", "final", "opening", "closing"} or bool(
        found.before and isinstance(found.before[-1].value, Rank)
    )


@BOOK.rule(
    "new-year",
    "period",
    "(the|this) [coming|upcoming] new year",
    examples=("in the new year",),
    counter_examples=("a happy new year",),
    not_before=("'", "eve", "day"),
    not_after=("happy",),
)
def new_year(found: Found) -> Window:
    """The new year: the year that begins next, or that began within the last month."""
    return year_of(found.said_on.year + (0 if found.said_on.month == 1 else 1))


BEFORE_NEW_YEAR = frozenset("by before until till to and around at after come over".split())


@BOOK.rule(
    "new-year-day",
    "period",
    "new year",
    examples=("between now and New Year", "by New Year"),
    counter_examples=("happy new year", "new year resolutions"),
    not_before=("'",),
)
def new_year_day(found: Found) -> Window | None:
    """New Year without an article, after a preposition: the first of January."""
    after = found.raw(1)
    if found.raw(-1) not in BEFORE_NEW_YEAR or (after[:1].isalpha() and after not in CLOSED_CLASS):
        return None
    day = dt.date(found.said_on.year + (0 if (found.said_on.month, found.said_on.day) == (1, 1) else 1), 1, 1)
    return window((day, day), Grain.DAY, loose=True)


@BOOK.rule(
    "coming-year",
    "period",
    "(this|the) (coming|upcoming) (year|month|week|weekend|decade|quarter)",
    examples=("the upcoming quarter", "the coming weekend"),
)
def coming_unit(found: Found) -> Window | None:
    """A coming year: a year from the day of speaking; the next quarter; the week that begins next."""
    unit = unit_in(found) or "year"
    if unit in {"quarter", "weekend"}:
        return _period(found, 0 if unit == "weekend" else 1)
    return Window(start=found.said_on, end=shift(found.said_on, 1, unit), grain=GRAINS[unit], kind=Kind.SPAN)


@BOOK.rule(
    "year-of",
    "period",
    "(this|that) (is|will be|is gonna be|is going to be) [really|probably|finally] the [big] year",
    examples=("this is the year",),
    counter_examples=("this is the year I was born",),
)
def the_year_of(found: Found) -> Window | None:
    """In "this is the year" the current year."""
    if found.raw(1) in {"i", "we", "that", "when"} and found.raw(2) not in {"don't", "think"}:
        return None
    return window((found.said_on, year_window(found.said_on.year)[1]), Grain.YEAR)


PAST_UNITS = "(UNIT1|UNITS|UNITP|PIECE|NUMBER)"


@BOOK.rule(
    "past",
    "period",
    f"(last|past|previous|prior|preceding) [fiscal|calendar] {PAST_UNITS} [UNITS|UNIT1]",
    examples=("last year", "the past quarter"),
    counter_examples=("next year",),
)
def past_unit(found: Found) -> Past | None:
    """Last year, the past quarter, the last three months: the past."""
    if found.nodes[0].word == "past" and found.all(Piece) and found.raw(-1) not in {"the", "this", "these", "our"}:
        return None  # "it will drag on past Halloween"
    if found.nodes[0].word == "last" and found.raw(1) == "before" and isinstance(found.nodes[-1].value, Piece):
        return None  # "the last Sunday before Christmas"
    if found.nodes[0].word == "last" and found.raw(1) in {"of", "in"} and found.raw(2) not in {"my", "his", "her", "which"}:
        return None
    unit = unit_in(found)
    running = (
        unit_period(unit, -1, found.said_on, found.scene.context)
        if unit and unit in {"year", "month", "quarter", "week", "decade"}
        else None
    )
    return Past(window=running, why="past")
