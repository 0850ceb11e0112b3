"""Confidence intervals of shares and mean scores, and their assumptions.

`level` is the coverage, 0.9 for a 90 % interval. The interval of the mean was chosen by simulation (docs/scoring.md): on the logit
scale it keeps its coverage for the skewed scores of twenty forecasts, where the plain t and bootstrap intervals fall short.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import special

Array = NDArray[np.float64]
Interval = tuple[float, float]


def wilson(hits: float, n: int, level: float) -> Interval | None:
    """Score interval of a share (Wilson 1927, JASA 22, without continuity correction); None for n = 0.

    `hits` may be a fraction, for partial outcomes.
    """
    if n == 0:
        return None
    z = float(special.ndtri(0.5 + level / 2))
    share, spread = hits / n, z * z / n
    middle = (share + spread / 2) / (1 + spread)
    half = z * np.sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return max(0.0, float(middle - half)), min(1.0, float(middle + half))


def cluster_codes(keys: Sequence[object]) -> NDArray[np.intp]:
    """0, 1, 2 ... for each distinct key in order of appearance."""
    seen: dict[object, int] = {}
    return np.array([seen.setdefault(key, len(seen)) for key in keys], dtype=np.intp)


def jackknife_error(values: Array, codes: NDArray[np.intp]) -> tuple[float, int]:
    """Standard error of the mean of `values` by leaving out one cluster at a time, and the number of clusters.

    The delete-one-group jackknife (Quenouille, Tukey; for clusters the CV3 estimator of Bell and McCaffrey 2002, Survey
    Methodology 28); for clusters of one it is the usual standard error. NaN with fewer than two clusters.
    """
    sizes = np.bincount(codes).astype(float)
    count = len(sizes)
    if count < 2:
        return float("nan"), count
    sums = np.bincount(codes, weights=values)
    without = (sums.sum() - sums) / (sizes.sum() - sizes)
    return float(np.sqrt((count - 1) / count * np.square(without - without.mean()).sum())), count


def _equal_scores_interval(value: float, count: int, level: float) -> Interval:
    """The interval for equal scores: at most 1 - (1 - level)^(1/n) of the cases are of a kind not seen yet."""
    unseen = 1.0 - (1.0 - level) ** (1.0 / count)
    return value * (1.0 - unseen), value + (1.0 - value) * unseen


def mean_interval(values: Array, codes: NDArray[np.intp], level: float) -> Interval | None:
    """Interval of the mean of values from 0 to 1, by Student's t on the logit of the mean; None with fewer than two clusters.

    The standard error is the cluster jackknife's, carried to the logit scale by the delta method, with one degree of freedom
    fewer than there are clusters. Equal values have no variance; their interval allows for kinds of outcomes that a sample of this
    size may have missed.
    """
    if len(values) == 0:
        return None
    mean = float(values.mean())
    error, count = jackknife_error(values, codes)
    if count < 2:
        return None
    if error < 1e-12 or not 0.0 < mean < 1.0:
        return _equal_scores_interval(mean, count, level)
    t = float(special.stdtrit(count - 1, 0.5 + level / 2))
    middle, half = np.log(mean / (1 - mean)), t * error / (mean * (1 - mean))
    return float(1 / (1 + np.exp(half - middle))), float(1 / (1 + np.exp(-half - middle)))


def difference_interval(values: Array, codes: NDArray[np.intp], level: float) -> Interval | None:
    """Interval of the mean of differences (from -1 to 1), by Student's t with cluster jackknife error; None below two clusters.

    The interval for equal differences allows for what a sample of this size may have missed.
    """
    if len(values) == 0:
        return None
    error, count = jackknife_error(values, codes)
    if count < 2:
        return None
    mean = float(values.mean())
    if error < 1e-12:
        unseen = 1.0 - (1.0 - level) ** (1.0 / count)
        return mean - (1.0 + mean) * unseen, mean + (1.0 - mean) * unseen
    half = float(special.stdtrit(count - 1, 0.5 + level / 2)) * error
    return max(-1.0, mean - half), min(1.0, mean + half)


def bootstrap_interval(
    columns: Array,
    codes: NDArray[np.intp],
    statistic: Callable[[Array], Array],
    *,
    level: float,
    resamples: int,
    seed: int,
) -> Interval | None:
    """Percentile interval of a statistic of means, resampling whole clusters (Davison and Hinkley 1997, section 3.8).

    `columns` has a row for each prediction; `statistic` takes the means of the columns over each resample, an array of shape
    (resamples, columns), and returns one value for each resample, NaN where undefined. With more than one in ten undefined, or
    fewer than two clusters, there is no interval. The same seed gives the same interval.
    """
    count = int(codes.max()) + 1 if len(codes) else 0
    if count < 2:
        return None
    totals = np.stack([np.bincount(codes, weights=column, minlength=count) for column in columns.T], axis=1)
    sizes = np.bincount(codes, minlength=count).astype(float)
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1.0 / count), size=resamples).astype(float)
    found = statistic((drawn @ totals) / (drawn @ sizes)[:, None])
    found = found[np.isfinite(found)]
    if len(found) < 0.9 * resamples:
        return None
    low, high = np.quantile(found, [0.5 - level / 2, 0.5 + level / 2])
    return float(low), float(high)


def skill_of_means(means: Array) -> Array:
    """Skill against the base rate from the means of score, outcome and squared outcome; NaN if all outcomes are equal."""
    score, outcome, square = means.T
    reference = square - np.square(outcome)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(reference > 1e-12, 1.0 - score / reference, np.nan)
