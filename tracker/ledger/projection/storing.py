"""Writing the states of claims to the derived tables, in the same transaction as their events."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.errors import LedgerError
from tracker.ledger.database.models import ClaimRow, JudgementRow, LinkRow, QuantityRow, TagRow
from tracker.ledger.events.chain import chunks
from tracker.ledger.events.claim_state import ClaimState
from tracker.ledger.projection.row_numbers import Numbering, Numbers
from tracker.records import Resolution

Row = dict[str, Any]

CHAINING = frozenset({"restates", "updates"})
CHILDREN: tuple[type[QuantityRow | TagRow | JudgementRow | LinkRow], ...] = (QuantityRow, TagRow, JudgementRow, LinkRow)


def as_text(values: Sequence[str]) -> str:
    """A list of strings as the JSON text of a column."""
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))


def claim_row(state: ClaimState, numbers: Numbering) -> Row:
    """The columns that come from a claim's state, without `number` and `chain`."""
    forecast, counts = state.forecast, state.resolution
    horizon, odds, hedge = forecast.horizon, forecast.probability, forecast.hedge
    return {
        "id": state.id,
        "source_number": numbers.source(state.source_sha256),
        "speaker_number": numbers.speaker(forecast.speaker),
        "status": state.status.value,
        "kind": forecast.kind.value,
        "polarity": forecast.polarity.value,
        "said_on": forecast.said_on,
        "claim": forecast.claim,
        "doc": forecast.doc,
        "quote": forecast.quote,
        "quote_start": forecast.start,
        "quote_end": forecast.end,
        "anchor": forecast.anchor,
        "anchor_start": forecast.anchor_start,
        "speaker_confidence": forecast.speaker_confidence,
        "t_start_ms": forecast.t_start_ms,
        "t_end_ms": forecast.t_end_ms,
        "horizon_text": horizon.text if horizon else None,
        "window_start": horizon.start if horizon else None,
        "due": horizon.end if horizon else None,
        "grain": horizon.grain.value if horizon else None,
        "horizon_rule": horizon.rule if horizon else None,
        "anchored_on": horizon.anchored_on if horizon else None,
        "odds_text": odds.text if odds else None,
        "odds_low": odds.low if odds else None,
        "odds_high": odds.high if odds else None,
        "hedge_text": hedge.text if hedge else None,
        "hedge_low": hedge.low if hedge else None,
        "hedge_high": hedge.high if hedge else None,
        "hedge_scale": hedge.scale if hedge else None,
        "condition": forecast.condition,
        "confidence": forecast.confidence,
        "uncertainty": abs(forecast.confidence - 0.5),
        "trace": as_text(forecast.trace),
        "about": as_text(forecast.about),
        "outcome": counts.outcome.value if counts else None,
        "outcome_known_on": counts.known_on if counts else None,
        "conflicted": bool(state.conflicting),
        "reoffered": state.offer is not None,
        "recorded_first": state.recorded_first,
        "recorded_last": state.recorded_last,
    }


def _judgement(number: int, place: int, judgement: Resolution) -> Row:
    return {
        "claim_number": number,
        "place": place,
        "counts": place == 0,
        "actor": judgement.by,
        "outcome": judgement.outcome.value,
        "known_on": judgement.known_on,
        "happened_on": judgement.happened_on,
        "credit": judgement.credit,
        "value": judgement.value,
        "evidence": as_text(judgement.evidence),
        "note": judgement.note,
    }


def child_rows(number: int, state: ClaimState) -> dict[type[Any], list[Row]]:
    """The rows of a claim in the tables CHILDREN; the judgement in place 0 is the one that counts."""
    judgements = [(0, state.resolution)] if state.resolution else []
    judgements += [(place, each) for place, each in enumerate(state.conflicting, 1)]
    return {
        QuantityRow: [
            {
                "claim_number": number,
                "place": place,
                "words": each.text,
                "low": each.low,
                "high": each.high,
                "unit": each.unit,
                "comparator": each.comparator.value,
            }
            for place, each in enumerate(state.forecast.quantities)
        ],
        TagRow: [{"claim_number": number, "tag": tag} for tag in state.tags],
        JudgementRow: [_judgement(number, place, each) for place, each in judgements],
        LinkRow: [
            {"claim_number": number, "other_id": each.other_id, "relation": each.relation, "recorded_at": each.recorded_at}
            for each in state.links
        ],
    }


def insert_rows(session: Session, table: type[Any], rows: Sequence[Row]) -> None:
    """Inserts rows in large batches."""
    for part in chunks(rows, 5000):
        session.execute(sa.insert(table.__table__), part)


def insert_states(session: Session, states: Iterable[tuple[int, ClaimState]], numbers: Numbers) -> None:
    """Inserts new claims, each with its number, and updates the chains that they are linked to."""
    linked: list[str] = []
    for part in chunks(states, 2000):
        new = [state.id for _number, state in part]
        linked += [state.id for _number, state in part if state.links]
        for some in chunks(new):
            linked += session.execute(sa.select(LinkRow.other_id).where(LinkRow.other_id.in_(some))).scalars()
        insert_rows(
            session, ClaimRow, [claim_row(state, numbers) | {"number": number, "chain": state.id} for number, state in part]
        )
        children: dict[type[Any], list[Row]] = {table: [] for table in CHILDREN}
        for number, state in part:
            for table, rows in child_rows(number, state).items():
                children[table] += rows
        for table, rows in children.items():
            insert_rows(session, table, rows)
    rechain(session, linked)


def update_state(session: Session, number: int, before: ClaimState, after: ClaimState, numbers: Numbers) -> None:
    """Writes the differences between two states of a claim."""
    old, new = claim_row(before, numbers), claim_row(after, numbers)
    changed = {name: value for name, value in new.items() if old[name] != value}
    if changed:
        session.execute(
            sa.update(ClaimRow).where(ClaimRow.number == number).values(**changed), execution_options={"synchronize_session": False}
        )
    if old["speaker_number"] != new["speaker_number"]:
        numbers.drop_unused(before.forecast.speaker)
    olds, news = child_rows(number, before), child_rows(number, after)
    for table in CHILDREN:
        if olds[table] != news[table]:
            _write_differences(session, table, olds[table], news[table])
    # The id of a chain is that of its earliest claim, which another day of speaking may change.
    if olds[LinkRow] != news[LinkRow] or old["said_on"] != new["said_on"]:
        touched = {link.other_id for link in (*before.links, *after.links)}
        rechain(session, [after.id, *sorted(touched)])


def _write_differences(session: Session, table: type[Any], old: Sequence[Row], new: Sequence[Row]) -> None:
    keys = [column.name for column in table.__table__.primary_key]
    before = {tuple(row[name] for name in keys): row for row in old}
    after = {tuple(row[name] for name in keys): row for row in new}
    for key, row in before.items():
        if after.get(key) != row:
            gone = [table.__table__.c[name] == value for name, value in zip(keys, key, strict=True)]
            session.execute(sa.delete(table.__table__).where(*gone))
    insert_rows(session, table, [row for key, row in after.items() if before.get(key) != row])


def rechain(session: Session, claim_ids: Iterable[str]) -> None:
    """Updates the chain ids of these claims and of all that restatements and updates connect to them."""
    done: set[str] = set()
    for claim_id in claim_ids:
        if claim_id in done:
            continue
        joined = component(session, claim_id)
        done |= joined
        first = first_said(session, joined) if joined else ""
        for part in chunks(sorted(joined)):
            session.execute(
                sa.update(ClaimRow).where(ClaimRow.id.in_(part), ClaimRow.chain != first).values(chain=first),
                execution_options={"synchronize_session": False},
            )


def first_said(session: Session, claim_ids: Iterable[str]) -> str:
    """The id of the earliest of these claims; the smaller id if both are of one day."""
    best = None
    for part in chunks(sorted(claim_ids)):
        query = (
            sa.select(ClaimRow.said_on, ClaimRow.id).where(ClaimRow.id.in_(part)).order_by(ClaimRow.said_on, ClaimRow.id).limit(1)
        )
        row = session.execute(query).first()
        if row is not None and (best is None or tuple(row) < best):
            best = tuple(row)
    if best is None:
        raise LedgerError("a chain of restatements without a claim; type: tracker db rebuild")
    return str(best[1])


def component(session: Session, claim_id: str) -> set[str]:
    """The ids of the claims that restatements and updates connect to a claim, itself included; empty for an unknown id."""
    seen: set[str] = set()
    edge = {claim_id}
    while edge:
        known = session.execute(sa.select(ClaimRow.id, ClaimRow.number).where(ClaimRow.id.in_(edge))).all()
        ids = {row[0] for row in known} - seen
        seen |= ids
        forth = (
            sa.select(LinkRow.other_id)
            .join(ClaimRow, ClaimRow.number == LinkRow.claim_number)
            .where(ClaimRow.id.in_(ids), LinkRow.relation.in_(CHAINING))
        )
        back = (
            sa.select(ClaimRow.id)
            .join(LinkRow, ClaimRow.number == LinkRow.claim_number)
            .where(LinkRow.other_id.in_(ids), LinkRow.relation.in_(CHAINING))
        )
        edge = ({row[0] for row in session.execute(forth)} | {row[0] for row in session.execute(back)}) - seen if ids else set()
    return seen
