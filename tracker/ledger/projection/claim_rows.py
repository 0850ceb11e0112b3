"""Claims as records, read from the derived tables."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.ledger.database.models import ClaimRow, JudgementRow, QuantityRow, SourceRow, SpeakerRow, TagRow
from tracker.ledger.events.chain import chunks, entries_by_claim
from tracker.ledger.events.claim_state import ClaimState
from tracker.ledger.events.entry import to_record
from tracker.records import (
    Claim,
    Comparator,
    Event,
    Forecast,
    Grain,
    Hedge,
    Horizon,
    Kind,
    Outcome,
    Polarity,
    Probability,
    Quantity,
    Resolution,
    Source,
    Status,
)

SPELLING, PERSON = aliased(SpeakerRow), aliased(SpeakerRow)


def select_claims(*conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """The query for claims with their speakers and sources."""
    return (
        sa.select(
            ClaimRow.__table__,
            SPELLING.name.label("spelling"),
            PERSON.name.label("person_name"),
            SourceRow.doc.label("source_doc"),
            SourceRow.sha256.label("source_sha256"),
            SourceRow.said_on.label("source_said_on"),
            SourceRow.title.label("source_title"),
            SourceRow.url.label("source_url"),
        )
        .select_from(ClaimRow)
        .outerjoin(SPELLING, SPELLING.number == ClaimRow.speaker_number)
        .outerjoin(PERSON, PERSON.number == SPELLING.person)
        .outerjoin(SourceRow, SourceRow.number == ClaimRow.source_number)
        .where(*conditions)
    )


def source_of(row: Any) -> Source | None:
    """The source in a row of `select_claims`."""
    if row.source_sha256 is None:
        return None
    return Source(
        doc=row.source_doc, sha256=row.source_sha256, said_on=row.source_said_on, title=row.source_title, url=row.source_url
    )


def _horizon(row: Any) -> Horizon | None:
    if row.due is None:
        return None
    return Horizon(
        text=row.horizon_text,
        start=row.window_start,
        end=row.due,
        grain=Grain(row.grain),
        rule=row.horizon_rule,
        anchored_on=row.anchored_on,
    )


def forecast_of(row: Any, quantities: tuple[Quantity, ...]) -> Forecast:
    """The forecast in a row of `select_claims`; its speaker is the person's main name."""
    hedge = None
    if row.hedge_text is not None:
        hedge = Hedge(text=row.hedge_text, low=row.hedge_low, high=row.hedge_high, scale=row.hedge_scale)
    return Forecast(
        said_on=row.said_on,
        claim=row.claim,
        kind=Kind(row.kind),
        doc=row.doc,
        quote=row.quote,
        start=row.quote_start,
        end=row.quote_end,
        anchor=row.anchor,
        anchor_start=row.anchor_start,
        speaker=row.person_name,
        speaker_confidence=row.speaker_confidence,
        t_start_ms=row.t_start_ms,
        t_end_ms=row.t_end_ms,
        horizon=_horizon(row),
        probability=None if row.odds_low is None else Probability(text=row.odds_text, low=row.odds_low, high=row.odds_high),
        hedge=hedge,
        quantities=quantities,
        condition=row.condition,
        polarity=Polarity(row.polarity),
        confidence=row.confidence,
        trace=tuple(json.loads(row.trace)),
        about=tuple(json.loads(row.about)),
    )


def _quantities(session: Session, numbers: Iterable[int]) -> dict[int, tuple[Quantity, ...]]:
    found: dict[int, list[Quantity]] = defaultdict(list)
    for part in chunks(numbers):
        query = sa.select(QuantityRow.__table__).where(QuantityRow.claim_number.in_(part)).order_by(QuantityRow.place)
        for row in session.execute(query):
            quantity = Quantity(text=row.words, low=row.low, high=row.high, unit=row.unit, comparator=Comparator(row.comparator))
            found[row.claim_number].append(quantity)
    return {number: tuple(values) for number, values in found.items()}


def _tags(session: Session, numbers: Iterable[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    for part in chunks(numbers):
        for number, tag in session.execute(sa.select(TagRow.claim_number, TagRow.tag).where(TagRow.claim_number.in_(part))):
            found[number].append(tag)
    return {number: tuple(sorted(values)) for number, values in found.items()}


def _judgements(session: Session, numbers: Iterable[int]) -> dict[int, list[Resolution]]:
    found: dict[int, list[Resolution]] = defaultdict(list)
    for part in chunks(numbers):
        query = sa.select(JudgementRow.__table__).where(JudgementRow.claim_number.in_(part)).order_by(JudgementRow.place)
        for row in session.execute(query):
            found[row.claim_number].append(
                Resolution(
                    outcome=Outcome(row.outcome),
                    by=row.actor,
                    known_on=row.known_on,
                    happened_on=row.happened_on,
                    credit=row.credit,
                    value=row.value,
                    evidence=tuple(json.loads(row.evidence)),
                    note=row.note,
                )
            )
    return found


def claims_of(session: Session, rows: Sequence[Any], *, with_events: bool = False) -> list[Claim]:
    """The claims in rows of `select_claims`, with their quantities, tags and judgements, and their events if wanted."""
    numbers = [row.number for row in rows]
    quantities, tags = _quantities(session, numbers), _tags(session, numbers)
    judgements = _judgements(session, [row.number for row in rows if row.outcome is not None])
    events: dict[str, tuple[Event, ...]] = {}
    if with_events:
        entries = entries_by_claim(session, [row.id for row in rows])
        events = {claim_id: tuple(to_record(entry) for entry in found) for claim_id, found in entries.items()}
    claims = []
    for row in rows:
        judged = judgements.get(row.number, [])
        claims.append(
            Claim(
                id=row.id,
                forecast=forecast_of(row, quantities.get(row.number, ())),
                status=Status(row.status),
                resolution=judged[0] if judged else None,
                conflicting=tuple(judged[1:]),
                tags=tags.get(row.number, ()),
                source=source_of(row),
                chain=row.chain,
                events=events.get(row.id, ()),
            )
        )
    return claims


def claim_of_state(
    state: ClaimState, *, source: Source | None, speaker: str | None, chain: str | None, events: tuple[Event, ...] = ()
) -> Claim:
    """The claim that a state describes, with the main name of its speaker."""
    return Claim(
        id=state.id,
        forecast=replace(state.forecast, speaker=speaker),
        status=state.status,
        resolution=state.resolution,
        conflicting=state.conflicting,
        tags=state.tags,
        source=source,
        chain=chain,
        events=events,
    )
