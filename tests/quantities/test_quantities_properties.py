"""What must hold for any text: no exception, order, offsets, and values that come back."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quantities.corpus_rows import rows
from tracker.errors import InvalidRecord
from tracker.quantities import find_hedges, find_measures, find_odds, find_quantities

WORDS = """
0 1 9 60 40 100 2025 one two ten five hundred thousand million billion half third quarter few couple hundreds % percent
points basis $ £ dollars cents x times fold in out of to or and maybe between from at least more than less over under about
down up chance odds point probability likely sure coin flip even against on favourite a an the is are / - , . : ( ) + plus
minus flat decline growth people
"""
PIECES = [*WORDS.split(), "\n", "İ", "½", "’", "\ue000", "\ue00f", "💰", "中"]
SPEECH = st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.text(max_size=60)


@given(SPEECH)
def test_no_text_is_an_error(text: str) -> None:
    """Any text gives mentions in order that do not overlap, and whose words stand at their offsets."""
    odds, quantities, hedges = find_odds(text), find_quantities(text), find_hedges(text)
    for spans in ([(m.start, m.end, m.reading.text) for m in found] for found in (odds, quantities, hedges)):
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
        assert all(text[start:end] == words for start, end, words in spans)


@given(SPEECH)
def test_odds_are_not_read_twice(text: str) -> None:
    """What is read as odds is not read as a magnitude as well."""
    taken = [(mention.start, mention.end) for mention in find_odds(text)]
    assert not any(m.start < end and start < m.end for m in find_quantities(text) for start, end in taken)


@given(SPEECH)
def test_measures_are_what_the_finders_find(text: str) -> None:
    """Reading all three at once gives what each finder gives alone."""
    measures = find_measures(text)
    assert (measures.odds, measures.quantities, measures.hedges) == (find_odds(text), find_quantities(text), find_hedges(text))


@given(st.integers(1, 99))
def test_a_percentage_chance_comes_back(percent: int) -> None:
    """A whole percentage with a word of chance is that probability, in digits and in any of its phrasings."""
    for text in (
        f"a {percent}% chance",
        f"{percent} percent likely",
        f"the probability is {percent} percent",
        f"i'd put it at {percent}%",
    ):
        (mention,) = find_odds(text)
        assert mention.reading.low == mention.reading.high == pytest.approx(percent / 100)


@given(st.integers(1, 999), st.integers(1, 99), st.sampled_from([("million", 1e6), ("billion", 1e9), ("trillion", 1e12)]))
def test_money_comes_back(whole: int, cents: int, scale: tuple[str, float]) -> None:
    """An amount of money has its value whichever way it is written."""
    word, factor = scale
    for text in (f"${whole}.{cents:02d} {word}", f"{whole}.{cents:02d} {word} dollars"):
        (mention,) = find_quantities(text)
        assert mention.reading.unit == "USD"
        assert mention.reading.low == pytest.approx((whole + cents / 100) * factor)


@given(st.integers(1, 400), st.integers(1, 400))
def test_a_range_is_scaled_at_both_ends(low: int, more: int) -> None:
    """The scale word of a range belongs to both of its ends."""
    (mention,) = find_quantities(f"between {low} and {low + more} million dollars")
    assert (mention.reading.low, mention.reading.high) == (low * 1e6, (low + more) * 1e6)


def test_an_unknown_scale_is_refused() -> None:
    """A scale that does not exist is an error that names those that do."""
    with pytest.raises(InvalidRecord, match="survey"):
        find_hedges("maybe", "nobody's")


@pytest.mark.parametrize("row", rows("odds.tsv")[::5] + rows("quantities.tsv")[::5])
def test_offsets_hold_in_a_longer_text(row: list[str]) -> None:
    """A phrase is read the same behind other speech with characters whose lower case is longer."""
    lead = "İstanbul was fine. 💰 " * 3
    for find in (find_odds, find_quantities):
        alone, behind = find(row[0]), find(lead + row[0])
        assert [(m.start + len(lead), m.rule) for m in alone] == [(m.start, m.rule) for m in behind]


@pytest.mark.soak
@pytest.mark.parametrize("piece", ["9", "ten ", "in "])
def test_much_hostile_text_is_read_in_a_minute(piece: str) -> None:
    """A million characters of digits, tens or ins end within a minute."""
    begin = time.process_time()
    for find in (find_odds, find_quantities, find_hedges):
        find(piece * (1_000_000 // len(piece)))
    assert time.process_time() - begin < 90
