"""Where a unit of sense ends: read from the marks in punctuated text, from the words themselves in raw captions.

The model for captions is a logistic regression over the words on both sides of a gap. Its weights are named features in
`weights/boundaries.json`; `python -m tracker.extract.fit_boundaries FILE...` fits them anew on any punctuated texts.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tracker.extract.words import STOPS, Words, punctuated

WEIGHTS = Path(__file__).parent / "weights" / "boundaries.json"

POSITIONS = (-3, -2, -1, 1, 2, 3)
"""Words around a gap: -1 is the last word before it, 1 the first word after it."""

PAIRS = ((-2, -1), (-1, 1), (1, 2), (2, 3))
"""Pairs of neighbouring words that are features of their own."""

TITLES = frozenset(
    ["mr", "mrs", "ms", "dr", "st", "prof", "gen", "gov", "sen", "rep", "vs", "no", "fig", "approx", "e.g", "i.e", "cf"]
)
ABBREVIATIONS = TITLES | {"inc", "corp", "ltd", "co", "jr", "sr", "etc", "u.s", "u.k", "a.m", "p.m", "est", "dept"}

# Graded marks: how sure a mark is that a unit of sense ends there. A dash may be a break or a self-correction.
MARKS = {"¶": 1.0, "?": 1.0, "!": 1.0, ".": 1.0, ";": 0.4, ":": 0.3, ",": 0.1, "": 0.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryModel:
    """Weights of a logistic regression, by the names of its features ("-1 um", "1,2 we will"); `bias` stands for the rest."""

    bias: float
    weights: Mapping[str, float]
    sources: tuple[str, ...] = ()
    _tables: list["_Tables"] = field(default_factory=list, compare=False, repr=False)

    def probabilities(self, lower: Sequence[str]) -> NDArray[np.float64]:
        """For each word the probability that a unit of sense ends after it, from the words alone."""
        if not self._tables:
            self._tables.append(_Tables.of(self))
        return self._tables[0].probabilities(lower)

    def to_json(self) -> str:
        """The model as JSON text, one feature a line, sorted."""
        content = {
            "about": "log odds that a unit of sense ends in a gap; positions count words from the gap",
            "fitted_on_sha256": list(self.sources),
            "bias": round(self.bias, 4),
            "weights": {name: round(value, 4) for name, value in sorted(self.weights.items())},
        }
        return json.dumps(content, ensure_ascii=False, indent=0) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "BoundaryModel":
        """The model that `to_json` wrote."""
        content = json.loads(text)
        return cls(bias=content["bias"], weights=content["weights"], sources=tuple(content["fitted_on_sha256"]))


@dataclass(frozen=True, slots=True)
class _Tables:
    """The same weights as arrays: a word's number gives its weight at each position; a pair's key gives the pair's."""

    bias: float
    numbers: Mapping[str, int]
    singles: Mapping[int, NDArray[np.float64]]
    keys: Mapping[tuple[int, int], NDArray[np.int64]]
    values: Mapping[tuple[int, int], NDArray[np.float64]]

    @classmethod
    def of(cls, model: BoundaryModel) -> "_Tables":
        numbers: dict[str, int] = {}
        for name in model.weights:
            for word in name.split(" ")[1:]:
                numbers.setdefault(word, len(numbers) + 1)
        size = len(numbers) + 1
        singles = {position: np.zeros(size) for position in POSITIONS}
        pairs: dict[tuple[int, int], list[tuple[int, float]]] = {pair: [] for pair in PAIRS}
        for name, value in model.weights.items():
            place, *named = name.split(" ")
            if len(named) == 1:
                singles[int(place)][numbers[named[0]]] = value
            else:
                first, second = (int(part) for part in place.split(","))
                pairs[first, second].append((numbers[named[0]] * size + numbers[named[1]], value))
        keys, values = {}, {}
        for pair, entries in pairs.items():
            entries.sort()
            keys[pair] = np.array([key for key, _ in entries], dtype=np.int64)
            values[pair] = np.array([value for _, value in entries])
        return cls(model.bias, numbers, singles, keys, values)

    def probabilities(self, lower: Sequence[str]) -> NDArray[np.float64]:
        get = self.numbers.get
        count = len(lower)
        ids = np.zeros(count + 6, dtype=np.int64)
        ids[3 : 3 + count] = [get(word, 0) for word in lower]
        views = {p: ids[(3 + p + 1 if p < 0 else 3 + p) :][:count] for p in POSITIONS}
        total = np.full(count, self.bias)
        for position, table in self.singles.items():
            total += table[views[position]]
        size = len(self.numbers) + 1
        for pair, keys in self.keys.items():
            if len(keys):
                sought = views[pair[0]] * size + views[pair[1]]
                found = np.minimum(np.searchsorted(keys, sought), len(keys) - 1)
                total += np.where(keys[found] == sought, self.values[pair][found], 0.0)
        return np.asarray(1.0 / (1.0 + np.exp(-total)), dtype=np.float64)


@lru_cache(maxsize=1)
def default_model() -> BoundaryModel:
    """The model that ships with the package."""
    return BoundaryModel.from_json(WEIGHTS.read_text(encoding="utf-8"))


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
    """Whether the marks of a text tell its units of sense: sentences end often enough, or commas stand where speech pauses."""
    return punctuated(words) or words.after.count(",") * 25 >= len(words) > 0


def sentence_breaks(
    words: Words, first: int = 0, last: int | None = None, *, marked: bool | None = None, model: BoundaryModel | None = None
) -> list[float]:
    """For each word from `first` to before `last` the probability that a unit of sense ends after it.

    `marked` says whether the text carries sentence punctuation; `has_marks(words)` when it is not given. In text with
    marks the marks decide, in text without the model's reading of the words; an empty line or a change of utterance ends a unit in
    both. The caller keeps the answer for a whole text (about a million words a second in captions).
    """
    last = len(words) if last is None else last
    if has_marks(words) if marked is None else marked:
        return [_from_mark(words, index) for index in range(first, last)]
    low, high = max(0, first - 3), min(len(words), last + 3)
    guessed = (model or default_model()).probabilities(words.lower[low:high])[first - low : last - low].tolist()
    for index in range(first, last):
        if words.after[index] in STOPS or words.after[index] == "¶":
            guessed[index - first] = max(guessed[index - first], _from_mark(words, index))
    return guessed
