"""The latest changes: the heads of the chains, and the newest events of others."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.ledger.database.models import EventRow, LedgerRow
from tracker.ledger.events.chain import COLUMNS, entry_of
from tracker.ledger.events.entry import to_record
from tracker.records import Event


def chain_head(session: Session) -> str:
    """The joined hashes of the last event of every chain in the ledger; any change to the ledger changes it."""
    return " ".join(session.execute(sa.select(LedgerRow.head).order_by(LedgerRow.id)).scalars())


def newest_events(session: Session, *, kinds: Sequence[str], not_by: str, limit: int, among: int = 500) -> list[Event]:
    """The last events of these kinds about claims that somebody else recorded, the newest first.

    Only the last `among` events are searched, so that the answer is quick for a long chain.
    """
    last = int(session.execute(sa.select(sa.func.max(EventRow.number))).scalar() or 0)
    query = (
        sa.select(*COLUMNS)
        .where(EventRow.number > last - among, EventRow.kind.in_(kinds), EventRow.actor != not_by, EventRow.claim_id.is_not(None))
        .order_by(EventRow.number.desc())
        .limit(limit)
    )
    return [to_record(entry_of(row)) for row in session.execute(query)]
