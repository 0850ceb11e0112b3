"""Odds, magnitudes and words of likelihood, as people say them."""

from tracker.quantities.find_quantities import Measures, find_measures, find_quantities
from tracker.quantities.hedges import DEFAULT_SCALE, SCALES, LikelyWord, Scale, find_hedges
from tracker.quantities.odds import find_odds

__all__ = [
    "DEFAULT_SCALE", "SCALES", "LikelyWord", "Measures", "Scale", "find_hedges", "find_measures", "find_odds", "find_quantities",
]  # fmt: skip
