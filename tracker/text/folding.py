"""One spelling for characters with the same meaning; offsets stay the same."""

import re

_SAME = {
    "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2212": "-",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\u200a": " ", "\u2044": "/", "\u2215": "/", "\uff05": "%",
}  # fmt: skip
_SAME_TABLE = str.maketrans(_SAME)
_FOREIGN = re.compile("[" + re.escape("".join(_SAME)) + "\ue000-\ue00f]")
_SENTINELS = dict.fromkeys(range(0xE000, 0xE010), " ")


def fold(text: str) -> str:
    """The text in lower case with one kind of apostrophe, quotation mark, hyphen and space; exactly as long as `text`.

    Characters whose lower case is longer than they are stay as they are, so that offsets in the result are offsets in `text`.
    The em dash is kept: it parts sentences. The private-use characters U+E000 to U+E00F become spaces.
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    if lowered.isascii() or not _FOREIGN.search(lowered):
        return lowered
    return lowered.translate(_SAME_TABLE | _SENTINELS)
