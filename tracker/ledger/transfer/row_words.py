"""Reading the fields that an imported row gives in words, or leaves to its sentence, by the grammars of speech."""

import datetime as dt
from collections.abc import Callable, Container, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tracker.codec import to_json
from tracker.errors import InvalidRecord
from tracker.records import Forecast, Hedge
from tracker.wording import due_from, kind_of, likelihood_from, named_in, odds_from, sizes_from

if TYPE_CHECKING:
    from tracker.horizons import HorizonContext

MEANT = frozenset({"horizon", "probability", "hedge", "quantities"})
"""The fields that a claim's sentence can give."""


class SourceContexts:
    """The fiscal-year context for the dates of imported rows, found once for each transcript."""

    def __init__(self, text_of: Callable[[str], str | None]) -> None:
        """`text_of` returns the text of a source by its SHA-256, or None if the ledger has none."""
        self._text_of = text_of
        self._known: dict[tuple[str, dt.date], HorizonContext] = {}

    def of(self, row: Mapping[str, Any]) -> "HorizonContext | None":
        """The context for a row with a source and words to read; None for any other."""
        source = row.get("source")
        sha256 = source.get("sha256") if isinstance(source, Mapping) else None
        wanted = isinstance(row.get("horizon"), str) or "kind" not in row
        if not isinstance(source, Mapping) or not isinstance(sha256, str) or not wanted:
            return None
        from tracker.horizons import transcript_context

        key = sha256, _said_on(row)
        if key not in self._known:
            text = source.get("text")
            self._known[key] = transcript_context(text if isinstance(text, str) else self._text_of(sha256), key[1])
        return self._known[key]


def read_words(row: Mapping[str, Any], context: "HorizonContext | None" = None) -> dict[str, Any]:
    """The row with a horizon, odds, likelihood or magnitudes in words replaced by their meaning as JSON.

    `context` has the fiscal year for "Q3". Raises NotUnderstood for words that no grammar reads, InvalidRecord for a horizon in
    words without a day of speaking.
    """
    words = {name: row[name] for name in MEANT if isinstance(row.get(name), str)}
    read: dict[str, object] = {}
    if "hedge" in words:
        read["hedge"] = likelihood_from(words["hedge"])
    if "probability" in words:
        likely = odds_from(words["probability"])
        read |= {"probability": None, "hedge": likely} if isinstance(likely, Hedge) else {"probability": likely}
    if "horizon" in words:
        read["horizon"] = due_from(words["horizon"], _said_on(row), context=context)
    if "quantities" in words:
        read["quantities"] = sizes_from(words["quantities"])
    return {**row, **to_json(read)}


def _said_on(row: Mapping[str, Any]) -> dt.date:
    try:
        return dt.date.fromisoformat(str(row.get("said_on")))
    except ValueError:
        raise InvalidRecord("said_on", row.get("said_on"), "a date such as 2024-06-26") from None


def fill_from_sentence(forecast: Forecast, given: Container[str], context: "HorizonContext | None" = None) -> Forecast:
    """The forecast with the fields that are not `given` read from its sentence."""
    named = named_in(forecast.quote or forecast.claim, forecast.said_on, context)
    whole = replace(forecast, **{name: getattr(named, name) for name in MEANT if name not in given})
    return replace(whole, kind=kind_of(whole.horizon, whole.probability))
