"""A claim with the day it falls due."""

import datetime as dt

import pytest

from tracker.records import Forecast, Grain, Horizon, Kind
from tracker.stating import own_sentence, stated

SAID = dt.date(2024, 6, 26)


@pytest.mark.parametrize(
    ("claim", "end", "wanted"),
    [
        ("It will open next year.", dt.date(2025, 12, 31), "It will open next year (by the end of 2025)."),
        ("It will open in 2025.", dt.date(2025, 12, 31), "It will open in 2025."),
        ("It will open in nine months.", dt.date(2025, 3, 31), "It will open in nine months (by the end of March 2025)."),
        ("It will open in a year.", dt.date(2025, 6, 26), "It will open in a year (by 26 June 2025)."),
        ("It will open next year (by the end of 2025).", dt.date(2025, 12, 31), "It will open next year (by the end of 2025)."),
        ("It will open in a year (by 26 June 2025).", dt.date(2025, 6, 26), "It will open in a year (by 26 June 2025)."),
        ("It will open in spring 2025.", dt.date(2025, 5, 31), "It will open in spring 2025 (by the end of May 2025)."),
        (
            "[The yard is built in 2025.] It will open next year.",
            dt.date(2025, 12, 31),
            "[The yard is built in 2025.] It will open next year (by the end of 2025).",
        ),
        ("It will open next year", dt.date(2025, 12, 31), "It will open next year (by the end of 2025)"),
    ],
)
def test_the_due_date_is_said_once(claim: str, end: dt.date, wanted: str) -> None:
    """It stands in brackets behind the sentence unless the sentence says it, as sentences of earlier releases do."""
    horizon = Horizon(text="then", start=SAID, end=end, grain=Grain.YEAR, rule="test")
    assert stated(Forecast(said_on=SAID, claim=claim, kind=Kind.DATED, horizon=horizon)) == wanted


def test_a_claim_without_a_day_stays_as_it_is() -> None:
    """Odds alone fall due on no day."""
    assert stated(Forecast(said_on=SAID, claim="It is a coin flip.", kind=Kind.ODDS)) == "It is a coin flip."


@pytest.mark.parametrize(
    ("claim", "own"),
    [
        ("[The yard is built. It is big.] It will open.", "It will open."),
        ("It [The yard] will open.", "It [The yard] will open."),
        ("[The yard is built.]", "[The yard is built.]"),
        ("It will open.", "It will open."),
    ],
)
def test_what_stands_before_a_claim_can_be_left_out(claim: str, own: str) -> None:
    """Sentences in square brackets in front of it go; a referent in brackets behind its pronoun stays."""
    assert own_sentence(claim) == own
