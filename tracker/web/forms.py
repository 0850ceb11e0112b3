"""The values of a form or query; what cannot be read is an error of one line."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tracker.errors import TrackerError
from tracker.wording import number_from

LONGEST = 20_000


class FormError(TrackerError):
    """A field of a form that cannot be read."""


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form or query."""

    fields: Mapping[str, Any]

    def text(self, name: str) -> str:
        """A field's text, stripped; empty if missing. Raises FormError if it is too long."""
        value = self.fields.get(name)
        found = value.strip() if isinstance(value, str) else ""
        if len(found) > LONGEST:
            raise FormError(f"{name}: longer than {LONGEST:,} characters")
        return found

    def maybe(self, name: str) -> str | None:
        """A field's text; None if it is empty."""
        return self.text(name) or None

    def need(self, name: str, what: str) -> str:
        """A field's text; raises FormError if it is empty."""
        found = self.text(name)
        if not found:
            raise FormError(f"{what} is missing")
        return found

    def flag(self, name: str) -> bool:
        """Whether a box is ticked."""
        return bool(self.text(name))

    def day(self, name: str) -> dt.date | None:
        """A day; None if the field is empty."""
        words = self.text(name)
        try:
            return dt.date.fromisoformat(words) if words else None
        except ValueError:
            raise FormError(f"{words!r} is not a day; write it as 2024-06-26") from None

    def number(self, name: str) -> float | None:
        """A number, as `number_from` reads it; None if the field is empty."""
        words = self.text(name)
        try:
            return number_from(words) if words else None
        except ValueError:
            raise FormError(f"{words!r} is not a number") from None

    def share(self, name: str) -> float | None:
        """A number from 0 to 1; None if the field is empty."""
        found = self.number(name)
        if found is not None and not 0 <= found <= 1:
            raise FormError(f"{self.text(name)!r} is not a number from 0 to 1")
        return found

    def count(self, name: str, *, default: int = 0, most: int = 1_000_000) -> int:
        """A whole number from 0 to `most`."""
        words = self.text(name)
        if not words:
            return default
        if not (words.isascii() and words.isdigit()) or int(words[:12]) > most:
            raise FormError(f"{words!r} is not a number from 0 to {most}")
        return int(words)


def own_path(path: str, otherwise: str) -> str:
    """The path if it leads to a page of this site, or else `otherwise`: no form redirects elsewhere."""
    parts = urlsplit(path)
    good = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return path if good and path.isprintable() else otherwise
