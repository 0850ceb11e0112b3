"""Fit the model of `spans` on quotes that readers marked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from tracker.extract.spans import SpanModel, end_features, end_places, start_features, start_places
from tracker.extract.words import Words

LEAST = 6
PENALTY = 1.0


@dataclass(frozen=True, slots=True)
class SpanExample:
    """A quote as a reader marked it: word indices of its anchor and of the whole, in a text with its breaks."""

    words: Words
    breaks: Sequence[float]
    anchor: tuple[int, int]
    quote: tuple[int, int]
    weight: float = 1.0


def _choices(example: SpanExample) -> list[tuple[list[list[str]], int, float]]:
    """The two choices of an example that lie within reach, as the features of all places and the one chosen."""
    found = []
    for features, places, right in (
        (start_features, start_places, example.quote[0]),
        (end_features, end_places, example.quote[1]),
    ):
        reach = places(example.words, example.anchor)
        if right in reach:
            found.append((features(example.words, example.anchor, example.breaks), right - reach.start, example.weight))
    return found


def _solve(
    matrix: sparse.csr_matrix, groups: NDArray[np.int64], chosen: NDArray[np.int64], importance: NDArray[np.float64], penalty: float
) -> NDArray[np.float64]:
    """Weights of a conditional logit: in each group of rows one is chosen."""
    begins = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        score = matrix @ weights
        top = np.maximum.reduceat(score, begins)[groups]
        exps = np.exp(score - top)
        sums = np.add.reduceat(exps, begins)
        chances = exps / sums[groups]
        value = -(importance * (score[chosen] - top[chosen] - np.log(sums))).sum() + 0.5 * penalty * (weights @ weights)
        slack = chances * importance[groups]
        slack[chosen] -= importance
        return float(value), np.asarray(matrix.T @ slack + penalty * weights)

    return np.asarray(minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x)


def fit(
    examples: Sequence[SpanExample], *, sources: tuple[str, ...] = (), least: int = LEAST, penalty: float = PENALTY
) -> SpanModel:
    """A model fitted on readers' quotes; features seen fewer than `least` times near a chosen place are left out."""
    choices = [choice for example in examples for choice in _choices(example)]
    near = Counter(name for rows, right, _ in choices for name in rows[right])
    all_seen = Counter(name for rows, _, _ in choices for names in rows for name in set(names))
    kept = [name for name, count in all_seen.items() if near[name] >= least or (near[name] == 0 and count >= 20 * least)]
    columns = {name: number for number, name in enumerate(sorted(kept))}
    indices: list[int] = []
    ends, groups, chosen = [0], [], []
    for number, (rows, right, _) in enumerate(choices):
        chosen.append(len(groups) + right)
        for names in rows:
            indices += [columns[name] for name in names if name in columns]
            ends.append(len(indices))
            groups.append(number)
    matrix = sparse.csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(groups), len(columns)))
    importance = np.array([weight for _, _, weight in choices])
    weights = _solve(matrix, np.array(groups), np.array(chosen), importance, penalty)
    return SpanModel(weights={name: float(weights[number]) for name, number in columns.items()}, sources=sources)
