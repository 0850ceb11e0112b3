"""Evaluates the restorer on held-out texts, and chooses its thresholds."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.extract.encoder.restorer import Case, Mark, MarkThresholds, Restorer, cases_of, marks_of
from tracker.text.tokens import split_words
from tracker.training.captioned import captions_of

STEPS = np.arange(0.05, 0.95, 0.05)
"""The thresholds tried."""

BETA = 0.7
"""The weight of recall relative to precision (van Rijsbergen 1979): a wrong mark misleads more than a missing one."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Predictions:
    """The restorer's probabilities for words of captions (words, 8), and the true mark, case and change of speaker.

    `named` marks the words other than "I", whose capital needs no model.
    """

    probabilities: NDArray[np.float64]
    marks: NDArray[np.int64]
    cases: NDArray[np.int64]
    turns: Flags
    named: Flags


def predictions(restorer: Restorer, texts: Sequence[str]) -> Predictions:
    """The restorer's predictions for texts turned into captions, without the first and the last word of each text."""
    rows: list[NDArray[np.float64]] = []
    truths: list[tuple[int, int, bool, bool]] = []
    for text in texts:
        captions = captions_of(text)
        words = split_words(captions.text)
        probabilities = restorer.probabilities(words, [(0, len(words))])
        for word in captions.words[1:-1]:
            place = words.at(word.span[0])
            if place < len(words) and words.starts[place] == word.span[0]:
                rows.append(probabilities[place])
                truths.append((word.mark, word.case, word.opens_turn, words.lower[place].split("'")[0] != "i"))
    marks, cases, turns, named = (np.array(column) for column in zip(*truths, strict=True))
    return Predictions(np.array(rows), marks, cases, turns, named)


def best_thresholds(found: Predictions) -> MarkThresholds:
    """The thresholds of marks, capitals and changes of speaker with the best F-measure for BETA."""
    probabilities = found.probabilities

    def best(chance: NDArray[np.float64], wanted: Flags) -> float:
        return round(float(max(STEPS, key=lambda least: _f(chance >= least, wanted, BETA))), 2)

    return MarkThresholds(
        stop=best(probabilities[:, Mark.STOP], found.marks == Mark.STOP),
        question=best(probabilities[:, Mark.QUESTION], found.marks == Mark.QUESTION),
        comma=best(probabilities[:, Mark.COMMA], found.marks == Mark.COMMA),
        capital=best(probabilities[found.named][:, len(Mark) + 1 : -1].sum(axis=1), found.cases[found.named] != Case.LOWER),
        turn=best(probabilities[:, -1], found.turns),
    )


def mark_figures(found: Predictions, thresholds: MarkThresholds) -> Mapping[str, float]:
    """F1 of full stops, question marks, commas, sentence ends, capitals and changes of speaker with the given thresholds."""
    marks = np.array(marks_of(found.probabilities, thresholds))
    capital = np.array(cases_of(found.probabilities, thresholds))[found.named] != Case.LOWER
    ends = (Mark.STOP, Mark.QUESTION)
    parts = {
        "full stop": (marks == Mark.STOP, found.marks == Mark.STOP),
        "question mark": (marks == Mark.QUESTION, found.marks == Mark.QUESTION),
        "comma": (marks == Mark.COMMA, found.marks == Mark.COMMA),
        "sentence end": (np.isin(marks, ends), np.isin(found.marks, ends)),
        "capital": (capital, found.cases[found.named] != Case.LOWER),
        "change of speaker": (found.probabilities[:, -1] >= thresholds.turn, found.turns),
    }
    return {f"{name} f1": round(_f(given, wanted), 4) for name, (given, wanted) in parts.items()}


def mark_card(restorer: Restorer, chosen_on: Sequence[str], measured_on: Sequence[str]) -> Mapping[str, object]:
    """The entry on marks of the card: thresholds chosen on some texts, and figures on others."""
    thresholds = best_thresholds(predictions(restorer, chosen_on))
    return {"least": asdict(thresholds), "figures": mark_figures(predictions(restorer, measured_on), thresholds)}


def _f(given: Flags, wanted: Flags, beta: float = 1.0) -> float:
    """The F-measure, in which recall counts `beta` times as much as precision."""
    right = (1 + beta**2) * (given & wanted).sum()
    return float(right / max(1.0, given.sum() + beta**2 * wanted.sum()))
