"""Two speakers side by side: the same questions where they meet, else like horizons, and how often one is wrongly called better."""

import datetime as dt
import random

import pytest

from tests.sample_claims import AS_OF, claim, ledger
from tracker.errors import InvalidRecord
from tracker.records import Claim
from tracker.scoring import by_speaker, side_by_side, side_by_side_to_json
from tracker.scoring.side_by_side import ALIKE, NONE, SHARED, SideBySide

SAID = dt.date(2024, 3, 1)


def of(claims: list[Claim], first: str = "Ana", second: str = "Bo") -> SideBySide:
    return side_by_side(by_speaker(claims, as_of=AS_OF), first, second, as_of=AS_OF)


def asked(speaker: str, place: int, odds: float | None, came_true: bool, *, chain: str | None = None, days: int = 300) -> Claim:
    return claim(
        f"{speaker}{place}",
        speaker=speaker,
        odds=odds,
        outcome="true" if came_true else "false",
        chain=chain,
        due=SAID + dt.timedelta(days=days),
    )


def test_where_they_meet_the_same_questions_decide() -> None:
    claims = [
        asked(who, place, odds, place % 2 == 0, chain=f"q{place}")
        for place in range(14)
        for who, odds in (("Ana", 0.9 if place % 2 == 0 else 0.1), ("Bo", 0.5))
    ]
    found = of(claims)
    assert (found.basis, found.told, found.shared.shared) == (SHARED, True, 14)
    assert found.probability is not None
    assert found.probability > 0.99
    assert found.why.startswith("Ana is better: 99 % that Ana is better on the same questions")


def test_where_they_do_not_meet_only_like_horizons_are_compared() -> None:
    short = [asked("Ana", place, 0.9, True, days=20) for place in range(20)]
    long = [asked("Bo", place, 0.2, True, days=600) for place in range(20)]
    apart = of(short + long)
    assert (apart.basis, apart.probability, apart.told) == (NONE, None, False)
    alike = [asked("Bo", 100 + place, 0.4, True, days=25) for place in range(12)]
    met = of(short + long + alike)
    assert met.basis == ALIKE
    assert [(each.horizon, each.first_n, each.second_n) for each in met.like_horizons.pairs] == [("up to 1 month", 20, 12)]
    assert met.like_horizons.difference == pytest.approx(0.01 - 0.36)
    assert met.told


def test_a_few_predictions_tell_nothing_however_good_they_are() -> None:
    claims = [asked("Ana", place, 0.99, True) for place in range(4)] + [asked("Bo", place, 0.01, True) for place in range(40)]
    found = of(claims)
    assert found.probability is not None
    assert found.probability > 0.99
    assert not found.told
    assert "rests on 4 resolved, fewer than 10" in found.why


def test_without_odds_the_shares_that_did_not_come_true_are_compared() -> None:
    claims = [asked("Ana", place, None, place % 4 != 0) for place in range(40)]
    claims += [asked("Bo", place, None, place % 4 == 0) for place in range(40)]
    found = of(claims)
    assert found.like_horizons.measure == "miss rate"
    assert found.like_horizons.difference == pytest.approx(-0.5)
    assert found.told


def test_the_other_way_round_gives_the_other_probability() -> None:
    claims = ledger(400)
    one = of(claims, "Ana Novak", "Bo Lindqvist")
    other = of(claims, "Bo Lindqvist", "Ana Novak")
    assert one.probability is not None
    assert other.probability is not None
    assert one.probability + other.probability == pytest.approx(1.0)
    assert (one.told, one.why) == (other.told, other.why)


@pytest.mark.soak
@pytest.mark.parametrize("odds", [None, 0.7], ids=["without odds", "with odds"])
def test_of_two_equals_one_is_called_better_about_as_often_as_said(odds: float | None) -> None:
    """At 95 % on either side one in ten trials may be told apart; three standard errors above that would be a fault."""
    rng = random.Random(5)  # noqa: S311
    told = 0
    trials = 120
    for _ in range(trials):
        claims = [
            asked(
                who, place, None if odds is None else rng.choice((0.3, 0.5, odds)), rng.random() < 0.6, days=rng.choice((20, 300))
            )
            for who in ("Ana", "Bo")
            for place in range(24)
        ]
        told += of(claims).told
    assert told / trials <= 0.1 + 3 * (0.1 * 0.9 / trials) ** 0.5


@pytest.mark.parametrize(("first", "second"), [("Ana", "Zoe"), ("Ana", "Ana")])
def test_speakers_without_predictions_and_the_same_twice_are_refused(first: str, second: str) -> None:
    with pytest.raises(InvalidRecord):
        of([claim("a"), claim("b", speaker="Bo")], first, second)


def test_json_holds_both_comparisons() -> None:
    data = side_by_side_to_json(of(ledger(200), "Ana Novak", "Bo Lindqvist"))
    assert {"first", "second", "shared", "like_horizons", "probability", "told", "why", "basis"} <= set(data)
    assert data["first"]["key"] == "Ana Novak"
