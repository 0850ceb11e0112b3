"""Calibration: reliability curves and the decomposition of the Brier score.

CORP (Dimitriadis, Gneiting and Jordan 2021, PNAS 118, e2016191118): the calibrated probability at each forecast value is the
isotonic regression of outcomes on forecasts, so that the bins follow from the data and nobody has to choose them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

from tracker.scoring.score_records import CalibrationBin, CurvePoint

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Bins, the curve at each distinct forecast value, and score = mcb - dsc + unc."""

    bins: tuple[CalibrationBin, ...]
    curve: tuple[CurvePoint, ...]
    mcb: float
    dsc: float
    unc: float


def pooled(p: Array, y: Array) -> tuple[Array, Array, Array]:
    """Distinct forecast values in rising order, the mean outcome at each, and the number of forecasts there."""
    values, where = np.unique(p, return_inverse=True)
    sizes = np.bincount(where).astype(float)
    return values, np.bincount(where, weights=y) / sizes, sizes


def recalibrated(p: Array, y: Array) -> Array:
    """Each forecast replaced by its calibrated probability: isotonic regression by pool-adjacent-violators, ties pooled first."""
    values, means, sizes = pooled(p, y)
    fitted = isotonic_regression(means, weights=sizes).x
    return np.asarray(fitted, dtype=float)[np.searchsorted(values, p)]


def decomposition(p: Array, y: Array) -> tuple[float, float, float]:
    """Miscalibration, discrimination and uncertainty of the Brier score, whose mean is mcb - dsc + unc.

    mcb is the gain from recalibration, dsc the gain of the recalibrated forecasts over the base rate, unc the score of the base
    rate. Needs at least one forecast.
    """
    fitted = recalibrated(p, y)
    score = float(np.mean(np.square(p - y)))
    best = float(np.mean(np.square(fitted - y)))
    base = float(np.mean(np.square(y.mean() - y)))
    return score - best, base - best, base


def consistency_band(values: Array, sizes: Array, *, level: float, resamples: int, seed: int) -> tuple[Array, Array]:
    """The band of the curve at each distinct forecast value under perfect calibration.

    The method of reliabilitydiag: draw as many forecasts with replacement, draw outcomes with the forecast probabilities, fit
    again, read the fit at the values (at the previous one if a value was not drawn), and take quantiles.
    """
    rng = np.random.default_rng(seed)
    total = int(sizes.sum())
    drawn = rng.multinomial(total, sizes / total, size=resamples)
    hits = rng.binomial(drawn, values)
    fits = np.empty((resamples, len(values)))
    for row, (count, hit) in enumerate(zip(drawn, hits, strict=True)):
        seen = np.flatnonzero(count)
        fitted = isotonic_regression(hit[seen] / count[seen], weights=count[seen].astype(float)).x
        before = np.searchsorted(seen, np.arange(len(values)), side="right") - 1
        fits[row] = fitted[np.maximum(before, 0)]
    low, high = np.quantile(fits, [0.5 - level / 2, 0.5 + level / 2], axis=0)
    return low, high


def calibrate(p: Array, y: Array, *, level: float, resamples: int, seed: int) -> Calibration:
    """CORP calibration of forecasts: a bin for each stretch that isotonic regression pools, with its consistency band.

    A bin's band is read at the forecast value nearest to its mean forecast. Needs at least one forecast.
    """
    values, means, sizes = pooled(p, y)
    fit = isotonic_regression(means, weights=sizes)
    low, high = consistency_band(values, sizes, level=level, resamples=resamples, seed=seed)
    bins = []
    for start, stop in zip(fit.blocks[:-1], fit.blocks[1:], strict=True):
        part = slice(int(start), int(stop))
        middle = float(np.average(values[part], weights=sizes[part]))
        at = int(start) + int(np.argmin(np.abs(values[part] - middle)))
        bins.append(
            CalibrationBin(
                low=float(values[part][0]),
                high=float(values[part][-1]),
                n=int(sizes[part].sum()),
                mean_forecast=middle,
                observed=float(fit.x[start]),
                band=(float(low[at]), float(high[at])),
            )
        )
    curve = tuple(
        CurvePoint(forecast=float(value), observed=float(fitted), low=float(least), high=float(most), n=int(size))
        for value, fitted, least, most, size in zip(values, fit.x, low, high, sizes, strict=True)
    )
    mcb, dsc, unc = decomposition(p, y)
    return Calibration(bins=tuple(bins), curve=curve, mcb=mcb, dsc=dsc, unc=unc)
