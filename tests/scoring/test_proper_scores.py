"""Scores are what independent implementations give, on random forecasts and at the edges."""

import math

import numpy as np
import pytest
import scoringrules  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, log_loss

from tracker.scoring.proper import brier_each, brier_range, log_each, skill

PROBABILITY = st.floats(0, 1)
PAIRS = st.lists(st.tuples(PROBABILITY, st.integers(0, 1)), min_size=1, max_size=60)


def arrays(pairs: list[tuple[float, int]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([p for p, _ in pairs], dtype=float), np.array([y for _, y in pairs], dtype=float)


@given(PAIRS)
def test_brier_score_is_that_of_scikit_learn_and_scoringrules(pairs: list[tuple[float, int]]) -> None:
    p, y = arrays(pairs)
    assert brier_each(p, y).mean() == pytest.approx(brier_score_loss(y, p), abs=1e-9)
    assert brier_each(p, y) == pytest.approx(scoringrules.brier_score(y, p), abs=1e-9)


@given(st.lists(st.tuples(st.floats(1e-4, 1 - 1e-4), st.integers(0, 1)), min_size=1, max_size=60))
def test_log_score_is_that_of_scikit_learn_and_scoringrules(pairs: list[tuple[float, int]]) -> None:
    p, y = arrays(pairs)
    assert log_each(p, y).mean() == pytest.approx(log_loss(y, p, labels=[0, 1]), abs=1e-9)
    assert log_each(p, y) == pytest.approx(scoringrules.log_score(y, p), abs=1e-9)


@pytest.mark.parametrize(
    ("odds", "outcome", "brier", "log"),
    [
        (0.0, 0.0, 0.0, 0.0),
        (1.0, 1.0, 0.0, 0.0),
        (0.0, 1.0, 1.0, math.inf),
        (1.0, 0.0, 1.0, math.inf),
        (0.5, 1.0, 0.25, math.log(2)),
        (0.5, 0.5, 0.0, math.log(2)),
        (1.0, 0.5, 0.25, math.inf),
    ],
)
def test_odds_of_nothing_and_of_certainty(odds: float, outcome: float, brier: float, log: float) -> None:
    """Certainty that was right costs nothing; certainty that was wrong costs 1, and in the log score everything."""
    p, y = np.array([odds]), np.array([outcome])
    assert brier_each(p, y)[0] == brier
    assert log_each(p, y)[0] == pytest.approx(log)


@given(st.lists(st.tuples(PROBABILITY, PROBABILITY, PROBABILITY, st.integers(0, 1)), min_size=1, max_size=30))
def test_every_reading_of_a_range_scores_between_its_bounds(rows: list[tuple[float, float, float, int]]) -> None:
    low = np.array([min(a, b) for a, b, _, _ in rows])
    high = np.array([max(a, b) for a, b, _, _ in rows])
    inside = low + np.array([share for _, _, share, _ in rows]) * (high - low)
    y = np.array([outcome for *_, outcome in rows], dtype=float)
    least, most = brier_range(low, high, y)
    score = brier_each(inside, y)
    assert np.all(least <= score + 1e-12)
    assert np.all(score <= most + 1e-12)


def test_skill_is_one_for_perfection_and_none_where_the_reference_is_perfect() -> None:
    assert skill(0.0, 0.25) == 1.0
    assert skill(0.25, 0.25) == 0.0
    assert skill(0.5, 0.25) == -1.0
    assert skill(0.1, 0.0) is None
