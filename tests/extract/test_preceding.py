"""The sentence before a claim that is put in front of it in brackets."""

import pytest

from tests.extract.parsed_text import context_of, place
from tracker.extract.claims.preceding import Before, leans_on_before, preceding
from tracker.extract.encoder.restorer import Case, Restored

PERIODS = ("This year", "next year", "this year", "2027", "a year", "the end of 2026")


@pytest.mark.parametrize(
    ("quote", "leans"),
    [
        ("That will certainly change this year", True),
        ("I don't expect it this year", True),
        ("That number will increase next year", True),
        ("These plans will all start in 2027", True),
        ("Their revenue will double in 2027", True),
        ("She will be the mayor next year", True),
        ("There's a 99 percent chance this will fail", True),
        ("We already see the good sides of that in 2027", True),
        ("I would say by about a year", True),
        ("By the end of 2026", True),
        ("which will be done in 2027", True),
        ("We expect preliminary results by the end of 2026", True),
        ("Q1 next year should be higher than Q1", True),
        ("The harbour will close next year", False),
        ("The mill is old and it will close next year", False),
        ("I think that prices will rise next year", False),
        ("It's likely that prices rise next year", False),
        ("It takes a year to build a ship", False),
        ("We will sell the mill this year", False),
        ("This year the mill will close", False),
        ("This time the mill will close in 2027", False),
        ("I would expect the mill to close next year", False),
        ("We will see more of those fires with many victims next year", False),
        ("Their own ships aside, the yards will build more in 2027", True),
    ],
)
def test_a_claim_leans_on_what_stands_before_if_its_subject_does(quote: str, leans: bool) -> None:
    """A pronoun or a "that number" before anything is named, a short claim without nouns, a claim without a verb."""
    context = context_of(f"{quote}.")
    times = [place(context, part) for part in PERIODS if part in quote]
    assert leans_on_before(context, place(context, quote), times) is leans


@pytest.mark.parametrize(
    ("before", "quote", "wanted"),
    [
        ("Demand for chips keeps growing.", "That will change this year", "Demand for chips keeps growing."),
        ("Demand for, um, chips keeps, you know, growing.", "That will change this year", "Demand for chips keeps growing."),
        ("Demand for chips keeps growing.", "The mill will close this year", None),
        ("", "That will change this year", None),
        (
            "The harbour was sold. They paid for it in shares.",
            "That will change this year",
            "The harbour was sold. They paid for it in shares.",
        ),
        ("The harbour was sold. Yeah. Right.", "That will change this year", "The harbour was sold."),
        ("They did it. It was what they wanted. So it goes.", "That will change this year", None),
        (
            "The old council of the town had for many years and against the advice of all who lived by the water "
            "been trying to sell the land to a firm from abroad, but the harbour still belongs to the town.",
            "That will change this year",
            "The harbour still belongs to the town.",
        ),
        (
            "Given what was said about it by nearly all who came to the meetings that were held at the town hall in spring and of "
            "the people who live by the water and who had been asked again and again about the sale of the old harbour.",
            "That will change this year",
            "Given what was said about it by nearly all who came to the meetings …",
        ),
        (
            "The mill by the river is still closed for the winter as it always was in those years, but I think "
            "the owners want to sell it.",
            "That will change this year",
            "The owners want to sell it.",
        ),
        (
            "Now the council has fears about the harbour as everybody in town knows, and they were told so more "
            "than once by all of the people who live there.",
            "These fears will end this year",
            "Now the council has fears about the harbour as everybody in town knows.",
        ),
        (
            "I don't think the new owners of the mill and the harbour will get the money for all of this from "
            "their old bank in the city.",
            "That will change this year",
            "I don't think the new owners of the mill and the harbour will get the money …",
        ),
        ("If the harbour closes, we leave.", "That will change this year", "If the harbour closes, we leave."),
        (
            "If the council of the town is asked again by the owners of the place and the mill is sold to the "
            "bank, the harbour closes before winter.",
            "That will change this year",
            "… the harbour closes before winter.",
        ),
        (
            "At the last meeting in spring in the old hall of the town I told all of these "
            "same people that the harbour would be closed before the winter.",
            "That will change this year",
            "… the harbour would be closed before the winter.",
        ),
        (
            "And when it comes to the old harbour of the town, it was they who had said to everybody for all of "
            "these years that they wanted it.",
            "That will change this year",
            "When it comes to the old harbour of the town …",
        ),
        ("The harbour is for sale and", "that will change this year", "The harbour is for sale …"),
        ("The harbour [laughter] is for sale.", "That will change this year", None),
    ],
)
def test_the_sentence_before_is_given_verbatim(before: str, quote: str, wanted: str | None) -> None:
    """Without fillers, with what it refers to itself; of a long one a clause or its first words; none if the claim needs none."""
    context = context_of(f"{before} {quote}.".strip())
    times = [place(context, "this year")]
    assert preceding(Before(context=context, times=times, turn=0, restored=None), place(context, quote)) == wanted


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("What about the old harbour?", "What about the old harbour?"),
        ("When will the harbour close, do you think? ", "When will the harbour close, do you think?"),
        ("The harbour is for sale.", None),
    ],
)
def test_only_a_question_is_given_from_another_turn(before: str, wanted: str | None) -> None:
    """A claim that begins its turn is explained by the question it answers, not by what another speaker said."""
    answer = "I would say by about a year"
    context = context_of(f"{before} {answer}.")
    quote = place(context, answer)
    assert preceding(Before(context=context, times=[place(context, "a year")], turn=quote[0], restored=None), quote) == wanted


@pytest.mark.parametrize(
    ("said", "claim", "known", "wanted"),
    [
        ("The harbour will be sold.", "That is my prediction for this year", True, "“The harbour will be sold.”"),
        ("The harbour will be sold.", "That is my prediction for this year", False, None),
        ("The harbour will be sold.", "I expect good news this year", True, None),
        ("Yeah, the harbour.", "That will change this year", True, None),
    ],
)
def test_another_speakers_words_stand_in_quotation_marks(said: str, claim: str, known: bool, wanted: str | None) -> None:
    """A claim that opens its turn with a pronoun takes up a sentence of the speaker before, if the speakers are known."""
    context = context_of(f"{said} {claim}.")
    quote = place(context, claim)
    before = Before(context=context, times=[place(context, "this year")], turn=quote[0], restored=None, known=known)
    assert preceding(before, quote) == wanted


@pytest.mark.parametrize(
    ("turn", "wanted"), [(False, "The harbour is for sale."), (True, None)], ids=["one speaker", "another speaker"]
)
def test_captions_are_followed_to_a_change_of_speaker(turn: bool, wanted: str | None) -> None:
    """In captions the restored marks and changes of speaker bound what is given."""
    context = context_of("The harbour is for sale. that will change this year.")
    count = len(context.words)
    turns = [turn and word == 5 for word in range(count)]
    restored = Restored([""] * count, [Case.LOWER] * count, [0.0] * count, turns)
    before = Before(context=context, times=[place(context, "this year")], turn=0, restored=restored)
    assert preceding(before, place(context, "that will change this year")) == wanted
