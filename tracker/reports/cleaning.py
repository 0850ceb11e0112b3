"""Text from transcripts and imports made safe for where it is shown. Standard library only."""

import json
import re
from typing import Any

from tracker.boundary.shown_text import REPLACEMENT, escaped_json, lines, one_line

__all__ = ["REPLACEMENT", "csv_cell", "lines", "markdown", "one_line", "to_json", "web_link"]

#: What a spreadsheet takes for the start of a formula (OWASP, "CSV Injection"), with the full-width forms that some convert.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")

_LINK = re.compile(r"https?://[^\s<>\"']+\Z", re.IGNORECASE)

#: Each mark of Markdown, with GitHub's tables and mathematics, and its escape.
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#|~$"})


def markdown(text: str) -> str:
    """The text on one line of Markdown, also in a cell of a table, its marks escaped."""
    return one_line(text).translate(_MARKS)


def csv_cell(value: object) -> object:
    """A value for a CSV cell: numbers as they are, text on one line, with an apostrophe before what a spreadsheet would run."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    text = one_line(str(value))
    return "'" + text if text.startswith(_FORMULA) else text


def to_json(value: Any, *, indent: int | None = None) -> str:
    """JSON that is safe on a terminal: nothing is lost, control characters are escaped.

    Raises ValueError for NaN and infinity, which JSON does not have.
    """
    return escaped_json(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent))


def web_link(text: str) -> str | None:
    """The text if it is an http(s) address, else None."""
    return text if _LINK.match(text) else None
