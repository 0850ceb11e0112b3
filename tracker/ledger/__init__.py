"""The ledger: sources, claims and the events that decide them, on SQLite or PostgreSQL.

Every function works in the transaction of the session it is given (`with ledger.begin() as session`), takes the time as an
argument, and returns records. Ids may be any unique beginning of a claim's id.
"""

from sqlalchemy.orm import Session

from tracker.ledger.database.migrations import SchemaStatus, migrations, status, upgrade
from tracker.ledger.database.opening import open_ledger
from tracker.ledger.database.transactions import Ledger, default_url, sqlite_file
from tracker.ledger.database.waiting import Patience
from tracker.ledger.integrity.backup import backup
from tracker.ledger.integrity.verifying import Verification, verify
from tracker.ledger.operations.alone import seen_alone
from tracker.ledger.operations.decisions import accept, add, decide_all, edit, join, reject, split, tag, withdraw
from tracker.ledger.operations.extraction import ExtractionReport, extracted_already, read_addresses, store_extraction
from tracker.ledger.operations.fits import Fit, decided_claims, fit_in_force, reset_fit, store_fit
from tracker.ledger.operations.links import Linked, Slip, chain_of, link, links, restatements, slip, slips, unlink
from tracker.ledger.operations.outcomes import reopen, resolve
from tracker.ledger.operations.restating import Restatement
from tracker.ledger.operations.source_corrections import Mending, edit_source, replace_source, withdraw_source
from tracker.ledger.operations.speaker_merges import (
    SpeakerRecord,
    find_speaker,
    merge_speakers,
    speakers,
    split_speaker,
    suggest_merges,
)
from tracker.ledger.operations.undoing import undo
from tracker.ledger.projection.claim_filter import ClaimFilter, Order
from tracker.ledger.projection.id_beginnings import ids_beginning, short_ids
from tracker.ledger.projection.listing import count_claims, get_claim, history, list_claims, tags
from tracker.ledger.projection.quote_places import QuotePlace, quote_places
from tracker.ledger.projection.reader_decisions import ReaderDecision, reader_decisions
from tracker.ledger.projection.rebuilding import rebuild
from tracker.ledger.projection.recent import chain_head, newest_events
from tracker.ledger.projection.sources import SourceRecord, find_source, source_text, sources, transcript
from tracker.ledger.projection.why_none import why_none
from tracker.ledger.transfer.importing import ImportReport, Loss, import_lines
from tracker.ledger.transfer.jsonl import export_lines

__all__ = [
    "ClaimFilter",
    "ExtractionReport",
    "Fit",
    "ImportReport",
    "Ledger",
    "Linked",
    "Loss",
    "Mending",
    "Order",
    "Patience",
    "QuotePlace",
    "ReaderDecision",
    "Restatement",
    "SchemaStatus",
    "Session",
    "Slip",
    "SourceRecord",
    "SpeakerRecord",
    "Verification",
    "accept",
    "add",
    "backup",
    "chain_head",
    "chain_of",
    "count_claims",
    "decide_all",
    "decided_claims",
    "default_url",
    "edit",
    "edit_source",
    "export_lines",
    "extracted_already",
    "find_source",
    "find_speaker",
    "fit_in_force",
    "get_claim",
    "history",
    "ids_beginning",
    "import_lines",
    "join",
    "link",
    "links",
    "list_claims",
    "merge_speakers",
    "migrations",
    "newest_events",
    "open_ledger",
    "quote_places",
    "read_addresses",
    "reader_decisions",
    "rebuild",
    "reject",
    "reopen",
    "replace_source",
    "reset_fit",
    "resolve",
    "restatements",
    "seen_alone",
    "short_ids",
    "slip",
    "slips",
    "source_text",
    "sources",
    "speakers",
    "split",
    "split_speaker",
    "sqlite_file",
    "status",
    "store_extraction",
    "store_fit",
    "suggest_merges",
    "tag",
    "tags",
    "transcript",
    "undo",
    "unlink",
    "upgrade",
    "verify",
    "why_none",
    "withdraw",
    "withdraw_source",
]
