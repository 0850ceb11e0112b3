"""Text of unknown origin made safe to display: no terminal sequences, no bidirectional controls, no invisible characters.

Standard library only.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

REPLACEMENT: Final = "\ufffd"

#: Whole sequences of ECMA-48 and xterm, with 7-bit and 8-bit introducers: those that carry a string (clipboard, title, links),
#: those with parameters, those of two characters, and a lone escape.
_SEQUENCE = re.compile(
    r"(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x18\x1a\x1b\x80-\x9f]*+(?:\x07|\x1b\\|\x9c)"
    r"|(?:\x1b\[|\x9b)[0-?]*+[ -/]*+[@-~]"
    r"|\x1b[ -/]*+[0-~]"
    r"|\x1b"
)
#: Zero-width characters: soft hyphen, zero-width space, word joiner and invisible operators, byte order mark, interlinear marks,
#: tags, and the variation selectors that only hide data.
_UNSEEN = re.compile(
    "[\u00ad\u180e\u200b\u2060-\u2065\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]"
    # Joiners are needed in Persian, Indic scripts and emoji of several people; after Latin letters they only hide data.
    "|(?<![^\x00-\x7f\\s])[\u200c\u200d]+"
)
#: Characters that control a terminal or reorder text: C0 and C1 controls, delete, bidirectional marks, separators; lone
#: surrogates, which no encoding can write.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff]")
_IN_LINES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff]")
_HIDDEN = re.compile(f"{_SEQUENCE.pattern}|{_UNSEEN.pattern}|{_IN_LINES.pattern}")
_SPACES = re.compile(r"\s+")
_BREAKS = re.compile(r"\r\n|\r")
_ESCAPED = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e01ef]"
)


def _seen(text: str) -> str:
    """The text without terminal sequences and zero-width characters."""
    if text.isascii():
        return _SEQUENCE.sub("", text) if "\x1b" in text else text
    # A removal may leave a joiner after a Latin letter.
    return _UNSEEN.sub("", _UNSEEN.sub("", _SEQUENCE.sub("", text)))


def one_line(text: str) -> str:
    """The text on one line, runs of white space collapsed.

    Terminal sequences and invisible characters are removed; other control characters and bidirectional marks become U+FFFD. Clean
    text is unchanged.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return _CONTROL.sub(REPLACEMENT, _SPACES.sub(" ", _seen(text))).strip()


def lines(text: str) -> str:
    """The text with its line breaks and spaces kept and tabs as four spaces; otherwise cleaned as by `one_line`."""
    if text.isascii() and text.isprintable():
        return text
    return _IN_LINES.sub(REPLACEMENT, _BREAKS.sub("\n", _seen(text)).replace("\t", "    "))


def clean_values(value: Any) -> Any:
    """A JSON value with every string in it, keys included, cleaned by `one_line`."""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, Mapping):
        return {one_line(str(name)): clean_values(each) for name, each in value.items()}
    return [clean_values(each) for each in value] if isinstance(value, list | tuple) else value


def hidden(text: str) -> Iterator[tuple[int, int]]:
    """The spans (start, end) of everything that `lines` would remove or replace, in order."""
    return (found.span() for found in _HIDDEN.finditer(text))


def _escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x10000:
        return f"\\u{code:04x}"
    return f"\\u{0xD7C0 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def escaped_json(text: str) -> str:
    """The same JSON with unsafe characters escaped."""
    return text if text.isascii() and "\x7f" not in text else _ESCAPED.sub(_escape, text)
