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
    "then", "by then", "in the next five years", "two", "'27", "next year or", "um", "in in in the", "over the", "first", "60/40",
    "one in", "the odds of that is", "between 1 and", "10 or", "5%", "1 billion 2 million to", "up to 5%", "i really really",
    "i'd put it at", "low mid high", "from 1 to 2", "probability that we", "down 2", "no more than no more than", "coin flip or",
    "3 to 1", "maybe 5 percent or", "two hundred and", "5 and a half", "point",
)  # fmt: skip
WITHOUT_SPACES = ("1", "9", "1,", "1.", "1/1/", "1,111", "-5", "½", "$", "(", "p(", "-")


def spent(text: str) -> float:
    """The time that all grammars take over a text, in seconds of processor time."""
    start = time.process_time()
    find_horizons(text, SAID_ON)
    find_measures(text)
    find_hedges(text)
    return time.process_time() - start


def in_proportion(short: str, long: str) -> bool:
    """Whether a text of twice the length takes less than three times as long, give or take a twentieth of a second.

    What else the machine does may spoil one measuring, not three.
    """
    once = min(spent(short), spent(short))
    return any(spent(long) < 3 * once + 0.05 for _ in range(3))


@pytest.mark.parametrize("phrase", HOSTILE)
def test_twice_the_text_takes_about_twice_the_time(phrase: str) -> None:
    """Nothing but one phrase, over and over."""
    short = " ".join([phrase] * 150)
    assert in_proportion(short, f"{short} {short}")


@pytest.mark.parametrize("characters", WITHOUT_SPACES)
def test_twice_the_word_takes_about_twice_the_time(characters: str) -> None:
    """One word of a thousand characters, and one of two thousand."""
    short = characters * (1_000 // len(characters))
    assert in_proportion(short, short + short)


@pytest.mark.bench
@pytest.mark.parametrize("seed", range(4))
def test_phrases_in_any_order_are_read_fast_enough(seed: int) -> None:
    """Phrases of all rules, shuffled, are read at thousands of words a second."""
    chosen = random.Random(seed)  # noqa: S311
    text = " ".join(chosen.choice(HOSTILE) for _ in range(600))
    assert len(text.split()) / min(spent(text), spent(text)) > LEAST_WORDS_A_SECOND


@pytest.mark.soak
@pytest.mark.parametrize("text", ["2030 " * 60_000, "in " * 60_000 + "2030 " * 30_000], ids=["years", "words before years"])
def test_texts_of_tens_of_thousands_of_years_keep_their_pace(text: str) -> None:
    """Long lists of years, and of words that open phrases before them, are read as fast."""
    start = time.process_time()
    find_horizons(text, SAID_ON)
    assert len(text.split()) / (time.process_time() - start) > LEAST_WORDS_A_SECOND
