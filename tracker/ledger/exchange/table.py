"""Claims as a CSV table, out and in."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from tracker.errors import LedgerError, TrackerError
from tracker.ledger.exchange.cells import plain, written
from tracker.ledger.importing import Losses
from tracker.ledger.row_words import words_read
from tracker.records import Claim

Json = dict[str, Any]

COLUMNS = (
    "id",
    "status",
    "claim",
    "speaker",
    "said_on",
    "kind",
    "window_start",
    "due",
    "grain",
    "horizon",
    "odds_low",
    "odds_high",
    "odds",
    "hedge",
    "polarity",
    "condition",
    "confidence",
    "tags",
    "outcome",
    "credit",
    "value",
    "known_on",
    "happened_on",
    "resolved_by",
    "evidence",
    "note",
    "conflicting",
    "chain",
    "doc",
    "title",
    "url",
    "sha256",
    "start",
    "end",
    "quote",
    "anchor",
)
# Derived from other things, so that an import has nothing to keep of them.
DERIVED = frozenset({"conflicting", "chain"})
SAYS = {"due": "horizon", "odds_low": "probability", "odds": "probability", "hedge": "hedge"}


def csv_lines(claims: Iterable[Claim]) -> Iterator[str]:
    """The claims as lines of CSV with a header; what a spreadsheet would run is defused. Events and texts do not fit in."""
    return written(COLUMNS, (_row(claim) for claim in claims))


def _row(claim: Claim) -> list[object]:
    forecast, outcome, source = claim.forecast, claim.resolution, claim.source
    horizon, odds = forecast.horizon, forecast.probability
    return [
        claim.id,
        claim.status.value,
        forecast.claim,
        forecast.speaker,
        forecast.said_on.isoformat(),
        forecast.kind.value,
        horizon.start.isoformat() if horizon else None,
        horizon.end.isoformat() if horizon else None,
        horizon.grain.value if horizon else None,
        horizon.text if horizon else None,
        odds.low if odds else None,
        odds.high if odds else None,
        odds.text if odds else None,
        forecast.hedge.text if forecast.hedge else None,
        forecast.polarity.value,
        forecast.condition,
        forecast.confidence,
        "; ".join(claim.tags),
        outcome.outcome.value if outcome else None,
        outcome.credit if outcome else None,
        outcome.value if outcome else None,
        outcome.known_on.isoformat() if outcome else None,
        outcome.happened_on.isoformat() if outcome and outcome.happened_on else None,
        outcome.by if outcome else None,
        " ".join(outcome.evidence) if outcome else None,
        outcome.note if outcome else None,
        "; ".join(f"{each.outcome.value} ({each.by})" for each in claim.conflicting),
        claim.chain,
        forecast.doc,
        source.title if source else None,
        source.url if source else None,
        source.sha256 if source else None,
        forecast.start,
        forecast.end,
        forecast.quote,
        forecast.anchor,
    ]


def claims_of_table(text: str, losses: Losses) -> Iterator[str]:
    """The claims of a CSV table as lines of JSON for an import. Raises LedgerError for a table without the columns it takes.

    `due` may be a day or words ("by the end of 2027"), `odds` words or numbers ("60/40") where odds_low and odds_high are empty.
    """
    rows = csv.DictReader(io.StringIO(text, newline=""))
    names = set(rows.fieldnames or ())
    if not {"said_on", "speaker"} <= names or not names & {"claim", "quote"}:
        raise LedgerError("a CSV import takes the columns claim (or quote), said_on and speaker")
    for name in sorted(names - set(COLUMNS)):
        losses.note(name, 1, "no such column is kept")
    # An empty cell says that there is none; what has no column is read from the sentence.
    blank = {name: None for column, name in SAYS.items() if column in names}
    for row in rows:
        cells = {name: plain(value).strip() for name, value in row.items() if name and value and value.strip()}
        for name in sorted(DERIVED & cells.keys() - {"chain"}):
            losses.note(name, rows.line_num, "it is who disagreed; import jsonl to keep it")
        yield json.dumps(blank | _claim(cells, rows.line_num), ensure_ascii=False)


def _claim(cells: dict[str, str], line: int) -> Json:
    found: Json = {
        name: cells[name]
        for name in ("id", "status", "claim", "said_on", "kind", "polarity", "condition", "doc", "quote", "anchor")
        if name in cells
    }
    found["speaker"] = cells.get("speaker")
    found["confidence"] = _number(cells, "confidence", line)
    if "due" in cells:
        found["horizon"] = _window(cells)
    if "odds_low" in cells or "odds_high" in cells:
        low, high = _number(cells, "odds_low", line), _number(cells, "odds_high", line)
        found["probability"] = {
            "text": cells.get("odds", ""),
            "low": low if low is not None else high,
            "high": high if high is not None else low,
        }
    elif "odds" in cells:
        found["probability"] = cells["odds"]
    if "hedge" in cells:
        found["hedge"] = cells["hedge"]
    if "tags" in cells:
        found["tags"] = [tag.strip() for tag in cells["tags"].split(";") if tag.strip()]
    if "start" in cells and "end" in cells:
        found |= {"start": _whole(cells, "start", line), "end": _whole(cells, "end", line)}
    if "sha256" in cells:
        names = ("sha256", "doc", "title", "url", "said_on")
        found["source"] = {name: cells[name] for name in names if name in cells}
    if "outcome" in cells:
        judged: Json = {
            "outcome": cells["outcome"],
            "credit": _number(cells, "credit", line),
            "value": _number(cells, "value", line),
        }
        judged |= {"by": cells.get("resolved_by"), "known_on": cells.get("known_on"), "happened_on": cells.get("happened_on")}
        found["outcome"] = judged | {"evidence": cells.get("evidence", "").split(), "note": cells.get("note")}
    kept = {name: value for name, value in found.items() if value is not None or name == "speaker"}
    try:
        return words_read(kept)
    except TrackerError as error:
        raise LedgerError(f"line {line}: {error}") from error


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


def _number(cells: dict[str, str], name: str, line: int) -> float | None:
    try:
        return float(cells[name]) if name in cells else None
    except ValueError:
        raise LedgerError(f"line {line}: {name} is {cells[name]!r}; expected a number") from None


def _whole(cells: dict[str, str], name: str, line: int) -> int:
    try:
        return int(cells[name])
    except ValueError:
        raise LedgerError(f"line {line}: {name} is {cells[name]!r}; expected a whole number") from None
