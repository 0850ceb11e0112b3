"""The filter and the order of a listing of claims."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from tracker.records import Kind, Outcome, Status


class Order(StrEnum):
    """How a listing is sorted; ties are sorted by id.

    `TRANSCRIPT` goes through one transcript after another, the most uncertain claims first in each.
    """

    SAID = "said"
    DUE = "due"
    SOURCE = "source"
    CONFIDENCE = "confidence"
    UNCERTAIN = "uncertain"
    TRANSCRIPT = "transcript"
    RECORDED = "recorded"
    ID = "id"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """Selects claims: every condition given must hold; an empty filter selects all.

    `statuses`, `kinds` and `outcomes` accept any of their values. `speaker` is any spelling of a person; `source` a prefix of a
    source's SHA-256 or its document name. `due_before` and `due_after` are both inclusive, like `said_before` and
    `said_after`. `text` is words, "phrases" and prefix*, all of which must occur. `pending` is True for claims without an
    outcome, False for those with one. `below` and `at_least` bound the confidence. `as_of` counts only what had been said and
    what was known by a day, `recorded_by` only what had been recorded by the end of a day (UTC).
    """

    statuses: tuple[Status, ...] = ()
    kinds: tuple[Kind, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    speaker: str | None = None
    source: str | None = None
    tag: str | None = None
    due_before: dt.date | None = None
    due_after: dt.date | None = None
    said_before: dt.date | None = None
    said_after: dt.date | None = None
    text: str | None = None
    pending: bool | None = None
    conflicted: bool | None = None
    reoffered: bool | None = None
    below: float | None = None
    at_least: float | None = None
    chain: str | None = None
    ids: tuple[str, ...] | None = None
    as_of: dt.date | None = None
    recorded_by: dt.date | None = None
    order: Order = Order.SAID
    descending: bool = False
    limit: int | None = None
    offset: int = 0
