"""Decisions of analysts: accept, reject, withdraw, edit and tag."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from tracker.codec import forecast_from_json, forecast_to_json, to_json
from tracker.errors import InvalidRecord
from tracker.ledger.events.claim_state import DECIDED
from tracker.ledger.operations.day_checks import check_edit
from tracker.ledger.operations.operation import HeldClaim, Operation
from tracker.ledger.operations.relative_due_dates import Reread, counted
from tracker.ledger.projection.quoting import check_quoted
from tracker.records import Claim, Forecast

PLACED = frozenset({"anchor", "anchor_start", "end", "quote", "start"})
EDITABLE = PLACED | frozenset("claim condition hedge horizon kind polarity probability quantities said_on speaker".split())


def accept(session: Session, claim_id: str, *, by: str, now: dt.datetime, reason: str | None = None, blind: bool = False) -> Claim:
    """Accepts a claim; the same decision by the same analyst again does nothing.

    `claim_id` is any unique prefix. `blind` marks a second reader's decision: it is recorded for agreement, and does not change an
    earlier decision of somebody else. Raises UnknownClaim.
    """
    return decide_all(session, "accept", (claim_id,), by=by, now=now, reason=reason, blind=blind)[0]


def reject(session: Session, claim_id: str, *, by: str, now: dt.datetime, reason: str | None = None, blind: bool = False) -> Claim:
    """Rejects a claim, as `accept` accepts one."""
    return decide_all(session, "reject", (claim_id,), by=by, now=now, reason=reason, blind=blind)[0]


def withdraw(session: Session, claim_id: str, *, by: str, now: dt.datetime, reason: str | None = None) -> Claim:
    """Removes a claim from lists and scores without deleting it. Raises UnknownClaim."""
    return decide_all(session, "withdraw", (claim_id,), by=by, now=now, reason=reason)[0]


def decide_all(
    session: Session,
    kind: str,
    claim_ids: Iterable[str],
    *,
    by: str,
    now: dt.datetime,
    reason: str | None = None,
    blind: bool = False,
) -> list[Claim]:
    """Accepts, rejects or withdraws several claims as one operation, which one undo reverts; returns each claim once.

    A decision that repeats the analyst's current one is not recorded. Raises UnknownClaim.
    """
    operation, wanted = Operation(session, by=by, now=now), DECIDED[kind]
    held_claims = {}
    for claim_id in claim_ids:
        held = operation.take(claim_id)
        held_claims[held.claim_id] = held
        state = held.now
        mine = dict(state.decisions).get(by)
        if mine is not wanted or state.offer is not None or not (blind or state.status is wanted):
            operation.append(held, kind, {"blind": True} if blind else {}, reason=reason)
    return [operation.done(held) for held in held_claims.values()]


def edit(
    session: Session,
    claim_id: str,
    changes: Mapping[str, object],
    *,
    by: str,
    now: dt.datetime,
    reason: str | None = None,
    reread: Reread | None = None,
    force: bool = False,
) -> Claim:
    """Changes fields of a claim's forecast, named as in its JSON; values are records or JSON.

    The fields are claim, speaker, said_on, kind, polarity, condition, horizon, probability, hedge, quantities, quote, start, end,
    anchor and anchor_start. An edit that changes nothing is not recorded. With a new `said_on`, a due date that was counted from
    the old day becomes what `reread` reads for the new one; one that an analyst set stays. Raises InvalidRecord for an unknown
    field or a value that does not fit, DaysOutOfOrder for days in the wrong order (with `force` only where no outcome is
    concerned), UnknownClaim.
    """
    operation = Operation(session, by=by, now=now)
    held = operation.take(claim_id)
    more = _following(held, changes, reread)
    append_edit(operation, held, {**more, **changes}, reason=reason, followed=tuple(more), force=force)
    return operation.done(held)


def _following(held: HeldClaim, changes: Mapping[str, object], reread: Reread | None) -> dict[str, object]:
    """The horizon for a new day of speaking, if the old one was counted from the old day."""
    forecast = held.now.forecast
    if reread is None or "said_on" not in changes or "horizon" in changes or not counted(forecast, held.entries):
        return {}
    read = reread(forecast, dt.date.fromisoformat(str(to_json(changes["said_on"]))), None)
    return {} if read is None else {"horizon": read}


def append_edit(
    operation: Operation,
    held: HeldClaim,
    changes: Mapping[str, object],
    *,
    reason: str | None = None,
    because: str | None = None,
    source_sha256: str | None = None,
    followed: tuple[str, ...] = (),
    force: bool = False,
) -> bool:
    """Appends an edit if it changes anything; returns whether it did.

    `because` is the hash of the event that caused it, `followed` names fields that changed only because another field did. Raises
    DaysOutOfOrder, with `force` only for a forecast that falls due before it was said.
    """
    # A claim changes its document only together with its source.
    unknown = sorted(set(changes) - EDITABLE - ({"doc"} if source_sha256 else set()))
    if unknown:
        raise InvalidRecord("field", unknown[0], "one of " + ", ".join(sorted(EDITABLE)))
    if isinstance(name := changes.get("speaker"), str):
        changes = {**changes, "speaker": operation.numbers.known_spelling(name)}
    forecast, changed = changed_forecast(held.now.forecast, changes)
    if not changed and source_sha256 in {None, held.now.source_sha256}:
        return False
    check_edit(held.claim_id, held.now, forecast, force=force)
    if changed.keys() & PLACED:
        check_quoted(operation.session, held.claim_id, replace(held.now, forecast=forecast), source_sha256)
    kept = sorted(name for name in followed if name in changed)
    details: dict[str, Any] = {"set": changed} | ({"because": because} if because else {}) | ({"followed": kept} if kept else {})
    operation.append(held, "edit", details, reason=reason, source_sha256=source_sha256)
    return True


def changed_forecast(forecast: Forecast, changes: Mapping[str, object]) -> tuple[Forecast, dict[str, Any]]:
    """A forecast with changed values (records or JSON), and those that differ, as JSON. Raises InvalidRecord."""
    before = forecast_to_json(forecast)
    after: dict[str, Any] = before | to_json(changes)
    if "kind" not in changes and ("horizon" in changes or "probability" in changes):
        after["kind"] = "dated" if after["horizon"] else "odds" if after["probability"] else "undated"
    found = forecast_from_json(after)
    return found, {name: value for name, value in forecast_to_json(found).items() if value != before[name]}


def tag(
    session: Session,
    claim_id: str,
    *,
    add: Iterable[str] = (),
    remove: Iterable[str] = (),
    by: str,
    now: dt.datetime,
    reason: str | None = None,
) -> Claim:
    """Adds and removes tags of a claim; a call that changes nothing records nothing. Raises UnknownClaim."""
    operation = Operation(session, by=by, now=now)
    held = operation.take(claim_id)
    have = set(held.now.tags)
    plus = sorted({each.strip() for each in add if each.strip()} - have)
    minus = sorted({each.strip() for each in remove} & have)
    if plus or minus:
        operation.append(held, "tag", {name: value for name, value in (("add", plus), ("remove", minus)) if value}, reason=reason)
    return operation.done(held)
