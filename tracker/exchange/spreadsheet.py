"""A spreadsheet of predictions: headings mapped by their meaning, cells read as people write them."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.boundary.spreadsheet_cells import plain
from tracker.errors import LedgerError
from tracker.exchange.column_headings import mapped
from tracker.exchange.written_cells import ANSWERS, OPEN, Cell, DateOrder, day_reader, share_of, share_reader
from tracker.ledger.transfer.import_report import Losses

Json = dict[str, Any]
DAYS = ("said_on", "due", "known_on", "happened_on")
SHARES = ("odds", "credit")
# Fields that the sentence may also give, and that a cell may give in words.
SAYS = {"due": "horizon", "odds": "probability"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOptions:
    """The user's options for a table: the fields of headings, and whether days or months come first in its dates."""

    fields: Mapping[str, str] = field(default_factory=dict)
    dates: DateOrder | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table: its headings, and for each row that is not empty its place ("line 3") and its cells by heading."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, dict[str, str]], ...]


def read_sheet(text: str) -> Sheet:
    """The table in a text with commas, semicolons or tabs between its cells. Raises LedgerError if it is not one."""
    whole = text.lstrip("\ufeff")
    head = whole.partition("\n")[0]
    mark = max(",;\t", key=lambda each: (head.count(each), each == ","))
    rows = csv.reader(io.StringIO(whole, newline=""), delimiter=mark)
    try:
        headings = tuple(each.strip() for each in next(rows, []))
        found = []
        for cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(headings):
                raise LedgerError(f"line {rows.line_num} has {len(cells)} cells, the headings are {len(headings)}")
            named = {name: plain(cell).strip() for name, cell in zip(headings, cells, strict=False) if cell.strip()}
            found.append((f"line {rows.line_num}", named))
    except csv.Error as error:
        raise LedgerError(f"line {rows.line_num} is not a row of a table ({error})") from None
    if len(set(headings)) < len(headings):
        twice = next(each for each in headings if headings.count(each) > 1)
        raise LedgerError(f"the heading {twice!r} occurs twice; give each column its own name")
    return Sheet(headings=headings, rows=tuple(found))


def claims_of_sheet(sheet: Sheet, losses: Losses, options: TableOptions) -> Iterator[tuple[str, Json]]:
    """The claims of a table as rows for an import; cells that are not kept are noted. Raises LedgerError."""
    fields = mapped(sheet.headings, options.fields)
    columns: dict[str, list[Cell]] = {
        heading: [(where, cells[heading]) for where, cells in sheet.rows if heading in cells] for heading in fields
    }
    days = [cell for heading, name in fields.items() if name in DAYS for cell in columns[heading]]
    readers: dict[str, Callable[[str, str], Any]] = {}
    for heading, name in fields.items():
        if name in DAYS:
            readers[name] = day_reader(heading, columns[heading], options.dates, days)
        elif name in SHARES:
            readers[name] = share_reader(heading, columns[heading])
    return _claims(sheet, fields, readers, losses)


def _claims(
    sheet: Sheet, fields: Mapping[str, str], readers: Mapping[str, Callable[[str, str], Any]], losses: Losses
) -> Iterator[tuple[str, Json]]:
    # An empty cell means none; fields without a column are read from the sentence.
    blank = {SAYS[name]: None for name in fields.values() if name in SAYS}
    for where, cells in sheet.rows:
        found: dict[str, Any] = {}
        written: dict[str, str] = {}
        for heading, words in cells.items():
            name = fields.get(heading)
            if name is None:
                losses.note(heading, where, "no field has this heading; --map gives it one")
                continue
            written[name] = words
            try:
                found[name] = readers[name](where, words) if name in readers else words
            except LedgerError:
                if name not in SAYS:
                    raise
        yield where, blank | _claim(where, found, written, losses)


def _claim(where: str, found: dict[str, Any], written: dict[str, str], losses: Losses) -> Json:
    if "claim" not in found and "quote" not in found:
        raise LedgerError(f"{where}: this row has no claim")
    if "said_on" not in found:
        raise LedgerError(f"{where}: this row has no day on which it was said")
    claim: Json = {name: found[name] for name in ("id", "claim", "quote", "said_on", "condition") if name in found}
    claim |= {"speaker": found.get("speaker"), "status": "accepted"}
    # Cells that are not a day or number stay as words, for the grammars of speech.
    claim |= {SAYS[name]: written[name] for name in SAYS if name in written}
    if "due" in found:
        start = min(found["said_on"], found["due"])
        claim["horizon"] = {"text": written["due"], "start": start, "end": found["due"], "grain": "day"}
    if "odds" in found:
        claim["probability"] = {"text": written["odds"], "low": found["odds"], "high": found["odds"]}
    if "tags" in found:
        claim["tags"] = [each.strip() for each in found["tags"].replace(",", ";").split(";") if each.strip()]
    outcome = _outcome(where, found, losses)
    return claim | ({"outcome": outcome} if outcome else {})


def _outcome(where: str, found: dict[str, Any], losses: Losses) -> Json | None:
    words = str(found.get("outcome", "")).casefold().strip(" .!")
    if words in OPEN:
        for name in ("known_on", "happened_on", "resolved_by", "evidence", "note", "credit"):
            if name in found:
                losses.note(name, where, "it belongs to an outcome, and there is none")
        return None
    outcome, credit = _judged(where, found, words, losses)
    judged: Json = {"outcome": outcome, "credit": credit, "by": found.get("resolved_by"), "known_on": found.get("known_on")}
    if "known_on" not in found:
        losses.note("known_on", where, "no day was given, so the outcome counts as known from the day of the import")
    judged |= {"happened_on": found.get("happened_on"), "note": found.get("note"), "evidence": found.get("evidence", "").split()}
    return {name: value for name, value in judged.items() if value not in (None, "", [])}


def _judged(where: str, found: dict[str, Any], words: str, losses: Losses) -> tuple[str, float | None]:
    """The outcome in a cell, and for a partial one the share that came true: a number between 0 and 1, or per cent."""
    credit: float | None = found.get("credit")
    outcome = ANSWERS.get(words)
    if outcome is None and (number := share_of(words)) is not None:
        # A share of 0 or 1 is not a partial outcome.
        outcome, credit = {0.0: "false", 1.0: "true"}.get(number, "partial"), number
    if outcome is None:
        raise LedgerError(f"{where}: outcome {found['outcome']!r} is not true, false, ambiguous, void, open or a share such as 0.5")
    if outcome != "partial":
        if "credit" in found:
            losses.note("credit", where, "only a partial outcome has a share that came true")
        return outcome, None
    if credit is None:
        raise LedgerError(
            f"{where}: a partial outcome needs the share that came true; write it there (0.5) or in a column 'credit'"
        )
    return outcome, credit
