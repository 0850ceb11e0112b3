"""Where sentences end."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.extract.encoder.sentence_ends import ENDS, has_marks, sentence_breaks
from tracker.text.tokens import split_words

PUNCTUATED = (
    "We opened two plants last year. The third one will open in March, I think. So what comes next? "
    "Mr. Brown says costs fall by 2.5 percent -- maybe more... And then we stop.\n\nThank you."
)


def test_marks_decide_where_a_text_has_them() -> None:
    """Full stops, question marks and empty lines end a sentence; titles, decimals and dashes do not."""
    words = split_words(PUNCTUATED)
    assert has_marks(words)
    ends = [words.lower[i] for i, sure in enumerate(sentence_breaks(words)) if sure >= ENDS]
    assert ends == ["year", "think", "next", "more", "stop", "you"]


def test_what_was_restored_decides_in_captions() -> None:
    """The probabilities that were restored stand, but for a stop or an empty line, which always ends a sentence."""
    words = split_words("we opened two plants\n\nwhen was that")
    assert not has_marks(words)
    assert sentence_breaks(words, [0.1, 0.0, 0.0, 0.2, 0.0, 0.4, 0.3]) == [0.1, 0.0, 0.0, 1.0, 0.0, 0.4, 1.0]


@given(st.lists(st.sampled_from("we you think the. plant will open? yeah so um, 2027 $5 next year it's".split()), max_size=60))
def test_there_is_a_probability_for_each_word(spoken: list[str]) -> None:
    """One for each word, from 0 to 1, and the last word ends a sentence."""
    words = split_words(" ".join(spoken))
    breaks = sentence_breaks(words)
    assert len(breaks) == len(words)
    assert all(0.0 <= chance <= 1.0 for chance in breaks)
    assert not breaks or breaks[-1] == 1.0
