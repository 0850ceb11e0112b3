"""Fitting the judge of candidates on labelled transcripts, and measuring it on documents that it was not fitted on."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.errors import TrackerError
from tracker.extract.labelled import LabelledTranscript, as_captions
from tracker.extract.logistic import Logistic, fit_logistic, sigmoid
from tracker.extract.model import ForecastModel
from tracker.extract.pipeline import Candidate, sight

FOLDS = 10
SECOND_TIER = 0.3  # how much a claim that one reader of two would not keep counts as a candidate to refuse

PENALTY = 30.0
PRIOR = {"odds": 2.5}
"""Numeric odds are too rare in labelled speech to learn from; who gives odds mostly gives them for something to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A candidate with its features, the document it is from, whether readers keep it, and how much it counts."""

    document: str
    features: dict[str, float]
    kept: bool
    importance: float
    labels: tuple[int, ...]
    captions: bool


def judge_label(
    candidate: Candidate, labelled: LabelledTranscript, starts: Sequence[int], ends: Sequence[int]
) -> tuple[list[int], bool]:
    """The tier 1 labels whose anchor the candidate touches, and whether a tier 2 label's quote holds it."""
    first, last = starts[candidate.anchor.first], ends[candidate.anchor.last - 1]
    touched, second = [], False
    for number, label in enumerate(labelled.labels):
        if label.tier == 1 and label.anchor_start < last and first < label.anchor_end:
            touched.append(number)
        elif label.tier == 2 and label.start <= first and last <= label.end:
            second = True
    return touched, second


def examples_of(labelled: LabelledTranscript) -> list[Example]:
    """Every candidate of a labelled transcript as an example."""
    seen = sight(labelled.transcript, labelled.options)
    examples = []
    for candidate in seen.candidates:
        touched, second = judge_label(candidate, labelled, seen.scene.words.starts, seen.scene.words.ends)
        examples.append(
            Example(
                document=labelled.transcript.doc,
                features=candidate.features,
                kept=bool(touched),
                importance=1.0 if touched or not second else SECOND_TIER,
                labels=tuple(touched),
                captions=labelled.captions,
            )
        )
    return examples


def folds(documents: Iterable[str], count: int = FOLDS) -> dict[str, int]:
    """A fold for each document, in turn over the sorted names, so that a document and its captions stay together."""
    return {document: number % count for number, document in enumerate(sorted(set(documents)))}


def fit_judge(examples: Sequence[Example], penalty: float = PENALTY) -> Logistic:
    """The logistic regression of all the examples."""
    return fit_logistic(
        [example.features for example in examples],
        [float(example.kept) for example in examples],
        [example.document for example in examples],
        importance=[example.importance for example in examples],
        penalty=penalty,
        prior=PRIOR,
    )


def held_out(examples: Sequence[Example], penalty: float = PENALTY) -> list[float]:
    """The log odds of each example under a model that was fitted without its document's fold."""
    fold_of = folds(example.document for example in examples)
    odds = [0.0] * len(examples)
    for fold in sorted(set(fold_of.values())):
        judge = fit_judge([example for example in examples if fold_of[example.document] != fold], penalty)
        for index, example in enumerate(examples):
            if fold_of[example.document] == fold:
                odds[index] = judge.log_odds(example.features)
    return odds


def calibrate(odds: Sequence[float], examples: Sequence[Example]) -> tuple[float, float]:
    """Slope and shift of the line that calibrates log odds (Platt 1999), by maximum likelihood on held-out documents."""
    line = fit_logistic(
        [{"odds": value} for value in odds],
        [float(example.kept) for example in examples],
        [str(index) for index in range(len(examples))],
        importance=[example.importance for example in examples],
        penalty=1e-6,
        fewest=1,
    )
    return line.weights.get("odds", 1.0), line.bias


def best_threshold(confidences: Sequence[float], examples: Sequence[Example], wanted: int) -> tuple[float, float]:
    """The threshold of the greatest F1 over tier 1 and that F1; `wanted` is the number of labels to find."""
    ranked = sorted(zip(confidences, examples, strict=True), key=lambda pair: -pair[0])
    found: set[tuple[str, bool, int]] = set()
    wrong = 0
    best = (0.5, 0.0)
    for confidence, example in ranked:
        if example.kept:
            found.update((example.document, example.captions, label) for label in example.labels)
        elif example.importance == 1.0:
            wrong += 1
        f1 = 2 * len(found) / (len(found) + wrong + wanted)
        if f1 > best[1]:
            best = (confidence, f1)
    return best


def calibration_error(confidences: Sequence[float], examples: Sequence[Example], bins: int = 10) -> float:
    """Expected calibration error in bins of equal count (Naeini, Cooper, Hauskrecht 2015)."""
    ranked = sorted(zip(confidences, (example.kept for example in examples), strict=True))
    size = len(ranked)
    error = 0.0
    for number in range(bins):
        part = ranked[number * size // bins : (number + 1) * size // bins]
        if part:
            error += abs(sum(c for c, _ in part) - sum(k for _, k in part)) / size
    return error


def fit(labelled: Sequence[LabelledTranscript], *, penalty: float = PENALTY) -> ForecastModel:
    """Fit the judge on labelled transcripts, as they stand and as captions; its figures are measured on held-out documents.

    Raises TrackerError when the labels give nothing to fit on.
    """
    both = [*labelled, *(as_captions(each) for each in labelled)]
    examples = [example for each in both for example in examples_of(each)]
    if not any(example.kept for example in examples):
        raise TrackerError("no label touches a phrase of time or odds in these transcripts; nothing to fit on")
    odds = held_out(examples, penalty)
    slope, shift = calibrate(odds, examples)
    confidences = [sigmoid(slope * value + shift) for value in odds]
    wanted = sum(label.tier == 1 for each in both for label in each.labels)
    threshold, f1 = best_threshold(confidences, examples, wanted)
    return ForecastModel(
        judge=fit_judge(examples, penalty),
        slope=slope,
        shift=shift,
        threshold=math.floor(threshold * 1e4) / 1e4,
        fitted_on={each.transcript.doc: each.sha256 for each in labelled},
        figures={
            "documents": len(labelled),
            "candidates": len(examples),
            "f1_held_out": round(f1, 4),
            "calibration_error_held_out": round(calibration_error(confidences, examples), 4),
        },
    )
