"""Logistic regression over named features: fitting by L-BFGS, predicting by adding weights, stored as readable JSON."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Logistic:
    """Log odds as a sum: `bias` plus, for each feature, its value times its weight (0 for a name that was never seen)."""

    bias: float
    weights: Mapping[str, float]

    def log_odds(self, features: Features) -> float:
        """The log odds of the features."""
        weights = self.weights
        return self.bias + sum([value * weights[name] for name, value in features.items() if name in weights])

    def probability(self, features: Features) -> float:
        """The probability, from 0 to 1."""
        return sigmoid(self.log_odds(features))

    def to_json(self) -> dict[str, Any]:
        """`{bias, weights}`, rounded to four places, the weights in order of their names."""
        kept = {name: round(weight, 4) for name, weight in sorted(self.weights.items()) if abs(weight) >= 5e-4}
        return {"bias": round(self.bias, 4), "weights": kept}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Logistic":
        """What `to_json` wrote."""
        return cls(bias=float(content["bias"]), weights=content["weights"])


def sigmoid(value: float) -> float:
    """1 / (1 + exp(-value)), without overflow."""
    if value >= 0:
        return 1.0 / (1.0 + math.exp(-value))
    return math.exp(value) / (1.0 + math.exp(value))


def vocabulary(rows: Iterable[Features], groups: Iterable[str], fewest: int) -> list[str]:
    """The names of the features that occur in at least `fewest` groups (documents), sorted."""
    seen: dict[str, set[str]] = {}
    for row, group in zip(rows, groups, strict=True):
        for name in row:
            seen.setdefault(name, set()).add(group)
    return sorted(name for name, where in seen.items() if len(where) >= fewest)


def fit_logistic(
    rows: Sequence[Features],
    truths: Sequence[float],
    groups: Sequence[str],
    *,
    importance: Sequence[float] | None = None,
    penalty: float = 10.0,
    fewest: int = 3,
    prior: Mapping[str, float] | None = None,
) -> Logistic:
    """Fit by maximum likelihood with a ridge penalty: `penalty` times half the squared distance of the weights from `prior`.

    `prior` is what is believed of a feature before any example (0 where it says nothing); the bias is free.
    `truths` are probabilities from 0 to 1, `importance` a weight for each row. Features seen in fewer than `fewest` groups are left
    out. Deterministic. Raises ValueError when there is nothing to fit.
    """
    import numpy as np
    from scipy import optimize, sparse, special

    if not rows:
        raise ValueError("no rows to fit on")
    prior = prior or {}
    names = sorted({*vocabulary(rows, groups, fewest), *prior})
    column = {name: index for index, name in enumerate(names)}
    data, indices, pointers = [], [], [0]
    for row in rows:
        for name, value in row.items():
            if name in column and value:
                data.append(value)
                indices.append(column[name])
        pointers.append(len(data))
    shape = (len(rows), len(names))
    matrix = sparse.csr_matrix((np.array(data), np.array(indices, dtype=np.int32), np.array(pointers, dtype=np.int32)), shape=shape)
    truth = np.asarray(truths, dtype=float)
    believed = np.array([prior.get(name, 0.0) for name in names])
    weight = np.ones(len(rows)) if importance is None else np.asarray(importance, dtype=float)

    def loss(point: Any) -> tuple[float, Any]:
        odds = matrix @ point[1:] + point[0]
        value = float(weight @ (np.logaddexp(0.0, odds) - truth * odds) + 0.5 * penalty * np.sum((point[1:] - believed) ** 2))
        error = weight * (special.expit(odds) - truth)
        return value, np.concatenate(([error.sum()], matrix.T @ error + penalty * (point[1:] - believed)))

    found = optimize.minimize(loss, np.concatenate(([0.0], believed)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return Logistic(bias=float(found.x[0]), weights=dict(zip(names, map(float, found.x[1:]), strict=True)))


def dump(content: Mapping[str, Any]) -> str:
    """JSON text with one entry a line, so that a change of weights can be read as a diff."""
    return json.dumps(content, ensure_ascii=False, indent=0) + "\n"
