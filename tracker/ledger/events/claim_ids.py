"""Claim ids: short, and always the same for the same place in the same text."""

import base64
import hashlib
import re

from tracker.errors import InvalidRecord
from tracker.ledger.events.entry import canonical
from tracker.records import Forecast

LENGTH = 12
FORM = re.compile(r"[0-9A-Za-z_-]{4,40}")


def short_hash(*parts: object) -> str:
    """12 characters of lower-case base32 (60 bits): among 10 million, the odds of a collision are 1 to 23,000."""
    digest = hashlib.sha256(canonical(list(parts)).encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:LENGTH]


def anchored_id(sha256: str, place: int, ordinal: int = 0) -> str:
    """The id of a claim anchored at an offset of a source; `ordinal` distinguishes several with one anchor."""
    return short_hash("anchored", sha256, place, ordinal)


def typed_id(forecast: Forecast) -> str:
    """The id of a claim without a source: a hash of what was said, when, by whom, and when it falls due."""
    due = forecast.horizon.end.isoformat() if forecast.horizon else None
    return short_hash(
        "typed", forecast.claim, forecast.quote, forecast.said_on.isoformat(), forecast.speaker, forecast.doc, forecast.start, due
    )


def place_of(forecast: Forecast) -> int | None:
    """The offset that identifies a claim in its source: that of its anchor, or else of its quote."""
    return forecast.anchor_start if forecast.anchor_start is not None else forecast.start


def checked_id(value: object) -> str:
    """An id from outside; raises InvalidRecord if it cannot be typed or stored."""
    if not isinstance(value, str) or not FORM.fullmatch(value):
        raise InvalidRecord("id", value, "4 to 40 letters, digits, - or _")
    return value
