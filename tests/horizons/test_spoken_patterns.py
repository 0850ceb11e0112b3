"""Whatever the rules' own patterns can say is read or left alone, and never raises."""

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.horizons.spoken_patterns import spoken
from tracker.horizons import HorizonContext, find_horizons
from tracker.horizons.grammar import rules
from tracker.quantities import find_measures

SAID_ON = dt.date(2024, 6, 26)
FISCAL = HorizonContext(fiscal_year_end=(1, 27))
LEADS = ("", "we will do it ", "in ", "by ", "it's sixty percent that it ends ", "two years after the vote ")


@given(st.sampled_from(rules()), st.randoms(use_true_random=False), st.sampled_from(LEADS))
def test_no_phrase_of_the_patterns_raises(rule, chooser: random.Random, lead: str) -> None:  # type: ignore[no-untyped-def]
    """A phrase made from any rule's pattern gives readings that are in order, in days of the calendar and in the text."""
    text = lead + spoken(rule.pattern, chooser)
    for context in (HorizonContext(), FISCAL):
        for mention in find_horizons(text, SAID_ON, context):
            assert mention.reading.start <= mention.reading.end
            assert text[mention.start : mention.end] == mention.reading.text
    find_measures(text)


@pytest.mark.parametrize(
    ("phrase", "end"),
    [
        ("in two and a half quarters", "2025-02-10"),
        ("over the next generation or two", "2074-06-26"),
        ("in the coming half or two and a half years", "2026-12-26"),
        ("in a quarter and a half", "2024-11-10"),
        ("in three generations and a half", "2111-12-26"),
    ],
)
def test_lengths_in_quarters_and_generations(phrase: str, end: str) -> None:
    """A half beside quarters and generations is a half of that unit."""
    (mention,) = find_horizons(f"we will see it {phrase}.", SAID_ON)
    assert mention.reading.end.isoformat() == end
