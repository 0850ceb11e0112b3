"""Writing the rows of sources: their state, their texts, and the marks that recognise the same talk."""

from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.errors import LedgerError
from tracker.ledger.database.models import SourceMarkRow, SourceRow
from tracker.ledger.events.chain import entries_of_source
from tracker.ledger.events.source_state import SourceState, fold_source
from tracker.ledger.projection.packing import pack, packed_hash
from tracker.ledger.projection.storing import insert_rows
from tracker.ledger.projection.text_marks import MARKS, alike, marks

Json = dict[str, Any]


def packed_columns(text: str, layout: str) -> Json:
    """The columns that hold a source's text."""
    packed, packed_layout = pack(text), pack(layout)
    return {"packed": packed, "layout": packed_layout, "packed_sha256": packed_hash(packed, packed_layout)}


NO_TEXT: Json = {"packed": None, "layout": None, "packed_sha256": None}


def insert_source(session: Session, number: int, sha256: str, state: SourceState, packed: Json, text: str | None) -> None:
    """Inserts a source that the ledger does not have yet, with the marks of its text."""
    session.execute(sa.insert(SourceRow).values(number=number, sha256=sha256, **asdict(state), **packed))
    if text is not None:
        insert_rows(session, SourceMarkRow, [{"mark": mark, "source_number": number} for mark in marks(text)])


def add_text(session: Session, sha256: str, text: str, layout: str) -> None:
    """Stores the text of a source that has none; an existing text stays."""
    row = session.execute(sa.select(SourceRow.number, SourceRow.packed_sha256).where(SourceRow.sha256 == sha256)).one()
    if row.packed_sha256 is not None:
        return
    session.execute(
        sa.update(SourceRow).where(SourceRow.number == row.number).values(**packed_columns(text, layout)),
        execution_options={"synchronize_session": False},
    )
    insert_rows(session, SourceMarkRow, [{"mark": mark, "source_number": row.number} for mark in marks(text)])


def refresh_source(session: Session, sha256: str) -> None:
    """Updates the row of a source from its events."""
    state = fold_source(entries_of_source(session, sha256))
    if state is None:
        raise LedgerError(f"no event of source {sha256[:12]} adds it; type: tracker db verify")
    session.execute(
        sa.update(SourceRow).where(SourceRow.sha256 == sha256).values(**asdict(state)),
        execution_options={"synchronize_session": False},
    )


def like(session: Session, text: str) -> str | None:
    """The SHA-256 of the stored source that most likely holds the same talk as this text, or None."""
    wanted = marks(text)
    if len(wanted) < MARKS // 2:
        return None
    shared = sa.func.count().label("shared")
    query = (
        sa.select(SourceMarkRow.source_number, shared)
        .where(SourceMarkRow.mark.in_(wanted))
        .group_by(SourceMarkRow.source_number)
        .order_by(shared.desc(), SourceMarkRow.source_number)
        .limit(1)
    )
    best = session.execute(query).first()
    if best is None or not alike(int(best.shared)):
        return None
    return session.execute(sa.select(SourceRow.sha256).where(SourceRow.number == best.source_number)).scalar()
