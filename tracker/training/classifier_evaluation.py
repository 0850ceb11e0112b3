"""Evaluates a classifier on held-out examples, and calibrates its confidence."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from tracker.extract.encoder.classifier import Classification, Classifier
from tracker.training.examples import Example
from tracker.training.targets import window_of

GENRES: Mapping[str, frozenset[str]] = {
    "interviews": frozenset(
        {"lex", "lenny", "bitcoin", "oxide", "yt-naval", "yt-relentless", "yt-aboard-podcast", "yt-lex-fridman"}
    ),
    "calls": frozenset({"sp500", "fool", "nvda"}),
}
BINS = 10


def classified(classifier: Classifier, examples: Sequence[Example]) -> list[Classification]:
    """The classification of each example."""
    return classifier.classify([window_of(classifier.tokenizer, each) for each in examples], [each.phrase for each in examples])


def figures(examples: Sequence[Example], classifications: Sequence[Classification], threshold: float) -> dict[str, float]:
    """Weighted precision, recall and F1 by group of genres, without tier 2, and the expected calibration error."""
    sure = np.array([each.confidence for each in classifications])
    tier = np.array([each.tier for each in examples])
    weight = np.array([each.weight for each in examples])
    found: dict[str, float] = {}
    for name in ("all", *GENRES):
        chosen = np.array([tier[i] != 2 and (name == "all" or e.genre in GENRES[name]) for i, e in enumerate(examples)])
        kept = sure >= threshold
        hit = float(weight[chosen & kept & (tier == 1)].sum())
        wrong = float(weight[chosen & kept & (tier == 0)].sum())
        missed = float(weight[chosen & ~kept & (tier == 1)].sum())
        if hit + missed:
            found |= {
                f"{name} precision": hit / max(hit + wrong, 1e-9),
                f"{name} recall": hit / (hit + missed),
                f"{name} f1": 2 * hit / (2 * hit + wrong + missed),
            }
    settled = tier != 2
    found["calibration error"] = calibration_error(sure[settled], tier[settled] == 1, weight[settled])
    return {name: round(value, 4) for name, value in found.items()}


def calibration_error(sure: NDArray[np.float64], right: NDArray[np.bool_], weight: NDArray[np.float64]) -> float:
    """The expected calibration error: the mean distance of confidence from accuracy over BINS bins of equal count."""
    order = np.argsort(sure, kind="stable")
    total = 0.0
    for part in np.array_split(order, BINS):
        if len(part):
            share = weight[part] / weight[part].sum()
            total += float(weight[part].sum()) * abs(float((share * sure[part]).sum()) - float((share * right[part]).sum()))
    return total / float(weight.sum())


def calibrated(examples: Sequence[Example], classifications: Sequence[Classification]) -> tuple[float, float]:
    """Slope and shift of Platt scaling (Platt 1999) for the log odds, fitted without tier 2."""
    pairs = [(each, e) for each, e in zip(classifications, examples, strict=True) if e.tier != 2]
    odds = np.array([np.log(each.confidence / (1 - each.confidence)) for each, _ in pairs]).clip(-20, 20)
    right = np.array([e.tier == 1 for _, e in pairs])
    weight = np.array([e.weight for _, e in pairs])

    def loss(line: NDArray[np.float64]) -> float:
        signed = np.where(right, 1, -1) * (line[0] * odds + line[1])
        return float((weight * np.logaddexp(0, -signed)).sum())

    best = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return float(best[0]), float(best[1])
