"""The shipped weights on passages that no fit has read: how many forecasts are found, and how well confidence is calibrated.

The weights have learned from every file of `seeds/labelled`. The passages here were written apart from those and are marked by
the same conventions (`seeds/labelled/README.md`); a fit must never be given them.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from tracker.extract.encoder.classifier import default_classifier
from tracker.extract.encoder.weight_files import WEIGHTS, load_card
from tracker.extract.evaluation.evaluate import figures, tally_of
from tracker.extract.evaluation.labelled import LabelledTranscript
from tracker.extract.evaluation.labelled_passages import load_passages
from tracker.extract.pipeline import forecasts_of, read_candidates
from tracker.training.classifier_evaluation import calibration_error

PASSAGES = Path(__file__).parents[1] / "data" / "passages_left_out.txt"
LEAST_F1 = 0.8
MOST_CALIBRATION_ERROR = 0.22


@dataclass(frozen=True, slots=True)
class Measured:
    """F1 over the forecasts that are dated or have odds, and the expected calibration error over all candidates."""

    f1: float
    calibration_error: float


def candidates(labelled: LabelledTranscript) -> list[tuple[float, bool]]:
    """The confidence of each candidate and whether a mark touches it; what readers may differ about is left out."""
    found = []
    for each in read_candidates(labelled.transcript, labelled.options).candidates:
        start, end = each.mention.start, each.mention.end
        tiers = {label.tier for label in labelled.labels if label.anchor_start < end and start < label.anchor_end}
        if 2 not in tiers:
            found.append((each.classification.confidence, 1 in tiers))
    return found


@pytest.fixture(scope="module")
def measured() -> Measured:
    threshold = default_classifier().threshold
    tally: Counter[str] = Counter()
    pairs = []
    for each in load_passages(PASSAGES):
        tally += tally_of(each, forecasts_of(each.transcript, read_candidates(each.transcript, each.options), threshold))
        pairs += candidates(each)
    sure, right = np.array([one for one, _ in pairs]), np.array([other for _, other in pairs])
    f1 = figures(tally)["f1"]
    assert f1 is not None
    return Measured(f1, calibration_error(sure, right, np.ones(len(pairs))))


def test_the_weights_have_not_learned_from_these_passages() -> None:
    """The card names every training file by its hash, and this file is none of them."""
    learned = load_card(WEIGHTS)["learned from"].values()
    assert all(not hashlib.sha256(PASSAGES.read_bytes()).hexdigest().startswith(each) for each in learned)


def test_most_forecasts_are_found_and_little_else(measured: Measured) -> None:
    """F1 over sixty passages; it was 0.84 when they were written."""
    assert measured.f1 >= LEAST_F1


def test_confidence_is_about_the_share_that_is_right(measured: Measured) -> None:
    """The mean distance between the two over ten bins of equal count; it was 0.18 when the passages were written."""
    assert measured.calibration_error <= MOST_CALIBRATION_ERROR
