"""Marks, capitals and changes of speaker that captions lack, read from the words by the encoder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tracker.extract.encoder.weight_files import LOWER, RESTORER, load_card, load_session, load_vocabulary
from tracker.extract.encoder.window import pieces_of, special
from tracker.text.tokens import Words

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

SIZE = 160
"""Pieces of text that are read at once."""

MARGIN = 24
"""Pieces at both ends of what is read at once that are answered by the reading beside it, which sees more of their neighbours."""

LONGEST_ACRONYM = 4  # letters

Stretch = tuple[int, int]


class Mark(IntEnum):
    """The mark behind a word."""

    NONE = 0
    STOP = 1
    QUESTION = 2
    COMMA = 3


class Case(IntEnum):
    """How a word is written: lower case, a capital and lower case, anything else ("GDP", "iPhone")."""

    LOWER = 0
    CAPITAL = 1
    OTHER = 2


SIGNS = {Mark.NONE: "", Mark.STOP: ".", Mark.QUESTION: "?", Mark.COMMA: ","}


@dataclass(frozen=True, slots=True)
class MarkThresholds:
    """The probability from which each mark, a capital and a change of speaker are put, as the card of the weights says."""

    stop: float = 0.5
    question: float = 0.5
    comma: float = 0.5
    capital: float = 0.5
    turn: float = 0.5


@dataclass(frozen=True, slots=True)
class Restored:
    """What captions lack, one entry a word.

    `marks` are those behind the words ("", ",", ".", "?"), `cases` how the words are written, `ends` the probability that a
    sentence ends behind them, also because another speaks, `turns` that another speaks from them on.
    """

    marks: Sequence[str]
    cases: Sequence[Case]
    ends: Sequence[float]
    turns: Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restorer:
    """The lower layers of the encoder, the upper ones that were fitted for marks, the vocabulary, and what is put from when on."""

    lower: "InferenceSession"
    upper: "InferenceSession"
    tokenizer: "Tokenizer"
    thresholds: MarkThresholds = MarkThresholds()

    def restore(self, words: Words, stretches: Sequence[Stretch]) -> Restored:
        """What some stretches of words (first, one past the last) lack; the other words are left as they are."""
        answers = self.probabilities(words, stretches)
        ends = answers[:, Mark.STOP] + answers[:, Mark.QUESTION]
        ends[:-1] = np.maximum(ends[:-1], answers[1:, -1])
        return Restored(
            marks=[SIGNS[mark] for mark in marks_of(answers, self.thresholds)],
            cases=cases_of(answers, self.thresholds),
            ends=ends.tolist(),
            turns=answers[:, -1].tolist(),
        )

    def probabilities(self, words: Words, stretches: Sequence[Stretch]) -> NDArray[np.float64]:
        """For each word those of the marks, of the cases and of a change of speaker (words, 8); none outside the stretches."""
        answers = np.zeros((len(words), len(Mark) + len(Case) + 1), dtype=np.float64)
        answers[:, (0, len(Mark))] = 1.0
        for first, last in joined(stretches):
            answers[first:last] = self._read(words, first, last)
        return answers

    def _read(self, words: Words, first: int, last: int) -> NDArray[np.float64]:
        """Probabilities (words, marks and cases and one for a change of speaker) of a stretch."""
        begin = words.starts[first]
        pieces = pieces_of(self.tokenizer, words.text[begin : words.ends[last - 1]])
        found = np.concatenate([self._window(pieces.ids, *part) for part in parts_of(len(pieces.ids))])
        places = np.searchsorted(pieces.starts, [words.starts[word] - begin for word in range(first, last)])
        return found[np.minimum(places, len(found) - 1)]

    def _window(self, ids: Sequence[int], low: int, begin: int, stop: int, high: int) -> NDArray[np.float64]:
        """The answers for the pieces from `begin` to before `stop`, read together with those from `low` to before `high`."""
        given = np.array([framed(self.tokenizer, ids[low:high])], dtype=np.int64)
        (lower,) = self.lower.run(["lower"], {"ids": given})
        (odds,) = self.upper.run(["words"], {"lower": lower})
        return _probabilities(odds[0, 1 + begin - low : 1 + stop - low])


def load_restorer(folder: Path) -> Restorer:
    """The restorer whose weights and vocabulary stand in a folder; raises TrackerError when one is missing or damaged."""
    thresholds: Mapping[str, float] = load_card(folder).get("marks", {}).get("least", {})
    return Restorer(
        lower=load_session(folder, LOWER),
        upper=load_session(folder, RESTORER),
        tokenizer=load_vocabulary(folder),
        thresholds=MarkThresholds(**thresholds),
    )


def marks_of(answers: NDArray[np.float64], thresholds: MarkThresholds) -> list[Mark]:
    """The mark behind each word, of those that reach their least probability the one that exceeds it most times; else none."""
    times = answers[:, Mark.STOP : len(Mark)] / np.array([thresholds.stop, thresholds.question, thresholds.comma])
    best = zip((times.argmax(axis=1) + 1).tolist(), times.max(axis=1).tolist(), strict=True)
    return [Mark(place) if most >= 1 else Mark.NONE for place, most in best]


def cases_of(answers: NDArray[np.float64], thresholds: MarkThresholds) -> list[Case]:
    """How each word is written: a capital from its least probability on, in the likelier of the two ways."""
    cases = answers[:, len(Mark) + 1 : -1]
    ways = (cases.argmax(axis=1) + 1).tolist()
    return [Case(way) if sure else Case.LOWER for way, sure in zip(ways, cases.sum(axis=1) >= thresholds.capital, strict=True)]


def cased(text: str, case: Case) -> str:
    """A word of captions as it is written: "gdp" becomes "GDP", "mcallister" "Mcallister"."""
    stem, apostrophe, rest = text.partition("'")
    if case is Case.OTHER and stem.isalpha() and len(stem) <= LONGEST_ACRONYM:
        return f"{stem.upper()}{apostrophe}{rest}"
    return text[:1].upper() + text[1:] if case is not Case.LOWER else text


def framed(tokenizer: "Tokenizer", ids: Sequence[int]) -> list[int]:
    """Ids of pieces between those that open and close what the encoder reads."""
    return [special(tokenizer, "[CLS]"), *ids, special(tokenizer, "[SEP]")]


def joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches in order, those that touch made one; empty ones are left out."""
    found: list[Stretch] = []
    for first, last in sorted(each for each in stretches if each[0] < each[1]):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def parts_of(count: int) -> list[tuple[int, int, int, int]]:
    """How so many pieces are read: for each reading what it sees (low, high) and what it answers for between those."""
    parts = []
    begin = 0
    while begin < count:
        low = max(0, begin - MARGIN)
        high = min(count, low + SIZE)
        stop = count if high == count else high - MARGIN
        parts.append((low, begin, stop, high))
        begin = stop
    return parts


def _probabilities(odds: NDArray[np.float32]) -> NDArray[np.float64]:
    wide = odds.astype(np.float64)

    def shares(part: NDArray[np.float64]) -> NDArray[np.float64]:
        raised = np.exp(part - part.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True))

    cases = slice(len(Mark), len(Mark) + len(Case))
    turns = 1 / (1 + np.exp(-wide[:, -1:]))
    return np.concatenate([shares(wide[:, : len(Mark)]), shares(wide[:, cases]), turns], axis=1)
