"""Reading a forecast's time phrase again for another day of speaking."""

import datetime as dt

from tracker.records import Forecast, Horizon


def reread(forecast: Forecast, said_on: dt.date, text: str | None) -> Horizon | None:
    """The window of the phrase for another day; None if it cannot be determined.

    `text` is the transcript's, which gives the fiscal year; without it the year is the calendar's. The window can be determined
    if the phrase, read alone for the old day, gives the window that the forecast has.
    """
    from tracker.horizons import find_horizons, transcript_context

    horizon = forecast.horizon
    if horizon is None:
        return None
    if horizon.anchored_on is not None:
        # Counted from a day that another phrase gave, not from that of speaking.
        return horizon
    before, after = (find_horizons(horizon.text, day, transcript_context(text, day)) for day in (forecast.said_on, said_on))
    if len(before) != 1 or len(after) != 1 or before[0].reading.end != horizon.end:
        return None
    return after[0].reading
