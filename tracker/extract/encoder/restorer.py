"""Restores punctuation marks, capitals and changes of speaker in captions, from the words, with the encoder."""

import re
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
"""Tokens per window."""

MARGIN = 24
"""Tokens at both ends of a window that are predicted in the neighbouring window, where they have more context."""

LONGEST_ACRONYM = 4  # letters
_INITIALS = re.compile(r"[a-z](?:[.&][a-z])+")
_NUMBERED = re.compile(r"([bcdfghjklmnpqrstvwxyz]{2,4})-?\d")

Stretch = tuple[int, int]


class Mark(IntEnum):
    """The mark after a word."""

    NONE = 0
    STOP = 1
    QUESTION = 2
    COMMA = 3


class Case(IntEnum):
    """The case of a word: lower, capitalised, or anything else ("GDP", "iPhone")."""

    LOWER = 0
    CAPITAL = 1
    OTHER = 2


SIGNS = {Mark.NONE: "", Mark.STOP: ".", Mark.QUESTION: "?", Mark.COMMA: ","}


@dataclass(frozen=True, slots=True)
class MarkThresholds:
    """The probabilities from which marks, capitals and changes of speaker are restored, as in the card of the weights."""

    stop: float = 0.5
    question: float = 0.5
    comma: float = 0.5
    capital: float = 0.5
    turn: float = 0.5


@dataclass(frozen=True, slots=True)
class Restored:
    """The restored punctuation of captions, one entry per word.

    `marks` follow the words ("", ",", ".", "?"), `cases` are their cases, `ends` the probabilities that a sentence ends after them
    (also by a change of speaker), `turns` whether another speaker begins with them.
    """

    marks: Sequence[str]
    cases: Sequence[Case]
    ends: Sequence[float]
    turns: Sequence[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restorer:
    """The lower layers of the encoder, the upper layers trained for punctuation, the vocabulary, and the thresholds."""

    lower: "InferenceSession"
    upper: "InferenceSession"
    tokenizer: "Tokenizer"
    thresholds: MarkThresholds = MarkThresholds()

    def restore(self, words: Words, stretches: Sequence[Stretch]) -> Restored:
        """The punctuation of some spans of words (first, one past the last); other words stay unmarked."""
        answers = self.probabilities(words, stretches)
        ends = answers[:, Mark.STOP] + answers[:, Mark.QUESTION]
        ends[:-1] = np.maximum(ends[:-1], answers[1:, -1])
        return Restored(
            marks=[SIGNS[mark] for mark in marks_of(answers, self.thresholds)],
            cases=cases_of(answers, self.thresholds),
            ends=ends.tolist(),
            turns=(answers[:, -1] >= self.thresholds.turn).tolist(),
        )

    def probabilities(self, words: Words, stretches: Sequence[Stretch]) -> NDArray[np.float64]:
        """For each word the probabilities of marks, cases and a change of speaker (words, 8); outside the spans of no mark."""
        answers = np.zeros((len(words), len(Mark) + len(Case) + 1), dtype=np.float64)
        answers[:, (0, len(Mark))] = 1.0
        for first, last in joined(stretches):
            answers[first:last] = self._read(words, first, last)
        return answers

    def _read(self, words: Words, first: int, last: int) -> NDArray[np.float64]:
        """The probabilities for a span of words (words, 8)."""
        begin = words.starts[first]
        pieces = pieces_of(self.tokenizer, words.text[begin : words.ends[last - 1]])
        found = np.concatenate([self._window(pieces.ids, *part) for part in parts_of(len(pieces.ids))])
        places = np.searchsorted(pieces.starts, [words.starts[word] - begin for word in range(first, last)])
        return found[np.minimum(places, len(found) - 1)]

    def _window(self, ids: Sequence[int], low: int, begin: int, stop: int, high: int) -> NDArray[np.float64]:
        """The probabilities for the tokens from `begin` to before `stop`, in the window from `low` to before `high`."""
        given = np.array([framed(self.tokenizer, ids[low:high])], dtype=np.int64)
        (lower,) = self.lower.run(["lower"], {"ids": given})
        (odds,) = self.upper.run(["words"], {"lower": lower})
        return _probabilities(odds[0, 1 + begin - low : 1 + stop - low])


def load_restorer(folder: Path) -> Restorer:
    """The restorer with the weights and vocabulary in a folder; raises TrackerError if one is missing or damaged."""
    thresholds: Mapping[str, float] = load_card(folder).get("marks", {}).get("least", {})
    return Restorer(
        lower=load_session(folder, LOWER),
        upper=load_session(folder, RESTORER),
        tokenizer=load_vocabulary(folder),
        thresholds=MarkThresholds(**thresholds),
    )


def marks_of(answers: NDArray[np.float64], thresholds: MarkThresholds) -> list[Mark]:
    """The mark after each word: of those above their threshold the one with the largest ratio to it, or none."""
    times = answers[:, Mark.STOP : len(Mark)] / np.array([thresholds.stop, thresholds.question, thresholds.comma])
    best = zip((times.argmax(axis=1) + 1).tolist(), times.max(axis=1).tolist(), strict=True)
    return [Mark(place) if most >= 1 else Mark.NONE for place, most in best]


def cases_of(answers: NDArray[np.float64], thresholds: MarkThresholds) -> list[Case]:
    """The case of each word: above the threshold the likelier of the two kinds with capitals."""
    cases = answers[:, len(Mark) + 1 : -1]
    ways = (cases.argmax(axis=1) + 1).tolist()
    return [Case(way) if sure else Case.LOWER for way, sure in zip(ways, cases.sum(axis=1) >= thresholds.capital, strict=True)]


def cased(text: str, case: Case) -> str:
    """A word of captions with its case restored: "gdp" becomes "GDP", "u.s" "U.S", "gpt-4" "GPT-4", "mcallister" "Mcallister"."""
    if case is not Case.LOWER and (numbered := _NUMBERED.match(text)):
        return numbered[1].upper() + text[numbered.end(1) :]
    stem, apostrophe, rest = text.partition("'")
    if case is not Case.LOWER and _INITIALS.fullmatch(stem):
        return f"{stem.upper()}{apostrophe}{rest}"
    if case is Case.OTHER and stem.isalpha() and len(stem) <= LONGEST_ACRONYM:
        return f"{stem.upper()}{apostrophe}{rest}"
    return text[:1].upper() + text[1:] if case is not Case.LOWER else text


def framed(tokenizer: "Tokenizer", ids: Sequence[int]) -> list[int]:
    """Token ids between the tokens that open and close an input."""
    return [special(tokenizer, "[CLS]"), *ids, special(tokenizer, "[SEP]")]


def joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """The spans in order, with touching ones merged and empty ones left out."""
    found: list[Stretch] = []
    for first, last in sorted(each for each in stretches if each[0] < each[1]):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def parts_of(count: int) -> list[tuple[int, int, int, int]]:
    """The windows for a number of tokens: (low, begin, stop, high), with low to high as input for begin to stop."""
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
