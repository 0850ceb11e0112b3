"""Fit the model of `boundaries` on punctuated texts: `python -m tracker.extract.fit_boundaries FILE... [--out FILE]`.

The texts are stripped of marks and case; where their marks ended a sentence is what the model learns to see without them.
"""

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from tracker.extract.boundaries import PAIRS, POSITIONS, WEIGHTS, BoundaryModel, has_marks, sentence_breaks
from tracker.extract.words import Words, split_words

LEAST_SINGLE = 12
LEAST_PAIR = 20
KEPT = 4000
PENALTY = 1.0


def _names(lower: Sequence[str], index: int) -> list[str]:
    """The features of the gap after word `index`."""
    around = {p: (lower[i] if 0 <= (i := index + (p + 1 if p < 0 else p)) < len(lower) else "") for p in POSITIONS}
    names = [f"{p} {word}" for p, word in around.items() if word]
    names += [f"{a},{b} {around[a]} {around[b]}" for a, b in PAIRS if around[a] and around[b]]
    return names


def _solve(matrix: sparse.csr_matrix, target: NDArray[np.float64], penalty: float) -> NDArray[np.float64]:
    """Weights of a logistic regression with an L2 penalty on all but the last column, which is the bias."""

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        score = matrix @ weights
        value = np.logaddexp(0.0, score).sum() - target @ score + 0.5 * penalty * (weights[:-1] @ weights[:-1])
        gradient = matrix.T @ (1.0 / (1.0 + np.exp(-score)) - target)
        gradient[:-1] += penalty * weights[:-1]
        return float(value), gradient

    result = minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 120})
    return np.asarray(result.x)


def _matrix(gaps: Sequence[Sequence[str]], columns: dict[str, int]) -> sparse.csr_matrix:
    indices: list[int] = []
    ends = [0]
    for names in gaps:
        indices += [columns[name] for name in names if name in columns]
        indices.append(len(columns))
        ends.append(len(indices))
    return sparse.csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(gaps), len(columns) + 1))


def fit(texts: Sequence[Words], *, sources: tuple[str, ...] = (), kept: int = KEPT, penalty: float = PENALTY) -> BoundaryModel:
    """A model fitted on punctuated texts: features seen often enough, the `kept` weightiest of them fitted once more alone."""
    gaps: list[list[str]] = []
    target: list[float] = []
    for words in texts:
        gaps += [_names(words.lower, index) for index in range(len(words))]
        target += [float(value >= 0.5) for value in sentence_breaks(words, marked=True)]
    counts = Counter(name for names in gaps for name in names)
    chosen = [name for name, count in counts.items() if count >= (LEAST_SINGLE if name.count(" ") == 1 else LEAST_PAIR)]
    ends = np.array(target)
    columns = {name: number for number, name in enumerate(chosen)}
    weights = _solve(_matrix(gaps, columns), ends, penalty)
    if len(chosen) > kept:
        weightiest = sorted(chosen, key=lambda name: -abs(weights[columns[name]]) * counts[name] ** 0.5)[:kept]
        columns = {name: number for number, name in enumerate(weightiest)}
        weights = _solve(_matrix(gaps, columns), ends, penalty)
    return BoundaryModel(
        bias=float(weights[-1]), weights={name: float(weights[number]) for name, number in columns.items()}, sources=sources
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit on the files named and write the weights; files without punctuation are left out and said to be so."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args(arguments)
    texts, sources = [], []
    for path in options.files:
        data = path.read_bytes()
        words = split_words(data.decode("utf-8-sig"))
        if not has_marks(words):
            sys.stderr.write(f"{path}: no punctuation to learn from, left out\n")
            continue
        texts.append(words)
        sources.append(hashlib.sha256(data).hexdigest())
    if not texts:
        sys.stderr.write("no punctuated text among the files\n")
        return 1
    options.out.write_text(fit(texts, sources=tuple(sources)).to_json(), encoding="utf-8")
    sys.stderr.write(f"{options.out}: fitted on {len(texts)} texts\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
