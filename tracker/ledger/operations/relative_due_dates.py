"""Due dates that were counted from the day of speaking, counted anew when that day changes; what an analyst set stays."""

import datetime as dt
from collections.abc import Callable, Iterable

from tracker.ledger.events.entry import Entry, cancelled
from tracker.records import Forecast, Horizon

# Reads a forecast's horizon again for another day of speaking; None when it cannot be read.
Reread = Callable[[Forecast, dt.date, str | None], Horizon | None]
# Rules of due dates that somebody gave as a day, and that no words were counted for.
GIVEN = frozenset({"typed", "imported"})


def set_by_hand(entries: Iterable[Entry]) -> set[str]:
    """The fields that an analyst set by an edit that stands; what merely followed another change is not among them."""
    known = list(entries)
    gone = cancelled(known)
    return {
        name
        for entry in known
        if entry.kind == "edit" and not entry.details.get("because") and entry.hash not in gone
        for name in entry.details.get("set", {})
        if name not in entry.details.get("followed", ())
    }


def counted(forecast: Forecast, entries: Iterable[Entry]) -> bool:
    """Whether the due date of a forecast is one that moves with the day of speaking."""
    return forecast.horizon is not None and forecast.horizon.rule not in GIVEN and "horizon" not in set_by_hand(entries)
