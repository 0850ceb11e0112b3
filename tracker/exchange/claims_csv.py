"""Exporting and importing claims as a CSV table."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from typing import Any

from tracker.boundary.spreadsheet_cells import plain, written
from tracker.claim_columns import COLUMNS, claim_cells, nested
from tracker.errors import LedgerError
from tracker.ledger.transfer.import_report import Losses
from tracker.records import Claim

Json = dict[str, Any]

# Derived from other things, so that an import has nothing to keep of them.
DERIVED = frozenset({"conflicting", "chain"})
NUMBERS = frozenset({"odds_low", "odds_high", "quantity_low", "quantity_high", "confidence", "credit", "value"})
# The columns that say what a sentence may say too.
SAYS = {
    "due": "horizon",
    "odds_low": "probability",
    "odds": "probability",
    "hedge": "hedge",
    "quantity_low": "quantities",
    "quantities": "quantities",
}


def csv_lines(claims: Iterable[Claim]) -> Iterator[str]:
    """The claims as lines of CSV with a header; what a spreadsheet would run is defused. Events and texts do not fit in."""
    return written(list(COLUMNS), (list(claim_cells(claim).values()) for claim in claims))


def is_own_table(text: str) -> bool:
    """Whether a text begins with headings of this project's own tables."""
    names = {each.strip().strip('"') for each in text.lstrip("\ufeff").partition("\n")[0].strip().split(",")}
    return {"said_on", "speaker"} <= names and bool(names & {"claim", "quote"})


def claims_of_table(text: str, losses: Losses) -> Iterator[tuple[str, Json]]:
    """The claims of a table of this project's as rows for an import. Raises LedgerError.

    `due` may be a day or words ("by the end of 2027"), `odds` words or numbers ("60/40") where odds_low and odds_high are empty,
    `quantities` words where quantity_low, quantity_high and comparator are.
    """
    rows = csv.DictReader(io.StringIO(text, newline=""))
    # An empty cell says that there is none; what has no column is read from the sentence.
    blank = {name: None for column, name in SAYS.items() if column in (rows.fieldnames or ())}
    for row in rows:
        where = f"line {rows.line_num}"
        cells = {name: plain(value).strip() for name, value in row.items() if name and value and value.strip()}
        for name in sorted(cells.keys() - COLUMNS.keys()):
            losses.note(name, where, "no such column is kept")
        for name in sorted(DERIVED & cells.keys() - {"chain"}):
            losses.note(name, where, "it is who disagreed; import jsonl to keep it")
        if "comparator" in cells and ";" in cells.get("quantities", ""):
            losses.note("quantities", where, "a row holds one magnitude; import jsonl to keep the others")
        yield where, blank | _claim(cells, where)


def _claim(cells: dict[str, str], where: str) -> Json:
    found: Json = {"speaker": None}
    found |= nested({name: _value(name, text, where) for name, text in cells.items() if name in COLUMNS.keys() - DERIVED})
    if "tags" in found:
        found["tags"] = [tag.strip() for tag in found["tags"].split(";") if tag.strip()]
    if not {"start", "end"} <= found.keys():
        found = {name: value for name, value in found.items() if name not in {"start", "end"}}
    if "outcome" in cells:
        found["outcome"]["evidence"] = cells.get("evidence", "").split()
    if "sha256" in cells:
        found["source"] |= {name: cells[name] for name in ("doc", "said_on") if name in cells}
    without = {name for name, needed in (("outcome", "outcome"), ("source", "sha256"), ("horizon", "due")) if needed not in cells}
    return {name: value for name, value in (found | _said(found, cells)).items() if name not in without | {"quantity"}}


def _said(found: Json, cells: dict[str, str]) -> Json:
    """What a row has beside its sentence of that which the sentence may say too, as objects or in words."""
    said: Json = {}
    if "due" in cells:
        said["horizon"] = _window(found["horizon"])
    if odds := found.get("probability"):
        low, high = odds.get("low", odds.get("high")), odds.get("high", odds.get("low"))
        said["probability"] = odds["text"] if low is None else {"text": odds.get("text", ""), "low": low, "high": high}
    if "hedge" in cells:
        said["hedge"] = cells["hedge"]
    if found.get("quantity", {}).keys() & {"low", "high", "comparator"}:
        said["quantities"] = [{"text": cells.get("quantities", "").partition(";")[0].strip()} | found["quantity"]]
    return said


def _window(window: Json) -> Json | str:
    """The window of a day due, or the words where the cell holds no day."""
    due: str = window["end"]
    try:
        dt.date.fromisoformat(due)
    except ValueError:
        return due
    return {"text": due, "start": due, "grain": "day"} | window


def _value(name: str, text: str, where: str) -> str | float | int:
    """What a cell holds. Raises LedgerError, which names line and column, for words in place of a number."""
    try:
        return float(text) if name in NUMBERS else int(text) if name in {"start", "end"} else text
    except ValueError:
        expected = "a number" if name in NUMBERS else "a whole number"
        raise LedgerError(f"{where}: {name} is {text!r}; expected {expected}") from None
