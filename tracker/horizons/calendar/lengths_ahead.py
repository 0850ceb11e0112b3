"""The days that a length of time reaches from the day of speaking."""

import datetime as dt

from tracker.horizons.calendar.choosing_dates import GRAINS
from tracker.horizons.calendar.day_arithmetic import add_days, shift, week_window
from tracker.horizons.calendar.readings import Kind, Length, Window


def at_distance(length: Length, said_on: dt.date) -> Window:
    """The day or days a length of time ahead: from the shorter to the longer, from today where the count is vague."""
    end = shift(said_on, length.high, length.unit)
    start = said_on if length.vague and length.low == length.high else shift(said_on, length.low, length.unit)
    return Window(start=min(start, end), end=end, grain=GRAINS[length.unit], kind=Kind.POINT, others=_spread(length, said_on))


def until_distance(length: Length, said_on: dt.date) -> Window:
    """From the day of speaking to the end of a length of time."""
    end = shift(said_on, length.high, length.unit)
    if length.unit == "weekend":
        end = add_days(week_window(said_on)[1], 7 * (round(length.high) - 1))
    return Window(start=said_on, end=end, grain=GRAINS[length.unit], kind=Kind.SPAN, others=_spread(length, said_on))


def _spread(length: Length, said_on: dt.date) -> tuple[Window, ...]:
    if length.low_ok is None or length.high_ok is None:
        return ()
    ends = (shift(said_on, length.low_ok, length.unit), shift(said_on, length.high_ok, length.unit))
    return tuple(Window(start=said_on, end=end, grain=GRAINS[length.unit], kind=Kind.SPAN) for end in ends)
