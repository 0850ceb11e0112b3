"""Instants as text that sorts by time."""

import datetime as dt


def instant_text(instant: dt.datetime) -> str:
    """An aware instant as fixed-width ISO 8601 text in UTC."""
    return instant.astimezone(dt.UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def instant_from_text(words: str) -> dt.datetime:
    """The instant that `instant_text` wrote; raises ValueError."""
    return dt.datetime.fromisoformat(words)
