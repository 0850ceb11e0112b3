"""Reading jsonl into a ledger: exports of other ledgers, and claims written by hand or by a script."""

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
from tracker.ledger.database.instants import instant_from_text
from tracker.ledger.database.models import ClaimRow, RunRow, SourceRow
from tracker.ledger.events.chain import chunks, entries_by_claim, entries_of_source, entries_of_speakers
from tracker.ledger.events.claim_ids import anchored_id, checked_id, place_of, typed_id
from tracker.ledger.events.claim_state import BASE_KINDS, JUDGEMENT_KINDS, ClaimState, check_history, fold, resolution_of, substance
from tracker.ledger.events.entry import Entry, canonical
from tracker.ledger.events.event_schema import check_claim_line, check_details, check_event_line, check_source_line
from tracker.ledger.events.source_state import fold_source
from tracker.ledger.operations.day_checks import misplaced_days
from tracker.ledger.operations.operation import Operation
from tracker.ledger.projection.packing import checked_layout, text_hash
from tracker.ledger.projection.quoting import Texts
from tracker.ledger.projection.rebuilding import run_row
from tracker.ledger.projection.source_rows import NO_TEXT, add_text, insert_source, packed_columns, refresh_source
from tracker.ledger.projection.sources import source_text
from tracker.ledger.projection.speaker_state import apply_speakers
from tracker.ledger.projection.storing import insert_states, update_state
from tracker.ledger.transfer.adopting import Adoption, Spool, check_hash
from tracker.ledger.transfer.jsonl import details_from_json, entry_from_json
from tracker.ledger.transfer.row_words import SourceContexts, as_said, words_read
from tracker.order_of_days import Misplaced
from tracker.records import Forecast, Status

Json = dict[str, Any]

BATCH = 1000
FORECAST_KEYS = frozenset(field.name for field in fields(Forecast))
CLAIM_KEYS = frozenset({"id", "status", "outcome", "conflicting", "tags", "chain", "source", "events", "type"})
SOURCE_KEYS = frozenset(
    {
        "type",
        "doc",
        "sha256",
        "said_on",
        "title",
        "url",
        "language",
        "reader",
        "status",
        "replaced_by",
        "like",
        "text",
        "layout",
        "events",
    }
)
DONE_KINDS = frozenset({"accept", "reject", "withdraw", "edit", "tag", "resolve", "settle", "reopen", "link", "unlink", "undo"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A field that an import could not keep: how often it came, where it came first ("line 3", "results[0].question"), and why."""

    field: str
    count: int
    where: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MisplacedClaim:
    """A claim of an import whose days stand in the wrong order: where it came, its id, and which days."""

    where: str
    claim_id: str
    what: Misplaced


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import came to, in claims, sources and events; `known` claims gained nothing, `changed` ones gained events.

    `misplaced` are claims whose days stand in the wrong order: they are kept as they came, and no score counts them. `mapping` is
    which heading of a table was read as which field. `signed` counts the events that came without the rest of their chain: their
    hashes fit them, and they stand in this ledger's own chain.
    """

    added: int
    changed: int
    known: int
    sources: int
    events: int
    losses: tuple[Loss, ...]
    misplaced: tuple[MisplacedClaim, ...] = ()
    mapping: tuple[tuple[str, str], ...] = ()
    signed: int = 0


class Losses:
    """Collects what an import cannot keep, field by field."""

    def __init__(self) -> None:
        self._count: Counter[tuple[str, str]] = Counter()
        self._first: dict[tuple[str, str], str] = {}

    def note(self, field: str, where: str, why: str) -> None:
        """Notes one value that is lost."""
        self._count[field, why] += 1
        self._first.setdefault((field, why), where or "the file")

    def all(self) -> tuple[Loss, ...]:
        """The losses, by field."""
        return tuple(
            Loss(field=field, count=count, where=self._first[field, why], why=why)
            for (field, why), count in sorted(self._count.items())
        )


def import_lines(session: Session, lines: Iterable[str], *, by: str, now: dt.datetime) -> ImportReport:
    """Imports jsonl, all or nothing; the same lines again add nothing.

    Chains of events that are whole in the file are kept as they are, beside this ledger's own; other events, and claims without
    events, are appended to its own, with who did them and when as the file tells. `by` is who imports. Raises LedgerError, which
    names the line, for what is not an export, was changed, or forks from what this ledger has.
    """
    return _imported(session, ((f"line {number}", line) for number, line in enumerate(lines, 1)), by=by, now=now)


def import_rows(session: Session, rows: Iterable[tuple[str, Json]], *, by: str, now: dt.datetime) -> ImportReport:
    """Imports rows of another format as `import_lines` does lines; each comes with where it stands in its file ("line 3")."""
    return _imported(session, ((where, json.dumps(row, ensure_ascii=False)) for where, row in rows), by=by, now=now)


def _imported(session: Session, lines: Iterable[tuple[str, str]], *, by: str, now: dt.datetime) -> ImportReport:
    spool = Spool(lines)
    try:
        return _Import(session, spool, by=by, now=now).run()
    finally:
        spool.close()


@dataclass(slots=True)
class _Item:
    """A claim of the file: where it stands, its id, and the events that are new here."""

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

    def run(self) -> ImportReport:
        for part in chunks(self._parsed(), BATCH):
            claims = []
            for where, row in part:
                try:
                    kind = row.get("type", "claim")
                    if kind == "source":
                        self._source(where, row)
                    elif kind == "speakers":
                        self._speakers(row)
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

    def _take(self, row: Json, claim_id: str | None, known: list[Entry], sha256: str | None = None) -> list[Entry]:
        """The events of a line that are new here, appended or adopted; `sha256` is the source that those of no claim are about."""
        fresh: list[Entry] = []
        renamed: dict[str, str] = {}
        had = []
        for given in _events(row):
            each = given if claim_id is not None else _about(given, sha256)
            if each.get("place") and each.get("hash"):
                entry = entry_from_json(each, claim_id)
                if self.adoption.takes(entry):
                    if self.adoption.is_known(entry):
                        had.append(entry)
                    else:
                        fresh.append(self.adoption.adopt(entry))
                    continue
                check_hash(entry)
            appended = self._append(each, claim_id, known + fresh, renamed)
            if appended is not None:
                fresh.append(appended)
                self.counts["signed"] += bool(each.get("hash"))
        self.adoption.check_known(had)
        self.counts["events"] += len(fresh)
        return fresh

    def _append(self, each: Json, claim_id: str | None, known: list[Entry], renamed: dict[str, str]) -> Entry | None:
        """Appends to this ledger's own chain an event that comes without its chain, unless the same is there."""
        kind = str(each.get("kind", ""))
        details = {name: value for name, value in details_from_json(each).items() if value is not None}
        check_details(kind, details)
        if kind == "undo":
            details["events"] = [renamed.get(str(old), str(old)) for old in details.get("events", ())]
        known_on = _day(each.get("known_on"), "known_on")
        instant = _instant(each.get("recorded_at"))
        who = str(each.get("by") or self.operation.by)
        for old in known:
            same = (old.kind, old.actor, old.known_on, old.reason) == (kind, who, known_on, each.get("reason"))
            if same and instant in {None, old.recorded_at} and canonical(old.details) == canonical(details):
                renamed[str(each.get("hash"))] = old.hash
                return None
        entry = self.operation.chain.append(
            kind,
            by=who,
            claim_id=claim_id,
            source_sha256=each.get("source"),
            known_on=known_on,
            reason=each.get("reason"),
            details=details,
            after=() if instant else known,
            recorded_at=instant,
        )
        if kind in JUDGEMENT_KINDS:
            resolution_of(entry)
        renamed[str(each.get("hash"))] = entry.hash
        return entry

    def _source(self, where: str, row: Json) -> None:
        check_source_line(row)
        sha256, text = row.get("sha256"), row.get("text")
        if not isinstance(sha256, str) or len(sha256) != 64:
            raise InvalidRecord("sha256", sha256, "64 hexadecimal digits")
        if text is not None and (not isinstance(text, str) or text_hash(text) != sha256):
            raise InvalidRecord("text", f"{str(text)[:20]}...", f"the text whose SHA-256 is {sha256[:12]}")
        for name in sorted(row.keys() - SOURCE_KEYS):
            self.losses.note(f"source.{name}", where, "no such field is kept")
        layout = "" if text is None else checked_layout(row.get("layout"), text)
        known = entries_of_source(self.session, sha256)
        fresh = self._take(row, None, known, sha256)
        if not known and not fresh:
            fresh = [self._brought_in(sha256, row, text, layout)]
        if text is not None:
            _check_layout(layout, known + fresh)
        if not known:
            state = fold_source(fresh)
            if state is None:
                raise InvalidRecord("events", sha256[:12], "the event that brought the source in")
            packed = NO_TEXT if text is None else packed_columns(text, layout)
            insert_source(self.session, fresh[0].number, sha256, state, packed, text)
            self.counts["sources"] += 1
        elif text is not None:
            add_text(self.session, sha256, text, layout)
            self.texts.forget(sha256)
            self._check_quotes(sha256)
        self.operation.chain.flush()
        self._runs(sha256, fresh)
        if known and fresh:
            refresh_source(self.session, sha256)

    def _check_quotes(self, sha256: str) -> None:
        """Raises LedgerError when claims that came before the text of their source do not stand in it."""
        query = sa.select(ClaimRow.id).join(SourceRow, SourceRow.number == ClaimRow.source_number).where(SourceRow.sha256 == sha256)
        for claim_id, entries in entries_by_claim(self.session, self.session.execute(query).scalars().all()).items():
            state = fold(claim_id, entries)
            for fault in self.texts.faults(state) if state is not None else ():
                raise LedgerError(f"claim {claim_id}: {fault}; mend it first, or leave the text out of the file")

    def _brought_in(self, sha256: str, row: Json, text: str | None, layout: str) -> Entry:
        """The event that brings in a source which comes without one."""
        details: Json = {name: row[name] for name in ("doc", "said_on", "title", "url", "language", "reader") if row.get(name)}
        if "doc" not in details or "said_on" not in details:
            raise InvalidRecord("doc and said_on", (row.get("doc"), row.get("said_on")), "a name and a date such as 2024-06-26")
        if text is not None:
            details |= {"characters": len(text), "layout_sha256": text_hash(layout)}
        return self.operation.chain.append("source", by=self.operation.by, source_sha256=sha256, details=details)

    def _runs(self, sha256: str, fresh: list[Entry]) -> None:
        source_number = self.session.execute(sa.select(SourceRow.number).where(SourceRow.sha256 == sha256)).scalar_one()
        for entry in fresh:
            if entry.kind == "run":
                self.session.execute(sa.insert(RunRow).values(**run_row(entry, source_number)))

    def _speakers(self, row: Json) -> None:
        self._take(row, None, entries_of_speakers(self.session))
        self.operation.chain.flush()
        apply_speakers(self.session, self.operation.numbers)

    def _item(self, where: str, row: Json) -> _Item:
        context = self.contexts.of(row)
        row = words_read(row, context)
        check_claim_line(row)
        forecast = forecast_from_json(row)
        for name in sorted(row.keys() - CLAIM_KEYS - FORECAST_KEYS):
            self.losses.note(name, where, "no such field is kept")
        source = row.get("source")
        sha256 = source.get("sha256") if isinstance(source, dict) else None
        if source and not sha256:
            self.losses.note("source", where, "a source is known by its sha256, and this one has none")
        place = place_of(forecast)
        if row.get("id"):
            claim_id = checked_id(row["id"])
        elif sha256 and place is not None:
            claim_id = anchored_id(sha256, place)
        else:
            claim_id = typed_id(forecast)
        if "kind" not in row:
            forecast = as_said(forecast, row, context)
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
        events = _events(row)
        kinds = {each.get("kind") for each in events}
        carries_base = any(each.get("kind") in BASE_KINDS and each.get("forecast") is not None for each in events)
        if not carries_base and not any(entry.kind in BASE_KINDS for entry in known):
            fresh.append(self._base(item, decided=bool(kinds & {"accept", "reject", "withdraw"})))
        rest = [each for each in events if self._usable(each, item.where, carries_base=carries_base)]
        before = len(known) + len(fresh)
        fresh += self._take({"events": rest}, item.claim_id, known + fresh)
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
            self._source(item.where, {**source, "doc": source.get("doc") or row.get("doc") or sha256[:12], "type": "source"})
            self.operation.numbers.forget_source(sha256)
        status = Status(row.get("status") or "candidate")
        item.forecast = replace(item.forecast, speaker=self.operation.numbers.as_written(item.forecast.speaker))
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
        return self._take({"events": [event]}, item.claim_id, known)

    def _compare(self, item: _Item) -> None:
        if item.before is None:
            return
        item.forecast = replace(item.forecast, speaker=self.operation.numbers.as_written(item.forecast.speaker))
        here, there = substance(forecast_to_json(item.before.forecast)), substance(forecast_to_json(item.forecast))
        for name in sorted(here):
            if here[name] != there[name] and name in item.row:
                self.losses.note(name, item.where, "the claim is here already and says otherwise; change it with tracker edit")

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
            raise LedgerError(f"{item.where}: the events of claim {item.claim_id} do not bring it in")
        for fault in self.texts.faults(state):
            # What another ledger has in its chain is history; what is new must be true.
            if item.signed:
                raise LedgerError(f"{item.where}: claim {item.claim_id}: {fault}")
            self.losses.note("quote", item.where, f"claim {item.claim_id}: {fault}, as in the ledger that it comes from")
        return state


def _events(row: Json) -> list[Json]:
    """The events of a line. Raises InvalidRecord for what is no list of events."""
    found = row.get("events") or []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise InvalidRecord("events", found, "a list of objects")
    for each in found:
        check_event_line(each)
    return found


def _about(event: Json, sha256: str | None) -> Json:
    """An event of no claim, about a source or with None about speakers. Raises InvalidRecord where it says otherwise."""
    if event.get("source") not in {None, sha256}:
        raise InvalidRecord("source", event["source"], "the source of the line that the event stands in")
    return event if sha256 is None else event | {"source": sha256}


def _check_layout(layout: str, entries: list[Entry]) -> None:
    """Raises InvalidRecord when speakers and times are not those that the events of the source note."""
    noted = {entry.details.get("layout_sha256") for entry in entries if entry.kind == "source"} - {None}
    if noted and text_hash(layout) not in noted:
        raise InvalidRecord("layout", layout, "the speakers and times that the events of the source note; the file was changed")


def _day(value: object, name: str) -> dt.date | None:
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise InvalidRecord(name, value, "a date such as 2024-06-26") from None


def _instant(value: object) -> dt.datetime | None:
    if value is None:
        return None
    try:
        found = instant_from_text(str(value))
        return found.replace(tzinfo=dt.UTC) if found.tzinfo is None else found.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise InvalidRecord("recorded_at", value, "an instant such as 2024-06-26T10:00:00Z") from None
