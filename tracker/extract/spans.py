"""The quote of a forecast: the stretch of words around its anchor that can be read alone.

Two choices are scored apart, where the quote starts and where it ends, each by a readable logistic model over the candidates
within reach (`weights/spans.json`, fitted by `tracker.extract.fit_spans`); then the stretch is taken whose expected agreement
with a reader's own quote, 2 * shared words / (its words + theirs), is the largest.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tracker.extract.words import Words

WEIGHTS = Path(__file__).parent / "weights" / "spans.json"
REACH = 56
"""How many words before and after the anchor a quote may start and end."""

MODALS = frozenset(
    "will would could may might can should shall gonna won't wouldn't couldn't can't cannot shouldn't must".split()
    + "i'll you'll he'll she'll it'll we'll they'll that'll there'll who'll this'll i'd we'd they'd you'd".split()
)
EXPECTING = frozenset(
    "going expect expects expecting expected anticipate anticipates anticipating forecast forecasts forecasting project projects "
    "projected projecting predict predicts predicting prediction predictions guidance outlook estimate estimates target targeting "
    "plan plans planning intend likely looking hope hopefully believe think guess suspect bet track".split()
)
VERBS = frozenset(
    "is are was were be been being am isn't aren't it's that's there's we're they're you're he's she's i'm i've we've they've have has "
    "had do does did don't doesn't see get gets come comes go goes become becomes grow grows make makes continue continues happen "
    "happens remain remains reach reaches start starts begin begins end ends take takes look looks need needs want wants rise fall "
    "increase increases decrease decline improve improves deliver drive launch ship release".split()
)
DISTANCES = (0, 1, 2, 3, 4, 6, 9, 13, 18, 25, 34, 45)
GRADES = (0.03, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanModel:
    """Weights of the choice of the first word and of the end of a quote, by the names of their features."""

    weights: Mapping[str, float]
    sources: tuple[str, ...] = ()

    def to_json(self) -> str:
        """The model as JSON text, one feature a line, sorted."""
        content = {
            "about": "scores of places where a quote may start (<) or end (>), compared among the places around one anchor",
            "fitted_on_sha256": list(self.sources),
            "weights": {name: round(value, 4) for name, value in sorted(self.weights.items())},
        }
        return json.dumps(content, ensure_ascii=False, indent=0) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "SpanModel":
        """The model that `to_json` wrote."""
        content = json.loads(text)
        return cls(weights=content["weights"], sources=tuple(content["fitted_on_sha256"]))


@lru_cache(maxsize=1)
def default_model() -> SpanModel:
    """The model that ships with the package."""
    return SpanModel.from_json(WEIGHTS.read_text(encoding="utf-8"))


def _bin(value: float, edges: Sequence[float]) -> int:
    return sum(value > edge for edge in edges)


def _predicates(words: Words, first: int, last: int) -> int:
    """How sure it is that words hold a predicate about the future: 2 a modal or a word of expecting, 1 another verb, 0 none."""
    inside = words.lower[max(0, first) : last]
    if any(word in MODALS or word in EXPECTING for word in inside):
        return 2
    return int(any(word in VERBS for word in inside))


def _sentence_around(breaks: Sequence[float], anchor: tuple[int, int], count: int) -> tuple[int, int]:
    first, last = anchor
    while first > 0 and breaks[first - 1] < 0.5 and anchor[0] - first < REACH:
        first -= 1
    while last < count and breaks[last - 1] < 0.5 and last - anchor[1] < REACH:
        last += 1
    return first, last


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the features of all places around one anchor share."""

    words: Words
    breaks: Sequence[float]
    anchor: tuple[int, int]
    kind: str

    @classmethod
    def of(cls, words: Words, anchor: tuple[int, int], breaks: Sequence[float]) -> "_Setting":
        first, last = _sentence_around(breaks, anchor, len(words))
        before, after = _predicates(words, first, anchor[0]), _predicates(words, anchor[1], last)
        return cls(words, breaks, anchor, f"{_predicates(words, *anchor) and 'v' or 't'}{before}{after}")

    def word(self, index: int) -> str:
        return self.words.lower[index] if 0 <= index < len(self.words) else "¶"


def start_places(words: Words, anchor: tuple[int, int]) -> range:
    """The words at which a quote may start."""
    return range(max(0, anchor[0] - REACH), anchor[0] + 1)


def end_places(words: Words, anchor: tuple[int, int]) -> range:
    """The ends (one past the last word) that a quote may have."""
    return range(anchor[1], min(len(words), anchor[1] + REACH) + 1)


def _side(setting: _Setting, side: str, place: int, crossed: float, away: int, between: int) -> Iterator[str]:
    """The features of one place; `crossed` is the expected number of breaks between it and the anchor."""
    words, word = setting.words, setting.word
    sure = setting.breaks[place - 1] if 0 < place else 1.0
    mark = words.after[place - 1] if 0 < place else "¶"
    grade = _bin(sure, GRADES)
    over = _bin(crossed, (0.15, 0.5, 1.2, 2.2))
    distance = _bin(away, DISTANCES)
    yield f"{side}break {grade}"
    yield f"{side}mark {mark}"
    yield f"{side}over {over}"
    yield f"{side}break over {grade} {over}"
    yield f"{side}far {distance}"
    yield f"{side}far kind {distance} {setting.kind}"
    yield f"{side}kind break {setting.kind} {grade}"
    yield f"{side}kind over {setting.kind} {over}"
    yield f"{side}holds {between} {setting.kind}"
    yield f"{side}holds break {between} {grade}"
    for shift in (-2, -1, 0, 1):
        yield f"{side}{shift} {word(place + shift)}"
    yield f"{side}-1,0 {word(place - 1)} {word(place)}"
    yield f"{side}0,1 {word(place)} {word(place + 1)}"
    yield f"{side}break word {grade >= 4} {word(place)}"


def start_features(words: Words, anchor: tuple[int, int], breaks: Sequence[float]) -> list[list[str]]:
    """The named features of every place where the quote may start."""
    setting = _Setting.of(words, anchor, breaks)
    found = []
    for place in start_places(words, anchor):
        crossed = sum(breaks[place : anchor[0]])
        names = list(_side(setting, "<", place, crossed, anchor[0] - place, _predicates(words, place, anchor[0])))
        found.append(names + ["<turn"] * ("¶" in words.after[place : anchor[0]]))
    return found


def end_features(words: Words, anchor: tuple[int, int], breaks: Sequence[float]) -> list[list[str]]:
    """The named features of every place where the quote may end."""
    setting = _Setting.of(words, anchor, breaks)
    found = []
    for place in end_places(words, anchor):
        crossed = sum(breaks[anchor[1] - 1 : place - 1])
        names = list(_side(setting, ">", place, crossed, place - anchor[1], _predicates(words, anchor[1], place)))
        found.append(names + [">turn"] * ("¶" in words.after[anchor[1] - 1 : place - 1]))
    return found


def _chances(features: Sequence[Sequence[str]], weights: Mapping[str, float]) -> NDArray[np.float64]:
    scores = np.array([sum(weights.get(name, 0.0) for name in names) for names in features])
    exps = np.exp(scores - scores.max())
    return np.asarray(exps / exps.sum(), dtype=np.float64)


def best_span(
    starts: Sequence[int], ends: Sequence[int], start_chances: NDArray[np.float64], end_chances: NDArray[np.float64]
) -> tuple[int, int]:
    """The span with the largest expected 2 * shared / (length + length) with a span drawn from the two distributions.

    Only likely starts and ends enter the expectation; every start lies before every end.
    """
    likely_starts = [i for i in np.argsort(-start_chances)[:12] if start_chances[i] > 0.005]
    likely_ends = [i for i in np.argsort(-end_chances)[:12] if end_chances[i] > 0.005]
    s = np.array([starts[i] for i in likely_starts])
    e = np.array([ends[i] for i in likely_ends])
    weight = start_chances[likely_starts][:, None] * end_chances[likely_ends][None, :]
    best, chosen = -1.0, (int(s[0]), int(e[0]))
    for first in s.tolist():
        for last in e.tolist():
            shared = np.minimum(e, last)[None, :] - np.maximum(s, first)[:, None]
            gain = float((weight * 2 * shared / (last - first + e[None, :] - s[:, None])).sum())
            if gain > best + 1e-12:
                best, chosen = gain, (first, last)
    return chosen


def quote_span(
    words: Words, anchor: tuple[int, int], breaks: Sequence[float], *, model: SpanModel | None = None
) -> tuple[int, int]:
    """The words (first, one past the last) to quote for a forecast whose anchor is the words `anchor`.

    `breaks` is what `sentence_breaks` gave for the whole text. The span holds the anchor.
    """
    weights = (model or default_model()).weights
    starts, ends = start_places(words, anchor), end_places(words, anchor)
    return best_span(
        starts,
        ends,
        _chances(start_features(words, anchor, breaks), weights),
        _chances(end_features(words, anchor, breaks), weights),
    )


def expected_breaks(breaks: Sequence[float]) -> list[float]:
    """Running totals of `breaks`."""
    return list(accumulate(breaks))
