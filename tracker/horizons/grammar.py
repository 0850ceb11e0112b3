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
    beside_periods,
    calendar_units,
    distances,
    durations,
    holidays,
    hours_of_day,
    lasting,
    lists,
    month_days,
    named_events,
    named_years,
    parts,
    prepositions,
    programme,
    prospects,
    recurring,
    relative,
    weekdays,
    years,
)

BOOKS = tuple(
    module.BOOK
    for module in (
        years,
        amounts,
        holidays,
        named_events,
        durations,
        calendar_units,
        month_days,
        named_years,
        relative,
        weekdays,
        hours_of_day,
        parts,
        distances,
        bare_lengths,
        lasting,
        recurring,
        prospects,
        programme,
        prepositions,
        beside_periods,
        anaphora,
        lists,
    )
)


def rules() -> list[TimeRule]:
    """Every rule, family by family; in a stage the earlier one wins where two read the same words."""
    return [rule for book in BOOKS for rule in book.rules]


@cache
def grammar() -> Grammar:
    """The compiled grammar (about 50 ms, once a process)."""
    classes: dict[str, Sequence[str]] = {**CLASSES, "WEEKDAYP": list(WEEKDAYS)}
    return Grammar(rules(), classes, SHAPES, HEADS, FILLERS)
