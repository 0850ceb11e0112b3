"""Claims by filter and by id, as they are now or were on a day."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.errors import LedgerError
from tracker.ledger.database.models import ClaimRow, TagRow
from tracker.ledger.events.chain import chunks, entries_by_claim
from tracker.ledger.events.claim_state import ClaimState, fold
from tracker.ledger.events.entry import to_record
from tracker.ledger.projection.as_of import AsOf, end_of_day
from tracker.ledger.projection.claim_filter import ClaimFilter, Order
from tracker.ledger.projection.claim_rows import claims_of, select_claims
from tracker.ledger.projection.filter_conditions import (
    Condition,
    fixed_conditions,
    in_chain,
    known_later,
    not_known_later,
    on_sqlite,
    outcome_conditions,
)
from tracker.ledger.projection.id_prefixes import resolve_id
from tracker.ledger.projection.searching import matching
from tracker.records import Claim, Event

Key = tuple[Any, ...]

BATCH = 500


_COLUMNS: dict[Order, tuple[Any, ...]] = {
    Order.SAID: (ClaimRow.said_on, ClaimRow.id),
    Order.DUE: (ClaimRow.due, ClaimRow.id),
    Order.SOURCE: (ClaimRow.source_number, ClaimRow.quote_start, ClaimRow.id),
    Order.CONFIDENCE: (ClaimRow.confidence, ClaimRow.id),
    Order.UNCERTAIN: (ClaimRow.uncertainty, ClaimRow.id),
    Order.TRANSCRIPT: (ClaimRow.source_number, ClaimRow.uncertainty, ClaimRow.id),
    Order.RECORDED: (ClaimRow.number,),
    Order.ID: (ClaimRow.id,),
}


def _ordered(query: sa.Select[Any], wanted: ClaimFilter) -> sa.Select[Any]:
    columns = _COLUMNS[wanted.order]
    if wanted.descending:
        return query.order_by(*(column.desc().nulls_first() if column.nullable else column.desc() for column in columns))
    return query.order_by(*(column.asc().nulls_last() if column.nullable else column.asc() for column in columns))


def _key(claim: Claim, row: Any, order: Order) -> Key:
    forecast = claim.forecast
    values: dict[Order, Key] = {
        Order.SAID: (forecast.said_on, claim.id),
        Order.DUE: (claim.due or dt.date.max, claim.due is None, claim.id),
        Order.SOURCE: (row.source_number is None, row.source_number, forecast.start is None, forecast.start, claim.id),
        Order.CONFIDENCE: (forecast.confidence, claim.id),
        Order.UNCERTAIN: (abs(forecast.confidence - 0.5), claim.id),
        Order.TRANSCRIPT: (row.source_number is None, row.source_number, abs(forecast.confidence - 0.5), claim.id),
        Order.RECORDED: (row.number,),
        Order.ID: (claim.id,),
    }
    return values[order]


def _split(session: Session, wanted: ClaimFilter, view: AsOf) -> tuple[list[Condition], list[Condition] | None]:
    """The conditions for claims whose rows show their state, and for those whose events must be read; None if none must."""
    fixed, outcome = fixed_conditions(session, wanted, view), outcome_conditions(wanted)
    if wanted.recorded_by is not None:
        end = end_of_day(wanted.recorded_by)
        settled: list[Condition] = [ClaimRow.recorded_last < end, *fixed, *outcome]
        moved: list[Condition] = [ClaimRow.recorded_first < end, ClaimRow.recorded_last >= end]
        if wanted.text is not None:
            moved.append(matching(session, wanted.text))
        if wanted.ids is not None:
            moved.append(ClaimRow.id.in_(wanted.ids))
        if wanted.chain is not None:
            moved.append(in_chain(wanted.chain, view))
        if wanted.as_of is not None:
            later = known_later(wanted.as_of)
            return [*settled, not_known_later(wanted.as_of)], [
                sa.or_(sa.and_(*moved), sa.and_(ClaimRow.recorded_last < end, *fixed, later))
            ]
        return settled, moved
    if wanted.as_of is not None:
        later = known_later(wanted.as_of)
        return [*fixed, *outcome, not_known_later(wanted.as_of)], [*fixed, later]
    return [*fixed, *outcome], None


def list_claims(
    session: Session, wanted: ClaimFilter | None = None, *, with_events: bool = False, view: AsOf | None = None
) -> list[Claim]:
    """The claims that pass a filter, sorted, with their events only if asked for.

    `view` is that of the filter's `recorded_by`, for callers that list in parts.
    """
    wanted = wanted or ClaimFilter()
    view = view or AsOf(session, wanted.recorded_by)
    plain, moved = _split(session, wanted, view)
    query = _ordered(select_claims(*plain), wanted)
    if moved is None:
        if wanted.limit is not None or wanted.offset:
            query = query.limit(-1 if wanted.limit is None and on_sqlite(session) else wanted.limit).offset(wanted.offset)
        return [claim for _row, claim in _read(session, query, view, with_events=with_events)]
    if wanted.limit is not None:
        query = query.limit(wanted.limit + wanted.offset)
    found = list(_read(session, query, view, with_events=with_events))
    found += _moved_claims(session, moved, wanted, view, with_events=with_events)
    found.sort(key=lambda each: _key(each[1], each[0], wanted.order), reverse=wanted.descending)
    end = None if wanted.limit is None else wanted.offset + wanted.limit
    return [claim for _row, claim in found[wanted.offset : end]]


def _read(session: Session, query: sa.Select[Any], view: AsOf, *, with_events: bool) -> Iterator[tuple[Any, Claim]]:
    for part in chunks(session.execute(query), BATCH):
        for row, claim in zip(part, claims_of(session, part, with_events=with_events), strict=True):
            yield row, claim if view.day is None else _as_it_was(claim, row, view)


def _as_it_was(claim: Claim, row: Any, view: AsOf) -> Claim:
    forecast = replace(claim.forecast, speaker=view.name(row.spelling))
    return replace(claim, forecast=forecast, chain=view.chain(claim.id))


def _moved_claims(
    session: Session, conditions: list[Condition], wanted: ClaimFilter, view: AsOf, *, with_events: bool
) -> Iterator[tuple[Any, Claim]]:
    for part in chunks(session.execute(select_claims(*conditions)).all(), BATCH):
        entries = entries_by_claim(session, [row.id for row in part])
        for row in part:
            state = fold(row.id, entries[row.id], as_of=wanted.as_of, recorded_by=wanted.recorded_by)
            if state is None or not passes(state, wanted, view):
                continue
            events = tuple(to_record(entry) for entry in entries[row.id]) if with_events else ()
            yield row, view.claim(state, row, _counted(events, wanted))


def _counted(events: tuple[Event, ...], wanted: ClaimFilter) -> tuple[Event, ...]:
    if wanted.recorded_by is None:
        return events
    return tuple(event for event in events if event.recorded_at.date() <= wanted.recorded_by)


def passes(state: ClaimState, wanted: ClaimFilter, view: AsOf) -> bool:
    """Whether a claim in an earlier state passes a filter, apart from its text."""
    forecast = state.forecast
    due = forecast.horizon.end if forecast.horizon else None
    checks = (
        not wanted.statuses or state.status in wanted.statuses,
        not wanted.kinds or forecast.kind in wanted.kinds,
        not wanted.outcomes or (state.resolution is not None and state.resolution.outcome in wanted.outcomes),
        wanted.pending is None or wanted.pending is (state.resolution is None),
        wanted.conflicted is None or wanted.conflicted is bool(state.conflicting),
        wanted.reoffered is None or wanted.reoffered is (state.offer is not None),
        wanted.tag is None or wanted.tag in state.tags,
        wanted.ids is None or state.id in wanted.ids,
        wanted.due_before is None or (due is not None and due <= wanted.due_before),
        wanted.due_after is None or (due is not None and due >= wanted.due_after),
        wanted.said_before is None or forecast.said_on <= wanted.said_before,
        wanted.said_after is None or forecast.said_on >= wanted.said_after,
        wanted.below is None or forecast.confidence < wanted.below,
        wanted.at_least is None or forecast.confidence >= wanted.at_least,
    )
    if not all(checks):
        return False
    if wanted.speaker is not None and not view.means(wanted.speaker, forecast.speaker):
        return False
    if wanted.source is not None:
        sha256 = state.source_sha256 or ""
        if not (sha256 and sha256.startswith(wanted.source.lower())) and forecast.doc != wanted.source:
            return False
    return wanted.chain is None or view.chain(state.id) == wanted.chain


def count_claims(session: Session, wanted: ClaimFilter | None = None) -> int:
    """The number of claims that pass a filter, regardless of its limit."""
    wanted = wanted or ClaimFilter()
    view = AsOf(session, wanted.recorded_by)
    plain, moved = _split(session, wanted, view)
    count = int(session.execute(sa.select(sa.func.count()).select_from(ClaimRow).where(*plain)).scalar_one())
    if moved is not None:
        count += sum(1 for _each in _moved_claims(session, moved, wanted, view, with_events=False))
    return count


def tags(session: Session) -> list[str]:
    """Every tag of any claim, by name."""
    return list(session.execute(sa.select(TagRow.tag).distinct().order_by(TagRow.tag)).scalars())


def get_claim(session: Session, prefix: str, *, as_of: dt.date | None = None, recorded_by: dt.date | None = None) -> Claim:
    """The claim whose id has this prefix, with its events; as it was on a day if one is given.

    Raises UnknownClaim if no claim, or more than one, has such an id, LedgerError if it did not exist yet on that day.
    """
    claim_id = resolve_id(session, prefix)
    found = list_claims(session, ClaimFilter(ids=(claim_id,), as_of=as_of, recorded_by=recorded_by), with_events=True)
    if not found:
        day = as_of or recorded_by
        raise LedgerError(f"claim {claim_id} did not exist yet on {day}; ask for a later day, or without one")
    return found[0]


def history(session: Session, prefix: str) -> tuple[Event, ...]:
    """Every event of a claim, in order. Raises UnknownClaim."""
    return get_claim(session, prefix).events
