"""Fitting the judge of candidates on labelled transcripts, and measuring it on documents that it was not fitted on."""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.errors import TrackerError
from tracker.extract.labelled import LabelledTranscript, as_captions
from tracker.extract.logistic import Logistic, fit_logistic, sigmoid
from tracker.extract.model import ForecastModel
from tracker.extract.pipeline import Candidate, sight
from tracker.extract.syntax import second_look
from tracker.extract.words import Words

FOLDS = 10
NEAR_BEST = 0.003  # F1 given up for a higher threshold: fewer wrong finds for nearly the same score
FOLDS_WITHIN = 4  # for the threshold of each model that is fitted only to be measured
PASSAGE = 0.25  # how much an example from a short passage counts beside one from a whole transcript
SECOND_TIER = 0.3  # how much a claim that one reader of two would not keep counts as a candidate to refuse

PENALTY = 30.0
PRIOR = {
    "odds": 7.0,
    "rule times-out-of": -5.0,
    "asserted by reported": -1.0,
    "stance of irony": -1.0,
    "stance of name": -1.0,
    "stance of sponsor": -1.0,
}
"""What is believed of rare features before any example: numeric odds, jests and reports stand too seldom beside a phrase of time in
labelled speech to learn from. Who gives odds mostly gives them for something to come, though "nine times out of ten" is as often
said of a habit; what is only reported or meant in jest, a name and an advertisement are no forecasts of the speaker's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A candidate with its features, the document it is from, whether readers keep it, and how much it counts.

    `syntax` holds the features of a second look. `passage` says that it comes from a short labelled passage: such examples teach,
    and are not measured on.
    """

    document: str
    features: dict[str, float]
    syntax: dict[str, float]
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
    grammar = second_look(seen.scene, anchors)
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
    """The logistic regression of all the examples, by the first look or, with `grammar`, by all that the second look saw too."""
    return fit_logistic(
        [{**example.features, **example.syntax} if grammar else example.features for example in examples],
        [float(example.kept) for example in examples],
        [example.document for example in examples],
        importance=[example.importance for example in examples],
        penalty=penalty,
        prior=PRIOR,
    )


def held_out(
    examples: Sequence[Example], taught: Sequence[Example] = (), penalty: float = PENALTY, count: int = FOLDS
) -> list[float]:
    """The log odds of each example under judges that were fitted without its document's fold, and with all of `taught`."""
    fold_of = folds((example.document for example in examples), count)
    odds = [0.0] * len(examples)
    for fold in sorted(set(fold_of.values())):
        known = [*(example for example in examples if fold_of[example.document] != fold), *taught]
        judge, grammarian = fit_judge(known, penalty=penalty), fit_judge(known, grammar=True, penalty=penalty)
        for index, example in enumerate(examples):
            if fold_of[example.document] == fold:
                second = grammarian.log_odds({**example.features, **example.syntax})
                odds[index] = (judge.log_odds(example.features) + second) / 2
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
    """The highest threshold whose F1 over tier 1 is as good as the best, give or take NEAR_BEST, and that F1.

    `wanted` is the number of labels to find.
    """
    ranked = sorted(zip(confidences, examples, strict=True), key=lambda pair: -pair[0])
    found: set[tuple[str, bool, int]] = set()
    wrong = 0
    steps = []
    for confidence, example in ranked:
        if example.kept:
            found.update((example.document, example.captions, label) for label in example.labels)
        elif example.importance in {1.0, PASSAGE}:
            wrong += 1
        steps.append((confidence, 2 * len(found) / (len(found) + wrong + wanted)))
    best = max((f1 for _, f1 in steps), default=0.0)
    return next(((confidence, f1) for confidence, f1 in steps if f1 >= best - NEAR_BEST), (0.5, 0.0))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """What a model is fitted on: examples of whole documents, which it is measured on too, and those of short passages."""

    examples: Sequence[Example]
    taught: Sequence[Example]
    wanted: int

    @classmethod
    def of(cls, labelled: Sequence[LabelledTranscript], passages: Sequence[LabelledTranscript]) -> "Lessons":
        """The examples of transcripts and passages, as they stand and as captions.

        Raises TrackerError when no label touches a phrase of time or odds.
        """
        both = [*labelled, *(as_captions(each) for each in labelled)]
        short = [*passages, *(as_captions(each) for each in passages)]
        examples = [example for each in both for example in examples_of(each)]
        taught = [example for each in short for example in examples_of(each, passage=True)]
        if not any(example.kept for example in [*examples, *taught]):
            raise TrackerError("no label touches a phrase of time or odds in these transcripts; nothing to fit on")
        if not labelled:
            examples, taught = taught, []
        wanted = sum(label.tier == 1 for each in (both if labelled else short) for label in each.labels)
        return cls(examples=examples, taught=taught, wanted=wanted)

    def without(self, documents: Collection[str]) -> "Lessons":
        """The lessons without some documents."""
        kept = [example for example in self.examples if example.document not in documents]
        share = sum(example.kept for example in kept) / max(1, sum(example.kept for example in self.examples))
        return Lessons(examples=kept, taught=self.taught, wanted=round(self.wanted * share))


def fit_lessons(lessons: Lessons, *, penalty: float = PENALTY, count: int = FOLDS) -> ForecastModel:
    """The model of some lessons; its figures are measured on held-out documents."""
    examples, taught = lessons.examples, lessons.taught
    odds = held_out(examples, taught, penalty, count)
    slope, shift = calibrate(odds, examples)
    confidences = [sigmoid(slope * value + shift) for value in odds]
    threshold, f1 = best_threshold(confidences, examples, lessons.wanted)
    every = [*examples, *taught]
    return ForecastModel(
        judge=fit_judge(every, penalty=penalty),
        grammarian=fit_judge(every, grammar=True, penalty=penalty),
        slope=slope,
        shift=shift,
        threshold=math.floor(threshold * 1e4) / 1e4,
        fitted_on={},
        figures={
            "documents": len({example.document for example in examples}),
            "candidates": len(examples),
            "candidates_of_passages": len(taught),
            "f1_held_out": round(f1, 4),
            "calibration_error_held_out": round(calibration_error(confidences, examples), 4),
        },
    )


def fit(
    labelled: Sequence[LabelledTranscript], passages: Sequence[LabelledTranscript] = (), *, penalty: float = PENALTY
) -> ForecastModel:
    """Fit the judges on labelled transcripts, as they stand and as captions, and on short passages.

    Raises TrackerError when the labels give nothing to fit on.
    """
    model = fit_lessons(Lessons.of(labelled, passages), penalty=penalty)
    return replace(model, fitted_on={each.transcript.doc.partition(":")[0]: each.sha256 for each in [*labelled, *passages]})


def fit_without_each(
    labelled: Sequence[LabelledTranscript], passages: Sequence[LabelledTranscript] = (), *, penalty: float = PENALTY
) -> dict[str, ForecastModel]:
    """For each document a model that has not seen it: what an extractor is measured with that is fitted on the same documents."""
    lessons = Lessons.of(labelled, passages)
    fold_of = folds(each.transcript.doc for each in labelled)
    models = {}
    for fold in sorted(set(fold_of.values())):
        held = {document for document, number in fold_of.items() if number == fold}
        model = fit_lessons(lessons.without(held), penalty=penalty, count=FOLDS_WITHIN)
        models.update(dict.fromkeys(held, model))
    return models
