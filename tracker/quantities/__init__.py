"""Odds, magnitudes and words of likelihood, as people say them."""

from tracker.quantities.odds import find_odds

__all__ = ["find_odds"]
