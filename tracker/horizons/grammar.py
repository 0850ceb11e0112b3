"""The whole grammar: the families in their order, put together once, at the first use."""

from collections.abc import Sequence
from functools import cache

from tracker.horizons.engine.lexicon import CLASSES, FILLERS, HEADS, WEEKDAYS
from tracker.horizons.engine.matching import Grammar
from tracker.horizons.engine.rule_book import TimeRule
from tracker.horizons.engine.word_codes import SHAPES
from tracker.horizons.rules import (
    amounts,
    anaphora,
    bare_lengths,
    bare_periods,
    beside_periods,
    calendar_units,
    days_from_today,
    decades,
    distances,
    durations,
    ends_and_middles,
    fiscal_years,
    holidays,
    hours_of_day,
    how_long,
    lasting,
    lengths_not_ahead,
    lists,
    month_days,
    named_events,
    named_years,
    next_lengths,
    parts,
    prepositions,
    programme,
    prospects,
    quarters,
    ranges,
    recurring,
    relative,
    this_or_next,
    two_digit_years,
    units_of_periods,
    units_of_years,
    weekdays,
    weeks,
    years,
)

FAMILIES = (
    years, two_digit_years, decades, amounts, holidays, named_events, durations, calendar_units, quarters,
    units_of_years, weeks, month_days, named_years, relative, days_from_today, fiscal_years, weekdays, hours_of_day,
    parts, this_or_next, units_of_periods, ends_and_middles, distances, next_lengths, how_long, lengths_not_ahead,
    bare_lengths, lasting, recurring, prospects, programme, prepositions, ranges, bare_periods, beside_periods,
    anaphora, lists,
)  # fmt: skip


def rules() -> list[TimeRule]:
    """Every rule, family by family; in a stage the earlier one wins where two read the same words."""
    return [rule for family in FAMILIES for rule in family.BOOK.rules]


@cache
def grammar() -> Grammar:
    """The compiled grammar (about 50 ms, once a process)."""
    classes: dict[str, Sequence[str]] = {**CLASSES, "WEEKDAYP": list(WEEKDAYS)}
    return Grammar(rules(), classes, SHAPES, HEADS, FILLERS)
