"""Claims as a CSV table, out and in."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from typing import Any

from tracker.boundary.spreadsheet_cells import plain, written
from tracker.claim_columns import COLUMNS, claim_cells
from tracker.errors import LedgerError
from tracker.ledger.transfer.importing import Losses
from tracker.records import Claim

Json = dict[str, Any]

# Derived from other things, so that an import has nothing to keep of them.
DERIVED = frozenset({"conflicting", "chain"})
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
    return written(COLUMNS, (list(claim_cells(claim).values()) for claim in claims))


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
        for name in sorted(cells.keys() - set(COLUMNS)):
            losses.note(name, where, "no such column is kept")
        for name in sorted(DERIVED & cells.keys() - {"chain"}):
            losses.note(name, where, "it is who disagreed; import jsonl to keep it")
        if "comparator" in cells and ";" in cells.get("quantities", ""):
            losses.note("quantities", where, "a row holds one magnitude; import jsonl to keep the others")
        yield where, blank | _claim(cells, where)


def _claim(cells: dict[str, str], where: str) -> Json:
    found: Json = {
        name: cells[name]
        for name in ("id", "status", "claim", "said_on", "kind", "polarity", "condition", "doc", "quote", "anchor")
        if name in cells
    }
    found["speaker"] = cells.get("speaker")
    found["confidence"] = _number(cells, "confidence", where)
    found |= _said(cells, where)
    if "tags" in cells:
        found["tags"] = [tag.strip() for tag in cells["tags"].split(";") if tag.strip()]
    if "start" in cells and "end" in cells:
        found |= {"start": _whole(cells, "start", where), "end": _whole(cells, "end", where)}
    if "sha256" in cells:
        names = ("sha256", "doc", "title", "url", "said_on")
        found["source"] = {name: cells[name] for name in names if name in cells}
    if "outcome" in cells:
        judged: Json = {
            "outcome": cells["outcome"],
            "credit": _number(cells, "credit", where),
            "value": _number(cells, "value", where),
        }
        judged |= {"by": cells.get("resolved_by"), "known_on": cells.get("known_on"), "happened_on": cells.get("happened_on")}
        found["outcome"] = judged | {"evidence": cells.get("evidence", "").split(), "note": cells.get("note")}
    return {name: value for name, value in found.items() if value is not None or name == "speaker"}


def _said(cells: dict[str, str], where: str) -> Json:
    """What a row has beside its sentence of that which the sentence may say too."""
    found: Json = {}
    if "due" in cells:
        found["horizon"] = _window(cells)
    if "odds_low" in cells or "odds_high" in cells:
        low, high = _number(cells, "odds_low", where), _number(cells, "odds_high", where)
        found["probability"] = {
            "text": cells.get("odds", ""),
            "low": low if low is not None else high,
            "high": high if high is not None else low,
        }
    elif "odds" in cells:
        found["probability"] = cells["odds"]
    if "hedge" in cells:
        found["hedge"] = cells["hedge"]
    if cells.keys() & {"quantity_low", "quantity_high", "comparator"}:
        found["quantities"] = [_quantity(cells, where)]
    elif "quantities" in cells:
        found["quantities"] = cells["quantities"]
    return found


def _window(cells: dict[str, str]) -> Json | str:
    """The window of a day due, or the words where the cell holds no day."""
    try:
        dt.date.fromisoformat(cells["due"])
    except ValueError:
        return cells["due"]
    return {
        "text": cells.get("horizon", cells["due"]),
        "start": cells.get("window_start", cells["due"]),
        "end": cells["due"],
        "grain": cells.get("grain", "day"),
    }


def _quantity(cells: dict[str, str], where: str) -> Json:
    first = cells.get("quantities", "").partition(";")[0].strip()
    low, high = _number(cells, "quantity_low", where), _number(cells, "quantity_high", where)
    named = {"unit": cells.get("unit", ""), "comparator": cells.get("comparator", "exact")}
    return {"text": first, "low": low, "high": high} | named


def _number(cells: dict[str, str], name: str, where: str) -> float | None:
    try:
        return float(cells[name]) if name in cells else None
    except ValueError:
        raise LedgerError(f"{where}: {name} is {cells[name]!r}; expected a number") from None


def _whole(cells: dict[str, str], name: str, where: str) -> int:
    try:
        return int(cells[name])
    except ValueError:
        raise LedgerError(f"{where}: {name} is {cells[name]!r}; expected a whole number") from None
