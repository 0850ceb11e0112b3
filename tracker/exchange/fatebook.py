"""Fatebook's CSV: the format of its spreadsheet import, and that of its export.

The columns are those of fatebook.io (github.com/Sage-Future/fatebook: pages/import-from-spreadsheet, lib/web/export.ts).
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from tracker.boundary.spreadsheet_cells import plain, written
from tracker.errors import LedgerError
from tracker.exchange.sites import horizon
from tracker.exchange.written_cells import written_day
from tracker.ledger.events.claim_ids import short_hash
from tracker.ledger.transfer.import_report import Losses
from tracker.order_of_days import given_at
from tracker.records import Claim, Outcome, Status

Json = dict[str, Any]

TITLE = "Question title"
PERCENT = "Your forecast (as a number between 0% and 100%)"
SHARE = "Forecast (scale = 0-1)"
CREATED = "Question created date"
RESOLUTION = "Resolution"
HEADER = (TITLE, PERCENT, CREATED, RESOLUTION, "Resolved at", "Resolve by", "Forecast created date", "Tags", "Notes")
ANSWERS = {"yes": "true", "no": "false", "ambiguous": "ambiguous"}
KEPT = frozenset(
    {
        *(TITLE, SHARE, CREATED, "Question created at", "Multiple choice option", "Tags", "Resolved at"),
        *("Forecast created at", "Forecast created date", "Forecast created by", "Question created by"),
        *("Question resolve by", "Resolve by"),
    }
)
LOST = {
    "Your Brier score for this question": "scores are computed, never stored",
    "Your relative Brier score for this question": "scores are computed, never stored",
    "Question notes": "a claim has no notes",
    "Notes": "a claim has no notes",
    "Question shared with": "a ledger is not shared with named readers",
    "Question comments": "a claim has no comments",
}


def fatebook_lines(claims: Iterable[Claim]) -> Iterator[str]:
    """The claims with numeric odds as lines of CSV for Fatebook's spreadsheet import.

    Odds are the middle of their range, in per cent. Rejected and withdrawn claims are left out.
    Fatebook knows neither partial nor void outcomes: both become AMBIGUOUS, with a note.
    """
    return written(HEADER, (_row(claim) for claim in claims if _fits(claim)))


def _fits(claim: Claim) -> bool:
    return claim.forecast.probability is not None and claim.status not in {Status.REJECTED, Status.WITHDRAWN}


def _row(claim: Claim) -> list[object]:
    forecast, outcome = claim.forecast, claim.resolution
    odds = forecast.probability
    percent = 50 * (odds.low + odds.high) if odds else 0
    answers = {Outcome.TRUE: "YES", Outcome.FALSE: "NO"}
    notes = [f"claim {claim.id}"]
    if forecast.speaker:
        notes.append(f"said by {forecast.speaker}")
    if forecast.condition:
        notes.append(f"on the condition: {forecast.condition}")
    if outcome and outcome.outcome in {Outcome.PARTIAL, Outcome.VOID}:
        notes.append(f"outcome {outcome.outcome.value}" + (f", credit {outcome.credit}" if outcome.credit is not None else ""))
    return [
        forecast.claim,
        f"{percent:.6g}%",
        forecast.said_on.isoformat(),
        answers.get(outcome.outcome, "AMBIGUOUS") if outcome else None,
        outcome.known_on.isoformat() if outcome else None,
        claim.due.isoformat() if claim.due else None,
        forecast.said_on.isoformat(),
        ", ".join(claim.tags),
        "; ".join(notes),
    ]


def is_fatebook(text: str) -> bool:
    """Whether a text begins with the header of one of Fatebook's tables."""
    header = text.lstrip("\ufeff").partition("\n")[0]
    return TITLE in header and ("forecast" in header.lower())


def claims_of_fatebook(text: str, losses: Losses) -> Iterator[tuple[str, Json]]:
    """The forecasts of a Fatebook table as rows for an import, each a claim by its author.

    Raises LedgerError, which names the line, for a number or date that cannot be read.
    """
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""))
    earlier: dict[tuple[str, str | None], str] = {}
    for row in rows:
        where = f"line {rows.line_num}"
        cells = {name.strip(): plain(value).strip() for name, value in row.items() if name and value and value.strip()}
        for name in cells:
            if name not in KEPT and not name.startswith(RESOLUTION) and "forecast (" not in name.lower():
                losses.note(name, where, LOST.get(name, "a ledger has no such column"))
        claim = _claim(cells, where, losses)
        key = (claim["claim"], claim["speaker"])
        if key in earlier:
            claim["events"] = [{"kind": "link", "to": earlier[key], "as": "updates"}, *claim.get("events", ())]
        earlier[key] = claim["id"]
        yield where, claim


def _claim(cells: dict[str, str], where: str, losses: Losses) -> Json:
    title = _needed(cells, TITLE, where)
    if option := cells.get("Multiple choice option"):
        title = f"{title} {option}"
    share = _share(cells, where)
    created = cells.get(CREATED) or cells.get("Question created at") or ""
    said = _day(cells.get("Forecast created at") or cells.get("Forecast created date") or created, where)
    due = _day(cells.get("Question resolve by") or cells.get("Resolve by"), where)
    who, given = cells.get("Forecast created by"), cells.get("Forecast created at")
    if said is None:
        raise LedgerError(f"{where}: no day of the forecast; Fatebook writes it as {CREATED!r}")
    found: Json = {
        "id": short_hash("fatebook", title, created, who, given, share),
        "claim": title,
        "said_on": said,
        "speaker": who,
        "status": "accepted",
        "probability": {"text": f"{100 * share:.6g}%", "low": share, "high": share},
    }
    if due is not None:
        found["horizon"] = horizon(said, due)
    if given and (at := _instant(given)):
        found["trace"] = [given_at(at)]
    tags = [tag.strip() for tag in cells.get("Tags", "").replace(";", ",").split(",") if tag.strip()]
    events = _judgements(cells, where, due, losses)
    return found | ({"tags": tags} if tags else {}) | ({"events": events} if events else {})


def _judgements(cells: dict[str, str], where: str, due: str | None, losses: Losses) -> list[Json]:
    given = next((value for name, value in cells.items() if name.startswith(RESOLUTION)), "")
    # A blank cell is an open question.
    if not given:
        return []
    outcome = ANSWERS.get(given.lower())
    if outcome is None:
        losses.note(RESOLUTION, where, f"{given!r} is neither YES, NO nor AMBIGUOUS")
        return []
    known = _day(cells.get("Resolved at"), where)
    if known is None:
        losses.note("Resolved at", where, "no day was given, so the outcome counts from the day it was due")
        known = due
    event: Json = {"kind": "resolve", "outcome": outcome, "by": cells.get("Question created by") or "fatebook"}
    return [event | ({"known_on": known} if known else {})]


def _needed(cells: dict[str, str], name: str, where: str) -> str:
    if name not in cells:
        raise LedgerError(f"{where}: no {name!r}")
    return cells[name]


def _share(cells: dict[str, str], where: str) -> float:
    if SHARE in cells:
        words, scale = cells[SHARE], 1.0
    else:
        words, scale = next((value for name, value in cells.items() if "forecast (" in name.lower()), ""), 100.0
    try:
        share = float(words.removesuffix("%")) / scale
    except ValueError:
        raise LedgerError(f"{where}: the forecast is {words!r}; expected a number") from None
    if not 0 <= share <= 1:
        raise LedgerError(f"{where}: the forecast is {words!r}; expected a number from 0 to {scale:g}")
    return share


def _instant(words: str) -> dt.datetime | None:
    """An instant as Fatebook writes it, without leading zeros (2024-6-3 9:05:7); None without a time of day."""
    parts = [int(each) for each in re.findall(r"\d+", words)]
    try:
        return dt.datetime(*parts[:6], tzinfo=dt.UTC) if len(parts) >= 6 else None  # type: ignore[arg-type, misc]
    except ValueError:
        return None


def _day(words: str | None, where: str) -> str | None:
    if not words:
        return None
    # Its export writes instants without leading zeros (2024-6-3 9:05:7).
    found = written_day(words)
    if found is None:
        raise LedgerError(f"{where}: {words!r} is not a date such as 2024-06-26")
    return found.isoformat()
