"""Offsets, order, and the other readings."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.horizons import find_horizons
from tracker.horizons.grammar import grammar

SAID_ON = dt.date(2024, 6, 26)
SCRAPS = st.sampled_from(
    """in by the next year years five two to or and 2025 2026 '27 20 30 q3 half second quarter of end this then that by until
    may march fall uh um , . - / % $ last ago old three months week after before between from now out away early mid late
    decade century 1990s first twenty thirty hundred thousand a an couple few election christmas podcast airs time point
    same day on friday january 15th 3/15/2027 99/99/9999 2024-02-31 million back over beginning turn rest all one year's
    other fiscal fy27 2h25 İ 😀 二 \n""".split()
)


@given(st.lists(SCRAPS, max_size=40), st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2200, 12, 31)))
def test_any_words_in_any_order(words: list[str], said_on: dt.date) -> None:
    """No text raises; mentions are in order, do not overlap, and say what stands at their offsets."""
    text = " ".join(words)
    mentions = find_horizons(text, said_on)
    assert all(text[one.start : one.end] == one.reading.text for one in mentions)
    assert all(earlier.end <= later.start for earlier, later in itertools.pairwise(mentions))
    assert all(
        one.reading.start <= one.reading.end and one.reading.end >= said_on for one in mentions if one.reading.anchored_on is None
    )


@given(
    st.lists(st.sampled_from(sorted(grammar().alphabet.words)), min_size=1, max_size=25), st.dates(min_value=dt.date(1900, 1, 1))
)
def test_any_words_of_the_grammar(words: list[str], said_on: dt.date) -> None:
    """No order of the words that rules are made of raises, on any day."""
    text = " ".join(words)
    assert all(text[one.start : one.end] == one.reading.text for one in find_horizons(text, said_on))


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """No characters raise, and offsets hold."""
    assert all(text[one.start : one.end] == one.reading.text for one in find_horizons(text, SAID_ON))


def test_other_readings_are_kept() -> None:
    """The window of "by 2030" may end a year sooner; "over the next year" may be the calendar year."""
    (by,) = find_horizons("by 2030", SAID_ON)
    (over,) = find_horizons("over the next year", SAID_ON)
    assert [other.end for other in by.others] == [dt.date(2029, 12, 31)]
    assert [other.end for other in over.others] == [dt.date(2025, 12, 31)]


def test_the_trace_names_the_rules() -> None:
    """A mention says which rules read it, the last of them first in `rule`."""
    (mention,) = find_horizons("by the end of next year", SAID_ON)
    assert mention.trace == ("relative.next", "parts.end", "prepositions.by")
    assert mention.rule == mention.reading.rule == "prepositions.by"


def test_a_long_transcript_is_read_throughout() -> None:
    """Every mention of a long text is found, at its place."""
    text = "we will talk about other things and it will happen in 2027 " * 3000
    mentions = find_horizons(text, SAID_ON)
    assert len(mentions) == 3000
    assert text[mentions[-1].start : mentions[-1].end] == "in 2027"


@pytest.mark.parametrize(
    ("said_on", "text", "expected"),
    [
        ("2025-03-20", "h2 will be better", [("h2", "2025-07-01", "2025-12-31")]),
        ("2025-03-20", "In the back half we expect margins to expand.", [("In the back half", "2025-07-01", "2025-12-31")]),
        ("2025-01-20", "in q4 we would say demand was solid", []),
        ("2025-01-20", "The fourth quarter was strong.", []),
        ("2024-06-26", "we're a decade away from that", [("a decade away", "2034-06-26", "2034-06-26")]),
        ("2024-06-26", "ten years away from that happening", [("ten years away", "2034-06-26", "2034-06-26")]),
        ("2024-06-26", "five years away from that it paid off", []),
        ("2024-06-26", "we project 2025 revenue", [("2025", "2025-01-01", "2025-12-31")]),
        ("2024-06-26", "we will repay the notes by 2031", [("by 2031", "2024-06-26", "2031-12-31")]),
        ("2024-06-26", "by 2030 bonds will yield more", [("by 2030", "2024-06-26", "2030-12-31")]),
    ],
)
def test_words_behind_a_phrase_decide(said_on: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    """A modal behind a bare quarter makes it the next one, a past form keeps it past; so do the words behind a year or a length."""
    found = find_horizons(text, dt.date.fromisoformat(said_on))
    assert [(one.reading.text, one.reading.start.isoformat(), one.reading.end.isoformat()) for one in found] == expected
