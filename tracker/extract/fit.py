"""Fitting the judge of candidates on labelled transcripts, and measuring it on documents that it was not fitted on."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.errors import TrackerError
from tracker.extract.labelled import LabelledTranscript, as_captions
from tracker.extract.logistic import Logistic, fit_logistic, sigmoid
from tracker.extract.model import ForecastModel
from tracker.extract.pipeline import Candidate, sight
from tracker.extract.syntax import second_look
from tracker.extract.words import Words

FOLDS = 10
PASSAGE = 0.5  # how much an example from a short passage counts beside one from a whole transcript
SECOND_TIER = 0.3  # how much a claim that one reader of two would not keep counts as a candidate to refuse

PENALTY = 30.0
PRIOR = {"odds": 2.5}
"""Numeric odds are too rare in labelled speech to learn from; who gives odds mostly gives them for something to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A candidate with its features, the document it is from, whether readers keep it, and how much it counts.

    `syntax` holds the features of a second look, None where the text is not punctuated. `passage` says that it comes from a short
    labelled passage: such examples teach, and are not measured on.
    """

    document: str
    features: dict[str, float]
    syntax: dict[str, float] | None
    kept: bool
    importance: float
    labels: tuple[int, ...]
    captions: bool
    passage: bool = False


def judge_label(candidate: Candidate, labelled: LabelledTranscript, words: Words) -> tuple[list[int], bool]:
    """The tier 1 labels whose anchor the candidate touches, and whether a tier 2 label's quote holds it."""
    first, last = words.starts[candidate.anchor.first], words.ends[candidate.anchor.last - 1]
    touched, second = [], False
    for number, label in enumerate(labelled.labels):
        if label.tier == 1 and label.anchor_start < last and first < label.anchor_end:
            touched.append(number)
        elif label.tier == 2 and label.start < last and first < label.end:
            second = True
    return touched, second


def examples_of(labelled: LabelledTranscript, *, passage: bool = False) -> list[Example]:
    """Every candidate of a labelled transcript as an example."""
    seen = sight(labelled.transcript, labelled.options)
    anchors = [candidate.anchor for candidate in seen.candidates]
    grammar = second_look(seen.scene, anchors) if seen.scene.punctuated else [None] * len(anchors)
    examples = []
    for candidate, syntax in zip(seen.candidates, grammar, strict=True):
        touched, second = judge_label(candidate, labelled, seen.scene.words)
        examples.append(
            Example(
                document=labelled.transcript.doc,
                features=candidate.features,
                syntax=syntax,
                kept=bool(touched),
                importance=(PASSAGE if passage else 1.0) * (SECOND_TIER if second and not touched else 1.0),
                labels=tuple(touched),
                captions=labelled.captions,
                passage=passage,
            )
        )
    return examples


def folds(documents: Iterable[str], count: int = FOLDS) -> dict[str, int]:
    """A fold for each document, in turn over the sorted names, so that a document and its captions stay together."""
    return {document: number % count for number, document in enumerate(sorted(set(documents)))}


def fit_judge(examples: Sequence[Example], *, grammar: bool = False, penalty: float = PENALTY) -> Logistic:
    """The logistic regression of all the examples; with `grammar` of those that had a second look, on all that it saw."""
    chosen = [example for example in examples if not grammar or example.syntax is not None]
    return fit_logistic(
        [{**example.features, **(example.syntax or {})} if grammar else example.features for example in chosen],
        [float(example.kept) for example in chosen],
        [example.document if not example.passage else f"{example.document} {index}" for index, example in enumerate(chosen)],
        importance=[example.importance for example in chosen],
        penalty=penalty,
        prior=PRIOR,
    )


def held_out(examples: Sequence[Example], taught: Sequence[Example] = (), penalty: float = PENALTY) -> list[float]:
    """The log odds of each example under judges that were fitted without its document's fold, and with all of `taught`."""
    fold_of = folds(example.document for example in examples)
    odds = [0.0] * len(examples)
    for fold in sorted(set(fold_of.values())):
        known = [*(example for example in examples if fold_of[example.document] != fold), *taught]
        judge, grammarian = fit_judge(known, penalty=penalty), fit_judge(known, grammar=True, penalty=penalty)
        for index, example in enumerate(examples):
            if fold_of[example.document] == fold:
                odds[index] = judge.log_odds(example.features)
                if example.syntax is not None:
                    odds[index] = (odds[index] + grammarian.log_odds({**example.features, **example.syntax})) / 2
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
        elif example.importance in {1.0, PASSAGE}:
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


def fit(
    labelled: Sequence[LabelledTranscript], passages: Sequence[LabelledTranscript] = (), *, penalty: float = PENALTY
) -> ForecastModel:
    """Fit the judges on labelled transcripts, as they stand and as captions, and on short passages.

    The figures are measured on held-out documents. Raises TrackerError when the labels give nothing to fit on.
    """
    both = [*labelled, *(as_captions(each) for each in labelled)]
    examples = [example for each in both for example in examples_of(each)]
    short = [*passages, *(as_captions(each) for each in passages)]
    taught = [example for each in short for example in examples_of(each, passage=True)]
    if not any(example.kept for example in [*examples, *taught]):
        raise TrackerError("no label touches a phrase of time or odds in these transcripts; nothing to fit on")
    measured = examples or taught
    odds = held_out(examples, taught, penalty) if examples else held_out(taught, (), penalty)
    slope, shift = calibrate(odds, measured)
    confidences = [sigmoid(slope * value + shift) for value in odds]
    wanted = sum(label.tier == 1 for each in (both if examples else short) for label in each.labels)
    threshold, f1 = best_threshold(confidences, measured, wanted)
    every = [*examples, *taught]
    return ForecastModel(
        judge=fit_judge(every, penalty=penalty),
        grammarian=fit_judge(every, grammar=True, penalty=penalty),
        slope=slope,
        shift=shift,
        threshold=math.floor(threshold * 1e4) / 1e4,
        fitted_on={each.transcript.doc: each.sha256 for each in [*labelled, *passages]},
        figures={
            "documents": len(labelled),
            "passages": len(passages),
            "candidates": len(measured),
            "f1_held_out": round(f1, 4),
            "calibration_error_held_out": round(calibration_error(confidences, measured), 4),
        },
    )
