"""Text from transcripts and imports made safe for where it is shown. Standard library only."""

import json
from typing import Any

from tracker.shown_text import REPLACEMENT, escaped_json, lines, one_line

__all__ = ["REPLACEMENT", "csv_cell", "lines", "one_line", "to_json"]

#: What a spreadsheet takes for the start of a formula (OWASP, "CSV Injection"), with the full-width forms that some convert.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


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
    """JSON that is safe on a terminal: nothing is lost, control characters stand as escapes.

    Raises ValueError for NaN and infinity, which JSON does not have.
    """
    return escaped_json(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent))
