"""Fields that a row gives in plain words, or leaves to its sentence, read by the grammars of speech."""

import datetime as dt
from collections.abc import Container, Mapping
from dataclasses import replace
from typing import Any

from tracker.errors import InvalidRecord
from tracker.ledger.decisions import as_json
from tracker.records import Forecast, Hedge
from tracker.wording import due_from, kind_of, likelihood_from, named_in, odds_from, sizes_from

MEANT = frozenset({"horizon", "probability", "hedge", "quantities"})
"""What the sentence of a claim can name."""


def words_read(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with a horizon, odds, likelihood or magnitudes given as text turned into the JSON of what the text says.

    Raises NotUnderstood for words that no grammar reads, InvalidRecord where a horizon in words has no day of speaking.
    """
    words = {name: row[name] for name in MEANT if isinstance(row.get(name), str)}
    read: dict[str, object] = {}
    if "hedge" in words:
        read["hedge"] = likelihood_from(words["hedge"])
    if "probability" in words:
        likely = odds_from(words["probability"])
        read |= {"probability": None, "hedge": likely} if isinstance(likely, Hedge) else {"probability": likely}
    if "horizon" in words:
        read["horizon"] = due_from(words["horizon"], _said_on(row))
    if "quantities" in words:
        read["quantities"] = sizes_from(words["quantities"])
    return dict(row) | {name: as_json(name, value) for name, value in read.items()}


def _said_on(row: Mapping[str, Any]) -> dt.date:
    try:
        return dt.date.fromisoformat(str(row.get("said_on")))
    except ValueError:
        raise InvalidRecord("said_on", row.get("said_on"), "a date such as 2024-06-26") from None


def as_said(forecast: Forecast, given: Container[str]) -> Forecast:
    """The forecast with what its sentence names of those fields that are not `given`."""
    named = named_in(forecast.quote or forecast.claim, forecast.said_on)
    whole = replace(forecast, **{name: getattr(named, name) for name in MEANT if name not in given})
    return replace(whole, kind=kind_of(whole.horizon, whole.probability))
