"""Recognises direct questions, which do not assert forecasts."""

import re
from bisect import bisect_right
from collections.abc import Container, Sequence

ASKED = 0.05
"""The highest confidence of a phrase in a direct question: of 54 labelled ones 3 date or may date a forecast."""

_LEAD = r"(?:(?:and|so|but|or|well|okay|then|now)[, ]+)*"
_VERBS = "can|could|will|would|do|does|did|is|are|won't|isn't|aren't|don't|doesn't"
_OPENING = re.compile(rf"{_LEAD}(?:{_VERBS}|should|have|has|what|when|where|who|why|how|which)\b", re.IGNORECASE)
_INVERTED = re.compile(rf"{_LEAD}(?:{_VERBS}) (?:we|you|i|it|they|he|she|there)\b", re.IGNORECASE)
"""A verb before its pronoun is a question whatever mark follows; "should" and "had" may open a condition."""


def directly_asked(text: str, sentences: Sequence[tuple[int, int]], place: int, questions: Container[int] = ()) -> bool:
    """Whether the sentence at `place` opens like a question and has a question mark, or a pronoun after its verb.

    `sentences` are spans in order, without their final marks; `questions` are the ends of words after which a question mark was
    restored. A statement followed by "right?" is not a question.
    """
    index = bisect_right(sentences, place, key=lambda sentence: sentence[0]) - 1
    if index < 0:
        return False
    start, end = sentences[index]
    marked = end in questions or text[end : end + 3].lstrip("\"'”’").startswith("?")
    return (_OPENING if marked else _INVERTED).match(text, start) is not None
