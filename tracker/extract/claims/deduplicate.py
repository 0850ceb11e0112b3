"""Removes duplicates: candidates that belong to the same assertion become one claim."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tracker.extract.carried_periods import RULE as CARRIED
from tracker.records import Forecast, Horizon, Kind, Mention

_MEASURED_AGAINST = re.compile(r"\b(?:than|versus|vs|compared (?:to|with)|relative to)\b[^.;:?!]{0,40}\Z", re.IGNORECASE)
NEAR = 6  # forecasts before and after that may belong to the same assertion


def _holds(quote: Forecast, anchor: Forecast) -> bool:
    """Whether a quote contains the other's anchor."""
    if quote.start is None or quote.end is None or anchor.anchor_start is None:
        return False
    return quote.start <= anchor.anchor_start < quote.end


def _same_days(one: Forecast, other: Forecast) -> bool:
    """Whether the days of one horizon lie within those of the other."""
    if one.horizon is None or other.horizon is None:
        return False
    inner, outer = (one.horizon, other.horizon) if one.horizon.start >= other.horizon.start else (other.horizon, one.horizon)
    return outer.start <= inner.start and inner.end <= outer.end


def _compared_with(forecast: Forecast, other: Forecast) -> bool:
    """Whether a phrase of time is only what the other claim is compared with ("higher next year than in the second half")."""
    if forecast.kind is not Kind.DATED or not _holds(other, forecast):
        return False
    start = other.start or 0
    behind = (other.anchor_start or 0) + len(other.anchor or "") - start
    between = (other.quote or "")[behind : (forecast.anchor_start or 0) - start] if other.anchor_start is not None else ""
    return _MEASURED_AGAINST.search(between) is not None


def _said_by(forecast: Forecast, other: Forecast, dates: Mapping[int, Mention[Horizon]]) -> bool:
    """Whether the other forecast makes the same assertion and is the one to keep.

    A predicate yields to the phrase of its period if one quote contains the other. Odds yield to a date whose quote contains them;
    a date yields to the odds it dates (`dates`: by the offset of the odds) if their quote contains both. Of two phrases of the same
    days in each other's quotes the first is kept.
    """
    if forecast.trace[:1] == (CARRIED,):
        together = _holds(other, forecast) or _holds(forecast, other)
        return other.trace[:1] != (CARRIED,) and together and _same_days(forecast, other)
    if forecast.probability is None and other.kind is Kind.ODDS:
        date = dates.get(other.anchor_start or 0)
        return date is not None and date.start <= (forecast.anchor_start or 0) < date.end and _holds(other, forecast)
    if forecast.kind is Kind.ODDS:
        return other.kind is Kind.DATED and other.probability == forecast.probability and _holds(other, forecast)
    return (
        _holds(forecast, other)
        and _holds(other, forecast)
        and _same_days(forecast, other)
        and (other.anchor_start or 0) < (forecast.anchor_start or 0)
    )


def one_claim_each(forecasts: Sequence[Forecast], dates: Mapping[int, Mention[Horizon]] | None = None) -> list[Forecast]:
    """The forecasts in order, one for each assertion.

    Verbatim copies, such as a show's teaser, are left out, as are phrases that another claim is only compared with. `dates` maps
    the offset of odds to the phrase that dates them. A claim kept for several phrases has the highest confidence among them.
    """
    kept: list[Forecast] = []
    seen: set[tuple[object, ...]] = set()
    for index, forecast in enumerate(forecasts):
        near = [*forecasts[max(0, index - NEAR) : index], *forecasts[index + 1 : index + 1 + NEAR]]
        if any(_said_by(forecast, other, dates or {}) or _compared_with(forecast, other) for other in near):
            continue
        key = (" ".join((forecast.quote or "").casefold().split()), forecast.horizon and forecast.horizon.end, forecast.probability)
        if key in seen:
            continue
        seen.add(key)
        same = [other.confidence for other in near if _said_by(other, forecast, dates or {})]
        kept.append(replace(forecast, confidence=max([forecast.confidence, *same])))
    return kept
