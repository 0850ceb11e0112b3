"""The state of a source as a pure function of its events."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from tracker.ledger.events.entry import Entry, cancelled

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """The state of a source after all its events; the fields are columns of `sources`."""

    doc: str
    said_on: dt.date
    title: str | None
    url: str | None
    language: str | None
    reader: str | None
    like: str | None
    characters: int | None
    status: str
    replaced_by: str | None


def fold_source(entries: Iterable[Entry]) -> SourceState | None:
    """The state of a source from its events; None if none of them adds it."""
    ordered = sorted(entries, key=lambda entry: entry.order)
    gone = cancelled(ordered)
    found: Json = {}
    for entry in ordered:
        if entry.hash in gone and entry.kind != "source":
            continue
        if entry.kind == "source" and "doc" not in found:
            # An edit made in another program may be dated before the import.
            found = {"status": "active", "replaced_by": None} | entry.details | found
        elif entry.kind == "source-edit":
            found |= entry.details.get("set", {})
        elif entry.kind == "source-replace":
            # Earlier releases wrote `by`, which exports could not distinguish from the analyst's name.
            found |= {"status": "replaced", "replaced_by": entry.details.get("replaced_by") or entry.details.get("by")}
        elif entry.kind == "source-withdraw":
            found |= {"status": "withdrawn"}
    if "doc" not in found:
        return None
    values: Json = {field.name: found.get(field.name) for field in fields(SourceState)}
    return SourceState(**values | {"said_on": dt.date.fromisoformat(found["said_on"])})
