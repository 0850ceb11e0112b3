"""A quote from captions stays with the speaker of its phrase."""

import pytest

from tests.extract.parsed_text import context_of, place
from tracker.extract.claims.own_turn import own_turn
from tracker.extract.encoder.restorer import Case, Restored


@pytest.mark.parametrize(
    ("text", "anchor", "wanted"),
    [
        ("Do you think the pier opens? I think it opens in 2027.", "in 2027", "I think it opens in 2027"),
        ("It opens in 2027. Do you think so? I do.", "in 2027", "It opens in 2027. Do you think so"),
        ("The pier opens in 2027. Yes it does.", "in 2027", "The pier opens in 2027"),
        ("The pier is late. No we will open it in 2027.", "in 2027", "No we will open it in 2027"),
        (
            "Work on a big model. Yeah could start in 2027.",
            "in 2027",
            "Work on a big model. Yeah could start in 2027",
        ),
        ("They might be right? It opens in 2027.", "in 2027", "They might be right? It opens in 2027"),
        ("The pier opens in 2027 | we heard that before.", "in 2027", "The pier opens in 2027"),
    ],
)
def test_a_quote_does_not_cross_a_plain_change_of_speaker(text: str, anchor: str, wanted: str) -> None:
    """Cut at a restored change ("|" here), at an answer with a clause of its own, and behind a question that opens like one."""
    context = context_of(text.replace(" |", ""))
    count = len(context.words)
    restored = Restored(
        marks=context.words.after,
        cases=[Case.LOWER] * count,
        ends=context.breaks,
        turns=[word == len(text.partition(" |")[0].split()) and "|" in text for word in range(count)],
    )
    found = own_turn(context, restored, (0, count), place(context, anchor))
    assert context.words.slice(*found) == wanted
