"""Patterns for one of many words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.text.one_of import one_of

WORDS = st.text(alphabet="abc +.", min_size=1, max_size=6)


@given(st.lists(WORDS, min_size=1, max_size=8), st.data())
def test_the_longest_word_is_matched(words: list[str], data: st.DataObject) -> None:
    """Of the words that a text begins with the longest is matched, whatever signs they hold."""
    text = data.draw(st.sampled_from(words)) + data.draw(st.text(alphabet="abc +.", max_size=3))
    match = re.match(one_of(words), text)
    assert match is not None
    assert match.group() == max((word for word in words if text.startswith(word)), key=len)


@pytest.mark.parametrize(("text", "matched"), [("no less than", True), ("no-less - than", False), ("no  less-than", True)])
def test_a_space_may_be_what_is_asked_for(text: str, matched: bool) -> None:
    """A space in a word stands for the pattern that is given for it."""
    assert (re.fullmatch(one_of(["no less than", "over"], r"[\s-]{1,2}"), text) is not None) is matched
