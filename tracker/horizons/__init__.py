"""Time phrases as people speak them, read into windows of days."""

from tracker.horizons.context import HorizonContext
from tracker.horizons.events import EventsFileError, read_events
from tracker.horizons.find import find_horizons
from tracker.horizons.fiscal import infer_fiscal_year_end, transcript_context

__all__ = ["EventsFileError", "HorizonContext", "find_horizons", "infer_fiscal_year_end", "read_events", "transcript_context"]
