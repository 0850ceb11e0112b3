"""The columns of a table of claims, and the field of a claim's JSON that each holds: one map for listings, exports and imports."""

from collections.abc import Mapping
from typing import Any

from tracker.codec import Json, claim_to_json
from tracker.records import Claim

COLUMNS: Mapping[str, str] = {
    "id": "id",
    "status": "status",
    "claim": "claim",
    "speaker": "speaker",
    "said_on": "said_on",
    "kind": "kind",
    "window_start": "horizon.start",
    "due": "horizon.end",
    "grain": "horizon.grain",
    "horizon": "horizon.text",
    "odds_low": "probability.low",
    "odds_high": "probability.high",
    "odds": "probability.text",
    "hedge": "hedge.text",
    "quantity_low": "quantity.low",
    "quantity_high": "quantity.high",
    "unit": "quantity.unit",
    "comparator": "quantity.comparator",
    "quantities": "quantities",
    "polarity": "polarity",
    "condition": "condition",
    "confidence": "confidence",
    "tags": "tags",
    "outcome": "outcome.outcome",
    "credit": "outcome.credit",
    "value": "outcome.value",
    "known_on": "outcome.known_on",
    "happened_on": "outcome.happened_on",
    "resolved_by": "outcome.by",
    "evidence": "outcome.evidence",
    "note": "outcome.note",
    "conflicting": "conflicting",
    "chain": "chain",
    "doc": "doc",
    "title": "source.title",
    "url": "source.url",
    "sha256": "source.sha256",
    "start": "start",
    "end": "end",
    "quote": "quote",
    "anchor": "anchor",
}
# Column, object and field; the object is empty for a field of the claim itself, and `quantity` is the first of its quantities.
_PLACES = [(name, path.rpartition(".")[0], path.rpartition(".")[2]) for name, path in COLUMNS.items()]
_NOTHING: Json = {}


def claim_cells(claim: Claim) -> dict[str, object]:
    """A claim as one flat row under COLUMNS: ranges in two columns, lists joined by "; ", the first magnitude in numbers."""
    found = claim_to_json(claim)
    quantities, outcome = found["quantities"], found["outcome"]
    found |= {
        "quantity": quantities[0] if quantities else None,
        "quantities": "; ".join(each["text"] for each in quantities),
        "conflicting": "; ".join(f"{each['outcome']} ({each['by']})" for each in found["conflicting"]),
        "tags": "; ".join(found["tags"]),
    }
    if outcome:
        outcome["evidence"] = " ".join(outcome["evidence"])
    return {name: (found[within] or _NOTHING).get(field) if within else found[field] for name, within, field in _PLACES}


def nested(cells: Mapping[str, Any]) -> Json:
    """The cells of a row, by the names of their columns, as the objects that COLUMNS tells."""
    found: Json = {}
    for name, within, field in _PLACES:
        if name in cells:
            (found.setdefault(within, {}) if within else found)[field] = cells[name]
    return found
