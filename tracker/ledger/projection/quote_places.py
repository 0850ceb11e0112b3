"""The spans of all quotes in a transcript, without reading the claims."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.ledger.database.models import ClaimRow, SourceRow
from tracker.records import Status


@dataclass(frozen=True, slots=True, order=True)
class QuotePlace:
    """The span of a claim's quote in its transcript."""

    start: int
    end: int
    claim_id: str


def quote_places(session: Session, sha256: str) -> list[QuotePlace]:
    """The spans of the quotes in a source, in the order of the text; withdrawn claims and those without a quote are left out."""
    query = (
        sa.select(ClaimRow.quote_start, ClaimRow.quote_end, ClaimRow.id)
        .join(SourceRow, SourceRow.number == ClaimRow.source_number)
        .where(
            SourceRow.sha256 == sha256,
            ClaimRow.status != Status.WITHDRAWN.value,
            ClaimRow.quote_start.is_not(None),
            ClaimRow.quote_end.is_not(None),
        )
    )
    return sorted(QuotePlace(start or 0, end or 0, claim_id) for start, end, claim_id in session.execute(query))
