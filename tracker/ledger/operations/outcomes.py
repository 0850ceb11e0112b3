"""Outcomes: judgements, conflicts between analysts, and reopening a claim."""

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from tracker.ledger.events.claim_state import agree, resolution_of
from tracker.ledger.events.entry import cancelled
from tracker.ledger.operations.day_checks import check_outcome
from tracker.ledger.operations.operation import HeldClaim, Operation
from tracker.records import Claim, Resolution


def resolve(
    session: Session,
    claim_id: str,
    resolution: Resolution,
    *,
    now: dt.datetime,
    reason: str | None = None,
    settle: bool = False,
) -> Claim:
    """Records a judgement by `resolution.by`; it replaces the analyst's earlier one, and repeating it does nothing.

    A judgement repeats an earlier one if it has the same outcome and credit, and no evidence, value, day or note that the earlier
    one lacks; an earlier `known_on` makes it a new one, a later one does not.

    Several analysts may judge a claim. The first judgement counts until one that agrees with it replaces it; those that disagree
    are `conflicting` until one side gives way or somebody settles the conflict: with `settle`, this judgement counts and the others
    are closed. Raises UnknownClaim, DaysOutOfOrder for an outcome whose days are in the wrong order.
    """
    operation = Operation(session, by=resolution.by, now=now)
    held = operation.take(claim_id)
    state = held.now
    if not (settle and state.conflicting) and _repeated(held, resolution):
        return operation.done(held)
    check_outcome(held.claim_id, state.forecast, resolution, operation.chain.now)
    details: dict[str, Any] = {
        "outcome": resolution.outcome.value,
        "credit": resolution.credit,
        "value": resolution.value,
        "happened_on": resolution.happened_on.isoformat() if resolution.happened_on else None,
        "evidence": list(resolution.evidence),
        "note": resolution.note,
    }
    kept = {name: value for name, value in details.items() if value not in (None, [])}
    operation.append(held, "settle" if settle else "resolve", kept, reason=reason, known_on=resolution.known_on)
    return operation.done(held)


def _repeated(held: HeldClaim, resolution: Resolution) -> bool:
    """Whether a judgement repeats the analyst's current one and adds nothing."""
    current = [each for each in (held.now.resolution, *held.now.conflicting) if each is not None and each.by == resolution.by]
    gone = cancelled(held.entries)
    for entry in reversed(held.entries):
        if current or entry.kind == "reopen":
            break
        # A judgement that an agreeing one of another analyst replaced is still this analyst's current one.
        if entry.kind in {"resolve", "settle"} and entry.actor == resolution.by and entry.hash not in gone:
            current.append(resolution_of(entry))
    return any(_adds_nothing(resolution, each) for each in current)


def _adds_nothing(new: Resolution, old: Resolution) -> bool:
    return (
        agree(new, old)
        and new.known_on >= old.known_on
        and new.value in {None, old.value}
        and new.happened_on in {None, old.happened_on}
        and new.note in {None, old.note}
        and set(new.evidence) <= set(old.evidence)
    )


def reopen(session: Session, claim_id: str, *, by: str, now: dt.datetime, reason: str | None = None) -> Claim:
    """Removes every judgement of a claim, which stay in its history; does nothing to an open claim. Raises UnknownClaim."""
    operation = Operation(session, by=by, now=now)
    held = operation.take(claim_id)
    if held.now.resolution is not None:
        operation.append(held, "reopen", reason=reason)
    return operation.done(held)
