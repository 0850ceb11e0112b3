"""Due dates counted from the day of speaking, which change with that day unless an analyst set them."""

import datetime as dt
from collections.abc import Callable, Iterable

from tracker.ledger.events.entry import Entry, cancelled
from tracker.records import Forecast, Horizon

# Reads a forecast's horizon again for another day of speaking, given the source's text; None when it cannot be read.
Reread = Callable[[Forecast, dt.date, str | None], Horizon | None]
# Rules of due dates that were given as a day, not counted from words.
GIVEN = frozenset({"typed", "imported"})


def set_by_hand(entries: Iterable[Entry]) -> set[str]:
    """The fields that analysts set by edits that were not undone, without those that only followed another change."""
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
    """Whether the due date of a forecast changes with the day of speaking."""
    return forecast.horizon is not None and forecast.horizon.rule not in GIVEN and "horizon" not in set_by_hand(entries)
