"""JSON as every way into the ledger reads it: what neither database could keep, nor an export write again, is refused at once."""

import json
from typing import Any, Never


class NotJson(ValueError):
    """Text that is not JSON, or holds what JSON proper does not: NaN, a number too large, half of a surrogate pair."""


def _refuse(word: str) -> Never:
    raise NotJson(f"{word} is no number of JSON")


def _whole(digits: str) -> int:
    if len(digits) > 18:
        raise NotJson(f"the number {digits[:18]}... is too large")
    return int(digits)


def _number(digits: str) -> float:
    found = float(digits)
    if found in {float("inf"), float("-inf")}:
        raise NotJson(f"the number {digits[:18]} is too large")
    return found


_DECODER = json.JSONDecoder(parse_constant=_refuse, parse_int=_whole, parse_float=_number)


def read_json(text: str) -> Any:
    """The value that a text stands for. Raises NotJson, in one line."""
    try:
        found = _DECODER.decode(text)
        # Only an escape or a text that was not UTF-8 can bring in half of a pair.
        if "\\u" in text or not text.isascii():
            json.dumps(found, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotJson(f"{error.object[error.start]!a} is half of a character") from None
    except RecursionError:
        raise NotJson("lists in lists without end") from None
    except NotJson:
        raise
    except ValueError as error:
        raise NotJson(f"not JSON: {error}") from None
    return found
