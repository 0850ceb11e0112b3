"""Nearly all sentences of the spoken lists are read right."""

import pytest

from tests.spoken_lists import readings, sentences

MISSED = {
    "CY26 should look a lot like CY25.",
    "The odds of that kid making varsity next fall are one in eight.",
    "Half of these lawsuits will settle before the holidays.",
    "by midyear we should have the rights issue behind us",
    "My gut says 20 percent, the spreadsheet says 35, that the claim goes to court.",
    "so midsummer's day the ferry starts up again and that'll be the end of our peace",
    "At the turn of the next century, our great-grandkids will curse us for this dam.",
}
"""What is known to be read wrong: a year that another is likened to, "next fall" for this one, "the holidays" as the weeks from
mid-November, "midyear" as the summer months, a second estimate without "percent", a holiday without a preposition, and the turn of
a century as its first years."""


@pytest.mark.parametrize("part", sorted({one.part for one in sentences()}))
def test_spoken_sentences_are_read(part: str) -> None:
    """Each sentence gives the days and odds that a careful reader takes from it, or nothing where there is nothing."""
    wrong = [(one.text, what, read) for one in sentences() if one.part == part for what, right, read in readings(one) if not right]
    assert [each for each in wrong if each[0] not in MISSED] == []
