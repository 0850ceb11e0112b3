"""The classifier's adjustment learned from decisions, stored as an event so that all analysts use the same."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.ledger.database.models import EventRow, LedgerRow
from tracker.ledger.events.chain import COLUMNS, entry_of
from tracker.ledger.operations.operation import Operation
from tracker.ledger.projection.claim_filter import ClaimFilter, Order
from tracker.ledger.projection.listing import list_claims
from tracker.records import Claim, Status

KIND = "fit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A layer learned from decisions: the weights it belongs to, its values, who fitted it and when, and why it was adopted."""

    weights: str
    values: tuple[float, ...]
    by: str
    recorded_at: dt.datetime
    why: str


def current_fit(session: Session) -> Fit | None:
    """The ledger's own latest fit, or None after a reset; fits in imported chains do not count."""
    own = sa.select(LedgerRow.id).where(LedgerRow.own.is_(True)).scalar_subquery()
    query = (
        sa.select(*COLUMNS)
        .where(EventRow.claim_id.is_(None), EventRow.source_sha256.is_(None), EventRow.ledger_id == own, EventRow.kind == KIND)
        .order_by(EventRow.position.desc())
        .limit(1)
    )
    row = session.execute(query).first()
    if row is None:
        return None
    entry = entry_of(row)
    values = entry.details.get("values")
    if not isinstance(values, list) or not values:
        return None
    return Fit(
        weights=str(entry.details.get("weights")),
        values=tuple(float(each) for each in values),
        by=entry.actor,
        recorded_at=entry.recorded_at,
        why=str(entry.reason or ""),
    )


def store_fit(session: Session, weights: str, values: Sequence[float], *, by: str, now: dt.datetime, reason: str) -> None:
    """Makes a layer the current one; `reason` says why. Storing the same layer again records nothing."""
    before = current_fit(session)
    if before is None or (before.weights, before.values) != (weights, tuple(values)):
        _append(session, {"weights": weights, "values": list(values)}, by, now, reason)


def reset_fit(session: Session, *, by: str, now: dt.datetime, reason: str | None = None) -> bool:
    """Removes the current layer, so that only the shipped weights are used; False if there was none."""
    if current_fit(session) is None:
        return False
    _append(session, {"values": []}, by, now, reason)
    return True


def _append(session: Session, details: dict[str, object], by: str, now: dt.datetime, reason: str | None) -> None:
    operation = Operation(session, by=by, now=now)
    operation.append_other(KIND, details, reason=reason)
    operation.close()


def decided_claims(session: Session) -> dict[str, list[Claim]]:
    """The accepted and rejected claims that are anchored in a transcript, by its SHA-256."""
    wanted = ClaimFilter(statuses=(Status.ACCEPTED, Status.REJECTED), order=Order.SOURCE)
    found: dict[str, list[Claim]] = {}
    for claim in list_claims(session, wanted):
        if claim.source is not None and claim.forecast.anchor_start is not None:
            found.setdefault(claim.source.sha256, []).append(claim)
    return found
