"""The quote of a forecast: the stretch of words around its anchor that can be read alone.

Where the quote starts and where it ends are first scored apart, each place among all places within reach of the anchor; then the
likeliest pairs are compared as whole stretches: do they hold a predicate, a figure, how many units of sense, what was their
expected agreement with a reader's quote. Both scores are sums of named weights (`weights/spans.json`, fitted by
`tracker.extract.fit_spans`).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tracker.extract.boundaries import BoundaryReader
from tracker.extract.span_features import REACH, Setting, end_places, start_places
from tracker.extract.span_scores import Around, SpanTables, softmax
from tracker.extract.words import Words

WEIGHTS = Path(__file__).parent / "weights" / "spans.json"
LIKELIEST = 10
"""How many starts and how many ends are combined and compared as stretches."""

CHANCE, AGREEMENT = "=log chance", "=expected agreement"
"""Names of the two measures of a stretch that come from the places' own chances."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanModel:
    """Weights by the names of features: "<" where a quote starts, ">" where it ends, "=" the whole stretch."""

    weights: Mapping[str, float]
    sources: tuple[str, ...] = ()
    _tables: list[SpanTables] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def tables(self) -> SpanTables:
        """The weights made ready to score with, once."""
        if not self._tables:
            self._tables.append(SpanTables.of(self.weights))
        return self._tables[0]

    def to_json(self) -> str:
        """The model as JSON text, one feature a line, sorted."""
        content = {
            "about": "scores of places where a quote may start (<) or end (>) and of whole stretches (=) around one anchor",
            "fitted_on_sha256": list(self.sources),
            "weights": {name: round(value, 3) for name, value in sorted(self.weights.items())},
        }
        return json.dumps(content, ensure_ascii=False, indent=0) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "SpanModel":
        """The model that `to_json` wrote."""
        content = json.loads(text)
        return cls(weights=content["weights"], sources=tuple(content["fitted_on_sha256"]))


@lru_cache(maxsize=1)
def default_model() -> SpanModel:
    """The model that ships with the package."""
    return SpanModel.from_json(WEIGHTS.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Stretches:
    """The pairs of likely starts and ends around an anchor, with their log chance and expected agreement."""

    spans: list[tuple[int, int]]
    chance: NDArray[np.float64]
    agreement: NDArray[np.float64]


def _score(names: Iterable[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(name, 0.0) for name in names)


def chances(features: Sequence[Sequence[str]], weights: Mapping[str, float]) -> NDArray[np.float64]:
    """The chance of each place, all of them together 1."""
    return softmax(np.array([_score(names, weights) for names in features]))


def stretches(
    words: Words, anchor: tuple[int, int], start_chances: NDArray[np.float64], end_chances: NDArray[np.float64]
) -> Stretches:
    """The likeliest pairs; agreement is the mean of 2 * shared / (length + length) with stretches drawn from the same chances."""
    likely_starts = np.argsort(-start_chances, kind="stable")[:LIKELIEST]
    likely_ends = np.argsort(-end_chances, kind="stable")[:LIKELIEST]
    firsts = np.array(start_places(anchor))[likely_starts]
    lasts = np.array(end_places(words, anchor))[likely_ends]
    weight = start_chances[likely_starts][:, None] * end_chances[likely_ends][None, :]
    weight = weight / weight.sum()
    spans = [(int(first), int(last)) for first in firsts for last in lasts]
    shared = np.minimum.outer(lasts, lasts)[None, :, None, :] - np.maximum.outer(firsts, firsts)[:, None, :, None]
    lengths = (lasts[None, :] - firsts[:, None])[:, :, None, None] + (lasts[None, :] - firsts[:, None])[None, None, :, :]
    agreement = (weight[None, None] * 2 * shared / np.maximum(lengths, 1)).sum(axis=(2, 3)).ravel()
    return Stretches(spans, np.log(weight.ravel() + 1e-12), agreement)


def quote_span(
    words: Words,
    anchor: tuple[int, int],
    breaks: Sequence[float],
    *,
    model: SpanModel | None = None,
    reader: BoundaryReader | None = None,
    whole: Sequence[tuple[int, int]] = (),
    marked: bool | None = None,
) -> tuple[int, int]:
    """The words (first, one past the last) to quote for a forecast whose anchor is the words `anchor`.

    `breaks` is what `sentence_breaks` gave for the whole text; `reader` the model of boundaries it came from, where it is not the
    one that ships. `whole` are stretches of words that must not be cut, such as "between two and three percent".
    `marked` says whether the text carries punctuation (`has_marks` when it is not given). The span holds the anchor.
    """
    chosen = model or default_model()
    weights, tables = chosen.weights, chosen.tables
    setting = Setting.of(words, anchor, breaks, reader, marked)
    around = Around(setting)
    starts, ends = tables.place_scores(around, setting)
    found = stretches(words, anchor, softmax(starts), softmax(ends))
    own = tables.stretches.scores(around, setting, found.spans)
    total = own + weights.get(CHANCE, 0.0) * found.chance + weights.get(AGREEMENT, 0.0) * found.agreement
    near = [(a, b) for a, b in whole if a < anchor[1] + REACH and b > anchor[0] - REACH]
    cutting = [any(a < place < b for a, b in near for place in span) for span in found.spans]
    if not all(cutting):
        total = np.where(cutting, -np.inf, total)
    return found.spans[int(np.argmax(total))]
