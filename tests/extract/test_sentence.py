"""Tests of the readable sentence of a claim."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extract.sentence import SOUNDS, claim_sentence
from tracker.extract.words import split_words
from tracker.records import Grain, Horizon

SAID = dt.date(2024, 6, 26)


def due(end: dt.date) -> Horizon:
    return Horizon(text="then", start=min(SAID, end), end=end, grain=Grain.YEAR, rule="test")


@pytest.mark.parametrize(
    ("quote", "wanted"),
    [
        ("um so you know i think we'll we'll have a name for it", "I think we'll have a name for it."),
        ("and uh the the plant will kind of open um in the spring", "The plant will open in the spring."),
        ("We expect, um, revenue of 4 to 5 billion,\nyou know, this year", "We expect revenue of 4 to 5 billion this year."),
        ("it's the kind of plant that will be sold", "It's the kind of plant that will be sold."),
        ("do you know what will happen", "Do you know what will happen."),
        ("third qu- quarter sales will rise", "Third quarter sales will rise."),
        ("i mean we are going to we are going to double it right", "We are going to double it."),
        ("in 20 20 it will be 5 5 percent", "In 20 20 it will be 5 5 percent."),
        ("um", "Um."),
    ],
)
def test_fillers_and_stutters_go(quote: str, wanted: str) -> None:
    """Fillers, repeats and broken-off words go; phrases that are part of the sentence and figures stay."""
    words = split_words(quote)
    assert claim_sentence(words, (0, len(words))) == wanted


@pytest.mark.parametrize(
    ("quote", "end", "wanted"),
    [
        ("it will open next year", dt.date(2025, 12, 31), "It will open next year (by the end of 2025)."),
        ("it will open in 2025", dt.date(2025, 12, 31), "It will open in 2025."),
        ("it will open in nine months", dt.date(2025, 3, 31), "It will open in nine months (by the end of March 2025)."),
        ("it will open in a year", dt.date(2025, 6, 26), "It will open in a year (by 26 June 2025)."),
    ],
)
def test_the_due_date_is_in_words(quote: str, end: dt.date, wanted: str) -> None:
    """The due date is added unless the sentence names the year at whose end it falls due."""
    words = split_words(quote)
    assert claim_sentence(words, (0, len(words)), due(end)) == wanted


def test_it_is_replaced_where_the_sentence_before_names_it() -> None:
    """An opening "it" takes the short subject of the sentence before, and only where that is plain."""
    text = "The new plant is nearly done. It will open next year. People like it. It will grow."
    words = split_words(text)
    first, second = words.span(text.index("It will open"), text.index(" People")), words.span(text.index("It will grow"), len(text))
    assert claim_sentence(words, first) == "The new plant will open next year."
    assert claim_sentence(words, second) == "It will grow."


SPOKEN = st.sampled_from(
    [
        *"um uh you know i mean kind of sort like we will the plant open in 2027 so and right it 5 percent i'm".split(),
        *", . -- qu- ( )".split(),
        "\n",
    ]
)


@given(st.lists(SPOKEN, min_size=1, max_size=40))
def test_a_sentence_is_never_empty_or_ragged(spoken: list[str]) -> None:
    """One capital-led sentence with a full stop, no double spaces, no line breaks and no sounds, unless there was nothing else."""
    words = split_words(" ".join(spoken))
    if not len(words):
        return
    sentence = claim_sentence(words, (0, len(words)), due(dt.date(2027, 12, 31)))
    assert sentence.endswith(".")
    assert not re.search(r"\s\s|\n|\s[.,]", sentence)
    assert sentence[0] == sentence[0].upper()
    heard = {word.strip(".,").lower() for word in sentence.split()}
    assert not heard & SOUNDS or set(words.lower) <= SOUNDS | {"like", "kind", "of", "sort", "you", "know", "i", "mean"}
