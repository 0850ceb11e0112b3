"""Storing what the extractor found: new claims are added, known ones reoffered, and decided ones left alone."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.codec import forecast_to_json
from tracker.errors import InvalidRecord
from tracker.ledger.database.models import ClaimRow, EventRow, RunRow, SourceRow
from tracker.ledger.events.chain import entries_by_claim
from tracker.ledger.events.claim_ids import anchored_id, place_of
from tracker.ledger.events.claim_state import BASE_KINDS, ClaimState, fold, substance
from tracker.ledger.events.entry import Entry, canonical
from tracker.ledger.operations.operation import HeldClaim, Operation
from tracker.ledger.operations.put_source import put_source
from tracker.ledger.projection.sources import source_at
from tracker.ledger.projection.storing import insert_states
from tracker.records import Forecast, Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionReport:
    """The result of storing an extraction, as claim ids in the order of the text.

    `added` are new, `known` were there already, `reoffered` were there with another reading: candidates take the new reading,
    decided claims keep theirs and carry the new one as an offer. `notes` are sentences for the user.
    """

    added: tuple[str, ...]
    known: tuple[str, ...]
    reoffered: tuple[str, ...]
    notes: tuple[str, ...]


def extracted_already(session: Session, options: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The SHA-256s of the sources that were extracted with exactly these options, by document name."""
    query = (
        sa.select(SourceRow.doc, SourceRow.sha256)
        .join(RunRow, SourceRow.number == RunRow.source_number)
        .where(RunRow.options == canonical(dict(options)))
        .distinct()
    )
    found: dict[str, set[str]] = {}
    for doc, sha256 in session.execute(query):
        found.setdefault(doc, set()).add(sha256)
    return {doc: frozenset(hashes) for doc, hashes in found.items()}


def read_addresses(session: Session, options: Mapping[str, Any]) -> frozenset[tuple[str, str | None]]:
    """The address and title of each source that was extracted with exactly these options; a feed's reader skips these."""
    query = (
        sa.select(SourceRow.url, SourceRow.title)
        .join(RunRow, SourceRow.number == RunRow.source_number)
        .where(RunRow.options == canonical(dict(options)), SourceRow.url.is_not(None))
        .distinct()
    )
    return frozenset((str(url), title) for url, title in session.execute(query))


def store_extraction(
    session: Session,
    transcript: Transcript,
    forecasts: Sequence[Forecast],
    *,
    by: str,
    now: dt.datetime,
    options: Mapping[str, Any],
) -> ExtractionReport:
    """Stores a transcript and the forecasts read from it; doing so again adds nothing.

    A claim is recognised by its source and the offset of its anchor. `options` are those of the extractor, its version included,
    as JSON. Raises InvalidRecord for a forecast whose quote is not in the transcript, or a transcript without a date.
    """
    _check(transcript, forecasts)
    had = source_at(session, transcript.sha256)
    operation = Operation(session, by=by, now=now)
    sha256 = put_source(operation, transcript, said_on=forecasts[0].said_on if forecasts else None)
    source = source_at(session, sha256)
    if source is None:
        raise InvalidRecord("sha256", sha256, "a source of the ledger")
    run = _Run(operation, source.doc, sha256, options)
    added, known, reoffered = run.store(forecasts)
    operation.close()
    notes = list(transcript.notes)
    if had is not None and transcript.said_on is not None and had.said_on != transcript.said_on:
        notes.append(
            f"{source.doc} is in the ledger as said on {had.said_on}, not {transcript.said_on}; "
            f"correct it with: tracker sources edit {sha256[:12]} --said-on {transcript.said_on}"
        )
    like = session.execute(sa.select(SourceRow.like).where(SourceRow.sha256 == sha256)).scalar()
    twin = source_at(session, like) if like and had is None else None
    if twin is not None:
        notes.append(f"{source.doc} seems to hold the same talk as {twin.doc} ({twin.sha256[:12]})")
    return ExtractionReport(added=tuple(added), known=tuple(known), reoffered=tuple(reoffered), notes=tuple(notes))


def _check(transcript: Transcript, forecasts: Iterable[Forecast]) -> None:
    for forecast in forecasts:
        if forecast.start is None or forecast.end is None or transcript.text[forecast.start : forecast.end] != forecast.quote:
            raise InvalidRecord("quote", forecast.quote, f"the text of {transcript.doc} at its offsets")


@dataclass(slots=True)
class _Known:
    held: HeldClaim
    last_offer: dict[str, Any]
    span: tuple[int, int]
    taken: bool = False


class _Run:
    def __init__(self, operation: Operation, doc: str, sha256: str, options: Mapping[str, Any]) -> None:
        self.operation, self.doc, self.sha256 = operation, doc, sha256
        self.options = canonical(dict(options))
        self.run: Entry | None = None

    def store(self, forecasts: Sequence[Forecast]) -> tuple[list[str], list[str], list[str]]:
        session = self.operation.session
        number = session.execute(sa.select(SourceRow.number).where(SourceRow.sha256 == self.sha256)).scalar_one()
        if not extracted_number(session, number, self.options):
            self._record_run(number)
        existing = self._existing(number)
        added: list[str] = []
        known: list[str] = []
        reoffered: list[str] = []
        fresh: list[tuple[int, ClaimState]] = []
        ids = {each.held.claim_id for each in existing}
        moved = self._moved(number)
        ordinals: Counter[int] = Counter()
        ordered = [
            replace(each, doc=self.doc, speaker=self.operation.numbers.known_spelling(each.speaker))
            for each in sorted(forecasts, key=lambda each: (place_of(each) or 0, each.start or 0, each.claim))
        ]
        matches = _matches(existing, ordered)
        for place_in_order, forecast in enumerate(ordered):
            match = matches.get(place_in_order)
            if match is not None:
                changed = self._offer(match, forecast)
                (reoffered if changed else known).append(match.held.claim_id)
                continue
            place = place_of(forecast) or 0
            claim_id = anchored_id(self.sha256, place, ordinals[place])
            while claim_id in ids:
                ordinals[place] += 1
                claim_id = anchored_id(self.sha256, place, ordinals[place])
            ids.add(claim_id)
            if claim_id in moved:
                known.append(claim_id)
                continue
            fresh.append(self._add(claim_id, forecast))
            added.append(claim_id)
        insert_states(session, fresh, self.operation.numbers)
        return added, known, reoffered

    def _moved(self, number: int) -> set[str]:
        """The ids of the claims that were read here and have since moved to a corrected text."""
        query = (
            sa.select(ClaimRow.id)
            .join(EventRow, EventRow.claim_id == ClaimRow.id)
            .where(
                EventRow.source_sha256 == self.sha256,
                EventRow.kind.in_(BASE_KINDS),
                ClaimRow.source_number.is_distinct_from(number),
            )
        )
        return set(self.operation.session.execute(query).scalars())

    def _record_run(self, number: int) -> None:
        entry = self.operation.append_other("run", {"options": self.options}, source_sha256=self.sha256)
        self.operation.session.execute(
            sa.insert(RunRow).values(
                number=entry.number, source_number=number, actor=entry.actor, recorded_at=entry.recorded_at, options=self.options
            )
        )
        self.run = entry

    def _existing(self, number: int) -> list[_Known]:
        rows = self.operation.session.execute(sa.select(ClaimRow.number, ClaimRow.id).where(ClaimRow.source_number == number)).all()
        entries = entries_by_claim(self.operation.session, [row.id for row in rows])
        found = []
        for row in rows:
            state = fold(row.id, entries[row.id])
            bases = [entry.details["forecast"] for entry in entries[row.id] if entry.kind in BASE_KINDS]
            if state is None or place_of(state.forecast) is None:
                continue
            start = place_of(state.forecast) or 0
            span = (start, start + max(1, len(state.forecast.anchor or state.forecast.quote or "")))
            held = HeldClaim(claim_id=row.id, number=row.number, entries=entries[row.id], state=state)
            found.append(_Known(held=held, last_offer=bases[-1], span=span))
        return found

    def _offer(self, match: _Known, forecast: Forecast) -> bool:
        offered = forecast_to_json(forecast)
        state = match.held.now
        if offered | {"doc": None} == match.last_offer | {"doc": None}:
            return False
        if substance(offered) in (substance(match.last_offer), substance(forecast_to_json(state.forecast))) and _decided(
            match.held
        ):
            return False
        self.operation.append(match.held, "extract", {"forecast": offered}, source_sha256=self.sha256)
        return True

    def _add(self, claim_id: str, forecast: Forecast) -> tuple[int, ClaimState]:
        entry = self.operation.chain.append(
            "extract",
            by=self.operation.by,
            claim_id=claim_id,
            source_sha256=self.sha256,
            details={"forecast": forecast_to_json(forecast)} | ({"run": self.run.hash} if self.run else {}),
        )
        state = fold(claim_id, [entry])
        if state is None:
            raise InvalidRecord("claim", forecast.claim, "a forecast")
        return entry.number, state


def extracted_number(session: Session, number: int, options: str) -> bool:
    """Whether the source with this number was already extracted with these options."""
    query = sa.select(RunRow.number).where(RunRow.source_number == number, RunRow.options == options).limit(1)
    return session.execute(query).first() is not None


def _decided(held: HeldClaim) -> bool:
    return any(entry.kind not in BASE_KINDS and not entry.details.get("because") for entry in held.entries)


def _matches(existing: list[_Known], forecasts: Sequence[Forecast]) -> dict[int, _Known]:
    """The known claim for each forecast, by index: one anchored at the same offset, else one with an overlapping anchor."""
    found: dict[int, _Known] = {}
    for same_start in (True, False):
        for index, forecast in enumerate(forecasts):
            if index in found:
                continue
            match = _match([each for each in existing if not each.taken], forecast, same_start=same_start)
            if match is not None:
                match.taken = True
                found[index] = match
    return found


def _match(existing: list[_Known], forecast: Forecast, *, same_start: bool) -> _Known | None:
    start = place_of(forecast) or 0
    end = start + max(1, len(forecast.anchor or forecast.quote or ""))
    best, most = None, (0, 0)
    for each in existing:
        overlap = min(end, each.span[1]) - max(start, each.span[0])
        rank = (1 + int(each.held.now.forecast.claim == forecast.claim), overlap)
        if overlap > 0 and (each.span[0] == start or not same_start) and rank > most:
            best, most = each, rank
    return best
