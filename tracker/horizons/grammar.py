"""The whole grammar: the families in their order, put together once, at the first use."""

from collections.abc import Sequence
from functools import cache

from tracker.horizons import (
    airing,
    anchored,
    bounds,
    counts,
    events,
    holidays,
    lasting,
    lengths,
    lists,
    parts,
    pieces,
    prospects,
    recurring,
    relative,
    spans,
    weekdays,
    years,
)
from tracker.horizons.engine import Grammar
from tracker.horizons.lexicon import CLASSES, FILLERS, HEADS, WEEKDAYS
from tracker.horizons.rules import Rule
from tracker.horizons.tokens import SHAPE_NAMES

BOOKS = tuple(
    module.BOOK
    for module in (
        years,
        counts,
        holidays,
        events,
        lengths,
        pieces,
        relative,
        weekdays,
        parts,
        spans,
        lasting,
        recurring,
        prospects,
        airing,
        bounds,
        anchored,
        lists,
    )
)


def rules() -> list[Rule]:
    """Every rule, family by family; in a stage the earlier one wins where two read the same words."""
    return [rule for book in BOOKS for rule in book.rules]


@cache
def grammar() -> Grammar:
    """The compiled grammar (about 50 ms, once a process)."""
    classes: dict[str, Sequence[str]] = {**CLASSES, "WEEKDAYP": list(WEEKDAYS)}
    return Grammar(rules(), classes, SHAPE_NAMES, HEADS, FILLERS)
