"""Marks and capitals that captions lack."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extract.encoder.restorer import MARGIN, SIZE, Case, cased, joined, load_restorer, parts_of
from tracker.extract.encoder.weight_files import WEIGHTS
from tracker.text.tokens import split_words

CAPTIONS = (
    "so the plant in ohio opened last year and it was late what do you think happens next i think google will sell the second one "
    "in march and that is that yeah we will see about the other one i don't know"
)


def test_captions_get_marks_and_capitals_where_they_are_asked_for() -> None:
    """Inside the stretch names have capitals and sentences end; outside nothing is changed."""
    words = split_words(CAPTIONS)
    last = words.lower.index("yeah")
    restored = load_restorer(WEIGHTS).restore(words, [(0, last)])
    assert restored.cases[words.lower.index("google")] is not Case.LOWER
    assert restored.cases[words.lower.index("plant")] is Case.LOWER
    ends = dict(zip(words.lower, restored.ends, strict=True))
    assert ends["next"] > ends["happens"]
    assert ends["late"] > ends["plant"]
    assert set(restored.marks[last:]) == {""}
    assert set(restored.cases[last:]) == {Case.LOWER}
    assert all(chance == 0.0 for chance in restored.ends[last:])


def test_another_speaks_from_the_threshold_of_the_card_on() -> None:
    """A word opens a turn where the restored probability reaches the threshold."""
    restorer, words = load_restorer(WEIGHTS), split_words(CAPTIONS)
    stretch = [(0, len(words))]
    chances = restorer.probabilities(words, stretch)[:, -1]
    for least in (restorer.thresholds.turn, float(chances.max())):
        found = replace(restorer, thresholds=replace(restorer.thresholds, turn=least)).restore(words, stretch)
        assert found.turns == [chance >= least for chance in chances]
    assert any(found.turns)


@given(st.integers(0, 2000))
def test_a_long_stretch_is_read_in_parts_that_answer_for_each_piece_once(count: int) -> None:
    """No reading is longer than SIZE; each answers for pieces with MARGIN neighbours on both sides, if there are so many."""
    parts = parts_of(count)
    assert [piece for _, begin, stop, _ in parts for piece in range(begin, stop)] == list(range(count))
    for low, begin, stop, high in parts:
        assert 0 <= low <= begin < stop <= high <= count
        assert high - low <= SIZE
        assert begin - low == MARGIN or low == 0
        assert high - stop == MARGIN or high == count


def test_the_last_words_of_a_long_stretch_are_answered() -> None:
    """Marks are restored at the end of a long text as well."""
    words = split_words(f"{CAPTIONS} " * 12)
    restored = load_restorer(WEIGHTS).restore(words, [(0, len(words))])
    assert len(restored.marks) == len(words) > 2 * SIZE
    assert any(restored.marks[-40:])


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8))
def test_stretches_are_joined_without_losing_a_word(stretches: list[tuple[int, int]]) -> None:
    """The joined stretches hold the same words, in order, and do not touch."""
    made = joined(stretches)
    assert {word for each in made for word in range(*each)} == {word for each in stretches for word in range(*each)}
    assert all(one[1] < other[0] for one, other in pairwise(made))


@pytest.mark.parametrize(
    ("word", "case", "written"),
    [
        ("ohio", Case.CAPITAL, "Ohio"),
        ("gdp", Case.OTHER, "GDP"),
        ("ceo's", Case.OTHER, "CEO's"),
        ("u.s", Case.OTHER, "U.S"),
        ("p&l's", Case.CAPITAL, "P&L's"),
        ("e.g", Case.LOWER, "e.g"),
        ("gpt-4", Case.CAPITAL, "GPT-4"),
        ("mid-2025", Case.CAPITAL, "Mid-2025"),
        ("mcallister", Case.OTHER, "Mcallister"),
        ("$4b", Case.OTHER, "$4b"),
        ("plant", Case.LOWER, "plant"),
    ],
)
def test_a_word_is_written_as_its_case_says(word: str, case: Case, written: str) -> None:
    """Short words in other letters are acronyms, long ones names."""
    assert cased(word, case) == written
