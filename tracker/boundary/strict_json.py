"""Strict JSON for everything that enters the ledger: values that a database or an export could not keep are refused."""

import json
from typing import Any, Never


class NotJson(ValueError):
    """Text that is not JSON, or contains NaN, a number that is too large, or a lone surrogate."""


def _refuse(word: str) -> Never:
    raise NotJson(f"{word} is not a JSON number")


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
    """The value of a JSON text. Raises NotJson, with a one-line message."""
    try:
        found = _DECODER.decode(text)
        # Only an escape or text that was not UTF-8 can bring in a lone surrogate.
        if "\\u" in text or not text.isascii():
            json.dumps(found, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotJson(f"{error.object[error.start]!a} is half of a character") from None
    except RecursionError:
        raise NotJson("nested too deeply") from None
    except NotJson:
        raise
    except ValueError as error:
        raise NotJson(f"not JSON: {error}") from None
    return found
