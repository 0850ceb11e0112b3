"""Errors of predicted magnitudes and dates, and slips of due dates. Standard library only."""

import datetime as dt
from collections.abc import Iterable

from tracker.records import Claim, Quantity
from tracker.scoring.score_records import DateMiss, QuantityMiss, Slip
from tracker.scoring.select import Chain, Prediction


def nearest(quantity: Quantity, value: float) -> float:
    """The value of a predicted range, open or closed, that lies nearest to `value`."""
    if quantity.low is not None and value < quantity.low:
        return quantity.low
    if quantity.high is not None and value > quantity.high:
        return quantity.high
    return value


def quantity_miss(claim: Claim) -> QuantityMiss | None:
    """The error of a claim's first magnitude against the value reached; None if either is missing.

    The error in per cent is relative to the value reached, as in the mean absolute percentage error (Hyndman and Koehler 2006,
    International Journal of Forecasting 22, who also say why a value of zero has none).
    """
    resolution, quantities = claim.resolution, claim.forecast.quantities
    if resolution is None or resolution.value is None or not quantities:
        return None
    quantity, value = quantities[0], resolution.value
    if quantity.low is None and quantity.high is None:
        return None
    predicted = nearest(quantity, value)
    return QuantityMiss(
        claim_id=claim.id,
        low=quantity.low,
        high=quantity.high,
        value=value,
        unit=quantity.unit,
        per_cent=None if value == 0 else (predicted - value) / abs(value) * 100.0,
        factor=predicted / value if predicted > 0 and value > 0 else None,
    )


def date_miss(claim: Claim, as_of: dt.date) -> DateMiss | None:
    """By how many days an event missed its window; None if it has not happened by `as_of` or there is no window."""
    resolution, horizon = claim.resolution, claim.forecast.horizon
    if resolution is None or resolution.happened_on is None or horizon is None or resolution.happened_on > as_of:
        return None
    happened = resolution.happened_on
    days = max(0, (happened - horizon.end).days) + min(0, (happened - horizon.start).days)
    return DateMiss(claim_id=claim.id, happened_on=happened, days=days)


def slip(chain: Chain) -> Slip | None:
    """How the due date moved along a chain of restatements; None with fewer than two dated statements."""
    dated = [claim for claim in chain if claim.due is not None]
    if len(dated) < 2:
        return None
    first, last = dated[0], dated[-1]
    assert first.due is not None
    assert last.due is not None
    return Slip(
        chain=first.chain or first.id,
        speaker=first.forecast.speaker,
        statements=len(dated),
        said_first=first.forecast.said_on,
        said_last=last.forecast.said_on,
        due_first=first.due,
        due_last=last.due,
    )


def quantity_misses(predictions: Iterable[Prediction]) -> tuple[QuantityMiss, ...]:
    """The misses of the judged predictions that have a magnitude and a value reached."""
    return tuple(miss for each in predictions if each.outcome is not None and (miss := quantity_miss(each.claim)) is not None)


def date_misses(predictions: Iterable[Prediction], as_of: dt.date) -> tuple[DateMiss, ...]:
    """The misses of the judged predictions that have a window and a day on which the thing happened."""
    return tuple(miss for each in predictions if each.outcome is not None and (miss := date_miss(each.claim, as_of)) is not None)


def slips(predictions: Iterable[Prediction]) -> tuple[Slip, ...]:
    """The slips of all chains with two or more dated statements that moved."""
    found = (slip(each.statements) for each in predictions)
    return tuple(each for each in found if each is not None and each.days != 0)
