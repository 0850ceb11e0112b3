"""Other programs' formats, out and in."""

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy.orm import Session

from tracker.errors import LedgerError
from tracker.ledger.exchange.fatebook import claims_of_fatebook, fatebook_lines, is_fatebook
from tracker.ledger.exchange.headings import mapped
from tracker.ledger.exchange.linked import annotation_lines, review_lines
from tracker.ledger.exchange.predictionbook import claims_of_predictionbook, is_predictionbook
from tracker.ledger.exchange.spreadsheet import TableOptions, claims_of_sheet, read_sheet
from tracker.ledger.exchange.table import claims_of_table, csv_lines, is_own_table
from tracker.ledger.exchange.written import DateOrder
from tracker.ledger.filters import ClaimFilter, Order
from tracker.ledger.importing import ImportReport, Losses, import_lines
from tracker.ledger.jsonl import export_lines
from tracker.ledger.listing import list_claims
from tracker.ledger.sources import source_text

FORMATS = ("jsonl", "csv", "fatebook", "claimreview", "annotation")


def export_text(
    session: Session, form: str = "jsonl", wanted: ClaimFilter | None = None, *, without_text: bool = False
) -> Iterator[str]:
    """The ledger, or the claims that pass a filter, in one of FORMATS, in pieces that end with a line end.

    Only jsonl keeps everything. Raises LedgerError for another format.
    """
    if form == "jsonl":
        return (line + "\n" for line in export_lines(session, wanted, without_text=without_text))
    if form not in FORMATS:
        raise LedgerError(f"no format is named {form!r}; there are {', '.join(FORMATS)}")
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
    session: Session, lines: Iterable[str], *, by: str, now: dt.datetime, options: TableOptions | None = None
) -> ImportReport:
    """Imports jsonl, a table, Fatebook's CSV or PredictionBook's JSON, told apart by how the text begins; all or nothing.

    `options` says of a table what its headings mean and how its dates are written. The same again adds nothing. The report says,
    field by field, what could not be kept. Raises LedgerError for anything else.
    """
    iterator = iter(lines)
    first = next(iterator, "").lstrip("\ufeff")
    while first and not first.strip():
        first = next(iterator, "")
    if not first:
        raise LedgerError("the file is empty; an import takes jsonl, CSV or PredictionBook's JSON")
    whole = itertools.chain([first], iterator)
    if (
        first.lstrip().startswith("{")
        and first.rstrip().endswith("}")
        and '"predictions"' not in first
        and '"deadline"' not in first
    ):
        return import_lines(session, whole, by=by, now=now)
    text = "".join(line if line.endswith("\n") else line + "\n" for line in whole)
    losses = Losses()
    mapping: tuple[tuple[str, str], ...] = ()
    if is_predictionbook(text):
        converted = claims_of_predictionbook(text, losses)
    elif first.lstrip().startswith(("{", "[")):
        return import_lines(session, text.splitlines(), by=by, now=now)
    elif is_fatebook(text):
        converted = claims_of_fatebook(text, losses)
    elif is_own_table(text):
        converted = claims_of_table(text.lstrip("\ufeff"), losses)
    else:
        sheet, options = read_sheet(text), options or TableOptions()
        mapping = tuple(mapped(sheet.headings, options.fields).items())
        converted = claims_of_sheet(sheet, losses, options)
    report = import_lines(session, converted, by=by, now=now)
    return replace(report, losses=(*losses.all(), *report.losses), mapping=mapping)


__all__ = ["FORMATS", "DateOrder", "TableOptions", "export_text", "import_text"]
