"""A period said once holds for the predicates behind it, as far as it can."""

import datetime as dt

import pytest

from tracker.extract.carried_periods import carried_candidates, sentences_of
from tracker.extract.encoder.sentence_ends import sentence_breaks
from tracker.horizons import find_horizons
from tracker.text.tokens import split_words
from tracker.transcripts import Declared, read_transcript, speech

SAID_ON = dt.date(2024, 6, 26)


def carried(text: str) -> list[tuple[str, str]]:
    """The predicates of a text, each with the period that may date it."""
    transcript = read_transcript("talk.txt", text.encode(), Declared(said_on=SAID_ON))
    read = speech(transcript)
    words = split_words(read, [utterance.start for utterance in transcript.utterances])
    horizons = find_horizons(read, SAID_ON)
    places = [(mention.start, mention.end) for mention in horizons]
    found = carried_candidates(transcript, list(sentences_of(words, sentence_breaks(words))), places, horizons, SAID_ON)
    return [(read[each.start : each.end], read[period.start : period.end]) for each, period in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In the third quarter we expect sales of 4 billion. Gross margin will be about 60 percent. We're targeting 12 shops.",
            [("will be about", "In the third quarter"), ("'re targeting 12", "In the third quarter")],
        ),
        ("My view of 2026 is simple. Rents won't fall. I'd be careful.", [("won't fall", "2026")]),
        ("In 2026 it opens. By 2027 it will pay for itself.", []),
        ("We grew in 2022. Margins will be higher.", []),
        ("In 2026 it opens. It has a roof. It has a door.", []),
    ],
)
def test_a_predicate_takes_the_last_period_ahead(text: str, expected: list[tuple[str, str]]) -> None:
    """Only a sentence without a phrase of its own, behind a period that has not passed, has one."""
    assert carried(text) == expected


def test_another_speaker_or_a_far_sentence_takes_none() -> None:
    """A period holds within its turn and for five sentences."""
    assert carried("Ada Vance: In 2026 it opens.\n\nBram Okafor: It will be full.\n\nAda Vance: Yes, it will.\n") == []
    filler = "The roof is red. " * 6
    assert carried(f"In 2026 it opens. {filler}It will be full.") == []
