"""The words of a text as they were spoken, with their offsets and the punctuation between them.

spaCy's tokens split "$4.5", "60/40" and "don't" into pieces. The grammar of dates (horizons/engine/word_codes.py) also cuts finer:
the hyphens, slashes and commas that these words keep are words of its patterns.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.text.folding import fold

_LETTERS = r"(?:[^\W_][\u0300-\u036f]*)+"
WORD = re.compile(rf"[$€£¥₹₩₽₺₪₫฿]?{_LETTERS}(?:[.,:/'’&+-]+{_LETTERS})*%?|[½¼¾⅓⅔]%?")
STOPS = frozenset(".?!")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of `text`: parallel sequences, one entry a word.

    `lower` is the word folded (`folding.py`), in lower case with a straight apostrophe. `after` is the strongest mark between it
    and the next: "¶" (an empty line or a change of utterance), ".", "?", "!", ";", ":", "," or "" for none.
    """

    text: str
    starts: list[int]
    ends: list[int]
    lower: list[str]
    after: list[str]

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, offset: int) -> int:
        """The index of the first word that ends after `offset`; the number of words when there is none."""
        return bisect_right(self.ends, offset)

    def before(self, offset: int) -> int:
        """The index after the last word that starts before `offset`."""
        return bisect_left(self.starts, offset)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The indices (first, one past the last) of the words that touch the characters from `start` to `end`."""
        return self.at(start), max(self.at(start), self.before(end))

    def slice(self, first: int, last: int) -> str:
        """The text from word `first` to before word `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]] if last > first else ""


_SIGNS_BEFORE = re.compile(r"(?<![\w)])(?:(?:[<>≤≥~≈±$€£¥₹₩₽₺₪₫฿]|[<>]=)\s?)*(?:[-–−+#.'’‘~](?!\s))?[$€£¥₹₩₽₺₪₫฿]?\Z")
_SIGNS_AFTER = re.compile(r"\+{1,2}(?!\w)|\s?[%‰°](?:[CF]\b)?")


def characters(words: Words, first: int, last: int) -> tuple[int, int]:
    """The characters (start, end) from word `first` to before word `last`, with the signs that belong to the words at both ends.

    Signs in front belong to a figure only ("-2%", "< 5%", "#1", "'39"); "+" and "%" after it to any word ("C++").
    """
    start, end = words.starts[first], words.ends[last - 1]
    if words.text[start].isdigit() or not words.text[start].isalpha():
        low = max(words.ends[first - 1] if first else 0, start - 6)
        signs = _SIGNS_BEFORE.search(words.text, low, start)
        start = signs.start() if signs else start
    after = _SIGNS_AFTER.match(words.text, end)
    return start, after.end() if after else end


def _mark(gap: str) -> str:
    """The strongest mark in the characters between two words."""
    if "\n" in gap and gap.count("\n") > 1:
        return "¶"
    if gap == " ":
        return ""
    best = ""
    for character in gap:
        if character in "?!":
            return character
        if character == ".":
            best = "." if "..." not in gap else ";"
        elif character in "…;:—–" and best != ".":
            best = ";" if character != ":" else ":"
        elif character == "," and not best:
            best = ","
    if best == "" and "--" in gap:
        return ";"
    return best


def split_words(text: str, breaks: Sequence[int] = ()) -> Words:
    """Split a text into words; `breaks` are sorted offsets at which an utterance begins, so that a "¶" stands before them."""
    spans = [match.span() for match in WORD.finditer(text)]
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    folded = fold(text)
    lower = [folded[start:end] for start, end in spans]
    after = [
        "" if start == end + 1 and text[end] == " " else _mark(text[end:start])
        for end, start in zip(ends, starts[1:], strict=False)
    ]
    if starts:
        after.append("¶")
    for offset in breaks:
        index = bisect_left(starts, offset)
        if 0 < index <= len(starts):
            after[index - 1] = "¶"
    return Words(text, starts, ends, lower, after)


def punctuated(words: Words) -> bool:
    """Whether the text carries sentence punctuation: at least one stop in forty words."""
    return sum(words.after.count(mark) for mark in STOPS) * 40 >= len(words) > 0
