"""Importing jsonl: exports of other ledgers, and claims written by hand or by a script."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.boundary.strict_json import NotJson, read_json
from tracker.codec import forecast_from_json, forecast_to_json
from tracker.errors import InvalidRecord, LedgerError, TrackerError
from tracker.ledger.database.models import ClaimRow
from tracker.ledger.events.chain import chunks, entries_by_claim
from tracker.ledger.events.claim_ids import anchored_id, checked_id, place_of, typed_id
from tracker.ledger.events.claim_state import BASE_KINDS, JUDGEMENT_KINDS, ClaimState, check_history, fold, resolution_of, substance
from tracker.ledger.events.entry import Entry
from tracker.ledger.events.event_schema import check_claim_line
from tracker.ledger.operations.day_checks import misplaced_days
from tracker.ledger.operations.operation import Operation
from tracker.ledger.projection.quoting import Texts
from tracker.ledger.projection.sources import source_text
from tracker.ledger.projection.storing import insert_states, update_state
from tracker.ledger.transfer.adopting import Adoption, Spool
from tracker.ledger.transfer.import_report import ImportReport, Losses, MisplacedClaim
from tracker.ledger.transfer.incoming_events import EventIntake, events_of
from tracker.ledger.transfer.incoming_sources import SourceIntake
from tracker.ledger.transfer.row_words import SourceContexts, fill_from_sentence, read_words
from tracker.records import Forecast, Status

Json = dict[str, Any]

BATCH = 1000
FORECAST_KEYS = frozenset(field.name for field in fields(Forecast))
CLAIM_KEYS = frozenset({"id", "status", "outcome", "conflicting", "tags", "chain", "source", "events", "type"})
DONE_KINDS = frozenset({"accept", "reject", "withdraw", "edit", "tag", "resolve", "settle", "reopen", "link", "unlink", "undo"})


def import_lines(session: Session, lines: Iterable[str], *, by: str, now: dt.datetime) -> ImportReport:
    """Imports jsonl, all or nothing; importing the same lines again adds nothing.

    Chains of events that are complete in the file are adopted unchanged; other events, and claims without events, are appended to
    this ledger's own chain, with the authors and instants in the file. `by` is who imports. Raises LedgerError, which names the
    line, for anything that is not an export, was changed, or forks from this ledger's chains.
    """
    return _imported(session, ((f"line {number}", line) for number, line in enumerate(lines, 1)), by=by, now=now)


def import_rows(session: Session, rows: Iterable[tuple[str, Json]], *, by: str, now: dt.datetime) -> ImportReport:
    """Imports rows of another format like `import_lines`; each comes with its place in the file ("line 3")."""
    return _imported(session, ((where, json.dumps(row, ensure_ascii=False)) for where, row in rows), by=by, now=now)


def _imported(session: Session, lines: Iterable[tuple[str, str]], *, by: str, now: dt.datetime) -> ImportReport:
    spool = Spool(lines)
    try:
        return _Import(session, spool, by=by, now=now).run()
    finally:
        spool.close()


@dataclass(slots=True)
class _Item:
    """A claim of the file: its place there, its id, and its events with the new ones."""

    where: str
    row: Json
    forecast: Forecast
    claim_id: str
    entries: list[Entry]
    before: ClaimState | None = None
    fresh: int = 0
    signed: bool = False


class _Import:
    def __init__(self, session: Session, spool: Spool, *, by: str, now: dt.datetime) -> None:
        self.session, self.spool = session, spool
        self.contexts = SourceContexts(lambda sha256: source_text(session, sha256))
        self.operation = Operation(session, by=by, now=now)
        self.adoption = Adoption(session, self.operation.chain, spool.places)
        self.losses = Losses()
        self.texts = Texts(session)
        self.misplaced: list[MisplacedClaim] = []
        self.counts: Counter[str] = Counter()
        self.intake = EventIntake(self.operation, self.adoption, self.counts)
        self.sources = SourceIntake(self.operation, self.intake, self.texts, self.losses, self.counts)

    def run(self) -> ImportReport:
        for part in chunks(self._parsed(), BATCH):
            claims = []
            for where, row in part:
                try:
                    kind = row.get("type", "claim")
                    if kind == "source":
                        self.sources.take_source(where, row)
                    elif kind == "speakers":
                        self.sources.take_speakers(row)
                    elif kind == "claim":
                        claims.append(self._item(where, row))
                    else:
                        self.losses.note(f"type {kind}", where, "no such line is known")
                except TrackerError as error:
                    raise LedgerError(f"{where}: {error}") from error
            self._claims(claims)
            self.operation.chain.flush()
        self.adoption.finish()
        return ImportReport(
            added=self.counts["added"],
            changed=self.counts["changed"],
            known=self.counts["known"],
            sources=self.counts["sources"],
            events=self.counts["events"],
            losses=self.losses.all(),
            misplaced=tuple(self.misplaced),
            signed=self.counts["signed"],
        )

    def _parsed(self) -> Iterable[tuple[str, Json]]:
        for where, line in self.spool:
            try:
                row = read_json(line)
            except NotJson as error:
                raise LedgerError(f"{where}: {error}; an import takes one object a line") from None
            if not isinstance(row, dict):
                raise LedgerError(f"{where} is not a JSON object; an import takes one object a line")
            yield where, row

    def _item(self, where: str, row: Json) -> _Item:
        context = self.contexts.of(row)
        row = read_words(row, context)
        check_claim_line(row)
        forecast = forecast_from_json(row)
        for name in sorted(row.keys() - CLAIM_KEYS - FORECAST_KEYS):
            self.losses.note(name, where, "no such field is kept")
        source = row.get("source")
        sha256 = source.get("sha256") if isinstance(source, dict) else None
        if source and not sha256:
            self.losses.note("source", where, "a source needs its sha256, and this one has none")
        place = place_of(forecast)
        if row.get("id"):
            claim_id = checked_id(row["id"])
        elif sha256 and place is not None:
            claim_id = anchored_id(sha256, place)
        else:
            claim_id = typed_id(forecast)
        if "kind" not in row:
            forecast = fill_from_sentence(forecast, row, context)
        return _Item(where=where, row=row, forecast=forecast, claim_id=claim_id, entries=[])

    def _claims(self, items: list[_Item]) -> None:
        entries = entries_by_claim(self.session, {item.claim_id for item in items})
        rows = (
            self.session.execute(sa.select(ClaimRow.id, ClaimRow.number).where(ClaimRow.id.in_(list(entries)))) if entries else ()
        )
        numbers: dict[str, int] = {row.id: row.number for row in rows}
        done: dict[str, _Item] = {}
        for item in items:
            item.entries = entries.get(item.claim_id, [])
            entries[item.claim_id] = item.entries
            first = done.setdefault(item.claim_id, item)
            if first is item and item.claim_id in numbers:
                item.before = fold(item.claim_id, item.entries)
            try:
                self._take_claim(item)
            except (InvalidRecord, LedgerError) as error:
                raise LedgerError(f"{item.where}: {error}") from error
            first.fresh += item.fresh if first is not item else 0
            first.signed |= item.signed
        self._write(done, numbers)

    def _take_claim(self, item: _Item) -> None:
        row, known = item.row, item.entries
        fresh: list[Entry] = []
        events = events_of(row)
        kinds = {each.get("kind") for each in events}
        carries_base = any(each.get("kind") in BASE_KINDS and each.get("forecast") is not None for each in events)
        if not carries_base and not any(entry.kind in BASE_KINDS for entry in known):
            fresh.append(self._base(item, decided=bool(kinds & {"accept", "reject", "withdraw"})))
        rest = [each for each in events if self._usable(each, item.where, carries_base=carries_base)]
        before = len(known) + len(fresh)
        fresh += self.intake.take(rest, item.claim_id, known + fresh)
        if row.get("outcome") and not kinds & JUDGEMENT_KINDS:
            fresh += self._outcome(item, known + fresh)
        if before == len(known) and not carries_base:
            self._compare(item)
        known.extend(fresh)
        item.fresh = len(fresh)
        item.signed = any(entry.ledger_id == self.operation.chain.ledger_id for entry in fresh)

    def _usable(self, each: Json, where: str, *, carries_base: bool) -> bool:
        kind = each.get("kind")
        if kind in DONE_KINDS or (kind in BASE_KINDS and carries_base):
            return True
        if kind not in BASE_KINDS:
            self.losses.note(f"event {kind}", where, "no such event is known")
        return False

    def _base(self, item: _Item, *, decided: bool) -> Entry:
        row = item.row
        source = row.get("source")
        sha256 = source.get("sha256") if isinstance(source, dict) else None
        if isinstance(source, dict) and sha256 and self.operation.numbers.source(sha256) is None:
            self.sources.take_source(
                item.where, {**source, "doc": source.get("doc") or row.get("doc") or sha256[:12], "type": "source"}
            )
            self.operation.numbers.forget_source(sha256)
        status = Status(row.get("status") or "candidate")
        item.forecast = replace(item.forecast, speaker=self.operation.numbers.known_spelling(item.forecast.speaker))
        details: Json = {"forecast": forecast_to_json(item.forecast)}
        if not decided and status is not Status.CANDIDATE:
            details["status"] = status.value
        if row.get("tags"):
            details["tags"] = sorted({str(each) for each in row["tags"]})
        self.counts["events"] += 1
        return self.operation.chain.append(
            "import", by=self.operation.by, claim_id=item.claim_id, source_sha256=sha256, details=details
        )

    def _outcome(self, item: _Item, known: list[Entry]) -> list[Entry]:
        outcome = item.row["outcome"]
        told: Json = dict(outcome) if isinstance(outcome, dict) else {"outcome": str(outcome).lower()}
        event = {name: value for name, value in told.items() if value not in (None, [])} | {"kind": "resolve"}
        event.setdefault("known_on", self.operation.chain.now.date().isoformat())
        judged = [entry for entry in known if entry.kind in JUDGEMENT_KINDS]
        if any(resolution_of(entry).outcome.value == event["outcome"] for entry in judged):
            return []
        return self.intake.take(events_of({"events": [event]}), item.claim_id, known)

    def _compare(self, item: _Item) -> None:
        if item.before is None:
            return
        item.forecast = replace(item.forecast, speaker=self.operation.numbers.known_spelling(item.forecast.speaker))
        here, there = substance(forecast_to_json(item.before.forecast)), substance(forecast_to_json(item.forecast))
        for name in sorted(here):
            if here[name] != there[name] and name in item.row:
                self.losses.note(name, item.where, "the ledger has this claim with another value; change it with tracker edit")

    def _write(self, items: dict[str, _Item], numbers: dict[str, int]) -> None:
        new: list[tuple[int, ClaimState]] = []
        for claim_id, item in items.items():
            if not item.fresh:
                self.counts["known"] += 1
                continue
            state = self._state(item)
            for what in misplaced_days(state, self.operation.chain.now):
                self.misplaced.append(MisplacedClaim(where=item.where, claim_id=claim_id, what=what))
            if claim_id in numbers and item.before is not None:
                update_state(self.session, numbers[claim_id], item.before, state, self.operation.numbers)
                self.counts["changed"] += 1
            else:
                new.append((min(entry.number for entry in item.entries), state))
                self.counts["added"] += 1
        insert_states(self.session, new, self.operation.numbers)

    def _state(self, item: _Item) -> ClaimState:
        try:
            check_history(item.entries)
            state = fold(item.claim_id, item.entries)
        except InvalidRecord as error:
            raise LedgerError(f"{item.where}: {error}") from error
        if state is None:
            raise LedgerError(f"{item.where}: no event of claim {item.claim_id} adds it")
        for fault in self.texts.faults(state):
            # The chain of another ledger is history and is kept; new events must be correct.
            if item.signed:
                raise LedgerError(f"{item.where}: claim {item.claim_id}: {fault}")
            self.losses.note("quote", item.where, f"claim {item.claim_id}: {fault}, as in the original ledger")
        return state
