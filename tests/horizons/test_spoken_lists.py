"""Nearly all sentences of the spoken lists are read right."""

import pytest

from tests.spoken_lists import readings, sentences

MISSED = {
    "CY26 should look a lot like CY25.",
    "The odds of that kid making varsity next fall are one in eight.",
    "Half of these lawsuits will settle before the holidays.",
}
"""What is known to be read wrong: a year that another is likened to, "next fall" for this one, and "the holidays" as the weeks
from mid-November."""


@pytest.mark.parametrize("part", sorted({one.part for one in sentences()}))
def test_spoken_sentences_are_read(part: str) -> None:
    """Each sentence gives the days and odds that a careful reader takes from it, or nothing where there is nothing."""
    wrong = [(one.text, what, read) for one in sentences() if one.part == part for what, right, read in readings(one) if not right]
    assert [each for each in wrong if each[0] not in MISSED] == []
