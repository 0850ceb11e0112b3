"""Time phrases as people speak them, read into windows of days."""

from tracker.horizons.calendar.context import HorizonContext
from tracker.horizons.calendar.fiscal_periods import infer_fiscal_year_end, transcript_context
from tracker.horizons.find_horizons import find_horizons
from tracker.horizons.rules.named_events import EventsFileError, read_events

__all__ = ["EventsFileError", "HorizonContext", "find_horizons", "infer_fiscal_year_end", "read_events", "transcript_context"]
