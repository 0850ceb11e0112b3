"""Two wordings of the same speech against each other, word by word. Standard library only."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby


class Op(StrEnum):
    """What happened to a run of words between the two wordings."""

    SAME = "same"
    LEFT_OUT = "left out"
    ADDED = "added"


def _bare(word: str) -> str:
    """The word without case and without the marks around it; the word itself when it is nothing but marks."""
    lower = word.casefold()
    start, end = 0, len(lower)
    while start < end and not lower[start].isalnum():
        start += 1
    while end > start and not lower[end - 1].isalnum():
        end -= 1
    return lower[start:end] or lower


def word_diff(quote: str, claim: str) -> tuple[tuple[Op, str], ...]:
    """The runs of words that two texts share, that only `quote` has (left out) and that only `claim` has (added), in order.

    Words are what white space parts; those that differ in case or in the marks around them alone are the same, and stand as in
    `claim`. The words of the runs that are the same or added are those of `claim`, those of the runs the same or left out are as
    many as those of `quote`. By difflib, which keeps the longest runs together.
    """
    before, after = quote.split(), claim.split()
    matcher = SequenceMatcher(None, [_bare(word) for word in before], [_bare(word) for word in after], autojunk=False)
    single: list[tuple[Op, str]] = []
    for tag, low, high, other_low, other_high in matcher.get_opcodes():
        if tag == "equal":
            single += [(Op.SAME, word) for word in after[other_low:other_high]]
            continue
        single += [(Op.LEFT_OUT, word) for word in before[low:high]]
        single += [(Op.ADDED, word) for word in after[other_low:other_high]]
    return tuple((op, " ".join(word for _op, word in run)) for op, run in groupby(single, key=lambda each: each[0]))


def in_words(quote: str, claim: str) -> str:
    """The difference as a sentence, such as 'left out "you know"; added "the plant"'; empty when there is none."""
    return "; ".join(f'{op} "{words}"' for op, words in word_diff(quote, claim) if op is not Op.SAME)


def words_of(runs: tuple[tuple[Op, str], ...], *ops: Op) -> Iterator[tuple[Op, str]]:
    """The single words of the runs of these kinds, each with its kind."""
    return ((op, word) for op, run in runs if op in ops for word in run.split())
