"""Rebuilding the derived tables from the events, byte for byte."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.errors import LedgerError
from tracker.ledger.database.models import (
    ClaimRow,
    EventRow,
    JudgementRow,
    LedgerRow,
    LinkRow,
    QuantityRow,
    RunRow,
    SourceMarkRow,
    SourceRow,
    SpeakerRow,
    TagRow,
)
from tracker.ledger.events.chain import chunks, entries_by_claim, entries_of_source
from tracker.ledger.events.claim_state import ClaimState, fold
from tracker.ledger.events.entry import Entry
from tracker.ledger.projection.packing import unpack
from tracker.ledger.projection.row_numbers import Numbers
from tracker.ledger.projection.source_rows import refresh_source
from tracker.ledger.projection.speaker_state import apply_speakers
from tracker.ledger.projection.storing import insert_rows, insert_states
from tracker.ledger.projection.text_marks import marks

BATCH = 1000
DERIVED: tuple[type[Any], ...] = (LinkRow, JudgementRow, TagRow, QuantityRow, ClaimRow, RunRow, SourceMarkRow, SpeakerRow)


def rebuild(session: Session) -> int:
    """Empties the derived tables and fills them from the events and the texts; returns the number of claims.

    On a sound ledger every row stays the same. Raises LedgerError, and changes nothing, if the events are inconsistent.
    """
    session.execute(sa.select(LedgerRow.id).where(LedgerRow.own.is_(True)).with_for_update())
    # Spellings refer to one another, and RESTRICT is checked before the end of a statement.
    session.execute(sa.update(SpeakerRow).values(person=SpeakerRow.number), execution_options={"synchronize_session": False})
    sqlite = session.get_bind().dialect.name == "sqlite"
    if sqlite:
        # The triggers on claims update the index, and cannot delete entries that it lacks.
        session.execute(sa.text("INSERT INTO claims_search(claims_search) VALUES ('rebuild')"))
    for table in DERIVED:
        _empty(session, table, sqlite=sqlite)
    numbers = Numbers(session)
    for row in session.execute(sa.select(SourceRow.sha256, SourceRow.number).order_by(SourceRow.number)).all():
        _source(session, row.sha256, row.number)
    count = 0
    for part in chunks(first_numbers(session), BATCH):
        insert_states(session, list(states(session, part)), numbers)
        count += len(part)
    apply_speakers(session, numbers)
    return count


def _empty(session: Session, table: type[Any], *, sqlite: bool) -> None:
    if not sqlite:
        session.execute(sa.delete(table), execution_options={"synchronize_session": False})
        return
    # SQLite keeps all changes of one statement in memory.
    name = table.__tablename__
    some = sa.text(f"DELETE FROM {name} WHERE rowid IN (SELECT rowid FROM {name} LIMIT :some)")  # noqa: S608
    connection = session.connection()
    while connection.execute(some, {"some": BATCH}).rowcount:
        pass


def _source(session: Session, sha256: str, number: int) -> None:
    refresh_source(session, sha256)
    packed = session.execute(sa.select(SourceRow.packed).where(SourceRow.number == number)).scalar()
    if packed is not None:
        text = unpack(packed, f"the text of source {sha256[:12]}")
        insert_rows(session, SourceMarkRow, [{"mark": mark, "source_number": number} for mark in marks(text)])
    for entry in entries_of_source(session, sha256):
        if entry.kind == "run":
            session.execute(sa.insert(RunRow).values(**run_row(entry, number)))


def run_row(entry: Entry, source_number: int) -> dict[str, Any]:
    """The row of an extraction run, from its event."""
    return {
        "number": entry.number,
        "source_number": source_number,
        "actor": entry.actor,
        "recorded_at": entry.recorded_at,
        "options": str(entry.details.get("options", "{}")),
    }


def first_numbers(session: Session) -> Iterator[tuple[str, int]]:
    """The id of every claim and the number of its first event in this ledger, by id."""
    last = ""
    while True:
        query = (
            sa.select(EventRow.claim_id, sa.func.min(EventRow.number))
            .where(EventRow.claim_id > last)
            .group_by(EventRow.claim_id)
            .order_by(EventRow.claim_id)
            .limit(BATCH)
        )
        rows = session.execute(query).all()
        if not rows:
            return
        yield from ((str(row[0]), int(row[1])) for row in rows)
        last = str(rows[-1][0])


def states(session: Session, part: list[tuple[str, int]]) -> Iterator[tuple[int, ClaimState]]:
    """The state of each of these claims, with the claim's number."""
    entries = entries_by_claim(session, [claim_id for claim_id, _number in part])
    for claim_id, number in part:
        state = fold(claim_id, entries[claim_id])
        if state is None:
            raise LedgerError(f"no event of claim {claim_id} adds it; type: tracker db verify")
        yield number, state
