"""Exporting to and importing from other programs' formats."""

import csv
import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from tracker.boundary.strict_json import NotJson, read_json
from tracker.errors import LedgerError
from tracker.exchange.claims_csv import csv_lines
from tracker.exchange.fatebook import fatebook_lines
from tracker.exchange.incoming import (
    Incoming,
    Questions,
    checked_rows,
    foreign_json,
    incoming_json,
    incoming_sheet,
    incoming_table,
)
from tracker.exchange.linked_data import annotation_lines, review_lines
from tracker.exchange.spreadsheet import TableOptions
from tracker.exchange.workbook import downloaded, is_archive, read_workbook
from tracker.exchange.written_cells import DateOrder
from tracker.ledger import Session
from tracker.ledger.projection.claim_filter import ClaimFilter, Order
from tracker.ledger.projection.listing import list_claims
from tracker.ledger.projection.sources import source_text
from tracker.ledger.transfer.import_report import ImportReport, Losses
from tracker.ledger.transfer.importing import import_lines, import_rows
from tracker.ledger.transfer.jsonl import export_lines

__all__ = [
    "FORMATS",
    "DateOrder",
    "Questions",
    "TableOptions",
    "export_text",
    "import_archive",
    "import_text",
    "is_archive",
]

FORMATS = ("jsonl", "csv", "fatebook", "claimreview", "annotation")

LARGEST_TEXT = 500_000_000
"""The characters of the largest table or JSON, which is read at once."""


def export_text(
    session: Session, form: str = "jsonl", wanted: ClaimFilter | None = None, *, without_text: bool = False
) -> Iterator[str]:
    """The ledger, or the claims that pass a filter, in one of FORMATS, in pieces of whole lines.

    Only jsonl keeps everything. Raises LedgerError for an unknown format.
    """
    if form == "jsonl":
        return (line + "\n" for line in export_lines(session, wanted, without_text=without_text))
    if form not in FORMATS:
        raise LedgerError(f"unknown format {form!r}; the formats are {', '.join(FORMATS)}")
    claims = list_claims(session, wanted or ClaimFilter(order=Order.ID))
    if form == "csv":
        return csv_lines(claims)
    if form == "fatebook":
        return fatebook_lines(claims)
    if form == "claimreview":
        return review_lines(claims)
    kept: dict[str, str | None] = {}

    def text_of(sha256: str) -> str | None:
        if sha256 not in kept:
            kept.clear()
            kept[sha256] = source_text(session, sha256)
        return kept[sha256]

    return annotation_lines(sorted(claims, key=lambda claim: (claim.source.sha256 if claim.source else "", claim.id)), text_of)


def import_text(
    session: Session,
    lines: Iterable[str],
    *,
    by: str,
    now: dt.datetime,
    options: TableOptions | None = None,
    questions: Questions | None = None,
) -> ImportReport:
    """Imports jsonl, a table, or another program's CSV or JSON, recognised by how the text begins; all or nothing.

    `options` gives the meaning of a table's headings and the order of its dates; `questions` is the second file of programs that
    keep questions and forecasts apart. Importing the same again adds nothing. The report lists, field by field, what could not be
    kept. Raises LedgerError for anything else.
    """
    iterator = iter(lines)
    first = next(iterator, "").lstrip("\ufeff")
    while first and not first.strip():
        first = next(iterator, "")
    if not first:
        raise LedgerError("the file is empty; an import takes jsonl, CSV or another program's JSON")
    whole = itertools.chain([first], iterator)
    losses = Losses()
    if not first.lstrip().startswith(("{", "[")):
        text = _joined(line if line.endswith("\n") else line + "\n" for line in whole)
        with _table():
            incoming = incoming_table(text, options or TableOptions(), questions, losses, now)
            return _import(session, incoming, losses, by=by, now=now)
    # A first line that is a whole object means jsonl, which is read line by line, however long.
    object_of_line = _parsed(first)
    if isinstance(object_of_line, dict) and not foreign_json(object_of_line):
        return import_lines(session, whole, by=by, now=now)
    text = _joined(whole)
    found = _parsed(text)
    if not foreign_json(found):
        return import_lines(session, text.split("\n"), by=by, now=now)
    report = import_rows(session, checked_rows(lambda: incoming_json(found, questions, losses, now)), by=by, now=now)
    return replace(report, losses=(*losses.all(), *report.losses))


def _joined(lines: Iterable[str]) -> str:
    """The whole text; raises LedgerError if it is too large to be read at once."""
    parts, size = [], 0
    for line in lines:
        size += len(line)
        if size > LARGEST_TEXT:
            raise LedgerError(f"larger than {LARGEST_TEXT // 1_000_000} million characters; only JSON lines may be larger")
        parts.append(line)
    return "".join(parts)


def import_archive(
    session: Session, data: bytes, *, by: str, now: dt.datetime, options: TableOptions | None = None
) -> ImportReport:
    """Imports an Excel workbook or the zip archive of Metaculus's data download, like `import_text`."""
    losses = Losses()
    options = options or TableOptions()
    download = downloaded(data, losses)
    with _table():
        if download is None:
            incoming = incoming_sheet(read_workbook(data, losses), options, losses)
        else:
            incoming = incoming_table(download[0], options, download[1], losses, now)
        return _import(session, incoming, losses, by=by, now=now)


@contextmanager
def _table() -> Iterator[None]:
    """Turns errors of Python's CSV reader, such as for a cell of 200,000 characters, into LedgerError."""
    try:
        yield
    except csv.Error as error:
        raise LedgerError(f"the table cannot be read: {error}") from None


def _import(session: Session, incoming: Incoming, losses: Losses, *, by: str, now: dt.datetime) -> ImportReport:
    report = import_rows(session, checked_rows(lambda: incoming.rows), by=by, now=now)
    return replace(report, losses=(*losses.all(), *report.losses), mapping=incoming.mapping)


def _parsed(text: str) -> object:
    try:
        return read_json(text)
    except NotJson:
        return None
