"""Proper scores of probability forecasts of yes-or-no events, over numpy arrays.

Forecasts `p` and outcomes `y` are arrays of equal length with values from 0 to 1; an outcome between 0 and 1 is the share that
came true.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def brier_each(p: Array, y: Array) -> Array:
    """Squared error of each forecast (Brier 1950, Monthly Weather Review 78, half of its original two-category form)."""
    return np.square(p - y)


def log_each(p: Array, y: Array) -> Array:
    """Logarithmic score of each forecast in nats, -(y ln p + (1 - y) ln(1 - p)) (Good 1952); infinite if 0 or 1 was wrong."""
    with np.errstate(divide="ignore", invalid="ignore"):
        for_true = np.where(y > 0.0, -y * np.log(p), 0.0)
        for_false = np.where(y < 1.0, -(1.0 - y) * np.log1p(-p), 0.0)
    return for_true + for_false + 0.0


def brier_range(low: Array, high: Array, y: Array) -> tuple[Array, Array]:
    """The lowest and highest possible Brier score of each forecast in the range [low, high]."""
    nearest = np.clip(y, low, high)
    return np.square(nearest - y), np.maximum(np.square(low - y), np.square(high - y))


def skill(score: float, reference: float) -> float | None:
    """1 - score / reference: 1 is perfect, 0 no better than the reference; None if the reference is perfect."""
    return None if reference <= 0.0 else 1.0 - score / reference
