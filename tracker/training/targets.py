"""Turns examples into numbers: the encoder's input ids and the target of each head."""

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

SKIP = -100  # an unknown target, which is ignored
HEAVIEST = 6.0  # larger weights count like this one; weights enter by their square root
LONGEST = 160  # the most tokens of a text for marks


@dataclass(frozen=True, slots=True)
class Target:
    """A window and its targets; `quote` and `condition` are positions in the window, SKIP if unknown."""

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
    """Token ids of captions, and for each the mark, the case and whether a new speaker begins; SKIP inside words."""

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
    """The window of an example with its targets; `words` are the marks removed from captions."""
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
    """The first LONGEST tokens of captions with the marks removed from their words."""
    pieces = pieces_of(tokenizer, text)
    return _marked(framed(tokenizer, pieces.ids[:LONGEST]), [NOWHERE[0], *pieces.starts[:LONGEST], NOWHERE[0]], words)


def _marked(ids: Sequence[int], starts: Sequence[int], words: Sequence[WordMarks]) -> MarkTarget:
    """Token ids (with the offsets at which they begin) and the marks of the words that begin there."""
    marks, cases, turns = [SKIP] * len(ids), [SKIP] * len(ids), [float(SKIP)] * len(ids)
    begins = {start: place for place, start in reversed(list(enumerate(starts))) if start >= 0}
    for word in words:
        place = begins.get(word.span[0])
        if place is not None:
            marks[place], cases[place], turns[place] = int(word.mark), int(word.case), float(word.opens_turn)
    return MarkTarget(ids=ids, marks=marks, cases=cases, turns=turns)
