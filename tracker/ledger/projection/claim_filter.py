"""What a listing of claims is narrowed to, and in which order it comes."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from tracker.records import Kind, Outcome, Status


class Order(StrEnum):
    """How a listing is sorted; claims that are equal in it come in the order of their ids.

    `TRANSCRIPT` is one transcript after the other, the most uncertain claims first within each.
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
    """Narrows a listing; everything given must hold, and nothing given lets every claim through.

    `statuses`, `kinds` and `outcomes` let through any of theirs. `speaker` is any spelling of a person; `source` the beginning of
    a source's SHA-256 or its document name. `due_before` and `due_after` are both inclusive, like `said_before` and
    `said_after`. `text` is words, "phrases" and prefix*, all of which must occur. `pending` is True for claims without an
    outcome, False for those with one. `below` and `at_least` bound the confidence. `as_of` counts what had been said and was
    knowable by a day, `recorded_by` what had been typed in by the end of a day (UTC).
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
