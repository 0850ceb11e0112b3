"""Text of unknown origin made safe to be shown: without what steers a terminal, turns a line around or cannot be seen.

Standard library only.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

REPLACEMENT: Final = "\ufffd"

#: Whole sequences of ECMA-48 and of xterm, with their introducers of seven and of eight bits: those that carry a text to its end
#: (clipboard, title, links), those with parameters, those of two letters; an escape that begins none of them stands alone.
_SEQUENCE = re.compile(
    r"(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x18\x1a\x1b\x80-\x9f]*+(?:\x07|\x1b\\|\x9c)"
    r"|(?:\x1b\[|\x9b)[0-?]*+[ -/]*+[@-~]"
    r"|\x1b[ -/]*+[0-~]"
    r"|\x1b"
)
#: What takes no room: soft hyphen, zero-width space, word joiner and invisible signs, byte order mark, interlinear marks, tags,
#: and the variation selectors that only hide data.
_UNSEEN = re.compile(
    "[\u00ad\u180e\u200b\u2060-\u2065\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]"
    # Joiners make words of Persian and of Indic scripts, and pictures of several people; after Latin letters they only hide.
    "|(?<![^\x00-\x7f\\s])[\u200c\u200d]+"
)
#: Characters that steer a terminal or turn text around: C0 and C1 controls, delete, bidirectional marks, separators; halves of
#: surrogate pairs, which no encoding has.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff]")
_IN_LINES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff]")
_HIDDEN = re.compile(f"{_SEQUENCE.pattern}|{_UNSEEN.pattern}|{_IN_LINES.pattern}")
_SPACES = re.compile(r"\s+")
_BREAKS = re.compile(r"\r\n|\r")
_ESCAPED = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e01ef]"
)


def _seen(text: str) -> str:
    """The text without sequences and without what takes no room."""
    if text.isascii():
        return _SEQUENCE.sub("", text) if "\x1b" in text else text
    # What is taken out may bring a joiner behind a Latin letter.
    return _UNSEEN.sub("", _UNSEEN.sub("", _SEQUENCE.sub("", text)))


def one_line(text: str) -> str:
    """The text on one line, white space run together.

    Terminal sequences are left out whole, and so is what cannot be seen; other control characters and bidirectional marks stand as
    U+FFFD. What is clean stays as it is.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return _CONTROL.sub(REPLACEMENT, _SPACES.sub(" ", _seen(text))).strip()


def lines(text: str) -> str:
    """The text with its line breaks kept and tabs as four spaces; otherwise as `one_line` does it, spaces left as they are."""
    return _IN_LINES.sub(REPLACEMENT, _BREAKS.sub("\n", _seen(text)).replace("\t", "    "))


def clean_values(value: Any) -> Any:
    """A value of JSON with every text in it, names included, on one clean line."""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, Mapping):
        return {one_line(str(name)): clean_values(each) for name, each in value.items()}
    return [clean_values(each) for each in value] if isinstance(value, list | tuple) else value


def hidden(text: str) -> Iterator[tuple[int, int]]:
    """The places, from and to, of all that may not be shown in lines of text, in order."""
    return (found.span() for found in _HIDDEN.finditer(text))


def _escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x10000:
        return f"\\u{code:04x}"
    return f"\\u{0xD7C0 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def escaped_json(text: str) -> str:
    """JSON with escapes for all that is not to be shown; it means the same."""
    return text if text.isascii() and "\x7f" not in text else _ESCAPED.sub(_escape, text)
