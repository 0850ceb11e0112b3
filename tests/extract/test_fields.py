"""Tests of polarity, condition, hedge and quantities of a chosen forecast."""

import datetime as dt
from pathlib import Path

import pytest

from tests.extract.breaks import breaks_of
from tracker.extract.claims.condition_rules import RULES as CONDITION_RULES
from tracker.extract.claims.denial_rules import RULES as DENIAL_RULES
from tracker.extract.claims.fields import choose_hedge, choose_odds, choose_quantities, condition, polarity
from tracker.extract.encoder.sentence_ends import sentence_breaks
from tracker.horizons import find_horizons
from tracker.records import Hedge, Mention, Polarity, Probability, Quantity
from tracker.text.tokens import Words, split_words


def read(text: str, anchor: str) -> tuple[Words, tuple[int, int], tuple[int, int], list[float]]:
    words = split_words(text)
    span = words.span(text.index(anchor), text.index(anchor) + len(anchor))
    return words, (0, len(words)), span, breaks_of(words)


DENIED = [
    ("The bridge won't open in 2027.", "in 2027"),
    ("They are not going to build it next year.", "next year"),
    ("I don't think we will see a recession this year.", "this year"),
    ("We do not expect any change in the next quarter.", "in the next quarter"),
    ("I doubt it will ship by Christmas.", "by Christmas"),
    ("It's unlikely that they would open before 2030.", "before 2030"),
    ("No way we will have that in five years.", "in five years"),
    ("By 2030 nobody will remember this.", "By 2030"),
    ("There will be no recession in 2026.", "in 2026"),
    ("It isn't going to happen this decade.", "this decade"),
    ("It is not going to open until 2030.", "until 2030"),
    ("I would be very surprised if it opened next year.", "next year"),
    ("we don't have any plans to hire but i don't think they will sell it in 2027", "in 2027"),
    ("Flying cars by 2030, I'd bet against it.", "by 2030"),
    ("We're not selling this company, not this year and not next year.", "not this year and not next year"),
    ("We won't see, you know, not this decade, a second plant.", "this decade"),
    ("Hardly anybody will drive by 2040.", "by 2040"),
]
ASSERTED = [
    ("The bridge will open in 2027.", "in 2027"),
    ("The bridge will open no later than next year.", "no later than next year"),
    ("It will be nothing less than a revolution by 2030.", "by 2030"),
    ("It will take no longer than two years.", "two years"),
    ("The bridge won't open in 2027, it will open in 2028.", "in 2028"),
    ("I wouldn't be surprised if it opened next year.", "next year"),
    ("It will not only grow but double by 2028.", "by 2028"),
    ("No doubt it will grow next year.", "next year"),
    ("I can't wait, we will launch it in March.", "in March"),
    ("I would be very surprised if they don't all come through this year.", "this year"),
    ("If we don't act, prices will rise next year.", "next year"),
    ("We didn't sell it last year, but we will sell it in 2026.", "in 2026"),
    ("Don't worry, it will be done next week.", "next week"),
]


@pytest.mark.parametrize(("text", "anchor"), DENIED)
def test_denials_are_negative(text: str, anchor: str) -> None:
    """A trigger whose scope holds the claim's predicate makes it negative."""
    words, quote, span, breaks = read(text, anchor)
    assert polarity(words, quote, span, breaks) is Polarity.NEGATIVE


@pytest.mark.parametrize(("text", "anchor"), ASSERTED)
def test_what_only_looks_like_a_denial_is_positive(text: str, anchor: str) -> None:
    """Idioms, double denials, other clauses and conditions leave a forecast positive."""
    words, quote, span, breaks = read(text, anchor)
    assert polarity(words, quote, span, breaks) is Polarity.POSITIVE


CORPUS = Path(__file__).parents[1] / "corpus" / "denials.tsv"


def sentences() -> list[list[str]]:
    lines = CORPUS.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@pytest.mark.parametrize(("text", "wanted"), sentences())
def test_denial_is_read_from_what_is_denied(text: str, wanted: str) -> None:
    """A forecast is negative where it is denied itself, not where doubt, delay or failure is."""
    (when, *_) = find_horizons(text, dt.date(2024, 6, 26))
    words = split_words(text)
    anchor = words.span(when.start, when.end)
    assert polarity(words, (0, len(words)), anchor, breaks_of(words)) is Polarity(wanted)


@pytest.mark.parametrize(
    ("rule", "example"), [(rule.name, text) for rule in DENIAL_RULES for text in rule.examples if rule.effect != "spare"]
)
def test_examples_of_rules_of_denial_are_denied(rule: str, example: str) -> None:
    """Each rule's own examples are read as denials."""
    words = split_words(example + ".")
    last = len(words)
    assert polarity(words, (0, last), (last - 1, last), sentence_breaks(words)) is Polarity.NEGATIVE, rule


@pytest.mark.parametrize(
    ("rule", "example"), [(rule.name, text) for rule in DENIAL_RULES for text in rule.examples if rule.effect == "spare"]
)
def test_examples_of_sparing_rules_stay_positive(rule: str, example: str) -> None:
    """Each sparing rule's own examples are read as positive."""
    words = split_words(example + ".")
    last = len(words)
    assert polarity(words, (0, last), (last - 1, last), sentence_breaks(words)) is Polarity.POSITIVE, rule


def test_a_denial_before_the_quote_counts_only_if_it_reaches_into_it() -> None:
    """Of two clauses the one that is not quoted denies nothing in the other."""
    text = "we can't officially say dates but there's an event in 2025"
    words, _, span, breaks = read(text, "in 2025")
    quote = words.span(text.index("there's"), len(text))
    assert polarity(words, quote, span, breaks) is Polarity.POSITIVE


CONDITIONAL = [
    ("If the bridge opens, traffic will fall in 2027.", "in 2027", "If the bridge opens"),
    ("We will hire next year unless prices fall.", "next year", "unless prices fall"),
    ("If everything goes well, it will open in 2027.", "in 2027", "If everything goes well"),
    ("If nothing changes, rents will rise in 2027.", "in 2027", "If nothing changes"),
    ("If some banks fail, rates will fall in 2027.", "in 2027", "If some banks fail"),
    ("Assuming the vote passes, they will build in 2026.", "in 2026", "Assuming the vote passes"),
    ("Costs will drop by 2030 as long as demand holds.", "by 2030", "as long as demand holds"),
    ("We'll know more next month, depending on the weather.", "next month", "depending on the weather"),
    ("Should the economy weaken, rates will fall this year.", "this year", "Should the economy weaken"),
    ("once the plant opens we will hire people in 2027", "in 2027", "once the plant opens"),
    ("once you see it in 2027 you will love it", "in 2027", "once you see it in 2027"),
    ("Only if they pay will it open next year.", "next year", "Only if they pay"),
    ("if we get the permit then we will build it in 2027", "in 2027", "if we get the permit"),
]
UNCONDITIONAL = [
    ("I wonder if it will open in 2027.", "in 2027"),
    ("If you look at the numbers, it will double by 2028.", "by 2028"),
    ("It will, if anything, grow faster next year.", "next year"),
    ("They will act as if nothing happened next year.", "next year"),
    ("Even if rates fall, prices will rise in 2026.", "in 2026"),
    ("We are assuming growth of 3 percent next year.", "next year"),
    ("We will meet once a week next year.", "next year"),
    ("Once we get there. We will open it in 2027.", "in 2027"),
    ("We did it once the war ended and it will last until 2027.", "until 2027"),
    ("The plant will open in 2027.", "in 2027"),
    ("We'll see if they will sell it in 2026.", "in 2026"),
]


@pytest.mark.parametrize(("text", "anchor", "wanted"), CONDITIONAL)
def test_conditions_are_found_and_end_with_their_clause(text: str, anchor: str, wanted: str) -> None:
    """The condition is the verbatim clause from its opening to the main clause."""
    words, quote, span, breaks = read(text, anchor)
    found = condition(words, quote, span, breaks)
    assert found is not None
    assert words.slice(*found) == wanted


@pytest.mark.parametrize(("text", "anchor"), UNCONDITIONAL)
def test_what_only_looks_like_a_condition_is_none(text: str, anchor: str) -> None:
    """Questions, ways of speaking and concessions are no conditions."""
    words, quote, span, breaks = read(text, anchor)
    assert condition(words, quote, span, breaks) is None


def test_a_condition_may_stand_before_the_quote_in_its_sentence() -> None:
    """An "if" clause that the quote leaves out is still the claim's."""
    text = "It was fine. If the vote passes, we will build it in 2027. Good."
    words, _, span, breaks = read(text, "in 2027")
    quote = words.span(text.index("we will"), text.index(" Good"))
    found = condition(words, quote, span, breaks)
    assert found is not None
    assert words.slice(*found) == "If the vote passes"


@pytest.mark.parametrize("example", [text for rule in CONDITION_RULES for text in rule.examples])
def test_examples_of_rules_of_conditions_are_found(example: str) -> None:
    """Each rule's own examples are read as conditions."""
    words = split_words(f"We will do it next year, {example}.")
    assert condition(words, (0, len(words)), (4, 6), sentence_breaks(words)) is not None


def mention(text: str, part: str, value: float) -> Mention[Quantity]:
    start = text.index(part)
    return Mention(
        start=start, end=start + len(part), reading=Quantity(text=part, low=value, high=value, unit="percent"), rule="test"
    )


def test_each_claim_takes_its_own_figure() -> None:
    """Of several figures each goes to its own time phrase."""
    text = "Inflation is 5 percent this year and falls to 3 percent next year, 2.5 percent in 2027, and 2 percent in 2028."
    words, quote, _, _ = read(text, "this year")
    figures = [mention(text, f"{n} percent", v) for n, v in (("5", 5), ("3", 3), ("2.5", 2.5))]
    figures.append(mention(text, "2 percent in 2028"[:9], 2))
    anchors = [words.span(text.index(a), text.index(a) + len(a)) for a in ("this year", "next year", "in 2027", "in 2028")]
    taken = [[q.low for q in choose_quantities(figures, words, quote, anchor, anchors)] for anchor in anchors]
    assert taken == [[5.0], [3.0], [2.5], [2.0]]


def test_figures_outside_the_quote_and_in_the_anchor_are_left_out() -> None:
    """A figure of the next sentence is not the claim's, nor is the anchor itself."""
    text = "We will grow 5 percent in 3 percent years. Then 7 percent."
    words, _, span, _ = read(text, "3 percent")
    quote = words.span(0, text.index(" Then"))
    figures = [mention(text, "5 percent", 5), mention(text, "3 percent", 3), mention(text, "7 percent", 7)]
    assert [q.low for q in choose_quantities(figures, words, quote, span)] == [5.0]


def test_the_hedge_is_one_of_the_quote_with_a_range_first() -> None:
    """A word of likelihood with a range is preferred to one without; without any in the quote there is None."""
    text = "I think it will probably open in 2027. Maybe."
    words, _, span, _ = read(text, "in 2027")
    quote = words.span(0, text.index(" Maybe"))
    hedges = [
        Mention(start=0, end=7, reading=Hedge(text="I think"), rule="t"),
        Mention(
            start=text.index("probably"),
            end=text.index("probably") + 8,
            reading=Hedge(text="probably", low=0.6, high=0.9, scale="s"),
            rule="t",
        ),
        Mention(
            start=text.index("Maybe"),
            end=text.index("Maybe") + 5,
            reading=Hedge(text="Maybe", low=0.3, high=0.6, scale="s"),
            rule="t",
        ),
    ]
    chosen = choose_hedge(hedges, words, quote, span)
    assert chosen is not None
    assert chosen.text == "probably"
    assert choose_hedge(hedges[2:], words, quote, span) is None


def test_a_claim_takes_no_likelihood_of_its_neighbour() -> None:
    """Of two claims in one quote each has the odds and the word of likelihood that stand with its own time."""
    text = "There is a 70 percent chance that it opens in 2027, and it will probably close in 2030."
    words, quote, first, _ = read(text, "in 2027")
    second = words.span(text.index("in 2030"), text.index("in 2030") + 7)
    start = text.index("probably")
    hedges = [Mention(start=start, end=start + 8, reading=Hedge(text="probably", low=0.6, high=0.9, scale="s"), rule="t")]
    start = text.index("a 70")
    odds = [Mention(start=start, end=start + 19, reading=Probability(text="a 70 percent chance", low=0.7, high=0.7), rule="t")]
    assert choose_hedge(hedges, words, quote, first, [second]) is None
    assert choose_odds(odds, words, quote, second, [first]) is None
    assert choose_hedge(hedges, words, quote, second, [first]) == hedges[0].reading
    assert choose_odds(odds, words, quote, first, [second]) == odds[0].reading


def test_an_opinion_in_front_holds_for_all_that_follows() -> None:
    """An expectation before two phrases of time is the word of likelihood of both."""
    text = "We expect it to open in May, and to close by 2030."
    words, quote, first, _ = read(text, "in May")
    second = words.span(text.index("by 2030"), text.index("by 2030") + 7)
    hedges = [Mention(start=0, end=9, reading=Hedge(text="We expect"), rule="t")]
    assert choose_hedge(hedges, words, quote, second, [first]) == hedges[0].reading


@pytest.mark.parametrize(
    ("text", "quote", "anchor", "said", "taken"),
    [
        ("growth of 0.2 percent this year and 1.2 percent next year, well below trend.", "next year, well below trend", "next year",
         ["0.2 percent", "1.2 percent"], [1.2]),
        ("costs increase 8 percent next year, which would be about $13 million.", "costs increase 8 percent next year", "next year",
         ["8 percent", "$13 million"], [8.0, 13.0]),
        ("margins get closer to 60 percent and that will take two to three years.", "that will take two to three years",
         "two to three years", ["60 percent"], [60.0]),
        ("we go to 100 billion dollars. And I think that will happen in 2027.", "And I think that will happen in 2027", "in 2027",
         ["100 billion"], [100.0]),
        ("we spent 100 billion dollars. It will open in 2027.", "It will open in 2027", "in 2027", ["100 billion"], []),
        ("we will open 5 stores next year. Sales were 7 million.", "we will open 5 stores next year", "next year",
         ["5 stores", "7 million"], [5.0]),
        ("this will add 2.2 million shares.", "this will add 2.2 million shares", "will add 2.2", ["2.2 million"], [2.2]),
    ],
)  # fmt: skip
def test_figures_of_the_sentence_that_belong_to_the_claim(
    text: str, quote: str, anchor: str, said: list[str], taken: list[float]
) -> None:
    """A figure right before the anchor, added behind, or taken up by "that" is the claim's though the quote leaves it out."""
    words, _, span, breaks = read(text, anchor)
    place = words.span(text.index(quote), text.index(quote) + len(quote))
    times = [words.span(text.index(one), text.index(one) + len(one)) for one in ("this year", "next year") if one in text]
    figures = [mention(text, one, float("".join(c for c in one if c.isdigit() or c == ".").strip("."))) for one in said]
    assert [q.low for q in choose_quantities(figures, words, place, span, times, breaks)] == taken
