"""Text from transcripts and imports made safe for where it is shown. Standard library only."""

import json
import re
from typing import Any

from tracker.boundary.shown_text import REPLACEMENT, escaped_json, lines, one_line

__all__ = ["REPLACEMENT", "lines", "markdown", "one_line", "to_json", "web_link"]

_LINK = re.compile(r"https?://[^\s<>\"']+\Z", re.IGNORECASE)

#: Each mark of Markdown, with GitHub's tables and mathematics, and its escape.
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#|~$"})


def markdown(text: str) -> str:
    """The text on one line of Markdown, also in a cell of a table, its marks escaped."""
    return one_line(text).translate(_MARKS)


def to_json(value: Any, *, indent: int | None = None) -> str:
    """JSON that is safe on a terminal: nothing is lost, control characters are escaped.

    Raises ValueError for NaN and infinity, which JSON does not have.
    """
    return escaped_json(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent))


def web_link(text: str) -> str | None:
    """The text if it is an http(s) address, else None."""
    return text if _LINK.match(text) else None
