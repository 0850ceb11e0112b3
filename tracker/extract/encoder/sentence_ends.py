"""Finds sentence ends: from the marks in punctuated text, from restored punctuation in captions."""

from collections.abc import Sequence

from tracker.text.tokens import STOPS, Words, punctuated

TITLES = frozenset(
    ["mr", "mrs", "ms", "dr", "st", "prof", "gen", "gov", "sen", "rep", "vs", "no", "fig", "approx", "e.g", "i.e", "cf"]
)
ABBREVIATIONS = TITLES | {"inc", "corp", "ltd", "co", "jr", "sr", "etc", "u.s", "u.k", "a.m", "p.m", "est", "dept"}

# The probability that a sentence ends at a mark. A dash may be a break or a self-correction.
MARKS = {"¶": 1.0, "?": 1.0, "!": 1.0, ".": 1.0, ";": 0.25, ":": 0.2, ",": 0.05, "": 0.0}

ENDS = 0.3
"""The probability from which a sentence is taken to end."""


def _from_mark(words: Words, index: int) -> float:
    mark = words.after[index]
    if index + 1 >= len(words):
        return 1.0
    gap = words.text[words.ends[index] : words.starts[index + 1]]
    following = words.text[words.starts[index + 1]]
    if mark == "." and "\n" not in gap:
        word = words.lower[index]
        if word in TITLES or (len(word) == 1 and word.isalpha() and word != "i"):
            return 0.0
        if following.islower() and (word in ABBREVIATIONS or "." in word):
            return 0.0
    if mark == ";" and ("..." in gap or "…" in gap) and following.isupper() and words.lower[index + 1].split("'")[0] != "i":
        return 0.8
    return MARKS[mark]


def has_marks(words: Words) -> bool:
    """Whether a text is punctuated: sentence ends are frequent enough, or commas are."""
    if not words.ends:
        return False
    closed = words.text[words.ends[-1] :].strip().startswith((".", "?", "!")) and len(words) <= 40
    return closed or punctuated(words) or words.after.count(",") * 25 >= len(words)


def sentence_breaks(words: Words, ends: Sequence[float] | None = None) -> list[float]:
    """For each word the probability that a sentence ends after it.

    Marks decide. In text without them the restored probabilities `ends` do, except at stops, empty lines and changes of utterance.
    """
    after, last = words.after, len(words) - 1
    breaks = [_from_mark(words, index) if mark or index >= last else 0.0 for index, mark in enumerate(after)]
    if ends is None:
        return breaks
    said = [mark in STOPS or mark == "¶" for mark in after]
    return [max(one, end) if sure else end for one, end, sure in zip(breaks, ends, said, strict=True)]
