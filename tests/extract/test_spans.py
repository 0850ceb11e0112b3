"""Tests of the quote around an anchor."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.extract.boundaries import sentence_breaks
from tracker.extract.fit_spans import SpanExample, fit
from tracker.extract.spans import SpanModel, quote_span
from tracker.extract.words import Words, split_words


def quoted(text: str, anchor: str, whole: str = "") -> str:
    words = split_words(text)
    span = words.span(text.index(anchor), text.index(anchor) + len(anchor))
    kept = [words.span(text.index(whole), text.index(whole) + len(whole))] if whole else []
    return words.slice(*quote_span(words, span, sentence_breaks(words), whole=kept))


PLAIN = (
    "Thanks for having me. It has been a good year for us. We expect revenue of 4 to 5 billion dollars in the third quarter. "
    "Let me now hand over to Maria, who knows the details. She joined us in 2015."
)
CAPTION = (
    "yeah thanks for having me um it was a good year and i think the new plant will open sometime in 2027 "
    "right and what about the people you hired before that"
)


@pytest.mark.parametrize(
    ("text", "anchor", "held", "left"),
    [
        (PLAIN, "in the third quarter", ["We expect", "4 to 5 billion", "quarter"], ["Maria", "Thanks"]),
        (CAPTION, "sometime in 2027", ["the new plant will open"], ["thanks", "what about the people"]),
    ],
)
def test_quotes_hold_the_claim_and_little_else(text: str, anchor: str, held: list[str], left: list[str]) -> None:
    """The quote holds predicate, figure and anchor, and neither the greeting before nor the hand-over after."""
    quote = quoted(text, anchor)
    assert all(part in quote for part in held), quote
    assert not any(part in quote for part in left), quote


def test_a_whole_is_not_cut() -> None:
    """No end of the quote falls inside a stretch that must stay whole."""
    text = "we think it will cost between 28 cents and 32 cents per share in the fourth quarter so that is that"
    for whole in ("between 28 cents and 32 cents", "cost between 28 cents and 32", "32 cents per share"):
        quote = quoted(text, "in the fourth quarter", whole)
        assert whole in quote or not any(part in quote for part in whole.split()[:-1])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from("we think the plant will open in 2027 yeah. so um 5 percent, next year".split()), min_size=1, max_size=80
    ),
    st.data(),
)
def test_the_span_holds_its_anchor(spoken: list[str], data: st.DataObject) -> None:
    """Whatever the text, the span lies in it, holds the anchor and is the same again."""
    words = split_words(" ".join(spoken))
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, min(len(words), first + 6)))
    breaks = sentence_breaks(words)
    span = quote_span(words, (first, last), breaks)
    assert 0 <= span[0] <= first < last <= span[1] <= len(words)
    assert span == quote_span(words, (first, last), breaks)


def _examples(count: int) -> list[SpanExample]:
    found = []
    for number in range(count):
        before = "So that was it. " * (number % 3)
        text = f"{before}We will open plant {number} in 2027. Anything else to add here?"
        words: Words = split_words(text)
        begin = words.lower.index("we")
        anchor = words.span(text.index("in 2027"), text.index("in 2027") + 7)
        quote = (begin, anchor[1])
        found.append(SpanExample(words=words, breaks=sentence_breaks(words), anchor=anchor, quote=quote, group=str(number % 5)))
    return found


def test_a_model_learns_quotes_and_survives_being_written() -> None:
    """Fitted on quotes that all open with "we" and end with the anchor, the model finds the next one so, from its JSON too."""
    examples = _examples(30)
    model = SpanModel.from_json(fit(examples, least=2).to_json())
    assert all(quote_span(e.words, e.anchor, e.breaks, model=model) == e.quote for e in examples[:6])


def test_nothing_to_fit_on_is_an_error() -> None:
    """Fitting needs quotes."""
    with pytest.raises(ValueError, match="no quotes"):
        fit([])
