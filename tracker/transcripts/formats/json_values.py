"""Parses JSON and looks into values of unknown shape safely."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from tracker.errors import TranscriptError

# Up to this many characters a JSON text is decoded at once, which is faster.
LARGE = 2_000_000
LAZY_DEPTH = 3
DECODER = json.JSONDecoder()
BLANK = re.compile(r"[ \t\n\r]*")
OPENING = re.compile(r'\s*(?:\{\s*(?:"|\})|\[\s*(?:\{|\]))')


def looks_like_json(text: str) -> bool:
    """Whether a text begins as a JSON object or a list of objects does; "[Music] hello" does not."""
    return OPENING.match(text) is not None


def parse(name: str, text: str) -> object:
    """The JSON value of a text, or the list of values of a text with one per line.

    Raises TranscriptError with the line where the JSON breaks off.
    """
    try:
        return lazily(text) if len(text) > LARGE else json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and (lines := _lines(text)) is not None:
            return lines
        cut = " at its end; the file is cut off" if not text[error.pos :].strip() or error.msg.startswith("Unterminated") else ""
        raise TranscriptError(name, f"not valid JSON{cut} ({error.msg})", line=error.lineno) from None
    except (RecursionError, ValueError):
        raise TranscriptError(name, "JSON that cannot be read: nested too deeply, or a number is too long") from None


class LazyList(list[object]):
    """A list in a JSON text whose members are decoded one at a time, when they are needed."""

    def __init__(self, text: str, start: int, length: int) -> None:
        super().__init__()
        self._text, self._start, self._length = text, start, length

    def __len__(self) -> int:
        return self._length

    def __bool__(self) -> bool:
        return self._length > 0

    def __iter__(self) -> Iterator[object]:
        return (member for member, _ in _members(self._text, self._start))

    def __getitem__(self, key: Any) -> Any:
        return list(self)[key] if not isinstance(key, slice) else list(islice(self, key.start, key.stop, key.step))


def lazily(text: str) -> object:
    """The JSON value of a text, with the lists in its outermost objects decoded lazily, so that a large file is held once.

    Raises json.JSONDecodeError as `json.loads` does: the whole text is checked.
    """
    value, end = _value(text, _skip(text, 0), 0)
    end = _skip(text, end)
    if end != len(text):
        raise json.JSONDecodeError("Extra data", text, end)
    return value


def _value(text: str, at: int, depth: int) -> tuple[object, int]:
    opening = text[at : at + 1]
    if depth < LAZY_DEPTH and opening == "[":
        length, end = 0, at + 1
        for _, end in _members(text, at):  # noqa: B007 - the end of the last one counts
            length += 1
        return LazyList(text, at, length), _skip(text, end) + 1
    if depth < LAZY_DEPTH and opening == "{":
        return _object(text, at, depth)
    return DECODER.raw_decode(text, at)


def _object(text: str, at: int, depth: int) -> tuple[object, int]:
    made: dict[str, object] = {}
    at = _skip(text, at + 1)
    if text[at : at + 1] == "}":
        return made, at + 1
    while True:
        if text[at : at + 1] != '"':
            raise json.JSONDecodeError("Expecting property name enclosed in double quotes", text, at)
        key, at = DECODER.raw_decode(text, at)
        at = _skip(text, at)
        if text[at : at + 1] != ":":
            raise json.JSONDecodeError("Expecting ':' delimiter", text, at)
        made[key], at = _value(text, _skip(text, at + 1), depth + 1)
        at = _skip(text, at)
        if text[at : at + 1] == "}":
            return made, at + 1
        if text[at : at + 1] != ",":
            raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
        at = _skip(text, at + 1)


def _members(text: str, at: int) -> Iterator[tuple[object, int]]:
    """The members of the list that opens at `at`, each with the offset after it."""
    at = _skip(text, at + 1)
    if text[at : at + 1] == "]":
        return
    while True:
        member, at = DECODER.raw_decode(text, at)
        yield member, at
        at = _skip(text, at)
        if text[at : at + 1] == "]":
            return
        if text[at : at + 1] != ",":
            raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
        at = _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    found = BLANK.match(text, at)
    return found.end() if found else at


def objects(value: object) -> Iterator[dict[str, object]]:
    """The objects in a list; none if the value is not a list."""
    for entry in value if isinstance(value, list) else ():
        if isinstance(entry, dict):
            yield entry


def inner(value: object, *keys: str) -> object:
    """The value under a path of keys; None if one is missing."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def text_of(value: object) -> str:
    """The value if it is a string, else an empty string."""
    return value if isinstance(value, str) else ""


def speaker_name(value: object) -> str | None:
    """The name of a speaker given as a string, a number ("Speaker 1") or an object with a name; else None."""
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
