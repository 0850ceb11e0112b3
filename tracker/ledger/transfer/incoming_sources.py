"""Taking the sources and the speakers of an imported file into a ledger."""

from collections import Counter
from typing import Any

import sqlalchemy as sa

from tracker.errors import InvalidRecord, LedgerError
from tracker.ledger.database.models import ClaimRow, RunRow, SourceRow
from tracker.ledger.events.chain import entries_by_claim, entries_of_source, entries_of_speakers
from tracker.ledger.events.claim_state import fold
from tracker.ledger.events.entry import Entry
from tracker.ledger.events.event_schema import check_source_line
from tracker.ledger.events.source_state import fold_source
from tracker.ledger.operations.operation import Operation
from tracker.ledger.projection.packing import checked_layout, text_hash
from tracker.ledger.projection.quoting import Texts
from tracker.ledger.projection.rebuilding import run_row
from tracker.ledger.projection.source_rows import NO_TEXT, add_text, insert_source, packed_columns, refresh_source
from tracker.ledger.projection.speaker_state import apply_speakers
from tracker.ledger.transfer.import_report import Losses
from tracker.ledger.transfer.incoming_events import EventIntake, events_of

Json = dict[str, Any]

SOURCE_KEYS = frozenset("type doc sha256 said_on title url language reader status replaced_by like text layout events".split())


class SourceIntake:
    """Takes the sources and speakers of a file, line by line; `counts` counts new ones as `sources`."""

    def __init__(self, operation: Operation, intake: EventIntake, texts: Texts, losses: Losses, counts: Counter[str]) -> None:
        self.session, self.operation, self.intake = operation.session, operation, intake
        self.texts, self.losses, self.counts = texts, losses, counts

    def take_source(self, where: str, row: Json) -> None:
        """Takes a source with its events, and its text if there is one. Raises InvalidRecord, LedgerError."""
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
        fresh = self.intake.take(events_of(row), None, known, sha256)
        if not known and not fresh:
            fresh = [self._source_event(sha256, row, text, layout)]
        if text is not None:
            _check_layout(layout, known + fresh)
        if not known:
            state = fold_source(fresh)
            if state is None:
                raise InvalidRecord("events", sha256[:12], "the event that adds the source")
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
        """Raises LedgerError if claims that came before the text of their source do not match it."""
        query = sa.select(ClaimRow.id).join(SourceRow, SourceRow.number == ClaimRow.source_number).where(SourceRow.sha256 == sha256)
        for claim_id, entries in entries_by_claim(self.session, self.session.execute(query).scalars().all()).items():
            state = fold(claim_id, entries)
            for fault in self.texts.faults(state) if state is not None else ():
                raise LedgerError(f"claim {claim_id}: {fault}; correct it first, or leave the text out of the file")

    def _source_event(self, sha256: str, row: Json, text: str | None, layout: str) -> Entry:
        """A new event that adds a source which has none."""
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

    def take_speakers(self, row: Json) -> None:
        """Takes the merges and splits of speakers in a line."""
        self.intake.take(events_of(row), None, entries_of_speakers(self.session))
        self.operation.chain.flush()
        apply_speakers(self.session, self.operation.numbers)


def _check_layout(layout: str, entries: list[Entry]) -> None:
    """Raises InvalidRecord if speakers and times do not match the hash in the events of the source."""
    noted = {entry.details.get("layout_sha256") for entry in entries if entry.kind == "source"} - {None}
    if noted and text_hash(layout) not in noted:
        raise InvalidRecord("layout", layout, "speakers and times as hashed in the events of the source; the file was changed")
