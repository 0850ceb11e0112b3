"""The grammars take time in proportion to the text, whatever words it is made of."""

import datetime as dt
import random
import time

import pytest

from tracker.horizons import find_horizons
from tracker.quantities import find_hedges, find_measures

SAID_ON = dt.date(2024, 6, 26)
# On a machine of its own all grammars together read the worst of these at some six thousand; half is left for what else runs.
LEAST_WORDS_A_SECOND = 2500
HOSTILE = (
    "2030", "2030s", "in 2030", "in", "by the end of 2030", "next year", "last year", "third quarter of", "the end of the", "ten",
    "twenty", "two to three years", "2027 to 2030", "2026 and", "2026 or", "2026,", "years from now", "after that", "monday", "may",
    "march 4 2027", "a couple of weeks", "60 40", "nine out of ten", "30 percent", "30 to 40 percent", "a chance of one in",
    "fifty", "million", "$5 billion", "a hundred", "more than", "at least", "half", "odds", "probably", "will", "1,000,000", "(",
    "[00:01]", "Ada:", ",", ".", "it's", "q3 fy27", "the year after", "within the next", "every two years", "election", "\"",
)  # fmt: skip


def spent(text: str) -> float:
    """The least of two times that all grammars take over a text, in seconds of processor time."""
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        find_horizons(text, SAID_ON)
        find_measures(text)
        find_hedges(text)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("phrase", HOSTILE)
def test_twice_the_text_takes_about_twice_the_time(phrase: str) -> None:
    """Nothing but one phrase, at twice the length, takes less than three times as long, give or take a twentieth of a second."""
    short = " ".join([phrase] * 150)
    assert spent(f"{short} {short}") < 3 * spent(short) + 0.05


@pytest.mark.parametrize("seed", range(4))
def test_phrases_in_any_order_are_read_fast_enough(seed: int) -> None:
    """Phrases of all rules, shuffled, are read at thousands of words a second."""
    chosen = random.Random(seed)  # noqa: S311
    text = " ".join(chosen.choice(HOSTILE) for _ in range(600))
    assert len(text.split()) / spent(text) > LEAST_WORDS_A_SECOND


@pytest.mark.soak
@pytest.mark.parametrize("text", ["2030 " * 60_000, "in " * 60_000 + "2030 " * 30_000], ids=["years", "words before years"])
def test_texts_of_tens_of_thousands_of_years_keep_their_pace(text: str) -> None:
    """Long lists of years, and of words that open phrases before them, are read as fast."""
    start = time.process_time()
    find_horizons(text, SAID_ON)
    assert len(text.split()) / (time.process_time() - start) > LEAST_WORDS_A_SECOND
