"""Examples as numbers: the ids that the encoder sees and what each head should answer for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.extract.encoder.classifier import WHY_NOT
from tracker.extract.encoder.restorer import framed
from tracker.extract.encoder.window import NOWHERE, Window, pieces_of, place_of, window_around
from tracker.training.captioned import WordMarks
from tracker.training.examples import Example, Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SKIP = -100  # an answer that is not known and teaches nothing
HEAVIEST = 6.0  # an example's weight counts by its square root, up to that of this one
LONGEST = 160  # pieces of text from which marks are learned at once


@dataclass(frozen=True, slots=True)
class Target:
    """A window and its answers; places are pieces of the window, SKIP where there is no answer."""

    window: Window
    tier: int
    reason: int
    negative: float
    conditional: float
    weight: float
    quote: Span
    condition: Span
    words: "MarkTarget"


@dataclass(frozen=True, slots=True)
class MarkTarget:
    """Ids of captions and for each the mark, the case and whether another speaks from there on; SKIP inside of words."""

    ids: Sequence[int]
    marks: Sequence[int]
    cases: Sequence[int]
    turns: Sequence[float]


def _places(window: Window, span: Span | None) -> Span:
    found = place_of(window, *span) if span else None
    return found or (SKIP, SKIP)


def window_of(tokenizer: "Tokenizer", example: Example) -> Window:
    """The window of an example, as the classifier sees it."""
    return window_around(tokenizer, pieces_of(tokenizer, example.text), example.phrase, example.seen, period=example.period)


def target_of(tokenizer: "Tokenizer", example: Example, words: Sequence[WordMarks] = ()) -> Target:
    """The window of an example with its answers; `words` are the marks that were taken from captions."""
    window = window_of(tokenizer, example)
    return Target(
        window=window,
        tier=example.tier,
        reason=WHY_NOT.index(example.reason) if example.reason in WHY_NOT else SKIP,
        negative=float(example.negative),
        conditional=float(example.condition is not None),
        weight=min(example.weight, HEAVIEST) ** 0.5,
        quote=_places(window, example.quote),
        condition=_places(window, example.condition),
        words=_marked(window.ids, [start for start, _ in window.spans], words),
    )


def mark_target_of(tokenizer: "Tokenizer", text: str, words: Sequence[WordMarks]) -> MarkTarget:
    """The first LONGEST pieces of captions with the marks that were taken from their words."""
    pieces = pieces_of(tokenizer, text)
    return _marked(framed(tokenizer, pieces.ids[:LONGEST]), [NOWHERE[0], *pieces.starts[:LONGEST], NOWHERE[0]], words)


def _marked(ids: Sequence[int], starts: Sequence[int], words: Sequence[WordMarks]) -> MarkTarget:
    """Ids, each with the offset at which its piece begins, with the marks of the words that begin there."""
    marks, cases, turns = [SKIP] * len(ids), [SKIP] * len(ids), [float(SKIP)] * len(ids)
    begins = {start: place for place, start in reversed(list(enumerate(starts))) if start >= 0}
    for word in words:
        place = begins.get(word.span[0])
        if place is not None:
            marks[place], cases[place], turns[place] = int(word.mark), int(word.case), float(word.opens_turn)
    return MarkTarget(ids=ids, marks=marks, cases=cases, turns=turns)
