"""A period or the one after it: this year or next, late this year or early next, next week or the week after."""

from tracker.horizons.calendar.choosing_dates import unit_period
from tracker.horizons.calendar.day_arithmetic import shift
from tracker.horizons.calendar.parts_of_periods import SPLIT, take
from tracker.horizons.calendar.readings import Kind, Window
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.records import Grain

BOOK = RuleBook("this_or_next")


@BOOK.rule(
    "or-early-next",
    "list",
    "(PERIOD|HORIZON) [,] [or|and|to|or maybe|maybe|into|possibly] [maybe] (early|mid|late) next",
    examples=("late this year or early next", "this decade or early next", "the end of this year early next"),
)
@BOOK.rule(
    "or-early-after",
    "span",
    "PERIOD [,] [or|and|to|or maybe|maybe|into|possibly] [maybe] (early|mid|late) [in] (LOOSE|the UNIT1) after [that]",
    examples=("late next year or early the year after",),
    counter_examples=("late next year or the year after",),
)
def or_early_next(found: Found) -> Window | None:
    """Late this year or early next: to the early part of the next year."""
    name = next(word for word in found.words if word in SPLIT)
    spoken = found.surface.split()
    unit = next((unit for unit in ("decade", "century", "quarter", "month", "week") if unit in spoken), "year")
    later = unit_period(unit, 1, found.window().end if found.has("after") else found.said_on, found.scene.context)
    part = take(name, later, found.said_on) if later else None
    return found.window().but(end=part.end, kind=Kind.BOUND) if part and part.end > found.window().end else None


@BOOK.rule(
    "or-one-after",
    "part",
    "PERIOD [,] (or|and|or maybe|maybe) [maybe] (LOOSE|the UNIT1|the NUMBER) after [that|next]",
    examples=("next week or the week after", "next quarter or the one after"),
)
def or_one_after(found: Found) -> Window | None:
    """Next week or the week after."""
    first = found.window()
    if (found.has(",") and not found.has("or")) or (found.nodes[-1].word == "after" and found.noun_follows):
        return None
    if first.grain.value not in {"week", "month", "quarter", "year", "decade"}:
        return None
    second = unit_period(first.grain.value, 1, first.end, found.scene.context)
    return first.but(end=second.end) if second else None


@BOOK.rule(
    "this-or-next",
    "list",
    "(PERIOD|HORIZON) (or|and|to|or maybe) [maybe] [the] next",
    examples=("this summer or next", "this year or next", "this week or next", "over this year and next"),
)
def this_or_next(found: Found) -> Window | None:
    """From this year to the end of the next."""
    first = found.window()
    if {"calendar_units.this-piece", "relative.this"} & set(found.nodes[0].rules) and first.grain in {Grain.DAY, Grain.SEASON}:
        more = {"start": first.start, "end": shift(first.end, 1, "week" if first.grain is Grain.DAY else "year")}
        return first.but(**more, kind=Kind.BOUND)  # this weekend or next, this summer or next
    units = {Grain.YEAR: "year", Grain.MONTH: "month", Grain.WEEK: "week", Grain.QUARTER: "quarter", Grain.DECADE: "decade"}
    if first.grain not in units:
        return None
    second = unit_period(units[first.grain], 1, found.said_on, found.scene.context)
    if not second or second.start <= first.end or (second.start - first.end).days > 1:
        return None
    return first.but(start=max(first.start, found.said_on), end=second.end)
