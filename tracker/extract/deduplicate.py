"""Said once, counted once: what two candidates of one assertion make of each other."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.extract.carried import RULE as CARRIED
from tracker.records import Forecast, Kind

NEAR = 6  # forecasts before and after that can be of one assertion


def _holds(quote: Forecast, anchor: Forecast) -> bool:
    """Whether a quote holds the other's anchor."""
    if quote.start is None or quote.end is None or anchor.anchor_start is None:
        return False
    return quote.start <= anchor.anchor_start < quote.end


def _same_days(one: Forecast, other: Forecast) -> bool:
    """Whether the days of one horizon lie within the other's."""
    if one.horizon is None or other.horizon is None:
        return False
    inner, outer = (one.horizon, other.horizon) if one.horizon.start >= other.horizon.start else (other.horizon, one.horizon)
    return outer.start <= inner.start and inner.end <= outer.end


def _surer(one: Forecast, other: Forecast) -> bool:
    return (one.confidence, -(one.anchor_start or 0)) > (other.confidence, -(other.anchor_start or 0))


def _said_by(forecast: Forecast, other: Forecast) -> bool:
    """Whether the other one says the same assertion, and is the one to keep.

    A predicate goes with the phrase of its period whose quote holds it. Odds go with the date whose quote holds them; of two
    phrases of the same days quoted with each other the surer one stays.
    """
    if forecast.trace[:1] == (CARRIED,):
        return other.trace[:1] != (CARRIED,) and _holds(other, forecast) and _same_days(forecast, other)
    if forecast.kind is Kind.ODDS:
        return other.kind is Kind.DATED and other.probability == forecast.probability and _holds(other, forecast)
    return _holds(forecast, other) and _holds(other, forecast) and _same_days(forecast, other) and _surer(other, forecast)


def one_claim_each(forecasts: Sequence[Forecast]) -> list[Forecast]:
    """The forecasts in order, one for each assertion; a verbatim copy, such as a show's teaser, is left out.

    What is kept for several phrases has the greatest confidence of them.
    """
    kept: list[Forecast] = []
    seen: set[tuple[object, ...]] = set()
    for index, forecast in enumerate(forecasts):
        near = [*forecasts[max(0, index - NEAR) : index], *forecasts[index + 1 : index + 1 + NEAR]]
        if any(_said_by(forecast, other) for other in near):
            continue
        key = (" ".join((forecast.quote or "").casefold().split()), forecast.horizon and forecast.horizon.end, forecast.probability)
        if key in seen:
            continue
        seen.add(key)
        same = [other.confidence for other in near if _said_by(other, forecast)]
        kept.append(replace(forecast, confidence=max([forecast.confidence, *same])))
    return kept
