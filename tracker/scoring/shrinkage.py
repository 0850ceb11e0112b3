"""Shrinkage for groups of different size: figures are drawn towards the overall mean, those with little data the most.

A speaker with two hits of two is not better than one with ninety of a hundred; shrinkage (Efron and Morris 1975, JASA 70) weights
each accordingly. With few groups the spread between them is itself uncertain, so it is integrated over on a grid instead of being
fixed at its estimate (Gelman et al. 2013, Bayesian Data Analysis, sections 5.3 and 5.4), which would make the
intervals too narrow.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import special

from tracker.scoring.score_records import Group

Array = NDArray[np.float64]
Interval = tuple[float, float]
Shrunk = list[tuple[float, Interval]]
#: The grid for posterior distributions of rates, fine enough for three digits.
RATES = (np.arange(1000) + 0.5) / 1000


def _normalised(log_weights: Array) -> Array:
    weights = np.exp(log_weights - log_weights.max())
    return np.asarray(weights / weights.sum(), dtype=float)


def _quantiles(grid: Array, weights: Array, level: float) -> Interval:
    cumulated = np.cumsum(weights) / weights.sum()
    low, high = np.interp([0.5 - level / 2, 0.5 + level / 2], cumulated, grid)
    return float(low), float(high)


def shrunk_rates(hits: Array, counts: Array, level: float) -> Shrunk:
    """Posterior mean and central interval of each group's rate, if the true rates are Beta(a, b) distributed.

    The priors of a / (a + b) and (a + b)^(-1/2) are flat, as in Bayesian Data Analysis, equation 5.9.
    """
    mean, size = np.meshgrid(np.linspace(0.01, 0.99, 50), np.exp(np.linspace(0.0, np.log(2000.0), 40)))
    a, b = (mean * size).ravel(), ((1 - mean) * size).ravel()
    fit = special.betaln(hits[:, None] + a, (counts - hits)[:, None] + b) - special.betaln(a, b)
    # The grid is uniform in log(a + b): its Jacobian turns the density (a + b)^(-3/2) into (a + b)^(-1/2).
    weights = _normalised(fit.sum(axis=0) - 0.5 * np.log(size.ravel()))
    kept = weights > 1e-5
    a, b, weights = a[kept], b[kept], weights[kept] / weights[kept].sum()
    found = []
    for hit, count in zip(hits, counts, strict=True):
        first, second = hit + a, count - hit + b
        logs = np.outer(first - 1, np.log(RATES)) + np.outer(second - 1, np.log1p(-RATES)) - special.betaln(first, second)[:, None]
        density = weights @ np.exp(logs)
        found.append((float(np.sum(weights * first / (first + second))), _quantiles(RATES, density, level)))
    return found


def shrunk_means(means: Array, errors: Array, level: float) -> Shrunk:
    """Posterior mean and central interval of each group's mean in the normal-normal model; errors must be above 0.

    The middle and the spread of the true means have flat priors (Gelman 2006, Bayesian Analysis 1); intervals are cut to [0, 1].
    """
    spread = np.linspace(0.0, 2.0 * max(float(np.ptp(means)), float(errors.max())), 200)
    variances = np.square(errors)[:, None] + np.square(spread)
    precision = (1.0 / variances).sum(axis=0)
    middle = (means[:, None] / variances).sum(axis=0) / precision
    fit = -0.5 * np.log(variances).sum(axis=0) - 0.5 * np.log(precision)
    weights = _normalised(fit - 0.5 * (np.square(means[:, None] - middle) / variances).sum(axis=0))
    grid = np.linspace(-0.5, 1.5, 4001)
    found = []
    for mean, error in zip(means, errors, strict=True):
        own = np.square(spread) / (np.square(spread) + error * error)
        centres = own * mean + (1 - own) * middle
        deviations = np.sqrt(own * error * error + np.square(1 - own) / precision)
        widths = np.maximum(deviations, 1e-4)
        density = (weights / widths) @ np.exp(-0.5 * np.square((grid - centres[:, None]) / widths[:, None]))
        low, high = _quantiles(grid, density, level)
        found.append((float(weights @ centres), (max(0.0, low), min(1.0, high))))
    return found


def shrink_groups(groups: Sequence[Group], *, level: float) -> tuple[Group, ...]:
    """The groups with `hit_rate_shrunk` and `brier_shrunk` filled in, if at least two of them have the figure.

    The standard error of a Brier score is derived from the width of its interval.
    """
    found = list(groups)
    rated = [index for index, group in enumerate(found) if group.hit_rate is not None]
    if len(rated) > 1:
        counts = np.array([found[index].judged for index in rated], dtype=float)
        rates = np.array([found[index].hit_rate for index in rated], dtype=float)
        for index, (value, interval) in zip(rated, shrunk_rates(rates * counts, counts, level), strict=True):
            found[index] = replace(found[index], hit_rate_shrunk=value, hit_rate_shrunk_interval=interval)
    sure = [index for index, group in enumerate(found) if group.brier_interval is not None]
    if len(sure) > 1:
        z = 2 * float(special.ndtri(0.5 + level / 2))
        means = np.array([found[index].brier for index in sure], dtype=float)
        widths = [found[index].brier_interval for index in sure]
        errors = np.array([max((high - low) / z, 1e-6) for low, high in (each for each in widths if each)], dtype=float)
        for index, (value, interval) in zip(sure, shrunk_means(means, errors, level), strict=True):
            found[index] = replace(found[index], brier_shrunk=value, brier_shrunk_interval=interval)
    return tuple(found)
