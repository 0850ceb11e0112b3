"""How right the restorer is on texts that it was not fitted on, and from which probabilities its marks are best put."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.extract.encoder.restorer import Case, Mark, MarkThresholds, Restorer, cases_of, marks_of
from tracker.text.tokens import split_words
from tracker.training.captioned import captions_of

STEPS = np.arange(0.05, 0.95, 0.05)
"""The probabilities that are tried."""

BETA = 0.7
"""What finding a mark counts against being right (van Rijsbergen 1979): a wrong mark misleads more than a missing one."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Answered:
    """Words of captions: what the restorer answers (words, 8), and the mark, the case and the change of speaker taken away.

    `named` are the words that are not "I", which needs no model to get its capital.
    """

    answers: NDArray[np.float64]
    marks: NDArray[np.int64]
    cases: NDArray[np.int64]
    turns: Flags
    named: Flags


def answered(restorer: Restorer, texts: Sequence[str]) -> Answered:
    """The words of captions made of texts with the restorer's answers; the first and the last word of each text are left out."""
    rows: list[NDArray[np.float64]] = []
    truths: list[tuple[int, int, bool, bool]] = []
    for text in texts:
        captions = captions_of(text)
        words = split_words(captions.text)
        answers = restorer.probabilities(words, [(0, len(words))])
        for word in captions.words[1:-1]:
            place = words.at(word.span[0])
            if place < len(words) and words.starts[place] == word.span[0]:
                rows.append(answers[place])
                truths.append((word.mark, word.case, word.opens_turn, words.lower[place].split("'")[0] != "i"))
    marks, cases, turns, named = (np.array(column) for column in zip(*truths, strict=True))
    return Answered(np.array(rows), marks, cases, turns, named)


def best_thresholds(found: Answered) -> MarkThresholds:
    """The probability from which each mark, a capital and a change of speaker have the best F of BETA on some words."""
    answers = found.answers

    def best(chance: NDArray[np.float64], wanted: Flags) -> float:
        return round(float(max(STEPS, key=lambda least: _f(chance >= least, wanted, BETA))), 2)

    return MarkThresholds(
        stop=best(answers[:, Mark.STOP], found.marks == Mark.STOP),
        question=best(answers[:, Mark.QUESTION], found.marks == Mark.QUESTION),
        comma=best(answers[:, Mark.COMMA], found.marks == Mark.COMMA),
        capital=best(answers[found.named][:, len(Mark) + 1 : -1].sum(axis=1), found.cases[found.named] != Case.LOWER),
        turn=best(answers[:, -1], found.turns),
    )


def mark_figures(found: Answered, thresholds: MarkThresholds) -> Mapping[str, float]:
    """F1 of full stops, question marks, commas, sentence ends, capitals and changes of speaker, as they are put from `least` on."""
    marks = np.array(marks_of(found.answers, thresholds))
    capital = np.array(cases_of(found.answers, thresholds))[found.named] != Case.LOWER
    ends = (Mark.STOP, Mark.QUESTION)
    parts = {
        "full stop": (marks == Mark.STOP, found.marks == Mark.STOP),
        "question mark": (marks == Mark.QUESTION, found.marks == Mark.QUESTION),
        "comma": (marks == Mark.COMMA, found.marks == Mark.COMMA),
        "sentence end": (np.isin(marks, ends), np.isin(found.marks, ends)),
        "capital": (capital, found.cases[found.named] != Case.LOWER),
        "change of speaker": (found.answers[:, -1] >= thresholds.turn, found.turns),
    }
    return {f"{name} f1": round(_f(given, wanted), 4) for name, (given, wanted) in parts.items()}


def mark_card(restorer: Restorer, chosen_on: Sequence[str], measured_on: Sequence[str]) -> Mapping[str, object]:
    """What the card says of marks: `least`, chosen on some texts, and figures on others."""
    thresholds = best_thresholds(answered(restorer, chosen_on))
    return {"least": asdict(thresholds), "figures": mark_figures(answered(restorer, measured_on), thresholds)}


def _f(given: Flags, wanted: Flags, beta: float = 1.0) -> float:
    """The weighted harmonic mean of precision and recall; recall counts `beta` times as much as precision."""
    right = (1 + beta**2) * (given & wanted).sum()
    return float(right / max(1.0, given.sum() + beta**2 * wanted.sum()))
