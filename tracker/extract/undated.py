"""Claims about the future with neither a horizon nor odds: sentences judged by their words, tenses and cues."""

import json
import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from tracker.errors import TrackerError
from tracker.extract.features import Anchor, Scene, plain_word
from tracker.extract.logistic import Logistic, dump
from tracker.extract.tense import Tense

WEIGHTS = Path(__file__).parent / "weights" / "undated.json"
SHORTEST, LONGEST = 4, 60  # words of a sentence that is looked at
NEIGHBOUR_FAMILIES = ("future", "expect", "outlook", "past", "question", "believe", "expected")
AHEAD = frozenset({Tense.FUTURE, Tense.EXPECTED, Tense.WEAK, Tense.WOULD, Tense.CAN, Tense.PROGRESSIVE, Tense.ATTITUDE})


def predicate_of(scene: Scene, sentence: tuple[int, int]) -> Anchor | None:
    """The first verb of a sentence that can look ahead, with the word after it; None where there is none."""
    first, last = sentence
    places = scene.tense_places
    inside = places[bisect_left(places, first) : bisect_left(places, last)]
    order = [Tense.FUTURE, Tense.EXPECTED, Tense.WEAK, Tense.WOULD, Tense.CAN, Tense.PROGRESSIVE, Tense.ATTITUDE]
    ahead = [place for place in inside if scene.tenses[place] in AHEAD]
    if not ahead:
        return None
    place = min(ahead, key=lambda at: (order.index(scene.tenses[at] or Tense.ATTITUDE), at))
    return Anchor(first=place, last=min(last, place + 3), horizon=None, rule="undated")


def sentence_features(scene: Scene, index: int, plain: Sequence[str]) -> dict[str, float]:
    """The features of one sentence: its words and pairs, its tenses in order, its cues, and what stands beside it."""
    first, last = scene.sentences[index]
    last = min(last, first + LONGEST)
    words = plain[first:last]
    names = [f"w {word}" for word in words]
    names += [f"w {one} {two}" for one, two in pairwise(words)]
    names += [f"^ {word}" for word in words[:3]]
    places = scene.tense_places
    tensed = places[bisect_left(places, first) : bisect_left(places, last)]
    names += [f"tense {scene.tenses[place]}" for place in tensed]
    names += [f"tense {number} {scene.tenses[place]}" for number, place in enumerate(tensed[:3], 1)]
    found = dict.fromkeys(names, 1.0)
    for family, at in scene.cue_places.items():
        count = bisect_left(at, last) - bisect_left(at, first)
        if count:
            found[f"cue {family}"] = math.log1p(count)
    found["asked"] = float(scene.asks[index])
    found["words"] = math.log1p(last - first)
    for step in (-1, 1):
        other = index + step
        if 0 <= other < len(scene.sentences):
            low, high = scene.sentences[other]
            found[f"asked {step:+d}"] = float(scene.asks[other])
            for family in NEIGHBOUR_FAMILIES:
                at = scene.cue_places[family]
                if bisect_left(at, high) > bisect_left(at, low):
                    found[f"cue {step:+d} {family}"] = 1.0
    return found


def sentences_to_judge(scene: Scene, taken: Sequence[tuple[int, int]]) -> list[tuple[int, Anchor]]:
    """The sentences that hold a verb that looks ahead and none of the word spans `taken`, each with its predicate."""
    used = {scene.sentence_of[place] for first, last in taken for place in range(first, last)}
    chosen = []
    for index, (first, last) in enumerate(scene.sentences):
        if index not in used and last - first >= SHORTEST:
            predicate = predicate_of(scene, (first, min(last, first + LONGEST)))
            if predicate:
                chosen.append((index, predicate))
    return chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class UndatedModel:
    """The judge of sentences, the threshold to keep one, what it was fitted on, and its figures on held-out documents."""

    judge: Logistic
    threshold: float
    fitted_on: Mapping[str, str]
    figures: Mapping[str, float]

    def to_json(self) -> str:
        """The model as JSON text, a weight a line."""
        return dump(
            {
                "about": "log odds that a careful reader keeps a sentence as a claim without a date, by named features",
                "fitted_on": dict(sorted(self.fitted_on.items())),
                "figures": dict(self.figures),
                "threshold": round(self.threshold, 4),
                "judge": self.judge.to_json(),
            }
        )

    @classmethod
    def from_json(cls, text: str) -> "UndatedModel":
        """What `to_json` wrote; raises TrackerError when the text is something else."""
        try:
            content = json.loads(text)
            judge = Logistic.from_json(content["judge"])
            return cls(judge=judge, threshold=content["threshold"], fitted_on=content["fitted_on"], figures=content["figures"])
        except (ValueError, KeyError, TypeError) as error:
            raise TrackerError(f"weights: not a file of `tracker fit --undated` ({error}); fit it again") from None


@lru_cache(maxsize=1)
def default_model() -> UndatedModel:
    """The model that travels with the package."""
    return UndatedModel.from_json(WEIGHTS.read_text(encoding="utf-8"))


def undated_claims(scene: Scene, taken: Sequence[tuple[int, int]], model: UndatedModel) -> list[tuple[Anchor, float]]:
    """The predicates of the sentences that claim something of the future, with their confidence from the model's threshold on.

    `taken` are the word spans of dated forecasts, whose sentences are left out.
    """
    plain = [plain_word(word) for word in scene.words.lower]
    judged = (
        (predicate, model.judge.probability(sentence_features(scene, index, plain)))
        for index, predicate in sentences_to_judge(scene, taken)
    )
    return [(predicate, confidence) for predicate, confidence in judged if confidence >= model.threshold]
