"""A forecast as JSON, one object: the form in which `extract`, `list` and `export` print it and `import` reads it.

Nothing here depends on the ledger, so that a dry run prints exactly what an export would.
"""

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any

from tracker.errors import InvalidRecord
from tracker.records import Comparator, Forecast, Grain, Hedge, Horizon, Kind, Polarity, Probability, Quantity, Resolution

Json = dict[str, Any]


def horizon_to_json(horizon: Horizon) -> Json:
    """`{text, start, end, grain, rule, anchored_on}`, dates in ISO 8601."""
    return {
        "text": horizon.text,
        "start": horizon.start.isoformat(),
        "end": horizon.end.isoformat(),
        "grain": horizon.grain.value,
        "rule": horizon.rule,
        "anchored_on": horizon.anchored_on.isoformat() if horizon.anchored_on else None,
    }


def probability_to_json(probability: Probability) -> Json:
    """`{text, low, high}`."""
    return {"text": probability.text, "low": probability.low, "high": probability.high}


def hedge_to_json(hedge: Hedge) -> Json:
    """`{text, low, high, scale}`."""
    return {"text": hedge.text, "low": hedge.low, "high": hedge.high, "scale": hedge.scale}


def quantity_to_json(quantity: Quantity) -> Json:
    """`{text, low, high, unit, comparator}`."""
    return {
        "text": quantity.text,
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "comparator": quantity.comparator.value,
    }


def resolution_to_json(resolution: Resolution) -> Json:
    """`{outcome, by, known_on, happened_on, credit, value, evidence, note}`."""
    return {
        "outcome": resolution.outcome.value,
        "by": resolution.by,
        "known_on": resolution.known_on.isoformat(),
        "happened_on": resolution.happened_on.isoformat() if resolution.happened_on else None,
        "credit": resolution.credit,
        "value": resolution.value,
        "evidence": list(resolution.evidence),
        "note": resolution.note,
    }


def forecast_to_json(forecast: Forecast) -> Json:
    """The forecast as JSON with the keys of the command line's contract, in a fixed order; `about` only where there are names."""
    return {
        "doc": forecast.doc,
        "quote": forecast.quote,
        "start": forecast.start,
        "end": forecast.end,
        "anchor": forecast.anchor,
        "anchor_start": forecast.anchor_start,
        "kind": forecast.kind.value,
        "said_on": forecast.said_on.isoformat(),
        "speaker": forecast.speaker,
        "speaker_confidence": forecast.speaker_confidence,
        "t_start_ms": forecast.t_start_ms,
        "t_end_ms": forecast.t_end_ms,
        "horizon": horizon_to_json(forecast.horizon) if forecast.horizon else None,
        "probability": probability_to_json(forecast.probability) if forecast.probability else None,
        "hedge": hedge_to_json(forecast.hedge) if forecast.hedge else None,
        "quantities": [quantity_to_json(quantity) for quantity in forecast.quantities],
        "condition": forecast.condition,
        "polarity": forecast.polarity.value,
        "claim": forecast.claim,
        "confidence": forecast.confidence,
        "trace": list(forecast.trace),
        **({"about": list(forecast.about)} if forecast.about else {}),
    }


def _day(row: Mapping[str, Any], name: str) -> dt.date:
    value = row.get(name)
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise InvalidRecord(name, value, "a date such as 2024-06-26") from None


def _number(row: Mapping[str, Any], name: str) -> float | None:
    value = row.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidRecord(name, value, "a number")
    try:
        found = float(value)
    except OverflowError:
        found = math.inf
    if not math.isfinite(found):
        raise InvalidRecord(name, str(value)[:20], "a finite number")
    return found


def _whole(row: Mapping[str, Any], name: str) -> int | None:
    value = row.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidRecord(name, value, "a whole number")
    return value


def _words(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise InvalidRecord(name, value, "text")
    return value


def _object(row: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    value = row.get(name)
    if value is not None and not isinstance(value, Mapping):
        raise InvalidRecord(name, value, "an object or null")
    return value


def _list(row: Mapping[str, Any], name: str) -> list[Any]:
    value = row.get(name)
    if value is not None and not isinstance(value, list | tuple):
        raise InvalidRecord(name, value, "a list")
    return list(value or ())


def _horizon(row: Mapping[str, Any] | None) -> Horizon | None:
    if row is None:
        return None
    try:
        grain = Grain(row.get("grain", "day"))
    except ValueError:
        raise InvalidRecord("grain", row.get("grain"), " or ".join(Grain)) from None
    end = _day(row, "end")
    return Horizon(
        text=_words(row, "text") or "",
        start=_day(row, "start") if row.get("start") else end,
        end=end,
        grain=grain,
        rule=_words(row, "rule") or "imported",
        anchored_on=_day(row, "anchored_on") if row.get("anchored_on") else None,
    )


def _probability(row: Mapping[str, Any] | None) -> Probability | None:
    if row is None:
        return None
    low, high = _number(row, "low"), _number(row, "high")
    if low is None or high is None:
        raise InvalidRecord("probability", dict(row), "low and high, numbers from 0 to 1")
    return Probability(text=_words(row, "text") or "", low=low, high=high)


def _hedge(row: Mapping[str, Any] | None) -> Hedge | None:
    if row is None:
        return None
    return Hedge(text=_words(row, "text") or "", low=_number(row, "low"), high=_number(row, "high"), scale=_words(row, "scale"))


def _quantity(row: Any) -> Quantity:
    if not isinstance(row, Mapping):
        raise InvalidRecord("quantities", row, "a list of objects")
    try:
        comparator = Comparator(row.get("comparator", "exact"))
    except ValueError:
        raise InvalidRecord("comparator", row.get("comparator"), " or ".join(Comparator)) from None
    return Quantity(
        text=_words(row, "text") or "",
        low=_number(row, "low"),
        high=_number(row, "high"),
        unit=_words(row, "unit") or "",
        comparator=comparator,
    )


def _default_kind(row: Mapping[str, Any]) -> Kind:
    if row.get("horizon"):
        return Kind.DATED
    return Kind.ODDS if row.get("probability") else Kind.UNDATED


def forecast_from_json(row: Mapping[str, Any]) -> Forecast:
    """The forecast that a JSON object describes; only `claim` or `quote`, `said_on` and `speaker` (null allowed) are required.

    Raises InvalidRecord, which names the field, when a value does not fit.
    """
    claim = _words(row, "claim") or _words(row, "quote")
    if not claim:
        raise InvalidRecord("claim", row.get("claim"), "a sentence, or a quote in its place")
    if "speaker" not in row:
        raise InvalidRecord("speaker", None, "a name, or null where nobody knows")
    try:
        kind = Kind(row["kind"]) if row.get("kind") else _default_kind(row)
        polarity = Polarity(row.get("polarity") or "positive")
    except ValueError as error:
        raise InvalidRecord("kind or polarity", str(error), "dated, odds or undated; positive or negative") from None
    confidence, sure = _number(row, "confidence"), _number(row, "speaker_confidence")
    return Forecast(
        said_on=_day(row, "said_on"),
        claim=claim,
        kind=kind,
        doc=_words(row, "doc"),
        quote=_words(row, "quote"),
        start=_whole(row, "start"),
        end=_whole(row, "end"),
        anchor=_words(row, "anchor"),
        anchor_start=_whole(row, "anchor_start"),
        speaker=_words(row, "speaker"),
        speaker_confidence=1.0 if sure is None else sure,
        t_start_ms=_whole(row, "t_start_ms"),
        t_end_ms=_whole(row, "t_end_ms"),
        horizon=_horizon(_object(row, "horizon")),
        probability=_probability(_object(row, "probability")),
        hedge=_hedge(_object(row, "hedge")),
        quantities=tuple(_quantity(each) for each in _list(row, "quantities")),
        condition=_words(row, "condition"),
        polarity=polarity,
        confidence=1.0 if confidence is None else confidence,
        trace=tuple(str(each) for each in _list(row, "trace")),
        about=tuple(str(each) for each in _list(row, "about")),
    )
