"""Questions within a transcript: what is asked is no forecast, with its mark, without marks, and under an earlier period."""

import datetime as dt

import pytest

from tracker.extract import ExtractOptions
from tracker.extract.encoder.classifier import default_classifier
from tracker.extract.pipeline import Candidate, Reading, read_candidates
from tracker.extract.questions import ASKED
from tracker.transcripts import Declared, read_transcript


def read(text: str) -> Reading:
    """The reading of a talk of June 2024."""
    return read_candidates(read_transcript("talk.txt", text.encode(), Declared(said_on=dt.date(2024, 6, 26))), ExtractOptions())


def candidate(reading: Reading, phrase: str) -> Candidate:
    """The candidate that is just this phrase."""
    (found,) = [each for each in reading.candidates if reading.text[each.mention.start : each.mention.end] == phrase]
    return found


@pytest.mark.parametrize(
    ("text", "asked", "said"),
    [
        (
            "will rents in this town be lower next year yeah i think so they will fall by half in 2026 and the mayor knows it",
            "next year",
            "in 2026",
        ),
        (
            "when is the second plant going to open next year or in 2027 well it opens in march 2026 i would say",
            "next year or in 2027",
            "in march 2026",
        ),
        (
            "how many people will work there in five years i guess a thousand people will work there in ten years",
            "in five years",
            "in ten years",
        ),
    ],
)
def test_captions_ask_where_a_question_mark_is_restored(text: str, asked: str, said: str) -> None:
    """The opening alone does not tell; with the restored mark the question is known, and its answer stays a forecast."""
    reading = read(text)
    assert candidate(reading, asked).classification.confidence <= ASKED
    assert candidate(reading, asked).classification.reason == "question"
    assert candidate(reading, said).classification.confidence >= default_classifier().threshold


def test_a_predicate_of_an_earlier_period_is_not_said_where_it_is_asked() -> None:
    """What is asked ("Will margins be higher?") under "For the third quarter" makes no claim, its answer does."""
    reading = read(
        "For the third quarter, we expect revenue of 4 billion. Will margins be higher? Margins will be about 40 percent."
    )
    assert candidate(reading, "Will margins be").classification.confidence <= ASKED
    assert candidate(reading, "will be about").classification.confidence >= default_classifier().threshold
