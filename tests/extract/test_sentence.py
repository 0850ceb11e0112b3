"""Tests of the readable sentence of a claim."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extract.parsed_text import context_of, place
from tracker.extract.claims.disfluencies import SOUNDS
from tracker.extract.claims.own_words import own_words
from tracker.extract.claims.sentence import Note, claim_sentence
from tracker.extract.encoder.restorer import Case, Restored
from tracker.text.tokens import characters, split_words


@pytest.mark.parametrize(
    ("quote", "wanted"),
    [
        ("um so you know i think we'll we'll have a name for it", "I think we'll have a name for it."),
        ("and uh the the plant will kind of open um in the spring", "The plant will open in the spring."),
        ("We expect, um, revenue of 4 to 5 billion,\nyou know, this year", "We expect revenue of 4 to 5 billion this year."),
        ("it's the kind of plant that will be sold", "It's the kind of plant that will be sold."),
        ("it will be lower in all of our—in all of our forecasts", "It will be lower in all of our forecasts."),
        ("once you install it, it will run", "Once you install it, it will run."),
        ("it opens in the fall—in the fall, then we hire", "It opens in the fall, then we hire."),
        ("two disappear in the next year or so", "Two disappear in the next year or so."),
        ("do you know what will happen", "Do you know what will happen."),
        ("we have like four plants that are like really small", "We have four plants that are really small."),
        ("it will look like a plant and be like a castle", "It will look like a plant and be like a castle."),
        ("the plant will open in 2027 and then we", "The plant will open in 2027."),
        ("the plant will open in 2027 because the", "The plant will open in 2027."),
        ("the plant will open in 2027 and that's gonna", "The plant will open in 2027."),
        ("the plant will open in 2027 and be", "The plant will open in 2027."),
        ("we open the plant when they can", "We open the plant when they can."),
        ("it opens a bit earlier than", "It opens a bit earlier."),
        ("there is a si- real chance that g- we'll open", "There is a real chance that we'll open."),
        ("the pre- and post-war plants will close", "The pre- and post-war plants will close."),
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
    ("quote", "wanted"),
    [
        ("It's fifty fifty that it opens", "It's fifty fifty that it opens."),
        ("it opens in twenty twenty six", "It opens in twenty twenty six."),
        ("Output will change by -2% then", "Output will change by -2% then."),
        ("Inflation will be < 5% in 2026", "Inflation will be < 5% in 2026."),
        ("by 50–60 basis points", "By 50–60 basis points."),
        ("the U.S. will join", "The U.S. will join."),
        ("we will sell it to Vantor Inc.", "We will sell it to Vantor Inc."),
        ("the workers' council shuts it by '39", "The workers' council shuts it by '39."),
        ("it will cost ₹500 crore or -$3 million", "It will cost ₹500 crore or -$3 million."),
        ("Cafe\u0301 Söder will close", "Cafe\u0301 Söder will close."),
        ("3/4 of the R&D budget, ~40 clinics, #1, >10%, 55±3%", "3/4 of the R&D budget, ~40 clinics, #1, >10%, 55±3%."),
        ("the C++ compiler will be rewritten", "The C++ compiler will be rewritten."),
        ("Pago Pago will, very very probably, host it", "Pago Pago will, very very probably, host it."),
        ("maybe I think it will probably open", "Maybe I think it will probably open."),
        ("we will we're going to open it", "We're going to open it."),
        ("I think this year I think it will open", "I think this year it will open."),
        ("I think it opens. I think it will close", "I think it opens. I think it will close."),
        ("the we're w w we will open it", "We will open it."),
        ("whatever it is it will be big", "Whatever it is it will be big."),
        ('it will open," he said', "It will open, he said."),
    ],
)
def test_figures_signs_and_names_stay_as_they_are_written(quote: str, wanted: str) -> None:
    """The sentence consists of the quote's characters; repeated number words and names are not stutters."""
    words = split_words(quote)
    assert claim_sentence(words, (0, len(words))) == wanted


def test_signs_at_the_ends_of_a_quote_belong_to_it() -> None:
    """A minus, a currency sign or a plus at the first or last word of a quote is included."""
    text = "Well, -$3 million it is, for C++, or < 5 %."
    words = split_words(text)
    assert text[slice(*characters(words, 1, 3))] == "-$3 million"
    assert text[slice(*characters(words, 5, 7))] == "for C++"
    assert text[slice(*characters(words, 8, 9))] == "< 5 %"


def test_what_a_claim_speaks_of_stands_in_brackets() -> None:
    """Behind the pronoun where that is plain, else in front."""
    words = split_words("so they will stop, um, next year")
    assert claim_sentence(words, (0, 7), Note("the labs", 1)) == "They [the labs] will stop next year."
    assert claim_sentence(words, (0, 7), Note("We hire again.")) == "[We hire again.] They will stop next year."


def test_restored_marks_and_capitals_are_put_in() -> None:
    """Captions get restored marks and capitals; existing marks are kept."""
    words = split_words("if rates fall, vantor will open by then and i will go")
    cases = [Case.LOWER, Case.LOWER, Case.LOWER, Case.CAPITAL, *[Case.LOWER] * 8]
    restored = Restored(["", "", ".", "", "", "", "", ",", "", "", "", ""], cases, [0.0] * 12, [False] * 12)
    assert claim_sentence(words, (0, len(words)), None, restored) == "If rates fall, Vantor will open by then, and I will go."


@pytest.mark.parametrize(
    ("spoken", "marks", "capitals", "claim"),
    [
        ("next year we open it in ohio", {1: "."}, {2, 6}, "Next year, we open it in Ohio."),
        (
            "we will open it next year and the old one will close",
            {5: "."},
            set(),
            "We will open it next year. And the old one will close.",
        ),
        ("we build it over the next ten years", {5: "."}, set(), "We build it over the next ten years."),
        ("in five years there won't be any", {}, {3}, "In five years there won't be any."),
        ("we think the gdp will grow in 2027", {1: ","}, set(), "We think, the gdp will grow in 2027."),
    ],
)
def test_a_restored_stop_needs_words_on_both_sides(spoken: str, marks: dict[int, str], capitals: set[int], claim: str) -> None:
    """A stop near an end is a comma; a capital that opens no sentence is left to names."""
    words = split_words(spoken)
    count = range(len(words))
    cases = [Case.CAPITAL if word in capitals else Case.LOWER for word in count]
    restored = Restored([marks.get(word, "") for word in count], cases, [0.0 for _ in count], [False for _ in count])
    assert claim_sentence(words, (0, len(words)), None, restored) == claim


@pytest.mark.parametrize(
    ("spoken", "marks", "claim"),
    [
        ("as we go into next year we will open it", {"year": "."}, "As we go into next year, we will open it."),
        ("going into the next year we will open it", {"year": "."}, "Going into the next year, we will open it."),
        ("the old plant will be closed by the end of 2027", {"closed": "."}, "The old plant will be closed by the end of 2027."),
        ("it is a coin flip whether the plant will open", {"flip": "."}, "It is a coin flip whether the plant will open."),
        ("the old plant will close then we open it", {"close": "."}, "The old plant will close. Then we open it."),
        (
            "we did see how plants close during the year",
            {"did": ",", "how": ",", "close": ","},
            "We did see how plants close during the year.",
        ),
    ],
)
def test_a_restored_stop_needs_a_verb_on_both_sides(spoken: str, marks: dict[str, str], claim: str) -> None:
    """Otherwise it is a comma, or nothing before a preposition; no mark follows a word whose phrase goes on."""
    context = context_of(spoken)
    words = context.words
    restored = Restored(
        [marks.get(word, "") for word in words.lower], [Case.LOWER] * len(words), [0.0] * len(words), [False] * len(words)
    )
    assert claim_sentence(words, (0, len(words)), None, restored, context=context) == claim


@pytest.mark.parametrize(
    ("quote", "anchor", "wanted"),
    [
        ("There is no going back. The harbour will be closed next year", "next year", "whole"),
        ("That is how we work. The harbour will be closed next year", "next year", "The harbour will be closed next year"),
        ("The harbour will be closed next year. Everybody knows it", "next year", "The harbour will be closed next year"),
        ("The harbour will be closed next year. Of five ships one stays", "next year", "whole"),
        ("The harbour will be closed. Next year", "Next year", "whole"),
        ("Maybe we are wrong. The harbour will be closed next year", "next year", "whole"),
    ],
)
def test_a_claim_is_the_sentence_of_its_phrase(quote: str, anchor: str, wanted: str) -> None:
    """A sentence beside it goes unless it holds a figure, a denial or a likelihood, or unless what is left says nothing."""
    context = context_of(f"{quote}.")
    span = place(context, quote)
    likely = [place(context, "Maybe")] if "Maybe" in quote else []
    own = own_words(context, None, span, place(context, anchor), likely)
    assert own == (span if wanted == "whole" else place(context, wanted))


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
    sentence = claim_sentence(words, (0, len(words)))
    assert sentence.endswith(".")
    assert not re.search(r"\s\s|\n|\s[.,]", sentence)
    assert sentence[0] == sentence[0].upper()
    context = {word.strip(".,").lower() for word in sentence.split()}
    assert not context & SOUNDS or set(words.lower) <= SOUNDS | {"like", "kind", "of", "sort", "you", "know", "i", "mean"}
