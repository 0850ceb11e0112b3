"""Two phrases of one assertion are one claim; two assertions stay two."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tracker.extract.claims.deduplicate import one_claim_each
from tracker.records import Forecast, Grain, Horizon, Kind, Mention, Polarity, Probability

TEXT = "There is a 70% chance that we open it next year in 2025, and by 2030 we close it."
ODDS = Probability(text="70%", low=0.7, high=0.7)


def made(anchor: str, quote: str, confidence: float, days: tuple[int, int] | None, odds: Probability | None = None) -> Forecast:
    start = TEXT.index(quote)
    horizon = (
        Horizon(text=anchor, start=dt.date(days[0], 1, 1), end=dt.date(days[1], 12, 31), grain=Grain.YEAR, rule="test")
        if days
        else None
    )
    return Forecast(
        said_on=dt.date(2024, 6, 26),
        claim=quote,
        kind=Kind.DATED if horizon else Kind.ODDS,
        quote=quote,
        start=start,
        end=start + len(quote),
        anchor=anchor,
        anchor_start=TEXT.index(anchor),
        horizon=horizon,
        probability=odds,
        confidence=confidence,
    )


WHOLE = "There is a 70% chance that we open it next year in 2025"


def test_odds_go_with_the_date_whose_quote_holds_them() -> None:
    """A chance and a date of one sentence are one claim, as sure as the surer of the two."""
    (kept,) = one_claim_each([made("70% chance", WHOLE, 0.9, None, ODDS), made("next year", WHOLE, 0.7, (2025, 2025), ODDS)])
    assert (kept.anchor, kept.probability, kept.confidence) == ("next year", ODDS, 0.9)


def test_a_date_goes_with_the_odds_that_it_dates() -> None:
    """Where the quote of the odds is the one that holds both, theirs is the claim."""
    date, odds = made("next year", "we open it next year", 0.9, (2025, 2025)), made("70% chance", WHOLE, 0.7, None, ODDS)
    horizon = date.horizon
    assert horizon is not None
    start = TEXT.index("next year")
    phrase = Mention(start=start, end=start + len("next year"), reading=horizon, rule="test")
    (kept,) = one_claim_each([odds, date], {TEXT.index("70% chance"): phrase})
    assert (kept.anchor, kept.confidence) == ("70% chance", 0.9)
    assert len(one_claim_each([odds, date])) == 2


def test_two_phrases_of_the_same_days_are_one_claim() -> None:
    """Next year, in 2025: that is said once, by the first phrase, as surely as by the surer one."""
    (kept,) = one_claim_each([made("next year", WHOLE, 0.6, (2025, 2025)), made("in 2025", WHOLE, 0.8, (2025, 2025))])
    assert (kept.anchor, kept.confidence) == ("next year", 0.8)


def test_what_a_claim_is_measured_against_is_no_claim() -> None:
    """Next year stronger than the second half: one claim, as sure as it was; a phrase in front of the comparison stays."""
    text = "We will be stronger next year than in the second half."
    first, second = text.index("next year"), text.index("in the second half")

    def of(anchor: str, start: int, year: int) -> Forecast:
        return replace(
            made("in 2025", WHOLE, 0.8, (year, year)), quote=text, start=0, end=len(text), anchor=anchor, anchor_start=start
        )

    claim, measure = of("next year", first, 2025), replace(of("in the second half", second, 2024), confidence=0.9)
    assert one_claim_each([claim, measure]) == [claim]


def test_other_days_or_another_quote_are_another_claim() -> None:
    """Different horizons in one quote are different claims, and so are quotes that do not hold each other's phrase."""
    both = [made("in 2025", TEXT, 0.8, (2025, 2025)), made("by 2030", TEXT, 0.8, (2026, 2030))]
    assert one_claim_each(both) == both
    apart = [made("in 2025", WHOLE, 0.8, (2025, 2025)), made("by 2030", "by 2030 we close it", 0.8, (2024, 2030))]
    assert one_claim_each(apart) == apart


FERRY = (
    "If the vote passes and I think it will this autumn, then the ferry sails next spring. The ferry sails again next spring. "
    "The 9 ferries sail next spring; they will of course."
)
"""A condition with its main clause, the same once more, and once with a figure."""


def said(anchor: str, quote: str, confidence: float, end: dt.date, **fields: Any) -> Forecast:
    """A forecast of FERRY with the last occurrence of its quote."""
    start = FERRY.rindex(quote)
    horizon = Horizon(text=anchor, start=end.replace(day=1), end=end, grain=Grain.MONTH, rule="test")
    places: dict[str, Any] = {"quote": quote, "start": start, "end": start + len(quote), "anchor": anchor}
    claim = Forecast(said_on=dt.date(2024, 6, 26), claim=quote, kind=Kind.DATED, confidence=confidence, horizon=horizon, **places)
    return replace(claim, anchor_start=start + quote.index(anchor), **fields)


AUTUMN, SPRING = dt.date(2024, 11, 30), dt.date(2025, 5, 31)
ONCE, AGAIN = "the ferry sails next spring", "The ferry sails again next spring"


def test_what_is_said_once_more_is_one_claim() -> None:
    """Of two near quotes with the same content and day the surer stays; another figure, denial, day or speaker is another claim."""
    once, again = said("next spring", ONCE, 0.7, SPRING), said("next spring", AGAIN, 0.8, SPRING)
    assert one_claim_each([once, again]) == [again]
    others = [
        replace(again, polarity=Polarity.NEGATIVE),
        replace(again, speaker="Ada"),
        said("next spring", AGAIN, 0.8, AUTUMN),
        said("next spring", "The 9 ferries sail next spring", 0.8, SPRING),
    ]
    for other in others:
        assert len(one_claim_each([once, other])) == 2


def test_a_condition_is_no_claim_beside_that_of_its_main_clause() -> None:
    """The date of the condition yields to the date of what follows from it; alone it stays."""
    asked = "If the vote passes and I think it will this autumn"
    condition = said("this autumn", asked, 0.9, AUTUMN, condition="If the vote passes")
    whole = said("next spring", f"{asked}, then {ONCE}", 0.8, SPRING, condition="If the vote passes")
    assert one_claim_each([condition, whole]) == [whole]
    inside = replace(whole, condition=asked)
    assert one_claim_each([replace(condition, condition=asked), inside]) == [inside]
    assert one_claim_each([condition]) == [condition]
    sooner = replace(condition, condition=asked)
    later = said("the vote", asked, 0.8, SPRING, condition=asked)
    assert one_claim_each([sooner, later]) == [sooner, later]


@pytest.mark.parametrize(("quote", "anchor", "kept"), [("they will of course", "will of course", 0), (ONCE, "sails", 1)])
def test_a_predicate_without_content_is_no_claim(quote: str, anchor: str, kept: int) -> None:
    """What an earlier period dates must say something by itself."""
    assert len(one_claim_each([said(anchor, quote, 0.8, SPRING, trace=("carried",))])) == kept


def test_a_verbatim_copy_is_left_out() -> None:
    """The clip at a show's beginning does not count twice."""
    claim = made("in 2025", WHOLE, 0.8, (2025, 2025))
    assert one_claim_each([claim, claim]) == [claim]
