"""Events as stored, their canonical text and their hash. No database here."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from tracker.ledger.database.instants import instant_text
from tracker.records import Event

Json = dict[str, Any]

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_ASCII = json.JSONEncoder(separators=(",", ":"))


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces, the same for equal values; floats in their shortest exact form."""
    return _CANONICAL.encode(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event in its chain: `position` counts from 1 in the chain of `ledger_id`; `number` is the order of arrival here."""

    ledger_id: str
    position: int
    previous_hash: str
    hash: str
    kind: str
    claim_id: str | None
    source_sha256: str | None
    actor: str
    recorded_at: dt.datetime
    known_on: dt.date | None
    reason: str | None
    details: Json
    number: int = 0

    @property
    def order(self) -> tuple[dt.datetime, str, int]:
        """The sort key of events, the same in every ledger: time, then chain, then position in it."""
        return (self.recorded_at, self.ledger_id, self.position)


def event_hash(*fields: str | int | None) -> str:
    """The SHA-256, in hexadecimal, of the canonical JSON of an event's fields, which include the previous event's hash.

    The fields: ledger id, position, previous hash, kind, claim id, SHA-256 of the source, actor, recorded at, known on, reason,
    details. Instants, dates and details are hashed as the stored text, so that one changed character is detected.
    """
    return hashlib.sha256(_ASCII.encode(fields).encode("ascii")).hexdigest()


def entry_hash(entry: Entry, details: str | None = None) -> str:
    """The correct hash of an entry; `details` is the canonical text of its details, if it is at hand."""
    return event_hash(
        entry.ledger_id,
        entry.position,
        entry.previous_hash,
        entry.kind,
        entry.claim_id,
        entry.source_sha256,
        entry.actor,
        instant_text(entry.recorded_at),
        entry.known_on.isoformat() if entry.known_on else None,
        entry.reason,
        canonical(entry.details) if details is None else details,
    )


def to_record(entry: Entry) -> Event:
    """The event as a record; `details` also holds its ledger, its position there, and its source."""
    details: dict[str, object] = {**entry.details, "ledger": entry.ledger_id, "position": entry.position}
    if entry.source_sha256:
        details["source"] = entry.source_sha256
    return Event(
        kind=entry.kind,
        claim_id=entry.claim_id,
        by=entry.actor,
        recorded_at=entry.recorded_at,
        known_on=entry.known_on,
        reason=entry.reason,
        details=details,
        previous_hash=entry.previous_hash,
        hash=entry.hash,
    )


def cancelled(entries: list[Entry]) -> set[str]:
    """The hashes of the entries that an `undo` among them cancels; an undone undo cancels nothing."""
    gone: set[str] = set()
    for entry in sorted(entries, key=lambda each: each.order, reverse=True):
        if entry.kind == "undo" and entry.hash not in gone:
            gone.update(str(each) for each in entry.details.get("events", ()))
    return gone
