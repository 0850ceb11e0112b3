"""Taking the events of an imported file into a ledger: adopted in their chain, or appended to the ledger's own."""

import datetime as dt
from collections import Counter
from typing import Any

from tracker.errors import InvalidRecord
from tracker.ledger.database.instants import instant_from_text
from tracker.ledger.events.claim_state import JUDGEMENT_KINDS, resolution_of
from tracker.ledger.events.entry import Entry, canonical
from tracker.ledger.events.event_schema import check_details, check_event_line
from tracker.ledger.operations.operation import Operation
from tracker.ledger.transfer.adopting import Adoption, check_hash
from tracker.ledger.transfer.jsonl import details_from_json, entry_from_json

Json = dict[str, Any]


class EventIntake:
    """Takes the events of a file, line by line; `counts` counts them as `events`, and as `signed` if their chain is incomplete."""

    def __init__(self, operation: Operation, adoption: Adoption, counts: Counter[str]) -> None:
        self.operation, self.adoption, self.counts = operation, adoption, counts

    def take(self, events: list[Json], claim_id: str | None, known: list[Entry], sha256: str | None = None) -> list[Entry]:
        """The new events among those of a line (`events_of`), appended or adopted.

        `sha256` is the source of events that are not about a claim.
        """
        fresh: list[Entry] = []
        renamed: dict[str, str] = {}
        had = []
        for given in events:
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
        """Appends an event without its chain to this ledger's own chain, unless it is there already."""
        kind = str(each.get("kind", ""))
        details = {name: value for name, value in details_from_json(each).items() if value is not None}
        if kind == "undo":
            check_details(kind, details)
            details["events"] = [renamed.get(str(old), str(old)) for old in details.get("events", ())]
        known_on = _day(each.get("known_on"), "known_on")
        instant = _instant(each.get("recorded_at"))
        who = str(each.get("by") or self.operation.by)
        for old in known:
            same = (old.kind, old.actor, old.known_on, old.reason) == (kind, who, known_on, each.get("reason"))
            if same and instant in {None, old.recorded_at} and _has_details(old, details):
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


def _has_details(entry: Entry, details: Json) -> bool:
    """Whether an event has these details. Raises InvalidRecord, which names the field, for details that do not fit its kind."""
    check_details(entry.kind, details)
    return canonical(entry.details) == canonical(details)


def events_of(row: Json) -> list[Json]:
    """The events of a line. Raises InvalidRecord if it is not a list of events."""
    found = row.get("events") or []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise InvalidRecord("events", found, "a list of objects")
    for each in found:
        check_event_line(each)
    return found


def _about(event: Json, sha256: str | None) -> Json:
    """An event about a source, or with None about speakers. Raises InvalidRecord if it names another source."""
    if event.get("source") not in {None, sha256}:
        raise InvalidRecord("source", event["source"], "the source of the event's line")
    return event if sha256 is None else event | {"source": sha256}


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
