"""Time phrases as people speak them, read into windows of days."""

from tracker.horizons.calendar.context import HorizonContext
from tracker.horizons.calendar.fiscal_periods import infer_fiscal_year_end, transcript_context
from tracker.horizons.find_horizons import find_horizons

__all__ = ["HorizonContext", "find_horizons", "infer_fiscal_year_end", "transcript_context"]
