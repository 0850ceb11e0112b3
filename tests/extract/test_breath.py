"""What two phrases in one breath make of each other."""

import datetime as dt
from dataclasses import replace

from tracker.extract.breath import one_claim_each
from tracker.records import Forecast, Grain, Horizon, Kind, Probability

YEAR = Horizon(text="in 2030", start=dt.date(2030, 1, 1), end=dt.date(2030, 12, 31), grain=Grain.YEAR, rule="test")
ODDS = Probability(text="sixty forty", low=0.6, high=0.6)


def forecast(kind: Kind, start: int, end: int, anchor_start: int, confidence: float, odds: Probability | None = None) -> Forecast:
    """A forecast that quotes the characters from start to end."""
    return Forecast(
        said_on=dt.date(2024, 1, 1),
        claim="It opens.",
        kind=kind,
        quote="x" * (end - start),
        start=start,
        end=end,
        anchor="x",
        anchor_start=anchor_start,
        horizon=YEAR if kind is Kind.DATED else None,
        probability=odds,
        confidence=confidence,
    )


def test_odds_that_a_dated_forecast_carries_are_no_second_claim() -> None:
    """The date and the odds stand in one quote."""
    dated = forecast(Kind.DATED, 0, 60, 10, 0.9, ODDS)
    odds = forecast(Kind.ODDS, 0, 60, 40, 0.8, ODDS)
    assert one_claim_each([dated, odds], 0.3) == [dated]
    apart = replace(odds, start=100, end=160, anchor_start=140)
    assert one_claim_each([dated, apart], 0.3) == [dated, apart]


def test_the_less_sure_of_two_in_one_breath_is_doubted() -> None:
    """Each quote holds the other's anchor: the weaker one loses half its confidence, and goes where that is too little."""
    strong, weak = forecast(Kind.DATED, 0, 60, 10, 0.9), forecast(Kind.DATED, 0, 60, 40, 0.5)
    assert one_claim_each([strong, weak], 0.3) == [strong]
    assert one_claim_each([strong, weak], 0.0) == [strong, replace(weak, confidence=0.25)]
    assert one_claim_each([strong, replace(weak, confidence=0.7)], 0.3) == [strong, replace(weak, confidence=0.7)]


def test_two_sentences_are_two_breaths() -> None:
    """A quote that does not hold the other's anchor leaves it alone."""
    strong, weak = forecast(Kind.DATED, 0, 60, 10, 0.9), forecast(Kind.DATED, 50, 100, 80, 0.5)
    assert one_claim_each([strong, weak], 0.3) == [strong, weak]
