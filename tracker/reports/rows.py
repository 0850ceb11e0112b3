"""Records as rows for programs: JSON, JSON lines and CSV, the same for everything that lists. Standard library only."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from tracker.boundary.spreadsheet_cells import written
from tracker.codec import Json, claim_to_json
from tracker.records import Claim, Event
from tracker.reports.cleaning import one_line, to_json

#: Formats of rows that are not tables.
FORMATS = ("json", "jsonl", "csv")


def claim_row(claim: Claim) -> Json:
    """A claim as one JSON object: its id, status and due date, then what an export has of it, without its events."""
    due = claim.due.isoformat() if claim.due else None
    return {"id": claim.id, "status": claim.status.value, "due": due} | claim_to_json(claim)


def event_row(event: Event) -> Json:
    """An event as one JSON object."""
    return {
        "kind": event.kind,
        "claim_id": event.claim_id,
        "by": event.by,
        "recorded_at": event.recorded_at.isoformat(),
        "known_on": event.known_on.isoformat() if event.known_on else None,
        "reason": event.reason,
        "details": dict(event.details),
        "hash": event.hash,
    }


def _flat(value: object) -> object:
    if isinstance(value, Mapping):
        return to_json(dict(value))
    if isinstance(value, list | tuple):
        return "; ".join(str(_flat(each)) for each in value)
    return one_line(value) if isinstance(value, str) else value


def csv_lines(rows: Iterable[Mapping[str, object]], columns: Sequence[str] | None = None) -> Iterator[str]:
    """CSV lines, RFC 4180 but for line feeds alone, a heading first; `columns` are those of the first row unless given."""
    remaining = iter(rows)
    first = list(islice(remaining, 1))
    names = columns or [name for row in first for name in row]
    cells = ([_flat(row.get(name)) for name in names] for row in chain(first, remaining))
    return written(names, cells) if names else iter(())


def jsonl_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """One JSON object a line."""
    return (to_json(row) + "\n" for row in rows)


def json_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """One JSON array, an object a line."""
    before = "[\n"
    for row in rows:
        yield before + to_json(row)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def row_lines(rows: Iterable[Mapping[str, Any]], *, format: str) -> Iterator[str]:  # noqa: A002
    """The rows as text in pieces, so that a long listing need not fit in memory; `format` is one of FORMATS.

    Raises ValueError for another format.
    """
    match format:
        case "json":
            return json_lines(rows)
        case "jsonl":
            return jsonl_lines(rows)
        case "csv":
            return csv_lines(rows)
    raise ValueError(f"unknown format {format!r}: {', '.join(FORMATS)}")
