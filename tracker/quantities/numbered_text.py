"""A text prepared for the grammars of odds and magnitudes: folded, and every number replaced by a mark that patterns can name.

Patterns over it are of characters, not of words as in text/word_patterns.py: signs, hyphens and glued units decide what it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.numbers import Number, find_numbers
from tracker.text.folding import fold

NUMBER_MARK, YEAR_MARK, REST_MARK = "\ue000", "\ue001", "\ue00f"
"""Marks in a skeleton: what a number begins with, a numeral that may be a year, and the characters after the first."""

N = rf"[{NUMBER_MARK}{YEAR_MARK}]{REST_MARK}*+"
"""Pattern source for any one number in a skeleton."""

_YEAR = re.compile(r"(?:19|20)\d\d\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedText:
    """A text with its numbers read.

    `folded` and `skeleton` are exactly as long as the text. In `skeleton` every number is one mark and filling, so that a
    pattern for a number is two characters long and cannot backtrack; `number_at` gives the number that begins at an offset.
    """

    folded: str
    skeleton: str
    numbers: tuple[Number, ...]
    number_at: dict[int, Number]

    def number(self, match: "re.Match[str]", group: str) -> Number:
        """The number that a named group of a match on the skeleton stands for."""
        return self.number_at[match.start(group)]

    def given(self, match: "re.Match[str]", *groups: str) -> Iterator[Number]:
        """The numbers of those groups that took part in the match."""
        return (self.number_at[match.start(group)] for group in groups if match.start(group) >= 0)


@dataclass(slots=True)
class Stretch:
    """Some characters of a numbered text, from `start` to before `end`, and what stands beside them."""

    numbered: NumberedText
    start: int
    end: int

    @property
    def skeleton(self) -> str:
        """The whole text with its numbers as marks."""
        return self.numbered.skeleton

    @property
    def folded(self) -> str:
        """The whole text in lower case."""
        return self.numbered.folded

    def preceded(self, words: re.Pattern[str], reach: int, at: int | None = None) -> re.Match[str] | None:
        """The first match of a pattern in the `reach` characters before the stretch, or before `at`, where the text ends for it."""
        at = self.start if at is None else at
        return words.search(self.numbered.skeleton, max(0, at - reach), at)

    def followed(self, words: re.Pattern[str], at: int | None = None) -> re.Match[str] | None:
        """The match of a pattern that begins where the stretch ends, or at `at`."""
        return words.match(self.numbered.skeleton, self.end if at is None else at)


def mark_numbers(text: str) -> NumberedText:
    """The text prepared for the grammars of odds and magnitudes; linear in its length."""
    folded = fold(text)
    numbers = tuple(find_numbers(folded))
    pieces: list[str] = []
    at = 0
    for number in numbers:
        pieces.append(folded[at : number.start])
        pieces.append(YEAR_MARK if _YEAR.match(folded, number.start, number.end) else NUMBER_MARK)
        pieces.append(REST_MARK * (number.end - number.start - 1))
        at = number.end
    pieces.append(folded[at:])
    return NumberedText(
        folded=folded, skeleton="".join(pieces), numbers=numbers, number_at={number.start: number for number in numbers}
    )
