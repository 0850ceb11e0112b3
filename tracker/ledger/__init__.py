"""The ledger: sources, claims and their events, on SQLite or PostgreSQL.

Every function works in the transaction of its session (`with ledger.begin() as session`), takes the time as an argument, and
returns records. An id may be any unique prefix of a claim's id.
"""

from sqlalchemy.orm import Session

from tracker.ledger.database.migrations import migrations, status, upgrade
from tracker.ledger.database.opening import open_ledger
from tracker.ledger.database.transactions import Ledger, default_url, sqlite_file
from tracker.ledger.database.waiting import LockWait
from tracker.ledger.integrity.backup import backup
from tracker.ledger.integrity.verifying import Verification, verify
from tracker.ledger.operations.adding import add, join, split
from tracker.ledger.operations.blind_review import blind_view
from tracker.ledger.operations.decisions import accept, decide_all, edit, reject, tag, withdraw
from tracker.ledger.operations.extraction import ExtractionReport, extracted_already, read_addresses, store_extraction
from tracker.ledger.operations.fits import current_fit, decided_claims, reset_fit, store_fit
from tracker.ledger.operations.links import Slip, link, restatements, slips, unlink
from tracker.ledger.operations.outcomes import reopen, resolve
from tracker.ledger.operations.restating import Restatement
from tracker.ledger.operations.source_corrections import SourceCorrection, edit_source, replace_source, withdraw_source
from tracker.ledger.operations.speaker_merges import find_speaker, merge_speakers, speakers, split_speaker, suggest_merges
from tracker.ledger.operations.undoing import undo
from tracker.ledger.projection.claim_filter import ClaimFilter, Order
from tracker.ledger.projection.explain_empty import explain_empty
from tracker.ledger.projection.id_prefixes import ids_with_prefix, short_ids
from tracker.ledger.projection.listing import count_claims, get_claim, history, list_claims, tags
from tracker.ledger.projection.quote_places import QuotePlace, quote_places
from tracker.ledger.projection.reader_decisions import ReaderDecision, reader_decisions
from tracker.ledger.projection.rebuilding import rebuild
from tracker.ledger.projection.recent import chain_head, newest_events
from tracker.ledger.projection.sources import SourceRecord, find_source, source_text, sources, stored_transcript, transcript
from tracker.ledger.transfer.import_report import ImportReport
from tracker.ledger.transfer.importing import import_lines
from tracker.ledger.transfer.jsonl import export_lines

__all__ = [
    "ClaimFilter",
    "ExtractionReport",
    "ImportReport",
    "Ledger",
    "LockWait",
    "Order",
    "QuotePlace",
    "ReaderDecision",
    "Restatement",
    "Session",
    "Slip",
    "SourceCorrection",
    "SourceRecord",
    "Verification",
    "accept",
    "add",
    "backup",
    "blind_view",
    "chain_head",
    "count_claims",
    "current_fit",
    "decide_all",
    "decided_claims",
    "default_url",
    "edit",
    "edit_source",
    "explain_empty",
    "export_lines",
    "extracted_already",
    "find_source",
    "find_speaker",
    "get_claim",
    "history",
    "ids_with_prefix",
    "import_lines",
    "join",
    "link",
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
    "short_ids",
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
    "stored_transcript",
    "suggest_merges",
    "tag",
    "tags",
    "transcript",
    "undo",
    "unlink",
    "upgrade",
    "verify",
    "withdraw",
    "withdraw_source",
]
