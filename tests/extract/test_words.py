"""Words, cues and tenses: what speech is cut into before anything is judged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extract.cues import FAMILIES, find_cues, lexicon
from tracker.extract.tense import Tense, tense_at
from tracker.extract.words import punctuated, split_words


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


@pytest.mark.parametrize(
    ("text", "index", "tense"),
    [
        ("it will grow", 1, Tense.FUTURE),
        ("they're going to win", 0, Tense.FUTURE),
        ("they're winning now", 0, Tense.PROGRESSIVE),
        ("it is expected to fall", 1, Tense.EXPECTED),
        ("she has grown it", 1, Tense.PERFECT),
        ("we have to go", 1, Tense.OBLIGATION),
        ("he was going to sell", 1, Tense.PAST_FUTURE),
        ("he was happy", 1, Tense.PAST),
        ("sales jumped sharply", 1, Tense.PAST),
        ("it may rain", 1, Tense.WEAK),
        ("I'd say so", 0, Tense.WOULD),
        ("we expect rain", 1, Tense.ATTITUDE),
        ("the need for speed", 1, Tense.PRESENT),
        ("the speed of light", 1, None),
        ("a hundred ships", 1, None),
    ],
)
def test_tenses_are_read_from_words_alone(text: str, index: int, tense: Tense | None) -> None:
    """Auxiliaries and the ending of the next word tell the tense."""
    assert tense_at(split_words(text).lower, index) == tense


def test_every_family_of_cues_says_what_it_marks_and_is_found() -> None:
    """Each family has a meaning and cues, and each of its cues is found in a text that holds nothing else."""
    lookup = lexicon()
    for family, (meaning, phrases) in FAMILIES.items():
        assert meaning
        for phrase in phrases.split("|"):
            found = {cue.family for cue in find_cues(split_words(phrase), lookup)}
            if phrase.startswith("'"):
                continue
            assert family in found, (family, phrase)


def test_the_longest_cue_of_a_family_wins_at_its_place() -> None:
    """'would have' is one hypothetical cue, not a modal only."""
    cues = list(find_cues(split_words("it would have closed"), lexicon()))
    assert ("hypothetical", 1, 3) in {(cue.family, cue.first, cue.last) for cue in cues}
