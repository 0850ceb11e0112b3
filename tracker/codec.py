"""Records as JSON values and back, the form in which `extract`, `list` and `export` print them and `import` reads them.

The fields of a record are its keys, in the same order. Nothing here depends on the ledger, so that a dry run prints exactly what
an export would.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from tracker.errors import InvalidRecord
from tracker.records import Claim, Comparator, Forecast, Grain, Kind, Outcome, Polarity

if TYPE_CHECKING:
    import msgspec

Json = dict[str, Any]
Record = TypeVar("Record")

# What a row that somebody typed may leave out of the objects of a forecast.
LEFT_OUT: Mapping[str, Json] = {
    "horizon": {"text": "", "grain": "day", "rule": "imported"},
    "probability": {"text": ""},
    "hedge": {"text": ""},
    "quantities": {"text": "", "low": None, "high": None, "unit": ""},
}
WORDS: Mapping[str, type[StrEnum]] = {
    "kind": Kind,
    "polarity": Polarity,
    "grain": Grain,
    "comparator": Comparator,
    "outcome": Outcome,
}
TYPES = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "date": "a date such as 2024-06-26",
    "object": "an object",
    "array": "a list",
}


def to_json(value: object) -> Any:
    """A record, or values that hold records, as JSON: days in ISO 8601, enumerations as their words, tuples as lists."""
    # Imported here and below because listing as a table needs no JSON.
    import msgspec

    return _with_lists(msgspec.to_builtins(value))


def _with_lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _with_lists(each) for name, each in value.items()}
    return [_with_lists(each) for each in value] if isinstance(value, list | tuple) else value


def forecast_to_json(forecast: Forecast) -> Json:
    """The forecast as JSON with the keys of the command line's contract; `about` only where there are names."""
    import msgspec

    found: Json = msgspec.to_builtins(forecast)
    # Its tuples by name: it is written for every claim of a ledger, and this takes half the time of `to_json`.
    found |= {"quantities": list(found["quantities"]), "trace": list(found["trace"]), "about": list(found["about"])}
    if not forecast.about:
        del found["about"]
    return found


def claim_to_json(claim: Claim) -> Json:
    """The claim as an export writes it, without its events: its forecast, then its id, state and source."""
    return forecast_to_json(claim.forecast) | {
        "id": claim.id,
        "status": claim.status.value,
        "outcome": to_json(claim.resolution),
        "conflicting": to_json(claim.conflicting),
        "tags": list(claim.tags),
        "chain": claim.chain,
        "source": to_json(claim.source),
    }


def from_json(kind: type[Record], row: Mapping[str, Any]) -> Record:
    """The record that a JSON object describes; null stands for a field's default, and unknown keys are skipped.

    Raises InvalidRecord, which names the field ("horizon.end"), when a value does not fit.
    """
    import msgspec

    given = {name: value for name, value in row.items() if value is not None}
    try:
        return msgspec.convert(given, kind)
    except msgspec.ValidationError as error:
        raise _invalid(given, error) from None


def _invalid(row: Mapping[str, Any], error: "msgspec.ValidationError") -> InvalidRecord:
    """The field that msgspec names, its value, and what it takes."""
    if isinstance(error.__cause__, InvalidRecord):
        return error.__cause__
    message, _, path = str(error).partition(" - at `$.")
    path = path.rstrip("`")
    if missing := re.match(r"Object missing required field `(\w+)`", message):
        return InvalidRecord(f"{path}.{missing[1]}".lstrip("."), None, "a value")
    value: Any = row
    for name, place in re.findall(r"(\w+)|\[(\d+)\]", path):
        value = value[int(place) if place else name]
    return InvalidRecord(path, value, _expected(message, path.rpartition(".")[2]))


def _expected(message: str, name: str) -> str:
    """What the field of that name takes, by what msgspec says is wrong with its value."""
    if name in WORDS:
        return " or ".join(WORDS[name])
    if "RFC3339" in message:
        return "a date such as 2024-06-26"
    wanted = re.match(r"Expected `(\w+)( \| null)?", message)
    return TYPES.get(wanted[1], wanted[1]) + (" or null" if wanted[2] else "") if wanted else "a number that is not so large"


def forecast_from_json(row: Mapping[str, Any]) -> Forecast:
    """The forecast that a JSON object describes; only `claim` or `quote`, `said_on` and `speaker` (null allowed) are required.

    Raises InvalidRecord, which names the field, when a value does not fit.
    """
    import msgspec

    if "speaker" not in row:
        raise InvalidRecord("speaker", None, "a name, or null where nobody knows")
    try:
        return msgspec.convert(row, Forecast)
    except msgspec.ValidationError:
        return from_json(Forecast, _filled_in(row))


def _filled_in(row: Mapping[str, Any]) -> Json:
    """A forecast as somebody typed it, with what follows from the rest where it was left out."""
    claim = row.get("claim") or row.get("quote")
    if not claim:
        raise InvalidRecord("claim", row.get("claim"), "a sentence, or a quote in its place")
    found: Json = {**row, "claim": claim, "polarity": row.get("polarity") or None}
    found["kind"] = row.get("kind") or ("dated" if row.get("horizon") else "odds" if row.get("probability") else "undated")
    for name in ("horizon", "probability", "hedge"):
        found[name] = _object(name, row.get(name))
    if isinstance(several := row.get("quantities"), list | tuple):
        found["quantities"] = [_object("quantities", each) for each in several]
    return found


def _object(name: str, value: Any) -> Any:
    """An object within a forecast with what was left out of it; any other value as it is."""
    if not isinstance(value, Mapping):
        return value
    found = LEFT_OUT[name] | {key: each for key, each in value.items() if each is not None}
    if name == "horizon":
        if "end" not in found:
            raise InvalidRecord("horizon.end", None, "a date such as 2024-06-26")
        found["start"] = found.get("start") or found["end"]
    return found
