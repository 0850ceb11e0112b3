"""Text from transcripts and imports made safe for where it is shown. Standard library only."""

import json
import re
from typing import Any

#: Characters that steer a terminal or turn text around: C0 and C1 controls, delete, bidirectional marks, separators.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_SPACES = re.compile(r"\s+")
#: What a spreadsheet takes for the start of a formula (OWASP, "CSV Injection"), with the full-width forms that some convert.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
REPLACEMENT = "\ufffd"


def one_line(text: str) -> str:
    """The text on one line, white space run together and control characters shown as U+FFFD."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _CONTROL.sub(REPLACEMENT, _SPACES.sub(" ", text)).strip()


def lines(text: str) -> str:
    """The text with its line breaks kept and other control characters shown as U+FFFD."""
    return "\n".join(_CONTROL.sub(REPLACEMENT, line.replace("\t", "    ")) for line in re.split(r"\r\n|\r|\n", text))


def csv_cell(value: object) -> object:
    """A value for a CSV cell: numbers as they are, text on one line, with an apostrophe before what a spreadsheet would run."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    text = str(value)
    return "'" + one_line(text) if text.lstrip(" ").startswith(_FORMULA) else one_line(text)


def to_json(value: Any, *, indent: int | None = None) -> str:
    """JSON that is safe on a terminal: nothing is lost, control characters stand as escapes.

    Raises ValueError for NaN and infinity, which JSON does not have.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
