"""The shape that the details of an event must have, whoever wrote them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from tracker.errors import InvalidRecord

Json = dict[str, Any]


def _text(value: object) -> bool:
    return isinstance(value, str)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _object(value: object) -> bool:
    return isinstance(value, dict)


def _day(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(dt.date.fromisoformat(value))
    except ValueError:
        return False


SHAPES: dict[str, tuple[Callable[[object], bool], str]] = {
    **dict.fromkeys(
        ("outcome", "note", "to", "as", "because", "speaker", "into", "from", "status", "with", "was", "channel"), (_text, "text")
    ),
    **dict.fromkeys(("add", "remove", "evidence", "events", "tags", "followed"), (_texts, "a list of texts")),
    **dict.fromkeys(("credit", "value"), (_number, "a number")),
    **dict.fromkeys(("set", "forecast"), (_object, "an object")),
    "happened_on": (_day, "a day such as 2024-06-26"),
}


def check_event(event: Json) -> None:
    """Raises InvalidRecord, which names the field, for an event as JSON whose kind, analyst, reason or details cannot be."""
    for name in ("kind", "by", "reason", "source", "hash"):
        value = event.get(name)
        if value is not None and not isinstance(value, str):
            raise InvalidRecord(name, value, "text")
    for name, value in event.items():
        if value is None or name not in SHAPES:
            continue
        fits, expected = SHAPES[name]
        if not fits(value):
            raise InvalidRecord(name, value, expected)
