"""Excel workbooks (with the extra `documents`), and the zip archive of Metaculus's data download."""

import datetime as dt
import io
import zipfile
from typing import Any

from tracker.errors import LedgerError
from tracker.exchange.incoming import Questions
from tracker.exchange.spreadsheet import Sheet
from tracker.ledger.transfer.import_report import Losses

LARGEST_UNPACKED = 300_000_000
FORECASTS, QUESTIONS = "forecast_data.csv", "question_data.csv"


def is_archive(data: bytes) -> bool:
    """Whether a file begins like a zip archive, which workbooks are."""
    return data.startswith(b"PK\x03\x04")


def downloaded(data: bytes, losses: Losses) -> tuple[str, Questions] | None:
    """The forecasts and questions of Metaculus's download; None for another archive. Raises LedgerError for a damaged one."""
    with _archive(data) as archive:
        names = {each.rpartition("/")[2]: each for each in archive.namelist()}
        if not {FORECASTS, QUESTIONS} <= names.keys():
            return None
        for name in sorted(names.keys() - {FORECASTS, QUESTIONS, "README.md", ""}):
            losses.note("file", name, "only questions and forecasts are kept")
        try:
            forecasts, questions = (archive.read(names[name]).decode("utf-8-sig") for name in (FORECASTS, QUESTIONS))
        except (UnicodeDecodeError, zipfile.BadZipFile, OSError) as error:
            raise LedgerError(f"the archive is damaged ({error})") from None
    return forecasts, Questions(name=QUESTIONS, text=questions)


def _archive(data: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise LedgerError(f"the file is damaged or cut off ({error})") from None
    if sum(each.file_size for each in archive.infolist()) > LARGEST_UNPACKED:
        raise LedgerError(f"unpacked, it has more than {LARGEST_UNPACKED // 1_000_000} MB; save the table as CSV")
    return archive


def read_workbook(data: bytes, losses: Losses) -> Sheet:
    """The first sheet of a workbook that is not empty; other sheets are noted. Raises LedgerError if it is not a workbook.

    Dates are read as stored, whatever their format; shares that are shown in per cent are read in per cent.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise LedgerError("a workbook needs the extra: pip install 'claims-tracker[documents]'; or save it as CSV") from None
    with _archive(data) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise LedgerError("this archive is neither a workbook (.xlsx) nor Metaculus's data download")
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [(sheet.title, [_cells(row) for row in sheet.iter_rows()]) for sheet in book.worksheets]
    except Exception as error:  # noqa: BLE001 - openpyxl raises many kinds of errors for damaged parts
        raise LedgerError(f"the workbook is damaged or cut off ({type(error).__name__})") from None
    filled = [(title, rows) for title, rows in sheets if any(any(row) for row in rows)]
    if not filled:
        raise LedgerError("the workbook is empty")
    for title, rows in filled[1:]:
        losses.note(f"sheet {title!r}", f"row {_first(rows) + 1}", "only the first sheet is read; save the other one as CSV")
    return _sheet(filled[0][1], losses)


def _first(rows: list[list[str]]) -> int:
    return next(number for number, row in enumerate(rows) if any(row))


def _sheet(rows: list[list[str]], losses: Losses) -> Sheet:
    start = _first(rows)
    headings = rows[start]
    named = [each for each in headings if each]
    if len(set(named)) < len(named):
        twice = next(each for each in named if named.count(each) > 1)
        raise LedgerError(f"the heading {twice!r} occurs twice; give each column its own name")
    found = []
    for number, row in enumerate(rows[start + 1 :], start + 2):
        cells = {headings[place]: cell for place, cell in enumerate(row) if cell and place < len(headings) and headings[place]}
        for place, cell in enumerate(row):
            if cell and not (place < len(headings) and headings[place]):
                losses.note(f"column {place + 1}", f"row {number}", "it has no heading")
        if cells:
            found.append((f"row {number}", cells))
    return Sheet(headings=tuple(named), rows=tuple(found))


def _cells(row: Any) -> list[str]:
    return [_words(cell.value, str(getattr(cell, "number_format", "") or "")) for cell in row]


def _words(value: object, shown_as: str) -> str:
    """The value of a cell as text."""
    match value:
        case None:
            words = ""
        case dt.datetime():
            words = value.date().isoformat()
        case dt.date():
            words = value.isoformat()
        case bool():
            words = str(value).upper()
        case int() | float() if "%" in shown_as:
            words = f"{100 * value:.10g}%"
        case float():
            words = f"{value:.15g}"
        case _:
            words = str(value).strip()
    return words
