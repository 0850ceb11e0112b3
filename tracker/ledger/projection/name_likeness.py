"""How similar two spellings of a name are. Pure functions over text."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LETTERS = re.compile(r"[a-z0-9]+")
TITLES = frozenset({"dr", "mr", "mrs", "ms", "prof", "professor", "sir", "jr", "sr", "the"})
LIKELY = 0.82


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two spellings that may be one person: `name` is the rarer, `into` the more common; `score` is from 0 to 1."""

    name: str
    into: str
    score: float


def name_key(name: str) -> str:
    """A key that is equal for spellings of one name: NFKC, case folded, white space collapsed."""
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).split())


def words(name: str) -> list[str]:
    """The words of a name in lower case, without accents, punctuation and titles."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each)).casefold()
    return [word for word in LETTERS.findall(plain) if word not in TITLES]


def distance(one: str, other: str) -> int:
    """The Damerau-Levenshtein distance in its optimal string alignment form: insertions, deletions, replacements, swaps."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, right in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]


def closeness(one: str, other: str) -> float:
    """The similarity of two words: 1 minus the distance over the longer length."""
    longest = max(len(one), len(other))
    return 1.0 - distance(one, other) / longest if longest else 0.0


def likeness(one: str, other: str) -> float:
    """How likely two spellings are one person, 0 to 1.

    The first and the last words are compared, with equal weight. A word that is a prefix of the other ("d" or "dan" for "daniel",
    "amod" for "amodei") counts as nearly the same. A name of one word never matches a longer name with certainty.
    """
    left, right = words(one), words(other)
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    if min(len(left), len(right)) == 1 and len(left) != len(right):
        short, long = sorted((left, right), key=len)
        return 0.6 * max(_word(short[0], long[0]), _word(short[0], long[-1]))
    last = _word(left[-1], right[-1])
    first = _word(left[0], right[0])
    return (first + last) / 2 if min(first, last) >= 0.5 else 0.0


def _word(one: str, other: str) -> float:
    short, long = sorted((one, other), key=len)
    if one == other:
        return 1.0
    if long.startswith(short):
        return 0.9
    return closeness(one, other)


def suggestions(counts: Iterable[tuple[str, int]], settled: Iterable[tuple[str, str]] = ()) -> list[Pair]:
    """Pairs of spellings that may be one person, the likeliest first; `counts` are names with their numbers of claims.

    `settled` pairs, which somebody has split, are left out.
    """
    known = sorted(counts, key=lambda each: (-each[1], each[0]))
    parted = {frozenset(pair) for pair in settled}
    found = []
    for place, (into, _count) in enumerate(known):
        for name, _fewer in known[place + 1 :]:
            if frozenset((name, into)) in parted or not _comparable(words(name), words(into)):
                continue
            score = likeness(name, into)
            if score >= LIKELY:
                found.append(Pair(name=name, into=into, score=round(score, 3)))
    return sorted(found, key=lambda pair: (-pair.score, pair.into, pair.name))


def _comparable(one: Sequence[str], other: Sequence[str]) -> bool:
    # If all initials differ the names do; this avoids the slow comparison.
    return bool(one and other) and (one[0][0] == other[0][0] or one[-1][0] == other[-1][0])
