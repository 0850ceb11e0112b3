"""Examples as numbers: the ids of a window and what each head of the classifier should answer for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.extract.classifier import WHY_NOT
from tracker.extract.window import Window, pieces_of, place_of, window_around
from tracker.training.captioned import WordMarks
from tracker.training.examples import UNJUDGED, Example, Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SKIP = UNJUDGED  # an answer that is not known and teaches nothing
HEAVIEST = 6.0  # an example's weight counts by its square root, up to that of this one


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
    size = len(window.ids)
    marks, cases, turns = [SKIP] * size, [SKIP] * size, [float(SKIP)] * size
    begins = {start: place for place, (start, _) in reversed(list(enumerate(window.spans))) if start >= 0}
    for word in words:
        place = begins.get(word.span[0])
        if place is not None:
            marks[place], cases[place], turns[place] = int(word.mark), int(word.case), float(word.opens_turn)
    return Target(
        window=window,
        tier=example.tier,
        reason=WHY_NOT.index(example.reason) if example.reason in WHY_NOT else SKIP,
        negative=float(example.negative),
        conditional=float(example.condition is not None),
        weight=min(example.weight, HEAVIEST) ** 0.5,
        quote=_places(window, example.quote),
        condition=_places(window, example.condition),
        marks=marks,
        cases=cases,
        turns=turns,
    )
