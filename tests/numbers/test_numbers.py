"""Numbers as they are spoken, written and captioned."""

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.numbers import find_numbers, parse_number, parse_ordinal
from tracker.text.folding import fold

CORPUS = Path(__file__).parents[1] / "corpus" / "numbers.tsv"
ROWS = [line.split("\t") for line in CORPUS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
READINGS = {text: float(value) for text, value in ROWS if value}
NOT_NUMBERS = ["", "   ", "9" * 500, *(text for text, value in ROWS if not value)]
IN_A_SENTENCE = {text: value for text, value in READINGS.items() if text != "a"}


@pytest.mark.parametrize(("text", "value"), READINGS.items())
def test_a_number_has_its_value(text: str, value: float) -> None:
    """Spoken and written numbers are read at their value."""
    assert parse_number(text) == pytest.approx(value)


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_what_is_no_number_is_none(text: str) -> None:
    """Text that is not one whole number has no value."""
    assert parse_number(text) is None


@pytest.mark.parametrize(("text", "value"), IN_A_SENTENCE.items())
def test_the_finder_reads_what_the_parser_reads(text: str, value: float) -> None:
    """A number inside a sentence is found whole, at the value it has alone."""
    folded = fold(f"they said {text}, or so")
    found = find_numbers(folded)
    assert [number.value for number in found] == [pytest.approx(value)]
    assert folded[found[0].start : found[0].end] == re.sub(r" a$", "", fold(text))


@pytest.mark.parametrize("text", ["a couple of", "a few", "several", "tens of thousands of", "a few hundred", "hundreds of"])
def test_vague_counts_have_a_value(text: str) -> None:
    """A vague count has its typical value."""
    assert parse_number(text) is not None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("a little over8 billion", [8e9]),
        ("10 or 100 billion", [10, 1e11]),
        ("60-40 or sixty-forty", [60, 40, 60, 40]),
        ("gpt4 and v3.8.0 on the 4th, the twenty-first", [20]),
        ("100s of millions of units", [1e8]),
        ("between 2 and 2½ percent", [2, 2.5]),
        ("in 2025 2026", [2025, 2026]),
        ("3, 3½ percent", [3, 3.5]),
        ("$1.5 million.", [1.5e6]),
        ("mp3 b2b q3 h264", []),
    ],
)
def test_the_finder_parts_numbers(text: str, numbers: list[float]) -> None:
    """Neighbouring numbers stay apart, and digits inside words are left alone."""
    assert [number.low for number in find_numbers(fold(text))] == pytest.approx(numbers)


@pytest.mark.parametrize(
    ("text", "rank"), [("first", 1), ("4th", 4), ("Twenty-first", 21), ("thirtieth", 30), ("one", None), ("twenty eleventh", None)]
)
def test_an_ordinal_has_its_rank(text: str, rank: int | None) -> None:
    """Ordinals are read in words and digits."""
    assert parse_ordinal(text) == rank


ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(number: int, joiner: str) -> str:
    """The number in words; `joiner` stands before what follows a hundred."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{ONES[number // 100]} hundred" + (f"{joiner}{spelled(number % 100, joiner)}" if number % 100 else "")
    for value, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= value:
            return f"{spelled(number // value, joiner)} {name}" + (f" {spelled(number % value, joiner)}" if number % value else "")
    raise AssertionError(number)


@given(st.integers(0, 10**15 - 1), st.sampled_from([" ", " and "]))
def test_spelled_out_numbers_come_back(number: int, joiner: str) -> None:
    """A whole number spelled out in words is read as itself, alone and in a sentence."""
    words = spelled(number, joiner)
    assert parse_number(words) == number
    assert [found.value for found in find_numbers(f"about {words} of them")] == [number]


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    """Offsets in a folded text are offsets in the text itself."""
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="0123456789.,½¼ \n-/aandofhundredpointfiverhalfkmb$%", max_size=60))
def test_no_text_is_an_error(text: str) -> None:
    """Any text has a list of numbers inside it, in order and not overlapping."""
    parse_number(text)
    found = find_numbers(fold(text))
    assert all(0 <= n.start < n.end <= len(text) and n.low <= n.value <= n.high for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "piece", ["9", "ten ", "hundred ", "1,111", "a couple of ", "two hundred and ", "1.", "point ", "½", "5 and a half ", "-5"]
)
@pytest.mark.parametrize("least", [1_000, pytest.param(8_000, marks=pytest.mark.soak)])
def test_hostile_text_takes_linear_time(piece: str, least: int) -> None:
    """Eight times the text takes no more than about eight times the time."""

    def seconds(characters: int) -> float:
        text = piece * (characters // len(piece))
        begin = time.process_time()
        find_numbers(text)
        return time.process_time() - begin

    seconds(1_000)
    assert seconds(8 * least) < 32 * seconds(least) + 0.05
