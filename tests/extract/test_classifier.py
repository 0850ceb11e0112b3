"""The classifier: its answer for a candidate, and what happens when its files are damaged."""

import datetime as dt
import json
import math
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tracker.errors import TrackerError
from tracker.extract import ExtractOptions
from tracker.extract.encoder.classifier import Classifier, default_classifier, load
from tracker.extract.encoder.weight_files import CARD, CLASSIFIER, LOWER, VOCABULARY, WEIGHTS, load_card, load_session
from tracker.extract.explanations import explain
from tracker.extract.pipeline import read_candidates
from tracker.transcripts import Declared, read_transcript

SAID_ON = dt.date(2024, 6, 26)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("We closed nine shops in the second quarter and sold the trucks.", "past"),
        ("What do you think happens to the price next year?", "question"),
        ("I worked there for ten years before I met her.", "duration"),
        ("Stay with us, we will be back in two minutes after a word from our sponsor.", "show"),
    ],
)
def test_what_is_no_forecast_is_told_by_its_kind(text: str, reason: str) -> None:
    """A phrase of time that dates no forecast is rejected, for a fitting reason."""
    found = explain(text, SAID_ON)
    assert found.verdict == "none"
    assert reason in {phrase.reason for phrase in found.judged} or not found.judged


@pytest.mark.parametrize("text", ["We will open the second line by 2027.", "we will open the second line by twenty twenty seven"])
def test_a_forecast_is_kept_with_its_marks_and_without(text: str) -> None:
    """Forecasts are accepted in punctuated speech and in raw captions."""
    assert explain(text, SAID_ON).verdict == "forecast"


def test_the_same_window_has_the_same_confidence_in_any_company() -> None:
    """Other candidates of a transcript do not change a classification."""
    sentence = "We will open the second line by 2027."
    alone = explain(sentence, SAID_ON).forecasts[0].confidence
    filler = "The weather was fine and the road was long. " * 30
    among = explain(f"{sentence} {filler} In 2019 we sold it. {filler} Next year we may buy it again.", SAID_ON)
    again = explain(f"{sentence} {filler}", SAID_ON)
    assert alone > 0.5
    assert among.forecasts[0].confidence == again.forecasts[0].confidence


def test_damaged_or_missing_weights_are_refused(tmp_path: Path) -> None:
    """One line says which file is wrong, before anything is classified with it."""
    with pytest.raises(TrackerError, match="no classifier there"):
        load(tmp_path)
    for name in (CARD, VOCABULARY, LOWER, CLASSIFIER):
        shutil.copy(WEIGHTS / name, tmp_path / name)
    assert load(tmp_path).threshold == default_classifier().threshold
    load_session.cache_clear()
    (tmp_path / CLASSIFIER).write_bytes((WEIGHTS / CLASSIFIER).read_bytes()[:-1] + b"\0\0")
    with pytest.raises(TrackerError, match="not the weights that its card names"):
        load(tmp_path)


def test_a_damaged_vocabulary_is_refused(tmp_path: Path) -> None:
    """A vocabulary that is not the card's, or cannot be read where the card is older and names none, is one line as well."""
    for name in (CARD, LOWER, CLASSIFIER):
        shutil.copy(WEIGHTS / name, tmp_path / name)
    (tmp_path / VOCABULARY).write_text('{"version": "1.0"', encoding="utf-8")
    with pytest.raises(TrackerError, match="not the vocabulary that its card names"):
        load(tmp_path)
    older = {name: value for name, value in load_card(tmp_path).items() if name != "vocabulary"}
    (tmp_path / CARD).write_text(json.dumps(older), encoding="utf-8")
    with pytest.raises(TrackerError, match="no classifier there"):
        load(tmp_path)


def test_the_card_says_what_the_weights_are_made_of() -> None:
    """The card holds base weights, licence, number of examples and calibration."""
    card = load_card(WEIGHTS)
    assert "Apache-2.0" in card["base"]
    assert 0.0 < default_classifier().threshold < 1.0


def test_confidence_is_calibrated_by_the_line_of_the_card() -> None:
    """With another slope and shift the log odds of a confidence move along the other line."""
    plain = default_classifier()
    card = load_card(WEIGHTS)
    assert (plain.slope, plain.shift) == (card["slope"], card["shift"])
    transcript = read_transcript("talk.txt", b"We may open the second line by 2027.", Declared(said_on=SAID_ON))

    def log_odds(classifier: Classifier) -> float:
        (found,) = read_candidates(transcript, ExtractOptions(), classifier).candidates
        return math.log(found.classification.confidence / (1 - found.classification.confidence))

    raw = (log_odds(plain) - plain.shift) / plain.slope
    assert log_odds(replace(plain, slope=0.5, shift=-1.0)) == pytest.approx(0.5 * raw - 1.0)
