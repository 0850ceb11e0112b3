"""Ordinals as they are spoken and written."""

import re

from tracker.numbers.number_words import ORDINAL_TENS, ORDINAL_UNITS, TENS
from tracker.text.folding import fold

_WRITTEN = re.compile(r"(\d{1,6})(?:st|nd|rd|th)")


def parse_ordinal(text: str) -> int | None:
    """The rank that a text names: "first" 1, "4th" 4, "twenty-first" 21; None when it is no ordinal."""
    folded = fold(text).strip()
    if written := _WRITTEN.fullmatch(folded):
        return int(written.group(1))
    words = folded.replace("-", " ").split()
    if len(words) == 1:
        return ORDINAL_UNITS.get(words[0]) or ORDINAL_TENS.get(words[0])
    if len(words) == 2 and words[0] in TENS and 0 < ORDINAL_UNITS.get(words[1], 0) < 10:
        return TENS[words[0]] + ORDINAL_UNITS[words[1]]
    return None
