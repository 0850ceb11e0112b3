"""JSON values: reading them, and looking into them without trust."""

import json
import re
from collections.abc import Iterator

from tracker.errors import TranscriptError

OPENING = re.compile(r'\s*(?:\{\s*(?:"|\})|\[\s*(?:\{|\]))')


def looks_like_json(text: str) -> bool:
    """Whether a text begins as a JSON object or a list of objects does; "[Music] hello" does not."""
    return OPENING.match(text) is not None


def parse(name: str, text: str) -> object:
    """The JSON value of a text, or the list of values when there is one a line.

    Raises TranscriptError with the line where the JSON breaks off.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and (lines := _lines(text)) is not None:
            return lines
        cut = " at its end; the file is cut off" if not text[error.pos :].strip() or error.msg.startswith("Unterminated") else ""
        raise TranscriptError(name, f"not valid JSON{cut} ({error.msg})", line=error.lineno) from None
    except (RecursionError, ValueError):
        raise TranscriptError(name, "not a JSON that can be read: nested too deeply, or with a number too long") from None


def objects(value: object) -> Iterator[dict[str, object]]:
    """The objects of a list; nothing when the value is no list."""
    for entry in value if isinstance(value, list) else ():
        if isinstance(entry, dict):
            yield entry


def inner(value: object, *keys: str) -> object:
    """The value below the keys, one after another; None where one is missing."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def text_of(value: object) -> str:
    """The value when it is a text, else nothing."""
    return value if isinstance(value, str) else ""


def speaker_name(value: object) -> str | None:
    """The name of a speaker given as a text, a number ("Speaker 1") or an object with a name; None when there is none."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("label") or value.get("id")
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return f"Speaker {value}"
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _lines(text: str) -> list[object] | None:
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return None
