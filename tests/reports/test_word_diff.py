"""Differences of two wordings, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reports.word_diff import Op, in_words, word_diff, words_of

WORDS = st.text(alphabet="ab A,.😀\n", max_size=40)


@pytest.mark.parametrize(
    ("quote", "claim", "difference"),
    [
        ("we open by 2025", "We open by 2025.", ""),
        ("it it opens you know by 2025", "The plant opens by 2025.", 'left out "it it"; added "The plant"; left out "you know"'),
        ("they will, I think, open", "They will open (by the end of 2029).", 'left out "I think,"; added "(by the end of 2029)."'),
        ("", "We open.", 'added "We open."'),
        ("we open", "", 'left out "we open"'),
        ("-- we open", "We open", 'left out "--"'),
    ],
)
def test_what_differs(quote: str, claim: str, difference: str) -> None:
    """Case and marks around a word are no difference."""
    assert in_words(quote, claim) == difference


@given(WORDS, WORDS)
def test_both_texts_are_in_the_difference(quote: str, claim: str) -> None:
    """The words kept and added are the claim's; those kept and left out are as many as the quote's."""
    runs = word_diff(quote, claim)
    assert [word for _op, word in words_of(runs, Op.SAME, Op.ADDED)] == claim.split()
    kept = list(words_of(runs, Op.SAME, Op.LEFT_OUT))
    assert len(kept) == len(quote.split())
    assert [word for op, word in kept if op is Op.LEFT_OUT] == [
        word for word, (op, _kept) in zip(quote.split(), kept, strict=True) if op is Op.LEFT_OUT
    ]


@given(WORDS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    """The same text is one run at most."""
    assert {op for op, _words in word_diff(text, text)} <= {Op.SAME}
