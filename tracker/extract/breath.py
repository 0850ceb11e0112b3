"""Said once, counted once: what two phrases in one breath make of each other."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.records import Forecast, Kind

SURE_ALONE = 0.6
"""Confidence from which a forecast stands beside a surer one that is quoted with the same words."""

IN_COMPANY = 0.5
"""What is left of the confidence of one that is not as sure: it is mostly the base of a comparison, or the same again."""

NEAR = 4  # forecasts before and after that can share a breath


def _holds(quote: Forecast, anchor: Forecast) -> bool:
    """Whether a quote holds the other's anchor."""
    if quote.start is None or quote.end is None or anchor.anchor_start is None:
        return False
    return quote.start <= anchor.anchor_start < quote.end


def _carried(odds: Forecast, others: Sequence[Forecast]) -> bool:
    """Whether a dated forecast carries the same odds: "by 2030, call it sixty forty" is one claim."""
    return odds.kind is Kind.ODDS and any(
        other.kind is Kind.DATED and other.probability == odds.probability and _holds(other, odds) for other in others
    )


def _doubted(forecast: Forecast, others: Sequence[Forecast]) -> bool:
    """Whether a surer dated forecast is quoted with the same words: each quote holds the other's anchor."""
    return (
        forecast.kind is Kind.DATED
        and forecast.confidence < SURE_ALONE
        and any(
            other.kind is Kind.DATED
            and other.confidence > forecast.confidence
            and _holds(other, forecast)
            and _holds(forecast, other)
            for other in others
        )
    )


def one_claim_each(forecasts: Sequence[Forecast], least: float) -> list[Forecast]:
    """The forecasts in order, without odds that a dated one carries, and with less confidence in the company of a surer one.

    What falls below `least` by that is left out.
    """
    kept = []
    for index, forecast in enumerate(forecasts):
        near = [*forecasts[max(0, index - NEAR) : index], *forecasts[index + 1 : index + 1 + NEAR]]
        if _carried(forecast, near):
            continue
        if not _doubted(forecast, near):
            kept.append(forecast)
        elif forecast.confidence * IN_COMPANY >= least:
            kept.append(replace(forecast, confidence=round(forecast.confidence * IN_COMPANY, 4)))
    return kept
