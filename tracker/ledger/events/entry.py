"""Events as the ledger keeps them, their canonical text and their hash; no database here."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tracker.ledger.database.instants import instant_text
from tracker.records import Event

Json = dict[str, Any]

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_ASCII = json.JSONEncoder(separators=(",", ":"))


def canonical(value: Any) -> str:
    """JSON with sorted keys and no space, the same for equal values; floats as the shortest text that reads back the same."""
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
        """Where the event stands among others: by time, then by chain and place in it, the same in every ledger."""
        return (self.recorded_at, self.ledger_id, self.position)


def event_hash(*fields: str | int | None) -> str:
    """The SHA-256, in hexadecimal, over the canonical JSON of an event's fields, the hash of the one before it among them.

    The fields: ledger id, position, previous hash, kind, claim id, SHA-256 of the source, actor, recorded at, known on, reason,
    details. Instants, dates and details enter as the text that is stored, so that one changed character shows.
    """
    return hashlib.sha256(_ASCII.encode(fields).encode("ascii")).hexdigest()


def entry_hash(entry: Entry) -> str:
    """The hash that an entry must have."""
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
        canonical(entry.details),
    )


def to_record(entry: Entry) -> Event:
    """The event as the rest of the program sees it; `details` also holds its chain, its place there and its source."""
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
    """The hashes of the entries that an `undo` among them takes back; an undone undo takes back nothing."""
    gone: set[str] = set()
    for entry in sorted(entries, key=lambda each: each.order, reverse=True):
        if entry.kind == "undo" and entry.hash not in gone:
            gone.update(str(each) for each in entry.details.get("events", ()))
    return gone


def text_of(details: Mapping[str, Any], name: str) -> str | None:
    """A detail that is text, or None."""
    value = details.get(name)
    return value if isinstance(value, str) else None
