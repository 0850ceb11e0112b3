"""Where quotes begin and end, and what their pronouns stand for."""

import pytest

from tests.extract.parsed_text import context_of, place
from tracker.extract.claims.quotes import adjusted_quote
from tracker.extract.claims.referents import referent
from tracker.extract.claims.sentence import claim_sentence


@pytest.mark.parametrize(
    ("text", "quote", "anchor", "wanted"),
    [
        (
            "It's fifty fifty that the bridge opens by 2027.",
            "the bridge opens by 2027",
            "by 2027",
            "It's fifty fifty that the bridge opens by 2027",
        ),
        (
            "I don't know if other towns want a tram, but I think within a few years they all will have one.",
            "I don't know if other towns want a tram, but I think within a few years",
            "within a few years",
            "I don't know if other towns want a tram, but I think within a few years they all will have one",
        ),
        (
            "Orders either arrive within the quarter or wait until 2027.",
            "Orders either arrive within the quarter",
            "within the quarter",
            "Orders either arrive within the quarter or wait until 2027",
        ),
        (
            "The fare falls from 3.4 dollars this year to 2.1 dollars in 2027, they say.",
            "The fare falls from 3.4 dollars this year",
            "this year",
            "The fare falls from 3.4 dollars this year to 2.1 dollars in 2027",
        ),
        (
            "Good. Most analysts say that the fare will double by 2027.",
            "the fare will double by 2027",
            "by 2027",
            "Most analysts say that the fare will double by 2027",
        ),
        ("I think the fare will double by 2027.", "the fare will double by 2027", "by 2027", "the fare will double by 2027"),
        ("Café Söder will close in 2026.", "Söder will close in 2026", "in 2026", "Café Söder will close in 2026"),
        (
            "The plant is open. We will sell it in 2026. Good.",
            "The plant is open. We will sell it in 2026",
            "in 2026",
            "We will sell it in 2026",
        ),
        ("Will it open? We will see it in 2026.", "Will it open? We will see it in 2026", "in 2026", "We will see it in 2026"),
        (
            "If rates fall, we will build it in 2027.",
            "we will build it in 2027",
            "in 2027",
            "If rates fall, we will build it in 2027",
        ),
        (
            "If six are left in two years, we did well.",
            "If six are left in two years",
            "in two years",
            "If six are left in two years, we did well",
        ),
        ("I think by 2030 most cars will be electric.", "I think by 2030", "by 2030", "I think by 2030 most cars will be electric"),
        (
            "The new town hall will be done in 2026.",
            "hall will be done in 2026",
            "in 2026",
            "The new town hall will be done in 2026",
        ),
        (
            "Prices will go on rising through 2026.",
            "go on rising through 2026",
            "through 2026",
            "Prices will go on rising through 2026",
        ),
        (
            "an offer in 2026 is not something we would do what about going public",
            "an offer in 2026 is not something we would do what about going public",
            "in 2026",
            "an offer in 2026 is not something we would do",
        ),
        (
            "We are going to see over the next year much bigger ships.",
            "We are going to see over the next year",
            "over the next year",
            "We are going to see over the next year much bigger ships",
        ),
        (
            "If you look at prices in 2026 the harbour is what they will sell.",
            "If you look at prices in 2026",
            "in 2026",
            "If you look at prices in 2026 the harbour is what they will sell",
        ),
        (
            "Total output this year appears to be on track.",
            "this year appears to be on track",
            "this year",
            "Total output this year appears to be on track",
        ),
        (
            "By plan, further testing of the pump against Legionella, the germ that causes fevers, will be performed in 2026.",
            "the germ that causes fevers, will be performed in 2026",
            "in 2026",
            "further testing of the pump against Legionella, the germ that causes fevers, will be performed in 2026",
        ),
        (
            "I do not think that the trade that came here this year would have come without a harbour.",
            "I do not think that the trade that came here this year",
            "this year",
            "I do not think that the trade that came here this year would have come without a harbour",
        ),
        (
            "We will lend unless prices fall in 2026.",
            "unless prices fall in 2026",
            "in 2026",
            "We will lend unless prices fall in 2026",
        ),
    ],
)
def test_a_quote_is_moved_to_bounds_of_sense(text: str, quote: str, anchor: str, wanted: str) -> None:
    """Whole names, subjects, conditions and words of likelihood; no other sentence, no question with its answer."""
    context = context_of(text)
    odds = [place(context, "fifty fifty")] if "fifty" in text else []
    whole = [*odds, place(context, anchor)]
    found = adjusted_quote(context, place(context, quote), place(context, anchor), whole=whole, odds=odds, likely=odds)
    assert context.words.slice(*found) == wanted


@pytest.mark.parametrize(
    ("text", "anchor", "other", "wanted"),
    [
        ("We open the pier in 2026, and the ferry will run in 2027", "in 2026", "in 2027", "We open the pier in 2026"),
        ("We open the pier in 2026, and the ferry will run in 2027", "in 2027", "in 2026", "the ferry will run in 2027"),
        ("We open the pier in 2026 because by 2027 the ferry will run", "in 2026", "by 2027", "We open the pier in 2026"),
        (
            "We will open the pier in 2026 and close it in 2027",
            "in 2026",
            "in 2027",
            "We will open the pier in 2026 and close it in 2027",
        ),
        ("It is a pier in 2026 that'll pay by 2027", "in 2026", "by 2027", "It is a pier in 2026 that'll pay by 2027"),
        ("In 2026 and in 2027 we will build the pier", "In 2026", "in 2027", "In 2026 and in 2027 we will build the pier"),
    ],
)
def test_a_quote_leaves_the_clause_of_another_claim_to_that(text: str, anchor: str, other: str, wanted: str) -> None:
    """Two main clauses with a phrase of time each are two quotes; one clause with two phrases is not cut."""
    context = context_of(text)
    found = adjusted_quote(
        context, (0, len(context.words)), place(context, anchor), whole=[], odds=[], likely=[], others=[place(context, other)]
    )
    assert context.words.slice(*found) == wanted


def test_no_figure_is_cut() -> None:
    """A quote that ends inside a magnitude takes it in."""
    context = context_of("By 2026 it will cost five to six billion dollars, they say.")
    figure = place(context, "five to six billion dollars")
    found = adjusted_quote(
        context, place(context, "By 2026 it will cost five"), place(context, "By 2026"), whole=[figure], odds=[], likely=[]
    )
    assert context.words.slice(*found) == "By 2026 it will cost five to six billion dollars"


@pytest.mark.parametrize(
    ("before", "quote", "wanted"),
    [
        ("The new plant is nearly done.", "It will open next year", "It [The new plant] will open next year."),
        (
            "The two big labs are racing each other.",
            "They will stop by next year",
            "They [The two big labs] will stop by next year.",
        ),
        (
            "We have not found the money for the bridge.",
            "That will change next year",
            "That will change next year.",
        ),
        ("The plant is done and the road is not.", "It will open next year", "It will open next year."),
        ("They moved the tables to the hall.", "We'll see it open next year", "We'll see it open next year."),
        ("The plant is done.", "It's probably a year in which we build", "It's probably a year in which we build."),
        ("The plant is done.", "The bridge will open next year", "The bridge will open next year."),
        ("The plant is done.", "It's likely that prices rise next year", "It's likely that prices rise next year."),
        (
            "The plant is done.",
            "I'd put it at 80 percent that rates fall next year",
            "I'd put it at 80 percent that rates fall next year.",
        ),
        ("", "It will open next year", "It will open next year."),
    ],
)
def test_pronouns_are_explained_where_the_text_makes_it_plain(before: str, quote: str, wanted: str) -> None:
    """A plain referent follows the pronoun in brackets; an empty "it" is left alone."""
    context = context_of(f"{before} {quote}.".strip())
    span = place(context, quote)
    times = [place(context, part) for part in ("next year", "about a year") if part in quote]
    assert claim_sentence(context.words, span, referent(context, span, times)) == wanted


@pytest.mark.parametrize(
    ("text", "quote", "whole", "wanted"),
    [
        (
            "By 2030 the fleet will have between 4 and 5 thousand ships at sea in all weathers.",
            "By 2030 the fleet will have between 4",
            "between 4 and 5 thousand ships",
            "By 2030 the fleet will have between 4 and 5 thousand ships",
        ),
        (
            "They said that 20 to 25 percent of the fleet will be sold by 2030 and nobody minds.",
            "25 percent of the fleet will be sold by 2030",
            "20 to 25 percent",
            "20 to 25 percent of the fleet will be sold by 2030",
        ),
    ],
)
def test_no_figure_is_cut_by_a_quote(text: str, quote: str, whole: str, wanted: str) -> None:
    """A quote that begins or ends within a figure takes in all of it."""
    context = context_of(text)
    figure, anchor = place(context, whole), place(context, "2030")
    first, last = adjusted_quote(context, place(context, quote), anchor, whole=[figure], odds=[], likely=[])
    assert wanted in text[context.words.starts[first] : context.words.ends[last - 1]]
