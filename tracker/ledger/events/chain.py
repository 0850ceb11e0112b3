"""Appending to this ledger's chain of events, and reading events back."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.errors import InvalidRecord, LedgerError
from tracker.ledger.database.models import EventRow, LedgerRow
from tracker.ledger.events.entry import Entry, canonical, entry_hash
from tracker.ledger.events.event_schema import AHEAD, LAST, check_event

CHUNK = 500
# The columns of `events` bear the names of the fields of `Entry`.
NAMES = tuple(field.name for field in fields(Entry))
COLUMNS = tuple(getattr(EventRow, name) for name in NAMES)


def chunks(values: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    """The values in lists of at most `size`, to stay below the databases' limits on statements."""
    part: list[Any] = []
    for value in values:
        part.append(value)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


def entry_of(row: Sequence[Any]) -> Entry:
    """The entry in a row of COLUMNS."""
    values = dict(zip(NAMES, row, strict=True))
    values["details"] = json.loads(values["details"])
    return Entry(**values)


def row_of(entry: Entry, details: str) -> dict[str, Any]:
    """The row that holds an entry, its details as canonical JSON."""
    return {name: getattr(entry, name) for name in NAMES} | {"details": details}


class Chain:
    """The ledger's own chain, locked against other writers until the transaction ends; `flush` writes what was appended.

    The lock is taken before anything else is read, so that every writer sees what the previous one wrote.
    """

    def __init__(self, session: Session, now: dt.datetime) -> None:
        if now.tzinfo is None:
            raise InvalidRecord("now", now, "an instant with a time zone")
        self.session, self.now = session, now.astimezone(dt.UTC)
        row = session.execute(
            sa.select(LedgerRow.id, LedgerRow.length, LedgerRow.head).where(LedgerRow.own.is_(True)).with_for_update()
        ).first()
        if row is None:
            raise LedgerError("the ledger has lost its id; restore it from a backup")
        self.ledger_id, self.length, self.head = row
        self.number = int(session.execute(sa.select(sa.func.max(EventRow.number))).scalar() or 0)
        self._pending: list[dict[str, Any]] = []

    def append(  # noqa: PLR0913 - the fields of an event
        self,
        kind: str,
        *,
        by: str,
        claim_id: str | None = None,
        source_sha256: str | None = None,
        known_on: dt.date | None = None,
        reason: str | None = None,
        details: dict[str, Any] | None = None,
        after: Iterable[Entry] = (),
        recorded_at: dt.datetime | None = None,
    ) -> Entry:
        """A new event at the end of the chain.

        It is recorded now, or a microsecond after the last of `after` where a clock elsewhere runs ahead, because events are
        ordered by their instants. `recorded_at` is for events of another program, which keep their own instants.
        Raises InvalidRecord, which names the field, for an event that no ledger can hold.
        """
        if not by or not by.strip():
            raise InvalidRecord("by", by, "the analyst's name")
        instant = recorded_at.astimezone(dt.UTC) if recorded_at else self._instant(after)
        check_event(
            kind,
            by=by,
            source_sha256=source_sha256,
            known_on=known_on,
            reason=reason,
            details=details or {},
            recorded_at=instant,
            latest=self.now + AHEAD if recorded_at else LAST,
        )
        unhashed = Entry(
            number=self.number + 1,
            ledger_id=self.ledger_id,
            position=self.length + 1,
            previous_hash=self.head,
            hash="",
            kind=kind,
            claim_id=claim_id,
            source_sha256=source_sha256,
            actor=by,
            recorded_at=instant,
            known_on=known_on,
            reason=reason,
            details=details or {},
        )
        return self._linked(unhashed)

    def _linked(self, unhashed: Entry) -> Entry:
        """The next event with its hash, which is the chain's head from now on."""
        details = canonical(unhashed.details)
        entry = replace(unhashed, hash=entry_hash(unhashed, details))
        self.number, self.length, self.head = entry.number, entry.position, entry.hash
        self._pending.append(row_of(entry, details))
        return entry

    def adopt(self, entry: Entry) -> Entry:
        """An event of another chain, unchanged but for the next number of arrival."""
        self.number += 1
        adopted = replace(entry, number=self.number)
        self._pending.append(row_of(adopted, canonical(adopted.details)))
        return adopted

    def flush(self) -> None:
        """Writes the appended events and the new head."""
        if not self._pending:
            return
        for part in chunks(self._pending, 5000):
            self.session.execute(sa.insert(EventRow.__table__), part)  # type: ignore[arg-type]
        self._pending = []
        # Tells `Ledger.run` later whether the transaction was committed.
        self.session.info["appended"] = self.head
        self.session.execute(
            sa.update(LedgerRow).where(LedgerRow.id == self.ledger_id).values(length=self.length, head=self.head),
            execution_options={"synchronize_session": False},
        )

    def _instant(self, after: Iterable[Entry]) -> dt.datetime:
        instant = self.now
        for entry in after:
            if entry.recorded_at >= instant and (entry.recorded_at > instant or entry.ledger_id != self.ledger_id):
                instant = entry.recorded_at + dt.timedelta(microseconds=1)
        return instant


def entries_of(session: Session, claim_id: str) -> list[Entry]:
    """Every event about a claim, in order."""
    rows = session.execute(sa.select(*COLUMNS).where(EventRow.claim_id == claim_id))
    return sorted((entry_of(row) for row in rows), key=lambda entry: entry.order)


def entries_by_claim(session: Session, claim_ids: Iterable[str]) -> dict[str, list[Entry]]:
    """Every event about each of these claims, in order."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for part in chunks(claim_ids):
        for row in session.execute(sa.select(*COLUMNS).where(EventRow.claim_id.in_(part))):
            found[str(row.claim_id)].append(entry_of(row))
    for entries in found.values():
        entries.sort(key=lambda entry: entry.order)
    return found


def entries_of_source(session: Session, sha256: str) -> list[Entry]:
    """Every event about a source itself, in order."""
    rows = session.execute(sa.select(*COLUMNS).where(EventRow.claim_id.is_(None), EventRow.source_sha256 == sha256))
    return sorted((entry_of(row) for row in rows), key=lambda entry: entry.order)


def entries_of_speakers(session: Session) -> list[Entry]:
    """Every event that merges or splits speakers, in order."""
    rows = session.execute(sa.select(*COLUMNS).where(EventRow.claim_id.is_(None), EventRow.source_sha256.is_(None)))
    return sorted((entry_of(row) for row in rows), key=lambda entry: entry.order)
