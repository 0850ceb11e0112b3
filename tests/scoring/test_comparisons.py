"""Comparing speakers: on shared claims, under every policy, and with their uncertainty."""

import json

import numpy as np
import pytest

from tests.sample_claims import AS_OF, claim, ledger
from tracker.codec import to_json
from tracker.records import Claim, Hedge
from tracker.scoring import (
    BASE_RATE,
    Options,
    Policy,
    Verdict,
    compare,
    default_options,
    multiverse,
    multiverse_to_json,
    scorecard,
)
from tracker.scoring.shrinkage import shrunk_means, shrunk_rates

LIKELY = Hedge(text="likely", low=0.55, high=0.95, scale="sample")


def shared(count: int, first: float, second: float, *, hits: float = 0.8) -> list[Claim]:
    """Chains on which Ana and Bo both give odds; the given share of them comes true."""
    found = []
    for index in range(count):
        outcome = "true" if index < hits * count else "false"
        found.append(claim(f"a{index}", odds=first, outcome=outcome, chain=f"s{index}"))
        found.append(claim(f"b{index}", odds=second, outcome=outcome, chain=f"s{index}", speaker="Bo"))
    return found


@pytest.mark.parametrize(
    ("count", "first", "second", "verdict"),
    [
        (0, 0.8, 0.3, Verdict.UNSCORED),
        (9, 0.8, 0.3, Verdict.UNDECIDED),
        (40, 0.8, 0.3, Verdict.AHEAD),
        (40, 0.3, 0.8, Verdict.BEHIND),
        (40, 0.8, 0.75, Verdict.UNDECIDED),
    ],
)
def test_two_speakers_on_what_both_said(count: int, first: float, second: float, verdict: Verdict) -> None:
    found = compare(shared(count, first, second), "Ana", "Bo", as_of=AS_OF)
    assert found.verdict is verdict
    assert found.shared == count
    json.dumps(to_json(found), allow_nan=False)


def test_claims_that_only_one_of_them_made_do_not_count() -> None:
    others = [claim(f"x{index}", odds=0.99, outcome="false") for index in range(50)]
    assert compare([*shared(12, 0.8, 0.3), *others], "Ana", "Bo", as_of=AS_OF).shared == 12


def test_without_odds_on_both_sides_misses_are_compared() -> None:
    claims = [claim(f"a{index}", outcome="true", chain=f"s{index}") for index in range(12)]
    claims += [claim(f"b{index}", outcome="false", chain=f"s{index}", speaker="Bo") for index in range(12)]
    found = compare(claims, "Ana", "Bo", as_of=AS_OF)
    assert (found.measure, found.difference, found.verdict) == ("miss rate", -1.0, Verdict.AHEAD)


def test_every_combination_of_choices_is_tried_once() -> None:
    found = multiverse(ledger(60), as_of=AS_OF, speaker="Ana Novak")
    assert found.total == 144
    assert found.ahead + found.behind + found.level + found.unscored == 144
    assert len({tuple(each.choices.items()) for each in found.universes}) == 144
    json.dumps(multiverse_to_json(found), allow_nan=False)


def test_the_choice_that_turns_a_verdict_is_named() -> None:
    """Good odds, but words that did not come true: a high reading of words puts Ana behind."""
    claims = [claim(f"a{index}", odds=0.7, outcome="true") for index in range(10)]
    claims += [claim(f"w{index}", hedge=LIKELY, outcome="false") for index in range(5)]
    found = multiverse(claims, as_of=AS_OF, speaker="Ana")
    assert found.baseline is Verdict.AHEAD
    assert ("words", "recorded, high end", Verdict.BEHIND) in found.turning
    assert found.in_common == (("words", "recorded, high end"),)
    assert found.shares["words"]["none"] == 1.0


def test_ambiguous_outcomes_can_turn_a_verdict() -> None:
    claims = [claim(f"a{index}", odds=0.8, outcome="true") for index in range(10)]
    claims += [claim(f"u{index}", odds=0.9, outcome="ambiguous") for index in range(8)]
    found = multiverse(claims, as_of=AS_OF, speaker="Ana")
    assert [(choice, option) for choice, option, _ in found.turning] == [("ambiguous", "false")]


def test_without_odds_the_multiverse_goes_by_the_hit_rate() -> None:
    found = multiverse([claim(f"a{index}", outcome="true") for index in range(5)], as_of=AS_OF)
    assert (found.measure, found.ahead, found.against) == ("hit rate", found.total, "one half")


def test_another_speaker_or_the_base_rate_can_be_what_one_is_ahead_of() -> None:
    claims = shared(20, 0.8, 0.4)
    assert multiverse(claims, as_of=AS_OF, speaker="Ana", against="Bo").behind == 0
    assert multiverse(claims, as_of=AS_OF, speaker="Bo", against="Ana").ahead == 0
    constant = multiverse(claims, as_of=AS_OF, speaker="Ana", against=BASE_RATE)
    assert constant.level == constant.total


def test_scales_that_are_given_join_the_alternatives() -> None:
    words = {"strict": {"likely": (0.9, 1.0)}, "loose": {"likely": (0.5, 1.0)}}
    assert default_options(words).words == ("loose", "strict", "none")
    assert default_options().words == ("recorded", "none")
    found = multiverse([claim("a", hedge=LIKELY, outcome="true")], as_of=AS_OF, options=Options(words=("strict",)), words=words)
    assert set(found.shares["words"]) == {"strict, low end", "strict, middle", "strict, high end"}


def test_small_groups_are_drawn_to_the_middle_more_than_large_ones() -> None:
    hits, counts = np.array([2.0, 80.0, 50.0, 60.0]), np.array([2.0, 100.0, 100.0, 100.0])
    (small, small_interval), (large, large_interval), *_ = shrunk_rates(hits, counts, 0.9)
    assert small < 1.0 - 0.1
    assert abs(large - 0.8) < 0.03
    assert small_interval[1] - small_interval[0] > 2 * (large_interval[1] - large_interval[0])


def test_means_that_are_surely_apart_stay_where_they_are() -> None:
    means, errors = np.array([0.1, 0.3, 0.2]), np.array([0.002, 0.002, 0.05])
    shrunk = [value for value, _ in shrunk_means(means, errors, 0.9)]
    assert shrunk[:2] == pytest.approx([0.1, 0.3], abs=0.002)
    assert shrunk[2] == pytest.approx(0.2, abs=0.02)


def test_a_newcomer_with_two_hits_does_not_lead_the_table() -> None:
    veteran = [claim(f"v{index}", outcome="true" if index % 10 else "false", speaker="Vera") for index in range(100)]
    others = [claim(f"o{index}", outcome="true" if index % 2 else "false", speaker="Otto") for index in range(60)]
    card = scorecard(
        [*veteran, *others, *(claim(f"n{index}", outcome="true", speaker="Nina") for index in range(2))],
        as_of=AS_OF,
        group_by="speaker",
    )
    rates = {group.key: group.hit_rate_shrunk or 0.0 for group in card.groups}
    assert rates["Vera"] > rates["Nina"] > rates["Otto"]


def simulated_groups(runs: int, seed: int) -> float:
    """How often the shrunk 90 % interval holds a group's true rate, for groups of unlike size with rates from one Beta."""
    rng = np.random.default_rng(seed)
    counts = np.array([3.0, 8.0, 15.0, 40.0, 100.0, 25.0])
    inside = []
    for _ in range(runs):
        rates = rng.beta(6, 4, len(counts))
        found = shrunk_rates(rng.binomial(counts.astype(int), rates).astype(float), counts, 0.9)
        inside += [low <= rate <= high for rate, (_, (low, high)) in zip(rates, found, strict=True)]
    return float(np.mean(inside))


def test_shrunk_intervals_hold_nine_true_rates_in_ten() -> None:
    assert 0.83 <= simulated_groups(30, 1) <= 0.97


@pytest.mark.soak
def test_shrunk_intervals_hold_nine_true_rates_in_ten_over_many_runs() -> None:
    found = simulated_groups(800, 2)
    print(json.dumps({"shrunk rates": found}))  # noqa: T201
    assert 0.87 <= found <= 0.93


def said_too_few(n: int, runs: int) -> float:
    """How often a calibrated forecaster with n resolved predictions is told "too few to tell"."""
    rng = np.random.default_rng(n)
    told = 0
    for _ in range(runs):
        odds = rng.choice([0.3, 0.5, 0.6, 0.7, 0.8, 0.9], n)
        claims = [
            claim(f"c{index}", odds=float(p), outcome="true" if rng.random() < p else "false", doc=f"d{index}")
            for index, p in enumerate(odds)
        ]
        told += scorecard(claims, as_of=AS_OF, policy=Policy(resamples=100)).overall.too_few
    return told / runs


def test_too_few_is_always_said_below_ten_and_hardly_ever_from_fifty() -> None:
    assert said_too_few(9, 10) == 1.0
    assert said_too_few(50, 20) <= 0.1


@pytest.mark.soak
@pytest.mark.parametrize("n", [5, 9, 10, 12, 15, 20, 30, 50, 100])
def test_how_often_too_few_is_said(n: int) -> None:
    found = said_too_few(n, 200)
    print(json.dumps({"n": n, "too few to tell": found}))  # noqa: T201
    assert found == 1.0 if n < 10 else found <= 0.9 if n < 20 else found <= 0.1
