"""CORP calibration is isotonic regression, its parts add up to the score, and it gives the numbers its authors published."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression

from tracker.scoring.calibration import calibrate, consistency_band, decomposition, pooled, recalibrated

NIAMEY = Path(__file__).parent / "data" / "niamey.csv"
# Forecasts in hundredths, so that ties are common; outcomes in part as well.
FORECASTS = st.lists(
    st.tuples(st.integers(0, 100).map(lambda p: p / 100), st.sampled_from([0.0, 1.0, 1.0, 0.0, 0.3])), min_size=1, max_size=80
)


@given(FORECASTS)
def test_recalibration_is_the_isotonic_regression_of_scikit_learn(rows: list[tuple[float, float]]) -> None:
    p, y = np.array(rows).T
    expected = IsotonicRegression().fit(p, y).predict(p)
    assert recalibrated(p, y) == pytest.approx(expected, abs=1e-9)


@given(FORECASTS)
def test_the_parts_add_up_to_the_score(rows: list[tuple[float, float]]) -> None:
    p, y = np.array(rows).T
    mcb, dsc, unc = decomposition(p, y)
    assert abs(mcb - dsc + unc - np.mean((p - y) ** 2)) < 1e-12
    assert mcb >= -1e-12
    assert dsc >= -1e-12


@pytest.mark.parametrize(
    ("method", "score", "mcb", "dsc", "unc"),
    [
        ("logistic", "0.206", "0.0171", "0.0555", "0.244"),
        ("emos", "0.232", "0.0183", "0.0305", "0.244"),
        ("ens", "0.266", "0.0661", "0.0441", "0.244"),
        ("epc", "0.234", "0.0223", "0.0323", "0.244"),
    ],
)
def test_published_decompositions_of_rain_forecasts_come_out(method: str, score: str, mcb: str, dsc: str, unc: str) -> None:
    """The table printed in the manual of reliabilitydiag for summary(r) on precip_Niamey_2016."""
    table = np.genfromtxt(NIAMEY, delimiter=",", skip_header=2, names=True)
    p, y = table[method], table["rain"]
    found = (float(np.mean((p - y) ** 2)), *decomposition(p, y))
    for value, published in zip(found, (score, mcb, dsc, unc), strict=True):
        assert abs(value - float(published)) <= 0.6 * 10 ** -(len(published) - 2)


@given(FORECASTS)
def test_bins_hold_every_forecast_once_and_rise(rows: list[tuple[float, float]]) -> None:
    p, y = np.array(rows).T
    bins = calibrate(p, y, level=0.9, resamples=100, seed=1).bins
    assert sum(each.n for each in bins) == len(p)
    assert all(each.low <= each.mean_forecast + 1e-12 and each.mean_forecast <= each.high + 1e-12 for each in bins)
    assert sum(each.n * each.observed for each in bins) == pytest.approx(y.sum())
    observed = [each.observed for each in bins]
    assert observed == sorted(observed)


def test_calibrated_forecasts_mostly_lie_in_the_consistency_band() -> None:
    """Over many sets of calibrated forecasts the curve lies in the 90 % band at about nine values in ten."""
    rng = np.random.default_rng(3)
    inside = []
    for seed in range(150):
        p = rng.choice([0.1, 0.3, 0.5, 0.7, 0.9], 200)
        y = (rng.random(200) < p).astype(float)
        values, _, sizes = pooled(p, y)
        low, high = consistency_band(values, sizes, level=0.9, resamples=200, seed=seed)
        fitted = np.array([recalibrated(p, y)[np.flatnonzero(p == value)[0]] for value in values])
        inside.append(np.mean((low - 1e-12 <= fitted) & (fitted <= high + 1e-12)))
    assert 0.86 <= np.mean(inside) <= 0.95


def test_overconfident_forecasts_leave_the_band() -> None:
    rng = np.random.default_rng(4)
    p = rng.choice([0.05, 0.95], 400)
    y = (rng.random(400) < np.where(p > 0.5, 0.7, 0.3)).astype(float)
    bins = calibrate(p, y, level=0.9, resamples=200, seed=1).bins
    assert all(each.band is not None and not each.band[0] <= each.observed <= each.band[1] for each in bins)


def test_the_same_seed_gives_the_same_band() -> None:
    p, y = np.array([0.2, 0.4, 0.8]), np.array([0.0, 1.0, 1.0])
    assert calibrate(p, y, level=0.9, resamples=100, seed=5) == calibrate(p, y, level=0.9, resamples=100, seed=5)
