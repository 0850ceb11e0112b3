"""Undoing an operation, by appending an event that cancels its events."""

import datetime as dt
from collections import defaultdict

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.errors import LedgerError
from tracker.ledger.database.models import EventRow
from tracker.ledger.events.chain import COLUMNS, entries_of_source, entries_of_speakers, entry_of
from tracker.ledger.events.entry import Entry, to_record
from tracker.ledger.operations.operation import Operation
from tracker.ledger.projection.source_rows import refresh_source
from tracker.ledger.projection.speaker_state import apply_speakers
from tracker.records import Event

UNDOABLE = frozenset(
    "accept reject withdraw add edit tag resolve settle reopen link unlink "
    "source-edit source-replace source-withdraw speaker-merge speaker-split".split()
)
BATCH = 200


def undo(session: Session, *, by: str, now: dt.datetime, reason: str | None = None) -> tuple[Event, ...]:
    """Undoes an analyst's last operation that is not undone yet, and returns its events, the last first.

    A split, a join or a correction of a source is one operation. Each further call undoes the operation before. Only operations of
    this ledger can be undone, but not extractions and imports. Raises LedgerError when nothing is left.
    """
    operation = Operation(session, by=by, now=now)
    group = _last_operation(session, operation)
    if not group:
        raise LedgerError(f"nothing that {by} did in this ledger is left to undo")
    claims: dict[str, list[Entry]] = defaultdict(list)
    others: dict[str | None, list[Entry]] = defaultdict(list)
    for entry in group:
        if entry.claim_id is not None:
            claims[entry.claim_id].append(entry)
        else:
            others[entry.source_sha256].append(entry)
    for claim_id, entries in claims.items():
        operation.append(operation.take(claim_id), "undo", {"events": [entry.hash for entry in entries]}, reason=reason)
    for sha256, entries in others.items():
        _undo_other(operation, sha256, entries, reason)
    operation.close()
    return tuple(to_record(entry) for entry in group)


def _undo_other(operation: Operation, sha256: str | None, entries: list[Entry], reason: str | None) -> None:
    operation.close()
    known = entries_of_speakers(operation.session) if sha256 is None else entries_of_source(operation.session, sha256)
    details = {"events": [entry.hash for entry in entries]}
    operation.append_other("undo", details, reason=reason, source_sha256=sha256, after=tuple(known))
    operation.close()
    if sha256 is None:
        apply_speakers(operation.session, operation.numbers)
    else:
        refresh_source(operation.session, sha256)


def _last_operation(session: Session, operation: Operation) -> list[Entry]:
    """The events of the last operation that is not undone, the last first; empty if there is none."""
    gone: set[str] = set()
    before = operation.chain.length + 1
    found: list[Entry] = []
    while before > 1:
        query = (
            sa.select(*COLUMNS)
            .where(EventRow.ledger_id == operation.chain.ledger_id, EventRow.position < before, EventRow.actor == operation.by)
            .order_by(EventRow.position.desc())
            .limit(BATCH)
        )
        entries = [entry_of(row) for row in session.execute(query)]
        if not entries:
            break
        for entry in entries:
            before = entry.position
            if entry.kind == "undo":
                gone.update(str(each) for each in entry.details.get("events", ()))
            elif found and entry.hash != _first(found[0]) and entry.details.get("with") != _first(found[0]):
                return found
            elif entry.kind in UNDOABLE and entry.hash not in gone:
                found.append(entry)
    return found


def _first(entry: Entry) -> str:
    return str(entry.details.get("with") or entry.hash)
