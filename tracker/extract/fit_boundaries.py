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

from tracker.extract.boundaries import TEMPLATES, WEIGHTS, BoundaryModel, GapWeights, has_marks, sentence_breaks, word_class
from tracker.extract.words import Words, split_words

LEAST_SINGLE = 12
LEAST_JOINED = 20
KEPT = 3000
"""Features kept for each of the two questions."""
PENALTY = 2.0


def _names(lower: Sequence[str], classes: Sequence[str], index: int) -> list[str]:
    """The features of the gap after word `index`."""
    around = {}
    for position in (-3, -2, -1, 1, 2, 3):
        place = index + position + (position < 0)
        if 0 <= place < len(lower):
            around[f"w{position}"], around[f"c{position}"] = lower[place], classes[place]
    return [
        ",".join(template) + " " + " ".join(around[place] for place in template)
        for template in TEMPLATES
        if all(place in around for place in template)
    ]


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


def _weights(
    gaps: Sequence[Sequence[str]], counts: Counter[str], target: NDArray[np.float64], kept: int, penalty: float
) -> GapWeights:
    chosen = [name for name, count in counts.items() if count >= (LEAST_SINGLE if name.count(" ") == 1 else LEAST_JOINED)]
    columns = {name: number for number, name in enumerate(chosen)}
    weights = _solve(_matrix(gaps, columns), target, penalty)
    if len(chosen) > kept:
        chosen = sorted(chosen, key=lambda name: -abs(weights[columns[name]]) * counts[name] ** 0.5)[:kept]
        columns = {name: number for number, name in enumerate(chosen)}
        weights = _solve(_matrix(gaps, columns), target, penalty)
    return GapWeights(bias=float(weights[-1]), weights={name: float(weights[number]) for name, number in columns.items()})


def fit(texts: Sequence[Words], *, sources: tuple[str, ...] = (), kept: int = KEPT, penalty: float = PENALTY) -> BoundaryModel:
    """A model fitted on punctuated texts: features seen often enough, the `kept` weightiest of them fitted once more alone."""
    gaps: list[list[str]] = []
    stops: list[float] = []
    marks: list[float] = []
    for words in texts:
        classes = [word_class(word) for word in words.lower]
        gaps += [_names(words.lower, classes, index) for index in range(len(words))]
        stops += [float(value >= 0.5) for value in sentence_breaks(words, marked=True)]
        marks += [float(mark != "") for mark in words.after]
    counts = Counter(name for names in gaps for name in names)
    return BoundaryModel(
        stop=_weights(gaps, counts, np.array(stops), kept, penalty),
        pause=_weights(gaps, counts, np.array(marks), kept, penalty),
        sources=sources,
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
