"""Words: the tokens of speech."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.text.tokens import punctuated, split_words


@given(st.text())
def test_words_stand_where_their_offsets_say(text: str) -> None:
    """Every word is the text between its offsets, in order, without overlap."""
    words = split_words(text)
    assert len(words.starts) == len(words.ends) == len(words.lower) == len(words.after)
    place = 0
    for start, end, lower in zip(words.starts, words.ends, words.lower, strict=True):
        assert place <= start < end
        assert text[start:end].lower().replace("’", "'") == lower
        place = end


@pytest.mark.parametrize(
    ("text", "lower"),
    [
        ("It's $4.5 billion, or 10%", ["it's", "$4.5", "billion", "or", "10%"]),
        ("a 60/40 bet in 2025–2026", ["a", "60/40", "bet", "in", "2025", "2026"]),
        ("2½ percent", ["2½", "percent"]),
        ("we’ll see", ["we'll", "see"]),
    ],
)
def test_figures_and_contractions_are_one_word(text: str, lower: list[str]) -> None:
    """Money, per cent, fractions and contractions stay whole; dashes between years do not join them."""
    assert list(split_words(text).lower) == lower


def test_the_strongest_mark_between_words_is_kept() -> None:
    """A question mark beats a comma; an empty line and a new utterance are breaks of their own."""
    words = split_words("Well, is it? Yes...\n\nNo", [])
    assert list(words.after) == [",", "", "?", "¶", "¶"]
    assert split_words("you there yes", [10]).after[1] == "¶"


def test_captions_are_told_from_punctuated_text() -> None:
    """A text without stops is captions; one stop in a dozen words is punctuation."""
    assert not punctuated(split_words("we will ship it next year and then we will see " * 10))
    assert punctuated(split_words("We will ship it next year. Then we will see. " * 5))
