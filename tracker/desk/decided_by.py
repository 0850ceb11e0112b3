"""What each analyst has decided about a claim, read from its events."""

from collections.abc import Iterable, Sequence

from tracker.records import Event

VERDICTS = ("accept", "reject")
OUTCOMES = ("resolve", "settle")


def standing(events: Sequence[Event]) -> list[Event]:
    """The events in force: those that are not undone, without the undo events themselves; an undone undo takes back nothing."""
    gone: set[str] = set()
    for event in reversed(events):
        taken = event.details.get("events")
        if event.kind == "undo" and event.hash not in gone and isinstance(taken, list | tuple):
            gone.update(str(each) for each in taken)
    return [event for event in events if event.hash not in gone and event.kind != "undo"]


def last_of(events: Iterable[Event], kinds: Sequence[str]) -> dict[str, Event]:
    """Each analyst's last event of these kinds."""
    return {event.by: event for event in events if event.kind in kinds}


def decided_by(events: Sequence[Event], analyst: str) -> bool:
    """Whether this analyst has accepted or rejected the claim and not undone it."""
    return analyst in last_of(standing(events), VERDICTS)
