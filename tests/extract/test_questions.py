"""A question is no forecast."""

import pytest

from tracker.extract.carried_periods import sentences_of
from tracker.extract.encoder.sentence_ends import sentence_breaks
from tracker.extract.questions import directly_asked
from tracker.text.tokens import split_words


@pytest.mark.parametrize(
    ("text", "phrase", "asked"),
    [
        ("Thank you. Will rates be lower next year? I think so.", "next year", True),
        ("And what will it cost by 2030?", "by 2030", True),
        ("So how many will there be in 2027?", "in 2027", True),
        ("It will be lower next year, right?", "next year", False),
        ("Will rates fall? They will fall next year.", "next year", False),
        ("What we will see in 2027 is a flood.", "in 2027", False),
        ("Can we assume that sales will rise next year.", "next year", True),
        ("So do you think it opens in 2027, or is that too early.", "in 2027", True),
        ("Should it open in 2027, we will be there.", "in 2027", False),
        ("It will open in 2027. Will they come?", "in 2027", False),
        ("by 2030", "by 2030", False),
    ],
)
def test_a_question_is_known_by_its_opening_and_its_mark(text: str, phrase: str, asked: bool) -> None:
    """An opening word needs the mark, a verb before its pronoun does not; both in the sentence of the phrase itself."""
    words = split_words(text)
    sentences = list(sentences_of(words, sentence_breaks(words)))
    assert directly_asked(text, sentences, text.index(phrase)) is asked


def test_a_mark_that_was_restored_asks_as_well() -> None:
    """In captions the end of the sentence is among those behind which a question mark was restored."""
    text = "will rates be lower next year i think so"
    end = text.index(" i think")
    sentences = [(0, end), (end + 1, len(text))]
    assert directly_asked(text, sentences, text.index("next year"), {end})
    assert not directly_asked(text, sentences, text.index("next year"))
