"""Where a unit of sense ends: read from the marks in punctuated text, from the words themselves in raw captions.

The model for captions is a logistic regression over the words on both sides of a gap and their classes, for two questions: does a
sentence end here, and would a writer set any mark here. Its weights are named features in `weights/boundaries.json`;
`python -m tracker.extract.fit_boundaries FILE...` fits them anew on any punctuated texts.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tracker.extract.words import STOPS, Words, punctuated

WEIGHTS = Path(__file__).parent / "weights" / "boundaries.json"

TEMPLATES: tuple[tuple[str, ...], ...] = (
    *((f"w{position}",) for position in (-3, -2, -1, 1, 2, 3)),
    *((f"c{position}",) for position in (-3, -2, -1, 1, 2, 3)),
    ("w-2", "w-1"),
    ("w-1", "w1"),
    ("w1", "w2"),
    ("w2", "w3"),
    ("c-2", "c-1"),
    ("c-1", "c1"),
    ("c1", "c2"),
    ("c-1", "w1"),
    ("w-1", "c1"),
    ("c-1", "w1", "w2"),
    ("c1", "c2", "c3"),
    ("c-2", "c-1", "c1", "c2"),
)
"""What a feature looks at: words (w) and their classes (c) by place, -1 the last before the gap, 1 the first after it."""

CLASSES = {
    "SUBJECT": "i you he she it we they that there this these those who what",
    "PREPOSITION": "of in on at for with from by to into about over as than like through between under during",
    "DETERMINER": "the a an my your our their his her its some any each every no",
    "CONJUNCTION": "and but or so because if when while although though since unless",
    "AUXILIARY": "is are was were be been am do does did have has had will would can could should may might must",
    "FILLER": "um uh yeah yes right okay well now oh actually",
}
CLASS_OF = {word: name for name, words in CLASSES.items() for word in words.split()}
SUFFIXES = ("ing", "ed", "ly", "tion", "s", "er", "al", "ment", "ity")

TITLES = frozenset(
    ["mr", "mrs", "ms", "dr", "st", "prof", "gen", "gov", "sen", "rep", "vs", "no", "fig", "approx", "e.g", "i.e", "cf"]
)
ABBREVIATIONS = TITLES | {"inc", "corp", "ltd", "co", "jr", "sr", "etc", "u.s", "u.k", "a.m", "p.m", "est", "dept"}

# Graded marks: how sure a mark is that a unit of sense ends there. A dash may be a break or a self-correction.
MARKS = {"¶": 1.0, "?": 1.0, "!": 1.0, ".": 1.0, ";": 0.25, ":": 0.2, ",": 0.05, "": 0.0}

ENDS = 0.3
"""From this probability on a unit of sense is best taken to end: there precision and recall of the model are about equal."""


def word_class(word: str) -> str:
    """The class of a lower-case word: a closed class by name, NUMBER, a suffix ("-ing"), a contraction ("'ll") or OTHER."""
    named = CLASS_OF.get(word)
    if named:
        return named
    if word[:1].isdigit() or word[:1] == "$":
        return "NUMBER"
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) > len(suffix) + 2:
            return "-" + suffix
    return "'" + word.rsplit("'", 1)[1] if "'" in word else "OTHER"


@dataclass(frozen=True, slots=True, kw_only=True)
class GapWeights:
    """Weights of one logistic regression by the names of its features ("w-1 um", "w1,w2 we will"); `bias` stands for the rest."""

    bias: float
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryModel:
    """Two readings of a gap between words: `stop`, that a unit of sense ends, and `pause`, that a writer would set any mark."""

    stop: GapWeights
    pause: GapWeights
    sources: tuple[str, ...] = ()

    def to_json(self) -> str:
        """The model as JSON text, one feature a line, sorted."""
        content: dict[str, object] = {
            "about": "log odds that a sentence ends (stop) or that any mark stands (pause) in a gap between two words",
            "fitted_on_sha256": list(self.sources),
        }
        for name, part in (("stop", self.stop), ("pause", self.pause)):
            content[name] = {
                "bias": round(part.bias, 3),
                "weights": {feature: round(value, 3) for feature, value in sorted(part.weights.items())},
            }
        return json.dumps(content, ensure_ascii=False, indent=0) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "BoundaryModel":
        """The model that `to_json` wrote."""
        content = json.loads(text)
        stop, pause = (GapWeights(bias=content[name]["bias"], weights=content[name]["weights"]) for name in ("stop", "pause"))
        return cls(stop=stop, pause=pause, sources=tuple(content["fitted_on_sha256"]))


@dataclass(frozen=True, slots=True)
class GapReader:
    """One `GapWeights` as arrays: the number of each word and class, and for each template sorted keys with their weights."""

    bias: float
    numbers: Mapping[str, Mapping[str, int]]
    tables: Sequence[tuple[tuple[str, ...], NDArray[np.int64], NDArray[np.float64]]]

    @classmethod
    def of(cls, part: GapWeights) -> "GapReader":
        """The arrays for these weights."""
        numbers: dict[str, dict[str, int]] = {"w": {}, "c": {}}
        entries: dict[tuple[str, ...], list[tuple[int, float]]] = {template: [] for template in TEMPLATES}
        split = [(tuple(name.split(" ")[0].split(",")), name.split(" ")[1:], value) for name, value in part.weights.items()]
        for template, values, _ in split:
            for place, value in zip(template, values, strict=True):
                numbers[place[0]].setdefault(value, len(numbers[place[0]]) + 1)
        sizes = {stream: len(known) + 1 for stream, known in numbers.items()}
        for template, values, weight in split:
            key = 0
            for place, value in zip(template, values, strict=True):
                key = key * sizes[place[0]] + numbers[place[0]][value]
            entries[template].append((key, weight))
        tables = []
        for template, pairs in entries.items():
            if pairs:
                pairs.sort()
                tables.append((template, np.array([k for k, _ in pairs], dtype=np.int64), np.array([v for _, v in pairs])))
        return cls(part.bias, numbers, tables)

    def probabilities(self, lower: Sequence[str]) -> NDArray[np.float64]:
        """For each word the probability that the gap after it is one, from the words alone."""
        count = len(lower)
        streams = {"w": lower, "c": [_cached_class(word) for word in lower]}
        ids = {}
        for stream, values in streams.items():
            get = self.numbers[stream].get
            ids[stream] = np.zeros(count + 6, dtype=np.int64)
            ids[stream][3 : 3 + count] = [get(value, 0) for value in values]
        total = np.full(count, self.bias)
        for template, keys, weights in self.tables:
            sought = np.zeros(count, dtype=np.int64)
            for place in template:
                position = int(place[1:])
                view = ids[place[0]][3 + position + (position < 0) :][:count]
                sought = sought * (len(self.numbers[place[0]]) + 1) + view
            found = np.minimum(np.searchsorted(keys, sought), len(keys) - 1)
            total += np.where(keys[found] == sought, weights[found], 0.0)
        return np.asarray(1.0 / (1.0 + np.exp(-total)), dtype=np.float64)


_cached_class = lru_cache(maxsize=65536)(word_class)


@dataclass(frozen=True, slots=True)
class BoundaryReader:
    """A model made ready to read with."""

    stop: GapReader
    pause: GapReader

    @classmethod
    def of(cls, model: BoundaryModel) -> "BoundaryReader":
        """The reader of a model."""
        return cls(GapReader.of(model.stop), GapReader.of(model.pause))


@lru_cache(maxsize=1)
def default_reader() -> BoundaryReader:
    """The model that ships with the package."""
    return BoundaryReader.of(BoundaryModel.from_json(WEIGHTS.read_text(encoding="utf-8")))


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
    if not words.ends:
        return False
    closed = words.text[words.ends[-1] :].strip().startswith((".", "?", "!")) and len(words) <= 40
    return closed or punctuated(words) or words.after.count(",") * 25 >= len(words)


def _guessed(reader: GapReader, words: Words, first: int, last: int) -> list[float]:
    low, high = max(0, first - 3), min(len(words), last + 3)
    chances: list[float] = reader.probabilities(words.lower[low:high])[first - low : last - low].tolist()
    return chances


def sentence_breaks(
    words: Words, first: int = 0, last: int | None = None, *, marked: bool | None = None, reader: BoundaryReader | None = None
) -> list[float]:
    """For each word from `first` to before `last` the probability that a unit of sense ends after it.

    `marked` says whether the text carries punctuation; `has_marks(words)` when it is not given. In text with marks the marks
    decide, in text without the model's reading of the words; a stop, an empty line or a change of utterance ends a unit in both.
    """
    last = len(words) if last is None else last
    if has_marks(words) if marked is None else marked:
        after, end = words.after, len(words) - 1
        return [_from_mark(words, index) if after[index] or index >= end else MARKS[""] for index in range(first, last)]
    chances = _guessed((reader or default_reader()).stop, words, first, last)
    for index in range(first, last):
        if words.after[index] in STOPS or words.after[index] == "¶":
            chances[index - first] = max(chances[index - first], _from_mark(words, index))
    return chances


def pauses(
    words: Words, first: int = 0, last: int | None = None, *, marked: bool | None = None, reader: BoundaryReader | None = None
) -> list[float]:
    """For each word from `first` to before `last` the probability that a writer sets a mark of any kind after it.

    In text with marks 1.0 where there is one and 0.0 where not; `marked` as for `sentence_breaks`.
    """
    last = len(words) if last is None else last
    if has_marks(words) if marked is None else marked:
        return [float(words.after[index] != "") for index in range(first, last)]
    chances = _guessed((reader or default_reader()).pause, words, first, last)
    return [1.0 if words.after[first + number] else chance for number, chance in enumerate(chances)]
