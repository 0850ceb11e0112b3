"""Comparing two speakers on predictions with horizons of similar length, if they did not predict the same things.

Mean losses are compared within each class of horizon, and the differences weighted by n1 n2 / (n1 + n2), which gives the most power
against a common difference (Cochran 1954, Biometrics 10, section 6). Whether one of the two had easier questions cannot be seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.scoring.comparing import BRIER, MISS_RATE
from tracker.scoring.groups import HORIZONS, LONGEST, horizon_class
from tracker.scoring.score_records import Interval, Policy
from tracker.scoring.scorecard import hit_of
from tracker.scoring.select import Prediction


@dataclass(frozen=True, slots=True, kw_only=True)
class HorizonPair:
    """One class of horizon: the number of predictions and the mean loss of each speaker (0 is best)."""

    horizon: str
    first_n: int
    second_n: int
    first_mean: float
    second_mean: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LikeHorizons:
    """The comparison over the classes of horizon in which both speakers have resolved predictions.

    `difference` is the weighted mean of first minus second, below zero when the first is better; `probability` is that of the
    first being better, by Student's t with a flat prior. Both are None if no class has predictions of both.
    """

    measure: str
    first_n: int
    second_n: int
    difference: float | None
    interval: Interval | None
    probability: float | None
    pairs: tuple[HorizonPair, ...]


#: Classes of horizon from short to long.
ORDER = [*(name for _, name in HORIZONS), LONGEST]

Losses = dict[str, list[float]]


def _losses(predictions: Sequence[Prediction], policy: Policy, measure: str) -> Losses:
    """The losses of judged predictions by class of horizon; for the Brier score only those with numeric odds."""
    found: Losses = {}
    for each in predictions:
        claim, outcome, point = each.claim, each.outcome, each.point
        if outcome is None or claim.due is None or (measure == BRIER and (point is None or not each.numeric)):
            continue
        loss = (point - outcome) ** 2 if measure == BRIER and point is not None else 1.0 - hit_of(each, policy)
        found.setdefault(horizon_class((claim.due - claim.forecast.said_on).days), []).append(loss)
    return found


def _spread(losses: Losses, classes: Sequence[str], measure: str) -> float:
    """The variance of the losses within their classes.

    For shares, and for very few losses, a miss and a hit are added, so that it is never zero, as Agresti and Caffo (2000, American
    Statistician 54) do for the difference of two shares.
    """
    import numpy as np

    within = np.array([value - float(np.mean(losses[name])) for name in classes for value in losses[name]])
    squares, freedom = float(within @ within), len(within) - len(classes)
    if measure == MISS_RATE or freedom < 1 or squares < 1e-9:
        return (squares + 0.5) / (len(within) + 1)
    return squares / freedom


def like_horizons(ours: Sequence[Prediction], theirs: Sequence[Prediction], policy: Policy) -> LikeHorizons:
    """The predictions of one speaker against those of another, class of horizon by class of horizon.

    The measure is the Brier score if both gave odds in a class of horizon, else the miss rate.
    """
    for measure in (BRIER, MISS_RATE):
        first, second = _losses(ours, policy, measure), _losses(theirs, policy, measure)
        classes = [name for name in first if name in second]
        if classes:
            return _weighted(measure, first, second, sorted(classes, key=ORDER.index), policy.level)
    return LikeHorizons(measure=MISS_RATE, pairs=(), first_n=0, second_n=0, difference=None, interval=None, probability=None)


def _weighted(measure: str, first: Losses, second: Losses, classes: Sequence[str], level: float) -> LikeHorizons:
    import numpy as np
    from scipy import special

    pairs = tuple(
        HorizonPair(
            horizon=name,
            first_n=len(first[name]),
            second_n=len(second[name]),
            first_mean=float(np.mean(first[name])),
            second_mean=float(np.mean(second[name])),
        )
        for name in classes
    )
    weights = np.array([each.first_n * each.second_n / (each.first_n + each.second_n) for each in pairs])
    weights = weights / weights.sum()
    difference = float(weights @ np.array([each.first_mean - each.second_mean for each in pairs]))
    ones, twos = (np.array([getattr(each, name) for each in pairs], dtype=float) for name in ("first_n", "second_n"))
    variance = float(weights**2 @ (_spread(first, classes, measure) / ones + _spread(second, classes, measure) / twos))
    freedom = max(1.0, float(ones.sum() + twos.sum()) - 2 * len(pairs))
    half = float(special.stdtrit(freedom, 0.5 + level / 2)) * variance**0.5
    return LikeHorizons(
        measure=measure,
        pairs=pairs,
        first_n=int(ones.sum()),
        second_n=int(twos.sum()),
        difference=difference,
        interval=(max(-1.0, difference - half), min(1.0, difference + half)),
        probability=float(special.stdtr(freedom, -difference / variance**0.5)),
    )
