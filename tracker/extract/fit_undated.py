"""Fitting the judge of claims without dates on the labels of the second tier."""

import math
from collections.abc import Sequence

from tracker.errors import TrackerError
from tracker.extract.features import plain_word
from tracker.extract.fit import folds
from tracker.extract.labelled import LabelledTranscript, as_captions
from tracker.extract.logistic import fit_logistic, sigmoid
from tracker.extract.scene import look_at
from tracker.extract.undated import UndatedModel, sentence_features, sentences_to_judge
from tracker.transcripts import speech

FOLDS = 5
PENALTY = 20.0
Row = tuple[str, dict[str, float], bool]


def rows_of(labelled: LabelledTranscript) -> list[Row]:
    """For each sentence that looks ahead and holds no dated forecast: document, features, and whether a label stands in it."""
    transcript = labelled.transcript
    said_on = labelled.options.said_on or transcript.said_on
    if said_on is None:
        raise TrackerError(f"{transcript.doc}: no day of speaking in the manifest")
    scene = look_at(speech(transcript), said_on, transcript.utterances)
    plain = [plain_word(word) for word in scene.words.lower]
    spans: dict[int, list[tuple[int, int]]] = {1: [], 2: []}
    for label in labelled.labels:
        spans[label.tier].append(scene.words.span(label.anchor_start, label.anchor_end))
    marked = {scene.sentence_of[place] for first, last in spans[2] for place in range(first, last)}
    return [
        (transcript.doc, sentence_features(scene, index, plain), index in marked)
        for index, _ in sentences_to_judge(scene, spans[1])
    ]


def _threshold(judged: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """The threshold of the greatest F1, and that F1."""
    wanted = sum(kept for _, kept in judged)
    hit, best = 0, (0.5, 0.0)
    for number, (confidence, kept) in enumerate(sorted(judged, reverse=True), 1):
        hit += kept
        f1 = 2 * hit / (number + wanted)
        if f1 > best[1]:
            best = (confidence, f1)
    return best


def fit_undated(labelled: Sequence[LabelledTranscript]) -> UndatedModel:
    """Fit on transcripts as they stand and as captions; the figure is measured on held-out documents.

    Raises TrackerError when no label of the second tier stands in them.
    """
    rows = [row for each in (*labelled, *(as_captions(one) for one in labelled)) for row in rows_of(each)]
    if not any(kept for _, _, kept in rows):
        raise TrackerError("no label of tier 2 in these transcripts; nothing to fit on")
    fold_of = folds((document for document, _, _ in rows), FOLDS)

    def fitted(chosen: Sequence[Row]) -> UndatedModel:
        judge = fit_logistic(
            [features for _, features, _ in chosen],
            [float(kept) for _, _, kept in chosen],
            [document for document, _, _ in chosen],
            penalty=PENALTY,
            fewest=4,
        )
        return UndatedModel(judge=judge, threshold=0.5, fitted_on={}, figures={})

    judged: list[tuple[float, bool]] = []
    for fold in sorted(set(fold_of.values())):
        model = fitted([row for row in rows if fold_of[row[0]] != fold])
        held = (row for row in rows if fold_of[row[0]] == fold)
        judged += [(sigmoid(model.judge.log_odds(features)), kept) for _, features, kept in held]
    threshold, f1 = _threshold(judged)
    return UndatedModel(
        judge=fitted(rows).judge,
        threshold=math.floor(threshold * 1e4) / 1e4,
        fitted_on={each.transcript.doc: each.sha256 for each in labelled},
        figures={"documents": len(labelled), "sentences": len(rows), "f1_held_out": round(f1, 4)},
    )
