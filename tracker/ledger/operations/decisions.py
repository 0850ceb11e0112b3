"""What an analyst decides about claims: accept, reject, withdraw, edit, tag, add, split and join."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from tracker.codec import forecast_from_json, forecast_to_json, to_json
from tracker.errors import InvalidRecord, LedgerError
from tracker.ledger.events.chain import entries_of
from tracker.ledger.events.claim_ids import anchored_id, place_of, typed_id
from tracker.ledger.events.claim_state import fold
from tracker.ledger.operations.day_checks import check_edit, check_new
from tracker.ledger.operations.operation import HeldClaim, Operation
from tracker.ledger.operations.put_source import put_source
from tracker.ledger.operations.recounting import Reread, counted
from tracker.ledger.projection.quoting import check_quoted
from tracker.ledger.projection.sources import find_source, source_text
from tracker.records import Claim, Forecast, Status, Transcript

DECIDED = {"accept": Status.ACCEPTED, "reject": Status.REJECTED, "withdraw": Status.WITHDRAWN}
PLACED = frozenset({"anchor", "anchor_start", "end", "quote", "start"})
EDITABLE = frozenset(
    {
        "anchor",
        "anchor_start",
        "claim",
        "condition",
        "end",
        "hedge",
        "horizon",
        "kind",
        "polarity",
        "probability",
        "quantities",
        "quote",
        "said_on",
        "speaker",
        "start",
    }
)


def accept(session: Session, claim_id: str, *, by: str, now: dt.datetime, reason: str | None = None, blind: bool = False) -> Claim:
    """Accepts a claim; the same decision by the same analyst again does nothing.

    `claim_id` is any unique beginning. `blind` marks a second reader's decision: it is kept for agreement, and does not change
    what another has decided before. Raises UnknownClaim.
    """
    return _decide(session, "accept", claim_id, by=by, now=now, reason=reason, blind=blind)


def reject(session: Session, claim_id: str, *, by: str, now: dt.datetime, reason: str | None = None, blind: bool = False) -> Claim:
    """Rejects a claim, as `accept` accepts one."""
    return _decide(session, "reject", claim_id, by=by, now=now, reason=reason, blind=blind)


def withdraw(session: Session, claim_id: str, *, by: str, now: dt.datetime, reason: str | None = None) -> Claim:
    """Takes a claim out of the lists and scores, without losing it. Raises UnknownClaim."""
    return _decide(session, "withdraw", claim_id, by=by, now=now, reason=reason, blind=False)


def _decide(session: Session, kind: str, claim_id: str, *, by: str, now: dt.datetime, reason: str | None, blind: bool) -> Claim:
    operation = Operation(session, by=by, now=now)
    held = operation.take(claim_id)
    decide_held(operation, held, kind, reason=reason, blind=blind)
    return operation.done(held)


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
    """Accepts, rejects or withdraws several claims as one operation, which one undo takes back. Raises UnknownClaim."""
    operation = Operation(session, by=by, now=now)
    held_claims = {}
    for claim_id in claim_ids:
        held = operation.take(claim_id)
        decide_held(operation, held, kind, reason=reason, blind=blind)
        held_claims[held.claim_id] = held
    return [operation.done(held) for held in held_claims.values()]


def decide_held(operation: Operation, held: HeldClaim, kind: str, *, reason: str | None = None, blind: bool = False) -> bool:
    """Appends a decision unless it is the analyst's last one and stands; says whether it did."""
    state, wanted = held.now, DECIDED[kind]
    mine = dict(state.decisions).get(operation.by)
    if mine is wanted and state.offer is None and (blind or state.status is wanted):
        return False
    operation.append(held, kind, {"blind": True} if blind else {}, reason=reason)
    return True


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
    anchor and anchor_start. What is the same already is not an event. With a new `said_on`, a due date that was counted from that
    day moves to what `reread` reads on the new one; one that an analyst set stays. Raises InvalidRecord for an unknown field or
    a value that does not fit, DaysOutOfOrder for days in the wrong order (with `force` only where no outcome is concerned),
    UnknownClaim.
    """
    operation = Operation(session, by=by, now=now)
    held = operation.take(claim_id)
    more = _following(held, changes, reread)
    edit_held(operation, held, {**more, **changes}, reason=reason, followed=tuple(more), force=force)
    return operation.done(held)


def _following(held: HeldClaim, changes: Mapping[str, object], reread: Reread | None) -> dict[str, object]:
    """The horizon on a new day of speaking, where the old one was counted from the old day."""
    forecast = held.now.forecast
    if reread is None or "said_on" not in changes or "horizon" in changes or not counted(forecast, held.entries):
        return {}
    read = reread(forecast, dt.date.fromisoformat(str(to_json(changes["said_on"]))), None)
    return {} if read is None else {"horizon": read}


def edit_held(
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
    """Appends an edit when it changes something; says whether it did.

    `because` is the hash of the event it follows from, `followed` names fields that an analyst did not set but that changed with
    one. Raises DaysOutOfOrder, with `force` only for a forecast that falls due before it was said.
    """
    # A claim moves to another document only with its source.
    unknown = sorted(set(changes) - EDITABLE - ({"doc"} if source_sha256 else set()))
    if unknown:
        raise InvalidRecord("field", unknown[0], "one of " + ", ".join(sorted(EDITABLE)))
    if isinstance(name := changes.get("speaker"), str):
        changes = {**changes, "speaker": operation.numbers.as_written(name)}
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
    """A forecast with other values, records or JSON, and as JSON those that differ. Raises InvalidRecord."""
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
    """Puts tags on a claim and takes others off; what changes nothing is not an event. Raises UnknownClaim."""
    operation = Operation(session, by=by, now=now)
    held = operation.take(claim_id)
    have = set(held.now.tags)
    plus = sorted({each.strip() for each in add if each.strip()} - have)
    minus = sorted({each.strip() for each in remove} & have)
    if plus or minus:
        operation.append(held, "tag", {name: value for name, value in (("add", plus), ("remove", minus)) if value}, reason=reason)
    return operation.done(held)


def add(
    session: Session,
    forecast: Forecast,
    *,
    by: str,
    now: dt.datetime,
    transcript: Transcript | None = None,
    source: str | None = None,
    tags: Iterable[str] = (),
    reason: str | None = None,
) -> Claim:
    """A claim by hand, accepted from the start; the same again is the claim that is there already.

    With `transcript`, or `source` (the beginning of a SHA-256, or a document's name), the quote is anchored there: at the
    forecast's offsets, or where the quote stands once. Raises LedgerError when it does not stand there, or more than once.
    """
    operation = Operation(session, by=by, now=now)
    sha256 = None
    if transcript is not None:
        sha256 = put_source(operation, transcript, said_on=forecast.said_on)
    elif source is not None:
        sha256 = find_source(session, source).sha256
    if sha256 is not None:
        forecast = anchored(session, forecast, sha256)
    held = add_held(operation, forecast, sha256=sha256, tags=tags, reason=reason)
    return operation.done(held)


def anchored(session: Session, forecast: Forecast, sha256: str) -> Forecast:
    """The forecast with the offsets of its quote in a source; raises LedgerError when the quote is not there just once."""
    text, doc = source_text(session, sha256), find_source(session, sha256).doc
    forecast = replace(forecast, doc=doc)
    if text is None or forecast.quote is None:
        return forecast
    start = forecast.start
    if start is None or text[start : start + len(forecast.quote)] != forecast.quote:
        count = text.count(forecast.quote)
        if count != 1:
            where = "does not stand" if count == 0 else f"stands {count} times"
            raise LedgerError(f"the quote {forecast.quote[:40]!r} {where} in {doc}; give the words as they stand there, just once")
        start = text.index(forecast.quote)
    anchor = forecast.anchor if forecast.anchor and forecast.anchor in forecast.quote else forecast.quote
    anchor_start = forecast.anchor_start
    if anchor_start is None or text[anchor_start : anchor_start + len(anchor)] != anchor:
        anchor_start = start + forecast.quote.index(anchor)
    return replace(forecast, start=start, end=start + len(forecast.quote), anchor=anchor, anchor_start=anchor_start)


def add_held(
    operation: Operation,
    forecast: Forecast,
    *,
    sha256: str | None,
    tags: Iterable[str] = (),
    reason: str | None = None,
    **more: Any,
) -> HeldClaim:
    """Appends a claim by hand, unless the very same stands already."""
    operation.close()
    forecast = replace(forecast, speaker=operation.numbers.as_written(forecast.speaker))
    place = place_of(forecast)
    ordinal = 0
    while True:
        claim_id = typed_id(forecast) if sha256 is None or place is None else anchored_id(sha256, place, ordinal)
        entries = entries_of(operation.session, claim_id)
        state = fold(claim_id, entries)
        if state is None or state.forecast.claim == forecast.claim or sha256 is None or place is None:
            break
        ordinal += 1
    if state is not None:
        return operation.take(claim_id)
    check_new(forecast)
    held = HeldClaim(claim_id=claim_id, number=None, entries=entries, state=None)
    details = {"forecast": forecast_to_json(forecast), "status": "accepted", **more}
    wanted = sorted({each.strip() for each in tags if each.strip()})
    operation.append(held, "add", details | ({"tags": wanted} if wanted else {}), reason=reason, source_sha256=sha256)
    return held


def split(
    session: Session, claim_id: str, forecasts: Iterable[Forecast], *, by: str, now: dt.datetime, reason: str | None = None
) -> list[Claim]:
    """Puts several claims in the place of one, which is withdrawn; the tags go along. Raises UnknownClaim."""
    operation = Operation(session, by=by, now=now)
    held = operation.take(claim_id)
    parts = [replace(each, doc=held.now.forecast.doc) for each in forecasts]
    if len(parts) < 2:
        raise InvalidRecord("forecasts", len(parts), "two or more, to split a claim")
    state = held.now
    operation.append(held, "withdraw", {"split": True}, reason=reason or "split")
    made = [
        add_held(operation, each, sha256=state.source_sha256, tags=state.tags, reason=reason, split_from=held.claim_id)
        for each in parts
    ]
    return [operation.done(each) for each in made]


def join(
    session: Session, claim_ids: Iterable[str], forecast: Forecast, *, by: str, now: dt.datetime, reason: str | None = None
) -> Claim:
    """Puts one claim in the place of several, which are withdrawn; all their tags go along. Raises UnknownClaim."""
    operation = Operation(session, by=by, now=now)
    held_claims = [operation.take(each) for each in claim_ids]
    if len({held.claim_id for held in held_claims}) < 2:
        raise InvalidRecord("ids", [held.claim_id for held in held_claims], "two or more claims to join")
    first = held_claims[0].now
    tags = {each for held in held_claims for each in held.now.tags}
    for held in held_claims:
        operation.append(held, "withdraw", {"join": True}, reason=reason or "joined")
    whole = replace(forecast, doc=first.forecast.doc)
    made = add_held(
        operation, whole, sha256=first.source_sha256, tags=tags, reason=reason, joined=sorted(p.claim_id for p in held_claims)
    )
    return operation.done(made)
