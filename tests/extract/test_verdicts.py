"""What was found and what was left out, and which words a verdict hangs on."""

import datetime as dt

from tracker.extract import ExtractOptions, explain
from tracker.extract.pipeline import read_candidates
from tracker.extract.verdicts import verdicts
from tracker.transcripts import Declared, read_transcript

SAID_ON = dt.date(2024, 6, 26)
TEXT = "What will it cost by 2030? I expect that the new plant will be on the grid by 2030."


def test_every_candidate_has_a_verdict_at_its_place() -> None:
    """Forecasts have no reason, other candidates have one, and the phrase is part of the words around it."""
    transcript = read_transcript("talk.txt", TEXT.encode(), Declared(said_on=SAID_ON))
    found = verdicts(read_candidates(transcript, ExtractOptions()), 0.5)
    assert [TEXT[each.start :].startswith(each.anchor) and each.anchor in each.around for each in found] == [True] * len(found)
    assert (found[0].reason, found[-1].reason) == ("question", None)
    assert all((each.reason is None) is (each.confidence >= 0.5) for each in found)


def test_an_explanation_names_the_words_that_carry_it() -> None:
    """Removing the word of expectation costs the most, and at most five words are named."""
    (judged,) = explain("I expect that the new plant is on the grid by 2030.", SAID_ON).judged
    assert judged.words[0][0] == "expect"
    assert judged.words[0][1] > 0
    assert len(judged.words) <= 5
