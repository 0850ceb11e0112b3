"""Typed and imported words are read like speech."""

import datetime as dt

import pytest

from tracker.by_hand.claim_by_hand import forecast_by_hand
from tracker.by_hand.claim_fields import changes_from
from tracker.errors import TrackerError
from tracker.extract.explanations import explain
from tracker.horizons import HorizonContext
from tracker.ledger.transfer.row_words import fill_from_sentence, read_words
from tracker.records import Forecast, Hedge, Kind, Probability
from tracker.wording import due_from, likelihood_from, named_in, number_from, odds_from, sizes_from

SAID_ON = dt.date(2024, 6, 26)
SENTENCES = (
    "It's sixty forty that they will cut in September.",
    "They will probably open on the first Monday of September.",
    "Five years after 2025 a quarter million people will live there.",
    "By 2030 nine out of ten homes will be heated without gas.",
    "I'd put it at two to one that he wins the election in 2028.",
    "The mill will almost certainly shut six months before the end of 2026.",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_door_reads_a_sentence_as_speech_is_read(sentence: str) -> None:
    """A claim typed by hand, a row of an import and an explanation of the same sentence name the same date, odds and sizes."""
    heard = explain(sentence, SAID_ON)
    typed = forecast_by_hand(statement=sentence, quote=None, said_on=SAID_ON, speaker=None)
    bare = Forecast(said_on=SAID_ON, claim=sentence, kind=Kind.UNDATED)
    row = fill_from_sentence(bare, ())
    assert [typed.horizon] == [each.reading for each in heard.horizons]
    assert [each for each in [typed.probability] if each] == [each.reading for each in heard.odds]
    assert typed.quantities == tuple(each.reading for each in heard.quantities)
    for name in ("horizon", "probability", "hedge", "quantities", "kind"):
        assert getattr(row, name) == getattr(typed, name)


def test_what_a_row_gives_is_not_read_from_its_sentence() -> None:
    """A field that the row holds, even empty, stays as given."""
    bare = Forecast(said_on=SAID_ON, claim="It will probably cost 5 million dollars by 2030.", kind=Kind.UNDATED)
    row = fill_from_sentence(bare, {"horizon", "hedge"})
    assert (row.horizon, row.hedge, row.kind, len(row.quantities)) == (None, None, Kind.UNDATED, 1)


def test_likelihood_of_a_sentence_is_the_word_that_has_a_range() -> None:
    """A bare "maybe" gives way to "likely"; a sentence with two dates ahead names neither."""
    assert getattr(named_in("Maybe it is likely to open in 2026 or shut in 2031.", SAID_ON).hedge, "text", None) == "likely"
    assert named_in("It opens in 2026 and shuts in 2031.", SAID_ON).horizon is None
    assert str(getattr(named_in("It shut in 2019 and opens in 2031.", SAID_ON).horizon, "end", None)) == "2031-12-31"


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("60%", 0.6, 0.6),
        ("0.6-0.7", 0.6, 0.7),
        ("60 to 70", 0.6, 0.7),
        ("60/40", 0.6, 0.6),
        ("one in three", 1 / 3, 1 / 3),
        ("two to one", 2 / 3, 2 / 3),
        ("1:3", 0.25, 0.25),
        ("three to one against", 0.25, 0.25),
        ("about a third", 1 / 3, 1 / 3),
        ("forty, forty-five percent", 0.4, 0.45),
        ("a coin flip", 0.5, 0.5),
    ],
)
def test_typed_odds(words: str, low: float, high: float) -> None:
    """Numbers and the ways to say them, kept as they were typed."""
    odds = odds_from(words)
    assert isinstance(odds, Probability)
    assert odds.text == words
    assert [odds.low, odds.high] == pytest.approx([low, high])


@pytest.mark.parametrize("words", ["very likely", "probably", "almost certain", "unlikely"])
def test_typed_words_of_likelihood(words: str) -> None:
    """Words of likelihood become the claim's likelihood and remove its odds."""
    forecast = Forecast(said_on=SAID_ON, claim="x", kind=Kind.ODDS, probability=Probability(text="50%", low=0.5, high=0.5))
    changes = changes_from(forecast, {"odds": words})
    assert changes["probability"] is None
    assert isinstance(changes["hedge"], Hedge)
    assert changes["hedge"] == likelihood_from(words)
    assert "hedge" not in changes_from(forecast, {"odds": "60%"})


def test_row_in_plain_words() -> None:
    """Words in the fields of a row become what they say; words of likelihood under the odds are the likelihood."""
    row = {"said_on": "2024-06-26", "horizon": "in two years", "probability": "very likely", "quantities": "5 million dollars"}
    read = read_words(row)
    assert (read["horizon"]["end"], read["probability"], read["hedge"]["text"]) == ("2026-06-26", None, "very likely")
    assert [(size["low"], size["unit"]) for size in read["quantities"]] == [(5e6, "USD")]
    assert read_words({"hedge": "as sure as eggs"})["hedge"]["text"] == "as sure as eggs"
    assert read_words({"horizon": None, "probability": {"low": 0.5, "high": 0.5}})["horizon"] is None


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"said_on": "2024-06-26", "horizon": "whenever"}, "'whenever' cannot be read as one date"),
        ({"said_on": "soon", "horizon": "by 2030"}, "said_on"),
        ({"probability": "purple"}, "'purple' cannot be read as odds"),
        ({"quantities": "many"}, "'many' cannot be read as a size"),
    ],
)
def test_words_that_say_nothing_are_refused(row: dict[str, str], why: str) -> None:
    """One line that says which words, and what to write instead."""
    with pytest.raises(TrackerError, match=why):
        read_words(row)


def test_none_takes_a_value_away() -> None:
    """The word "none" is no date, no odds, no likelihood and no size."""
    assert (due_from("none", SAID_ON), odds_from("none"), likelihood_from("-"), sizes_from("none")) == (None, None, None, ())


def test_a_typed_quarter_is_of_the_fiscal_year_of_its_source() -> None:
    """With the context of a source "Q3" is the company's; "calendar Q3" and no context are the calendar's."""
    context = HorizonContext(fiscal_year_end=(1, 31))
    claim = Forecast(said_on=SAID_ON, claim="Sales will grow.", kind=Kind.UNDATED)
    ends = {
        words: str(getattr(changes_from(claim, {"due": words}, context)["horizon"], "end", None)) for words in ("Q3", "calendar Q3")
    }
    assert ends == {"Q3": "2024-10-31", "calendar Q3": "2024-09-30"}
    assert str(getattr(due_from("Q3", SAID_ON), "end", None)) == "2024-09-30"


@pytest.mark.parametrize(("words", "number"), [("1,234,567.5", 1_234_567.5), ("-2.5", -2.5), (" 12,000 ", 12_000.0), ("1e6", 1e6)])
def test_a_number_may_have_commas_between_thousands(words: str, number: float) -> None:
    """The same at the command line, on the pages and in the review."""
    assert number_from(words) == number


@pytest.mark.parametrize("words", ["0,6", "1,00", "12,34,567", "nan", "inf", "-inf", "1e400", "", "five"])
def test_what_may_mean_two_numbers_is_none(words: str) -> None:
    """A decimal comma is refused instead of being read as a number ten times too large."""
    with pytest.raises(ValueError, match=r".*"):
        number_from(words)
