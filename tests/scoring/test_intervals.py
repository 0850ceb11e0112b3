"""Intervals are those of the literature and have the stated coverage."""

import json
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tracker.scoring.intervals import (
    bootstrap_interval,
    cluster_codes,
    difference_interval,
    jackknife_error,
    mean_interval,
    skill_of_means,
    wilson,
)

Array = np.ndarray
Forecaster = Callable[[np.random.Generator, tuple[int, ...]], tuple[Array, Array]]


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.sampled_from([0.8, 0.9, 0.95]))
def test_wilson_interval_is_that_of_scipy(counts: tuple[int, int], level: float) -> None:
    hits, n = counts
    expected = stats.binomtest(hits, n).proportion_ci(level, method="wilson")
    assert wilson(hits, n, level) == pytest.approx((expected.low, expected.high), abs=1e-9)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_interval_gives_the_published_examples(hits: int, n: int, low: float, high: float) -> None:
    """Newcombe 1998, Statistics in Medicine 17, table I, method 3."""
    assert wilson(hits, n, 0.95) == pytest.approx((low, high), abs=5e-5)


def test_nothing_has_no_interval() -> None:
    assert wilson(0, 0, 0.9) is None
    assert mean_interval(np.array([]), cluster_codes([]), 0.9) is None
    assert mean_interval(np.array([0.2]), cluster_codes(["a"]), 0.9) is None
    assert difference_interval(np.array([0.2, 0.1]), cluster_codes(["a", "a"]), 0.9) is None


@given(st.lists(st.floats(0, 1), min_size=2, max_size=50))
def test_jackknife_over_single_forecasts_is_the_usual_standard_error(values: list[float]) -> None:
    error, count = jackknife_error(np.array(values), np.arange(len(values)))
    assert count == len(values)
    assert error == pytest.approx(stats.sem(values), abs=1e-12)


def test_forecasts_that_stand_and_fall_together_widen_the_interval() -> None:
    rng = np.random.default_rng(1)
    values = np.repeat(rng.uniform(0, 1, 20), 10)
    alone = mean_interval(values, np.arange(200), 0.9)
    together = mean_interval(values, np.repeat(np.arange(20), 10), 0.9)
    once = mean_interval(values[::10], np.arange(20), 0.9)
    assert alone is not None
    assert together is not None
    assert together[1] - together[0] > 2 * (alone[1] - alone[0])
    assert together == pytest.approx(once)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=40))
def test_an_interval_lies_between_the_best_and_the_worst_score_and_holds_the_mean(values: list[float]) -> None:
    found = mean_interval(np.array(values), np.arange(len(values)), 0.9)
    assert found is not None
    assert 0.0 <= found[0] <= np.mean(values) + 1e-9
    assert np.mean(values) - 1e-9 <= found[1] <= 1.0


def test_twenty_forecasts_that_were_all_right_can_still_have_missed_something() -> None:
    found = mean_interval(np.full(20, 0.01), np.arange(20), 0.9)
    assert found is not None
    assert found[1] > 0.1


def test_bootstrap_keeps_clusters_whole_and_repeats_with_its_seed() -> None:
    values = np.array([[0.0], [0.0], [1.0], [1.0]])

    def interval(keys: str) -> tuple[float, float] | None:
        return bootstrap_interval(values, cluster_codes(keys), lambda means: means[:, 0], level=0.9, resamples=300, seed=1)

    assert interval("aabb") == interval("aabb") == (0.0, 1.0)
    assert interval("aaaa") is None
    alone = interval("abcd")
    assert alone is not None
    assert alone[1] - alone[0] <= 1.0


def test_skill_has_no_interval_where_everything_came_true() -> None:
    columns = np.array([[0.01, 1.0, 1.0]] * 20)
    assert bootstrap_interval(columns, np.arange(20), skill_of_means, level=0.9, resamples=300, seed=1) is None


# Forecasters: the odds they give, and the probability with which what they said comes true.


def calibrated(rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[Array, Array]:
    p = rng.choice([0.3, 0.5, 0.6, 0.7, 0.8, 0.9], shape)
    return p, p


def spread_out(rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[Array, Array]:
    p = rng.uniform(0, 1, shape)
    return p, p


def sharp(rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[Array, Array]:
    p = rng.beta(0.5, 0.5, shape)
    return p, p


def overconfident(rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[Array, Array]:
    p = rng.choice([0.6, 0.7, 0.8, 0.9, 0.95], shape)
    return p, 0.5 + 0.5 * (p - 0.5)


def underconfident(rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[Array, Array]:
    p = rng.choice([0.5, 0.6, 0.7], shape)
    return p, np.clip(0.5 + 2 * (p - 0.5), 0, 1)


FORECASTERS: tuple[Forecaster, ...] = (calibrated, spread_out, sharp, overconfident, underconfident)


def coverage(forecaster: Forecaster, n: int, runs: int, *, per_source: int = 1, seed: int = 11) -> float:
    """How often the 90 % interval of the Brier score holds its expectation.

    With more than one forecast a source, half of the chance is shared within the source: its forecasts stand and fall together.
    """
    rng = np.random.default_rng(seed)
    p, q = forecaster(rng, (400_000,))
    expected = float(np.mean(q * (1 - p) ** 2 + (1 - q) * p**2))
    codes = np.arange(n) // per_source
    hits = 0
    for _ in range(runs):
        p, q = forecaster(rng, (n,))
        draw = rng.random(n)
        if per_source > 1:
            shared = rng.random(codes.max() + 1)[codes]
            draw = np.where(rng.random(n) < 0.5, shared, draw)
        found = mean_interval(np.square(p - (draw < q)), codes, 0.9)
        hits += found is not None and found[0] <= expected <= found[1]
    return hits / runs


@pytest.mark.parametrize("n", [20, 100])
def test_nine_in_ten_intervals_hold_the_true_brier_score(n: int) -> None:
    """A small version of the simulation: 600 runs leave an error of about 0.025 at two standard errors."""
    assert 0.865 <= coverage(calibrated, n, 600) <= 0.935


@pytest.mark.soak
@pytest.mark.parametrize("n", [20, 30, 50, 100, 200, 500])
@pytest.mark.parametrize("forecaster", FORECASTERS, ids=lambda each: each.__name__)
def test_brier_intervals_cover_between_87_and_93_per_cent(forecaster: Forecaster, n: int) -> None:
    found = coverage(forecaster, n, 4000)
    print(json.dumps({"forecaster": forecaster.__name__, "n": n, "coverage": found}))  # noqa: T201
    assert 0.87 <= found <= 0.93


@pytest.mark.soak
@pytest.mark.parametrize("sources", [5, 10, 20, 50])
def test_intervals_over_sources_cover_where_forecasts_of_one_source_are_alike(sources: int) -> None:
    found = coverage(calibrated, sources * 10, 3000, per_source=10)
    print(json.dumps({"sources": sources, "each": 10, "coverage": found}))  # noqa: T201
    assert 0.87 <= found <= 0.93


@pytest.mark.soak
@pytest.mark.parametrize("n", [20, 50, 100, 500])
def test_wilson_intervals_cover_on_average_over_rates(n: int) -> None:
    """Single rates cannot all be met with so few counts (Brown, Cai and DasGupta 2001); the average over rates is."""
    rates = np.linspace(0.05, 0.95, 91)
    covered = []
    for rate in rates:
        chances = stats.binom.pmf(np.arange(n + 1), n, rate)
        ends = [wilson(hits, n, 0.9) for hits in range(n + 1)]
        covered.append(sum(chance for chance, end in zip(chances, ends, strict=True) if end and end[0] <= rate <= end[1]))
    print(json.dumps({"n": n, "mean": float(np.mean(covered)), "least": float(min(covered))}))  # noqa: T201
    assert 0.87 <= np.mean(covered) <= 0.93


def skill_coverage(n: int, runs: int) -> float:
    """How often the bootstrap interval of a calibrated forecaster's skill holds its true value."""
    rng = np.random.default_rng(5)
    p, _ = calibrated(rng, (400_000,))
    expected = 1.0 - float(np.mean(p * (1 - p)) / (p.mean() * (1 - p.mean())))
    hits = given_at_all = 0
    for seed in range(runs):
        p, q = calibrated(rng, (n,))
        y = (rng.random(n) < q).astype(float)
        columns = np.stack([np.square(p - y), y, np.square(y)], axis=1)
        found = bootstrap_interval(columns, np.arange(n), skill_of_means, level=0.9, resamples=400, seed=seed)
        given_at_all += found is not None
        hits += found is not None and found[0] <= expected <= found[1]
    return hits / given_at_all


@pytest.mark.soak
@pytest.mark.parametrize("n", [20, 30, 50, 100, 500])
def test_skill_intervals_cover_between_86_and_93_per_cent(n: int) -> None:
    found = skill_coverage(n, 3000)
    print(json.dumps({"skill, n": n, "coverage": found}))  # noqa: T201
    assert 0.86 <= found <= 0.93


@pytest.mark.soak
@pytest.mark.parametrize("n", [3, 5, 10, 15])
@pytest.mark.parametrize("forecaster", FORECASTERS, ids=lambda each: each.__name__)
def test_below_twenty_intervals_are_reported_and_never_absurd(forecaster: Forecaster, n: int) -> None:
    """No coverage is promised there, and "too few to tell" is shown; the figures stand in docs/scoring.md."""
    found = coverage(forecaster, n, 4000)
    print(json.dumps({"forecaster": forecaster.__name__, "n": n, "coverage": found}))  # noqa: T201
    assert 0.75 <= found <= 1.0


@pytest.mark.soak
@pytest.mark.parametrize("n", [20, 50, 500])
def test_near_certain_odds_are_where_the_interval_is_at_its_weakest(n: int) -> None:
    """All odds at 95 % and nine in ten true: with twenty forecasts a wrong one is rare, and there may be none to learn from."""

    def near_certain(rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[Array, Array]:
        return np.full(shape, 0.95), np.full(shape, 0.9) + 0 * rng.random(shape)

    found = coverage(near_certain, n, 4000)
    print(json.dumps({"forecaster": "near_certain", "n": n, "coverage": found}))  # noqa: T201
    assert 0.8 <= found <= 0.99


def test_the_interval_of_differences_is_that_of_scipy() -> None:
    """Where each pair is a cluster of its own, it is Student's interval of the mean."""
    values = np.array([0.1, -0.05, 0.2, 0.0, 0.12, 0.07])
    expected = stats.t.interval(0.9, len(values) - 1, loc=values.mean(), scale=stats.sem(values))
    assert difference_interval(values, np.arange(len(values)), 0.9) == pytest.approx(expected, rel=1e-9)
