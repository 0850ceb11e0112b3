"""Aligns the words of a text with those of its corrected version."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f"
# Each pictograph, and each character of a script without spaces, is a word of its own.
TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:['’][^\W_{_UNSPACED}]+)*|[\u2600-\u27bf\U0001f000-\U0001faff]")
RUNS = (6, 3)
LARGEST_GAP = 400_000


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text without case and punctuation, with the offsets at which each starts and ends."""

    words: list[str]
    starts: list[int]
    ends: list[int]

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The indices (first, one past the last) of the words that touch [start, end) of the text."""
        return bisect_left(self.ends, start + 1), bisect_left(self.starts, end)


def tokens(text: str) -> Tokens:
    """The words of a text; case, punctuation and white space do not count."""
    matches = list(TOKEN.finditer(text))
    words = [match[0].casefold().replace("’", "'") for match in matches]
    return Tokens(words, [match.start() for match in matches], [match.end() for match in matches])


def align(old: Sequence[str], new: Sequence[str]) -> list[int]:
    """For each word of `old` the index of the same word in `new`, or -1.

    Runs of words that occur exactly once in both texts are fixed points; the longest increasing chain of them is kept (patience
    diff), and what lies between is aligned by longest common blocks.
    """
    mapping = [-1] * len(old)
    _align(old, new, (0, len(old), 0, len(new)), mapping, RUNS)
    return mapping


def _align(
    old: Sequence[str], new: Sequence[str], window: tuple[int, int, int, int], mapping: list[int], runs: Sequence[int]
) -> None:
    low, high, new_low, new_high = window
    while low < high and new_low < new_high and old[low] == new[new_low]:
        mapping[low] = new_low
        low, new_low = low + 1, new_low + 1
    while low < high and new_low < new_high and old[high - 1] == new[new_high - 1]:
        high, new_high = high - 1, new_high - 1
        mapping[high] = new_high
    if low == high or new_low == new_high:
        return
    pairs = _fixed_points(old, new, (low, high, new_low, new_high), runs[0]) if runs else []
    if not pairs:
        if runs:
            _align(old, new, (low, high, new_low, new_high), mapping, runs[1:])
        elif (high - low) * (new_high - new_low) <= LARGEST_GAP:
            _blocks(old, new, (low, high, new_low, new_high), mapping)
        return
    at, new_at = low, new_low
    for start, new_start in [*pairs, (high, new_high)]:
        if start >= at and new_start >= new_at:
            _align(old, new, (at, start, new_at, new_start), mapping, runs[1:])
            at, new_at = start, new_start
            for step in range(runs[0] if start < high else 0):
                mapping[start + step] = new_start + step
                at, new_at = start + step + 1, new_start + step + 1


def _blocks(old: Sequence[str], new: Sequence[str], window: tuple[int, int, int, int], mapping: list[int]) -> None:
    low, high, new_low, new_high = window
    matcher = SequenceMatcher(None, old[low:high], new[new_low:new_high], autojunk=False)
    for start, new_start, size in matcher.get_matching_blocks():
        for step in range(size):
            mapping[low + start + step] = new_low + new_start + step


def _fixed_points(old: Sequence[str], new: Sequence[str], window: tuple[int, int, int, int], run: int) -> list[tuple[int, int]]:
    """Runs that occur once in each window, in the longest chain that increases in both."""
    low, high, new_low, new_high = window
    here, there = _once(old, low, high, run), _once(new, new_low, new_high, run)
    pairs = sorted((at, there[words]) for words, at in here.items() if words in there)
    return _rising(pairs)


def _once(words: Sequence[str], low: int, high: int, run: int) -> dict[tuple[str, ...], int]:
    runs = [tuple(words[at : at + run]) for at in range(low, high - run + 1)]
    counts = Counter(runs)
    return {one: low + at for at, one in enumerate(runs) if counts[one] == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs whose second members increase (Fredman 1975)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        at = bisect_left(tails, place)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(place)
            ends.append(index)
        else:
            tails[at], ends[at] = place, index
    chain = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]
