"""Days, weeks and months counted inside a period: the first three months of 2027, the eve of the election."""

import datetime as dt

from tracker.horizons.calendar.choosing_dates import GRAINS, unit_period, window
from tracker.horizons.calendar.day_arithmetic import MONTHS_IN, add_days, add_months, shift
from tracker.horizons.calendar.readings import Count, Length, Rank, Value, Window
from tracker.horizons.engine.lexicon import PLURAL_UNITS, UNIT_OF
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.parts import whole_of
from tracker.records import Grain

BOOK = RuleBook("units_of_periods")
MOST_UNITS = 366


@BOOK.rule(
    "eve-of",
    "part",
    "[the] [very] eve of [the] (PERIOD|LOOSE|PIECE)",
    examples=("on the eve of the election", "the eve of the first of May"),
    counter_examples=("the eve of the war",),
)
def eve_of(found: Found) -> Window | None:
    """The eve of the election: the day before it."""
    whole = whole_of(found)
    day = add_days(whole.start, -1) if whole else None
    return window((day, day), Grain.DAY) if day and day >= found.said_on else None


@BOOK.rule(
    "unit-of",
    "part",
    "[the] (RANK|last|final|opening|closing) [full|complete] ([NUMBER] (UNIT1|UNITS)|LENGTH) (of|in) [the] (PERIOD|LOOSE|PIECE)",
    examples=(
        "the first three months of 2027",
        "the last week of March",
        "the first week of January",
        "the second full week of May",
    ),
    counter_examples=("the last year of the war",),
)
def unit_of(found: Found) -> Window | None:
    """The first or last units of a period: the first three months of 2027."""
    whole = whole_of(found)
    lengths = found.all(Length)
    unit = lengths[0].unit if lengths else UNIT_OF[next(word for word in found.words if word in UNIT_OF)]
    counts = [node.value.high for node in found.nodes if isinstance(node.value, Count | Length)]
    ranks = [each.rank for each in found.all(Rank)]
    size = counts[0] if counts else 3 if any(node.word in PLURAL_UNITS for node in found.nodes) else 1
    if whole is None or size > MOST_UNITS:
        return None
    if unit == "week" and found.has("full", "complete"):
        return _full_week(whole, ranks[0] if ranks else 1 if found.has("opening") else -1)
    if found.has("last", "final", "closing"):
        start = (
            add_days(shift(whole.end, -size, unit), 1)
            if unit not in {"month", "quarter", "year", "half"}
            else _months_before(whole.end, size, unit)
        )
        span = start, whole.end
    else:
        skipped = (ranks[0] - 1) if ranks and not counts else 0
        start = shift(whole.start, skipped * 1.0, unit)
        span = start, add_days(shift(start, size, unit), -1)
    if span[0] < whole.start or span[1] > whole.end:
        return None
    return window(span, GRAINS[unit])


def _full_week(whole: Window, rank: int) -> Window | None:
    """A week from Monday to Sunday inside a period, by its rank; -1 is the last."""
    first = add_days(whole.start, -whole.start.weekday() % 7 + 7 * (rank - 1))
    if rank < 0:
        first = add_days(whole.end, -((whole.end.weekday() + 1) % 7) - 6)
    last = add_days(first, 6)
    return window((first, last), Grain.WEEK) if whole.start <= first and last <= whole.end else None


@BOOK.rule(
    "unit-named-year",
    "part",
    "[the] (RANK|last|final) UNIT1 PERIOD",
    examples=("the third week next year",),
    counter_examples=("the first year 2020", "the third quarter last year"),
)
def unit_in_named_year(found: Found) -> Value | None:
    """The third week next year: as if "of" stood between."""
    return unit_of(found) if {"next", "this"} & set(found.surface.split()) else None


def _months_before(end: dt.date, size: float, unit: str) -> dt.date:
    return add_months(end.replace(day=1), 1 - round(size * MONTHS_IN[unit]))


@BOOK.rule(
    "first-of", "part", "[the] RANK of [the] (PERIOD|LOOSE)", examples=("by the first of the year", "by the first of next year")
)
def first_of(found: Found) -> Window | None:
    """The first of the year: 1 January, of the next year unless one is named."""
    rank, whole = found.all(Rank)[0].rank, found.window()
    if rank != 1 or whole.grain not in {Grain.YEAR, Grain.MONTH} or _names_more(found):
        return None
    later = unit_period(whole.grain.value, 1, found.said_on, found.scene.context) if whole.loose else whole
    return window((later.start, later.start), Grain.DAY) if later else None


def _names_more(found: Found) -> bool:
    return found.nodes[-1].value is not None and found.raw(-1) in {"a", "one"}
