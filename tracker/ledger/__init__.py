"""The ledger: sources, claims and the events that decide them, on SQLite or PostgreSQL.

Every function works in the transaction of the session it is given (`with ledger.begin() as session`), takes the time as an
argument, and returns records. Ids may be any unique beginning of a claim's id.
"""

from tracker.ledger.decisions import accept, add, edit, join, reject, split, tag, withdraw
from tracker.ledger.engine import Ledger, default_url
from tracker.ledger.extraction import ExtractionReport, extracted, store_extraction
from tracker.ledger.filters import ClaimFilter, Order
from tracker.ledger.importing import ImportReport, Loss, import_lines
from tracker.ledger.jsonl import claim_to_json, event_to_json, export_lines, resolution_to_json
from tracker.ledger.listing import count_claims, get_claim, history, list_claims
from tracker.ledger.opening import open_ledger
from tracker.ledger.outcomes import reopen, resolve
from tracker.ledger.schema import SchemaStatus, status, upgrade
from tracker.ledger.sources import SourceRecord, find_source, source_text, sources, transcript

__all__ = [
    "ClaimFilter",
    "ExtractionReport",
    "ImportReport",
    "Ledger",
    "Loss",
    "Order",
    "SchemaStatus",
    "SourceRecord",
    "accept",
    "add",
    "claim_to_json",
    "count_claims",
    "default_url",
    "edit",
    "event_to_json",
    "export_lines",
    "extracted",
    "find_source",
    "get_claim",
    "history",
    "import_lines",
    "join",
    "list_claims",
    "open_ledger",
    "reject",
    "reopen",
    "resolution_to_json",
    "resolve",
    "source_text",
    "sources",
    "split",
    "status",
    "store_extraction",
    "tag",
    "transcript",
    "upgrade",
    "withdraw",
]
