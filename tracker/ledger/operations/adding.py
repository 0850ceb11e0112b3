"""Adding claims by hand, and splitting and joining claims."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from tracker.codec import forecast_to_json
from tracker.errors import InvalidRecord, LedgerError
from tracker.ledger.events.chain import entries_of
from tracker.ledger.events.claim_ids import anchored_id, place_of, typed_id
from tracker.ledger.events.claim_state import fold
from tracker.ledger.operations.day_checks import check_new
from tracker.ledger.operations.operation import HeldClaim, Operation
from tracker.ledger.projection.sources import find_source, source_text
from tracker.records import Claim, Forecast


def add(
    session: Session,
    forecast: Forecast,
    *,
    by: str,
    now: dt.datetime,
    source: str | None = None,
    tags: Iterable[str] = (),
    reason: str | None = None,
) -> Claim:
    """Adds a claim by hand, accepted from the start; adding it again returns the existing claim.

    With `source` (a prefix of a SHA-256, or a document's name) the quote is anchored there: at the forecast's offsets, or at its
    only occurrence. Raises LedgerError if it does not occur there, or more than once.
    """
    operation = Operation(session, by=by, now=now)
    sha256 = None if source is None else find_source(session, source).sha256
    if sha256 is not None:
        forecast = anchored(session, forecast, sha256)
    held = append_claim(operation, forecast, sha256=sha256, tags=tags, reason=reason)
    return operation.done(held)


def anchored(session: Session, forecast: Forecast, sha256: str) -> Forecast:
    """The forecast with the offsets of its quote in a source; raises LedgerError unless the quote occurs exactly once."""
    text, doc = source_text(session, sha256), find_source(session, sha256).doc
    forecast = replace(forecast, doc=doc)
    if text is None or forecast.quote is None:
        return forecast
    start = forecast.start
    if start is None or text[start : start + len(forecast.quote)] != forecast.quote:
        count = text.count(forecast.quote)
        if count != 1:
            where = "does not occur" if count == 0 else f"occurs {count} times"
            raise LedgerError(f"the quote {forecast.quote[:40]!r} {where} in {doc}; give words that occur there exactly once")
        start = text.index(forecast.quote)
    anchor = forecast.anchor if forecast.anchor and forecast.anchor in forecast.quote else forecast.quote
    anchor_start = forecast.anchor_start
    if anchor_start is None or text[anchor_start : anchor_start + len(anchor)] != anchor:
        anchor_start = start + forecast.quote.index(anchor)
    return replace(forecast, start=start, end=start + len(forecast.quote), anchor=anchor, anchor_start=anchor_start)


def append_claim(
    operation: Operation,
    forecast: Forecast,
    *,
    sha256: str | None,
    tags: Iterable[str] = (),
    reason: str | None = None,
    **more: Any,
) -> HeldClaim:
    """Appends a claim by hand, unless it is there already."""
    operation.close()
    forecast = replace(forecast, speaker=operation.numbers.known_spelling(forecast.speaker))
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
    """Replaces one claim, which is withdrawn, by several with the same tags. Raises UnknownClaim."""
    operation = Operation(session, by=by, now=now)
    held = operation.take(claim_id)
    parts = [replace(each, doc=held.now.forecast.doc) for each in forecasts]
    if len(parts) < 2:
        raise InvalidRecord("forecasts", len(parts), "two or more, to split a claim")
    state = held.now
    operation.append(held, "withdraw", {"split": True}, reason=reason or "split")
    made = [
        append_claim(operation, each, sha256=state.source_sha256, tags=state.tags, reason=reason, split_from=held.claim_id)
        for each in parts
    ]
    return [operation.done(each) for each in made]


def join(
    session: Session, claim_ids: Iterable[str], forecast: Forecast, *, by: str, now: dt.datetime, reason: str | None = None
) -> Claim:
    """Replaces several claims, which are withdrawn, by one with all their tags. Raises UnknownClaim."""
    operation = Operation(session, by=by, now=now)
    held_claims = [operation.take(each) for each in claim_ids]
    if len({held.claim_id for held in held_claims}) < 2:
        raise InvalidRecord("ids", [held.claim_id for held in held_claims], "two or more claims to join")
    first = held_claims[0].now
    tags = {each for held in held_claims for each in held.now.tags}
    for held in held_claims:
        operation.append(held, "withdraw", {"join": True}, reason=reason or "joined")
    whole = replace(forecast, doc=first.forecast.doc)
    made = append_claim(
        operation, whole, sha256=first.source_sha256, tags=tags, reason=reason, joined=sorted(p.claim_id for p in held_claims)
    )
    return operation.done(made)
