"""Changes to a claim's fields, read from typed words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tracker.records import Forecast, Hedge
from tracker.wording import due_from, none_meant, odds_from, sizes_from

if TYPE_CHECKING:
    from tracker.horizons import HorizonContext

Changes = dict[str, object]


def changes_from(forecast: Forecast, typed: Mapping[str, str | None], context: "HorizonContext | None" = None) -> Changes:
    """The fields that typed values change, by their names in the JSON of a forecast; "none" removes a value.

    `typed` may hold due, odds, statement, speaker, condition, sizes and polarity; `context` holds the fiscal year of the source.
    Raises NotUnderstood.
    """
    changes: Changes = {}
    for name, words in typed.items():
        if words is None:
            continue
        if name == "due":
            changes["horizon"] = due_from(words, forecast.said_on, forecast.horizon, context)
        elif name == "odds":
            changes |= _likelihood(words)
        elif name == "sizes":
            changes["quantities"] = sizes_from(words)
        elif name == "statement":
            changes["claim"] = words.strip()
        elif name in {"speaker", "condition"}:
            changes[name] = None if none_meant(words) else words.strip()
        else:
            changes[name] = words
    return changes


def _likelihood(words: str) -> Changes:
    """Odds replace odds; words of likelihood replace both."""
    likely = odds_from(words)
    return {"probability": None, "hedge": likely} if isinstance(likely, Hedge) else {"probability": likely}
