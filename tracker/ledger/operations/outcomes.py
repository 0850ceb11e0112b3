"""How predictions came out: judgements, conflicts between analysts, and taking a judgement back."""

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
    """Records a judgement by `resolution.by`; the same one by the same analyst again does nothing, another takes its place.

    The same is the same outcome and credit, with no evidence, value, day or note that the first one lacks; a later `known_on`
    alone does not make it another, an earlier one does.

    Judgements of several analysts stand side by side. The first counts until one that agrees with it takes its place; those that
    disagree are `conflicting` until one of them gives way, or somebody settle it: with `settle`, this judgement counts and
    closes the others. Raises UnknownClaim, DaysOutOfOrder for an outcome whose days cannot be.
    """
    operation = Operation(session, by=resolution.by, now=now)
    held = operation.take(claim_id)
    append_judgement(operation, held, resolution, reason=reason, settle=settle)
    return operation.done(held)


def append_judgement(
    operation: Operation, held: HeldClaim, resolution: Resolution, *, reason: str | None = None, settle: bool = False
) -> bool:
    """Appends a judgement unless the same one by the same analyst stands; says whether it did."""
    state = held.now
    if not (settle and state.conflicting) and _repeated(held, resolution):
        return False
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
    return True


def _repeated(held: HeldClaim, resolution: Resolution) -> bool:
    """Whether the analyst's judgement that stands says the outcome already, and the new one tells nothing more."""
    standing = [each for each in (held.now.resolution, *held.now.conflicting) if each is not None and each.by == resolution.by]
    gone = cancelled(held.entries)
    for entry in reversed(held.entries):
        if standing or entry.kind == "reopen":
            break
        # A judgement that another analyst's took the place of, since both agree, is still this analyst's last word.
        if entry.kind in {"resolve", "settle"} and entry.actor == resolution.by and entry.hash not in gone:
            standing.append(resolution_of(entry))
    return any(_says_no_more(resolution, each) for each in standing)


def _says_no_more(new: Resolution, old: Resolution) -> bool:
    return (
        agree(new, old)
        and new.known_on >= old.known_on
        and new.value in {None, old.value}
        and new.happened_on in {None, old.happened_on}
        and new.note in {None, old.note}
        and set(new.evidence) <= set(old.evidence)
    )


def reopen(session: Session, claim_id: str, *, by: str, now: dt.datetime, reason: str | None = None) -> Claim:
    """Takes back every judgement of a claim without losing it; a claim that is open already stays so. Raises UnknownClaim."""
    operation = Operation(session, by=by, now=now)
    held = operation.take(claim_id)
    if held.now.resolution is not None:
        operation.append(held, "reopen", reason=reason)
    return operation.done(held)
