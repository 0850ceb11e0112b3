"""Direct questions: whoever asks does not say what will be."""

import re
from bisect import bisect_right
from collections.abc import Container, Sequence

ASKED = 0.05
"""The confidence of a phrase in a direct question: of 54 labelled ones 3 date a forecast or may."""

_LEAD = r"(?:(?:and|so|but|or|well|okay|then|now)[, ]+)*"
_VERBS = "can|could|will|would|do|does|did|is|are|won't|isn't|aren't|don't|doesn't"
_OPENING = re.compile(rf"{_LEAD}(?:{_VERBS}|should|have|has|what|when|where|who|why|how|which)\b", re.IGNORECASE)
_INVERTED = re.compile(rf"{_LEAD}(?:{_VERBS}) (?:we|you|i|it|they|he|she|there)\b", re.IGNORECASE)
"""A verb before its pronoun: asked, whatever mark stands behind it; "should" and "had" may open a condition."""


def directly_asked(text: str, sentences: Sequence[tuple[int, int]], place: int, questions: Container[int] = ()) -> bool:
    """Whether the sentence that holds the character at `place` opens as a question, with its mark or a pronoun behind the verb.

    `sentences` are characters (start, end) in order, without the marks behind them; `questions` are the ends of words behind which
    a question mark was restored. A statement with "right?" behind it is none.
    """
    index = bisect_right(sentences, place, key=lambda sentence: sentence[0]) - 1
    if index < 0:
        return False
    start, end = sentences[index]
    marked = end in questions or text[end : end + 3].lstrip("\"'”’").startswith("?")
    return (_OPENING if marked else _INVERTED).match(text, start) is not None
