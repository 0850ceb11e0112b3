"""Fit the model of `spans` on quotes that readers marked.

The places are fitted as a choice of one among all within reach. The stretches are fitted to the agreement with the reader's quote,
on chances of places from models which had not seen the same group (a document, say), so that they are as unsure as in use.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from tracker.extract.boundaries import BoundaryReader
from tracker.extract.span_features import Setting, end_features, end_places, start_features, start_places, stretch_features
from tracker.extract.spans import AGREEMENT, CHANCE, SpanModel, chances, stretches
from tracker.extract.words import Words

LEAST = 6
PLACE_PENALTY = 3.0
STRETCH_PENALTY = 1.0
SHARPNESS = 1.0
FOLDS = 4

Vector = NDArray[np.float64]
Loss = Callable[[Vector], tuple[float, Vector]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanExample:
    """A quote as a reader marked it: word indices of its anchor and of the whole, in a text with its breaks.

    `group` is the document; examples of one group are held out together. `weight` is what the example counts.
    """

    words: Words
    breaks: Sequence[float]
    anchor: tuple[int, int]
    quote: tuple[int, int]
    group: str
    weight: float = 1.0
    reader: BoundaryReader | None = None


@dataclass(frozen=True, slots=True)
class _Choice:
    """All places on one side of one example as features, and which of them the reader chose (None when out of reach)."""

    rows: list[list[str]]
    right: int | None
    weight: float
    group: str


def _choices(examples: Sequence[SpanExample], settings: Sequence[Setting]) -> list[_Choice]:
    found = []
    for example, setting in zip(examples, settings, strict=True):
        for rows, places, right in (
            (start_features(setting), start_places(example.anchor), example.quote[0]),
            (end_features(setting), end_places(example.words, example.anchor), example.quote[1]),
        ):
            found.append(_Choice(rows, right - places.start if right in places else None, example.weight, example.group))
    return found


def _matrix(rows: Sequence[Sequence[str]], columns: dict[str, int]) -> sparse.csr_matrix:
    indices: list[int] = []
    ends = [0]
    for names in rows:
        indices += [columns[name] for name in names if name in columns]
        ends.append(len(indices))
    return sparse.csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(rows), len(columns)))


def _minimum(loss: Loss, begin: Vector) -> Vector:
    return np.asarray(minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 100}).x)


def _softmax(score: Vector, begins: NDArray[np.int64], groups: NDArray[np.int64]) -> Vector:
    exps = np.exp(score - np.maximum.reduceat(score, begins)[groups])
    return np.asarray(exps / np.add.reduceat(exps, begins)[groups])


def _fit_places(choices: Sequence[_Choice], least: int, penalty: float) -> dict[str, float]:
    """Weights of a conditional logit: in each choice one of the rows is right."""
    usable = [(choice, choice.right) for choice in choices if choice.right is not None]
    near = Counter(name for choice, right in usable for name in choice.rows[right])
    seen = Counter(name for choice, _ in usable for names in choice.rows for name in names)
    kept = sorted(name for name, count in seen.items() if near[name] >= least or (near[name] == 0 and count >= 20 * least))
    columns = {name: number for number, name in enumerate(kept)}
    matrix = _matrix([names for choice, _ in usable for names in choice.rows], columns)
    sizes = np.array([len(choice.rows) for choice, _ in usable])
    begins = np.r_[0, np.cumsum(sizes)[:-1]]
    groups = np.repeat(np.arange(len(usable)), sizes)
    chosen = begins + np.array([right for _, right in usable])
    importance = np.array([choice.weight for choice, _ in usable])

    def loss(weights: Vector) -> tuple[float, Vector]:
        found = _softmax(matrix @ weights, begins, groups)
        slack = found * importance[groups]
        slack[chosen] -= importance
        value = -(importance * np.log(found[chosen] + 1e-300)).sum() + 0.5 * penalty * (weights @ weights)
        return float(value), np.asarray(matrix.T @ slack + penalty * weights)

    return dict(zip(kept, _minimum(loss, np.zeros(len(kept))).tolist(), strict=True))


def _unseen_chances(choices: Sequence[_Choice], folds: int, least: int, penalty: float) -> list[Vector]:
    """The chances of each choice's places from a model fitted without its group."""
    numbers = {group: number % folds for number, group in enumerate(dict.fromkeys(choice.group for choice in choices))}
    found: list[Vector] = [np.zeros(0)] * len(choices)
    for fold in range(min(folds, len(set(numbers.values())))):
        others = [choice for choice in choices if numbers[choice.group] != fold]
        weights = _fit_places(others or choices, least, penalty)
        for number, choice in enumerate(choices):
            if numbers[choice.group] == fold:
                found[number] = chances(choice.rows, weights)
    return found


def _agreement(span: tuple[int, int], quote: tuple[int, int]) -> float:
    shared = min(span[1], quote[1]) - max(span[0], quote[0])
    return max(0.0, 2 * shared / (span[1] - span[0] + quote[1] - quote[0]))


def _fit_stretches(
    examples: Sequence[SpanExample], settings: Sequence[Setting], unseen: Sequence[Vector], penalty: float
) -> dict[str, float]:
    """Weights that make the expected agreement with the readers' quotes the largest."""
    rows: list[list[str]] = []
    measures, reached, sizes = [], [], []
    for number, (example, setting) in enumerate(zip(examples, settings, strict=True)):
        found = stretches(example.words, example.anchor, unseen[2 * number], unseen[2 * number + 1])
        rows += [stretch_features(setting, first, last) for first, last in found.spans]
        measures.append(np.stack([found.chance, found.agreement], axis=1))
        reached += [_agreement(span, example.quote) for span in found.spans]
        sizes.append(len(found.spans))
    seen = Counter(name for names in rows for name in names)
    kept = sorted(name for name, count in seen.items() if count >= 20)
    matrix = _matrix(rows, {name: number for number, name in enumerate(kept)})
    dense, goal = np.concatenate(measures), np.array(reached)
    begins = np.r_[0, np.cumsum(sizes)[:-1]]
    groups = np.repeat(np.arange(len(sizes)), sizes)
    importance = np.array([example.weight for example in examples])

    def loss(weights: Vector) -> tuple[float, Vector]:
        own, two = weights[:-2], weights[-2:]
        found = _softmax(matrix @ own + dense @ two, begins, groups)
        mean = np.add.reduceat(found * goal, begins)
        slack = -SHARPNESS * importance[groups] * found * (goal - mean[groups])
        value = -SHARPNESS * (importance * mean).sum() + 0.5 * penalty * (own @ own)
        return float(value), np.r_[matrix.T @ slack + penalty * own, dense.T @ slack]

    solved = _minimum(loss, np.r_[np.zeros(len(kept)), 0.5, 5.0])
    return dict(zip([*kept, CHANCE, AGREEMENT], solved.tolist(), strict=True))


def fit(
    examples: Sequence[SpanExample],
    *,
    sources: tuple[str, ...] = (),
    least: int = LEAST,
    place_penalty: float = PLACE_PENALTY,
    stretch_penalty: float = STRETCH_PENALTY,
    folds: int = FOLDS,
) -> SpanModel:
    """A model fitted on readers' quotes; features seen fewer than `least` times at a chosen place are left out.

    Raises ValueError when there are no examples. Deterministic.
    """
    if not examples:
        raise ValueError("no quotes to fit on")
    settings = [Setting.of(example.words, example.anchor, example.breaks, example.reader) for example in examples]
    choices = _choices(examples, settings)
    unseen = _unseen_chances(choices, folds, least, place_penalty)
    weights = _fit_places(choices, least, place_penalty) | _fit_stretches(examples, settings, unseen, stretch_penalty)
    return SpanModel(weights=weights, sources=sources)
