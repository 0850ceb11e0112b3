"""Turns a text into captions (lower case, no marks, no speaker labels), and keeps what was removed as training targets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.extract.encoder.restorer import Case, Mark
from tracker.training.examples import Example, Span

EDGE = "\"'“”‘’()[]{}<>*_\\.,!?;:—–…-"
LABEL = re.compile(r"^(?:\*\*[^*\n]{2,60}:?\*\*:?|[A-Z][\w.'’ -]{1,40}:)\s", re.M)
SPOKEN = re.compile(r"[^\s—–…]+")


@dataclass(frozen=True, slots=True)
class WordMarks:
    """A word of captions: its span, the mark and the case that were removed, and whether it opens a turn."""

    span: Span
    mark: Mark
    case: Case
    opens_turn: bool


@dataclass(frozen=True, slots=True)
class Captions:
    """A text without marks; `sources` are the spans of its words in the punctuated text."""

    text: str
    words: Sequence[WordMarks]
    sources: Sequence[Span]

    def moved(self, span: Span | None) -> Span | None:
        """The span in the captions of a span of the punctuated text; None if no word of it is left."""
        inside = [place for place, (start, end) in enumerate(self.sources) if span and start < span[1] and end > span[0]]
        return (self.words[inside[0]].span[0], self.words[inside[-1]].span[1]) if inside else None


def is_punctuated(text: str) -> bool:
    """Whether a text has sentence punctuation: at least one stop in forty words."""
    return len(re.findall(r"[.?!]", text)) * 40 >= len(text.split()) > 0


def _mark(tail: str) -> Mark:
    if "?" in tail:
        return Mark.QUESTION
    if "." in tail or "!" in tail:
        return Mark.STOP
    return Mark.COMMA if any(sign in tail for sign in ",;:") else Mark.NONE


def _case(word: str) -> Case:
    if word == word.lower():
        return Case.LOWER
    return Case.CAPITAL if word[1:] == word[1:].lower() else Case.OTHER


def captions_of(text: str) -> Captions:
    """A punctuated text as captions."""
    labels = [match.span() for match in LABEL.finditer(text)]
    sources: list[Span] = []
    words: list[str] = []
    marks: list[WordMarks] = []
    length, opens = 0, False
    for match in SPOKEN.finditer(text):
        if any(start <= match.start() < end for start, end in labels):
            opens = True
            continue
        raw = match.group()
        word = raw.strip(EDGE)
        if not word:
            continue
        sources.append(match.span())
        words.append(word.lower())
        span = (length, length + len(words[-1]))
        marks.append(WordMarks(span, _mark(raw[len(raw.rstrip(EDGE)) :]), _case(word), opens))
        length, opens = span[1] + 1, False
    return Captions(" ".join(words), marks, sources)


def captioned(example: Example) -> tuple[Example, Sequence[WordMarks]] | None:
    """The example as captions, and the marks of its words; None if nothing of the phrase is left."""
    captions = captions_of(example.text)
    phrase = captions.moved(example.phrase)
    if phrase is None:
        return None
    moved = replace(
        example,
        text=captions.text,
        phrase=phrase,
        quote=captions.moved(example.quote),
        condition=captions.moved(example.condition),
        period=captions.moved(example.period),
    )
    return moved, captions.words
