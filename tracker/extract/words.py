"""The words of a text with their offsets and the punctuation around them: the one tokenisation that every reader of speech uses.

spaCy's tokens split "$4.5", "60/40" and "don't" into pieces; speech is read in the words that were spoken.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

WORD = re.compile(r"[$€£¥]?[^\W_]+(?:[.,:/'’&+-]+[^\W_]+)*%?|[½¼¾⅓⅔]%?")
STOPS = frozenset(".?!")
PAUSES = frozenset(",;:—–…-")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of `text`: parallel sequences, one entry a word.

    `lower` is the word in lower case with a straight apostrophe. `after` is the strongest mark between the word and the next:
    "¶" (an empty line or a change of utterance), ".", "?", "!", ";", ":", "," or "" for none.
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


def _lowered(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """The words in lower case with straight apostrophes."""
    lowered = text.lower()
    if len(lowered) != len(text) or "Σ" in text:  # lower case that depends on what stands around, or is longer
        return [text[start:end].lower().replace("’", "'") for start, end in spans]
    lowered = lowered.replace("’", "'")
    return [lowered[start:end] for start, end in spans]


def split_words(text: str, breaks: Sequence[int] = ()) -> Words:
    """Split a text into words; `breaks` are sorted offsets at which an utterance begins, so that a "¶" stands before them."""
    spans = [match.span() for match in WORD.finditer(text)]
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    lower = _lowered(text, spans)
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
