"""What the model knows of a candidate: named measures of the words around a phrase, and the words themselves.

`measures` are few, dense and named by what they count (distances to cues, tenses, the horizon, the discourse);
`word_features` are many and sparse. Both are plain dictionaries from a readable name to a number, so that weights
can be read too.
"""

import datetime as dt
import math
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.extract.cues import FAMILIES, Cue
from tracker.extract.tense import Tense
from tracker.extract.words import Words
from tracker.records import Horizon

REACH = 25  # words to either side in which a cue is looked for
_FAMILIES = tuple(FAMILIES)
_TENSES = tuple(Tense)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A transcript as the features see it: its words, cues, tenses and sentences, each computed once.

    `sentence_of` gives for each word the index of its sentence, `sentences` the word span of each; `turn_of` and `turns`
    likewise for utterances. `cue_places` holds for each family the sorted indices of the words at which a cue begins;
    `breaks` for each word the probability that a sentence ends after it.
    """

    words: Words
    said_on: dt.date
    tenses: Sequence[Tense | None]
    tense_places: Sequence[int]
    cue_places: Mapping[str, Sequence[int]]
    sentences: Sequence[tuple[int, int]]
    sentence_of: Sequence[int]
    turns: Sequence[tuple[int, int]]
    turn_of: Sequence[int]
    asks: Sequence[bool]  # for each sentence, whether a question mark closes it
    shares: Sequence[float]  # for each turn, the share of all words that its speaker speaks; -1 where nobody is named
    curiosity: Sequence[float]  # for each turn, the share of its speaker's turns that ask; -1 where nobody is named
    punctuated: bool
    breaks: Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A phrase that may make a forecast: word span, and the horizon it was read as (None for odds)."""

    first: int
    last: int
    horizon: Horizon | None
    rule: str
    others: int = 0


def cue_places(cues: Sequence[Cue]) -> dict[str, list[int]]:
    """The sorted word indices at which the cues of each family begin."""
    places: dict[str, list[int]] = {family: [] for family in _FAMILIES}
    for cue in cues:
        places[cue.family].append(cue.first)
    return places


def _count(places: Sequence[int], first: int, last: int) -> int:
    return bisect_left(places, last) - bisect_left(places, first)


def _left(places: Sequence[int], first: int) -> int:
    """Distance in words from the nearest place before `first`; REACH + 1 when there is none in reach."""
    index = bisect_left(places, first) - 1
    return min(REACH + 1, first - places[index]) if index >= 0 else REACH + 1


def _right(places: Sequence[int], last: int) -> int:
    index = bisect_left(places, last)
    return min(REACH + 1, places[index] - last + 1) if index < len(places) else REACH + 1


def _cue_measures(scene: Scene, anchor: Anchor, first: int, last: int) -> dict[str, float]:
    measured: dict[str, float] = {}
    for family in _FAMILIES:
        places = scene.cue_places[family]
        measured[f"{family} left"] = _left(places, anchor.first)
        measured[f"{family} right"] = _right(places, anchor.last)
        measured[f"{family} in sentence"] = _count(places, first, last)
        measured[f"{family} near"] = _count(places, anchor.first - 60, anchor.last + 60)
    return measured


def _tense_measures(scene: Scene, anchor: Anchor, first: int, last: int) -> dict[str, float]:
    measured: dict[str, float] = {}
    places, tenses = scene.tense_places, scene.tenses
    at = bisect_left(places, anchor.first)
    after = bisect_left(places, anchor.last)
    for number in (1, 2):
        if at - number >= 0 and anchor.first - places[at - number] <= REACH:
            place = places[at - number]
            measured[f"tense left {number} {tenses[place]}"] = 1.0
            measured[f"tense left {number}"] = anchor.first - place
            measured[f"tense left {number} inside"] = float(place >= first)
        if after + number - 1 < len(places) and places[after + number - 1] - anchor.last < REACH:
            place = places[after + number - 1]
            measured[f"tense right {number} {tenses[place]}"] = 1.0
            measured[f"tense right {number}"] = place - anchor.last + 1
            measured[f"tense right {number} inside"] = float(place < last)
    for place in places[bisect_left(places, first) : bisect_left(places, last)]:
        name = f"{tenses[place]} in sentence"
        measured[name] = measured.get(name, 0.0) + 1.0
    return measured


def _horizon_measures(scene: Scene, anchor: Anchor) -> dict[str, float]:
    horizon = anchor.horizon
    measured: dict[str, float] = {"phrase words": float(anchor.last - anchor.first)}
    lower = scene.words.lower
    measured[f"phrase begins {lower[anchor.first]}"] = 1.0
    measured["other readings"] = float(anchor.others)
    if horizon is None:
        return measured | {"odds": 1.0, f"rule {anchor.rule}": 1.0}
    measured[f"rule {horizon.rule}"] = 1.0
    measured[f"grain {horizon.grain}"] = 1.0
    measured["days to start"] = float((horizon.start - scene.said_on).days)
    measured["days to end"] = float((horizon.end - scene.said_on).days)
    measured["days long"] = float((horizon.end - horizon.start).days)
    measured["running"] = float(horizon.start <= scene.said_on)
    measured["taken up"] = float(horizon.anchored_on is not None)
    measured["names a year"] = float(any(_YEAR.fullmatch(word) for word in lower[anchor.first : anchor.last]))
    return measured


def _place_measures(scene: Scene, anchor: Anchor, first: int, last: int) -> dict[str, float]:
    words, turn = scene.words, scene.turns[scene.turn_of[anchor.first]]
    lower = words.lower
    sentence = scene.sentence_of[anchor.first]
    figures = [i for i in range(first, last) if lower[i][0].isdigit() or lower[i][0] in "$€£"]
    return {
        "sentence words": float(last - first),
        "words before in sentence": float(anchor.first - first),
        "words after in sentence": float(last - anchor.last),
        "asked": float(scene.asks[sentence]),
        "next asked": float(sentence + 1 < len(scene.asks) and scene.asks[sentence + 1]),
        "turn words": float(turn[1] - turn[0]),
        "words before in turn": float(anchor.first - turn[0]),
        "words after in turn": float(turn[1] - anchor.last),
        "turn asks": float(any(scene.asks[s] for s in range(scene.sentence_of[turn[0]], scene.sentence_of[turn[1] - 1] + 1))),
        "turn ends asking": float(scene.asks[scene.sentence_of[turn[1] - 1]]),
        "speaker's share": scene.shares[scene.turn_of[anchor.first]] * 10,
        "speaker's questions": scene.curiosity[scene.turn_of[anchor.first]] * 10,
        "share of text": anchor.first / max(1, len(words)),
        "figures in sentence": float(len(figures)),
        "money or per cent in sentence": float(sum("%" in lower[i] or lower[i][0] in "$€£" for i in figures)),
        "punctuated": float(scene.punctuated),
    }


def _neighbour_measures(anchors: Sequence[Anchor], index: int, first: int, last: int) -> dict[str, float]:
    anchor = anchors[index]
    measured = {"phrases before in sentence": 0.0, "phrases after in sentence": 0.0}
    before = anchors[index - 1] if index else None
    after = anchors[index + 1] if index + 1 < len(anchors) else None
    measured["words since last phrase"] = float(min(100, anchor.first - before.last)) if before else 100.0
    measured["words to next phrase"] = float(min(100, after.first - anchor.last)) if after else 100.0
    for other in anchors[max(0, index - 6) : index]:
        measured["phrases before in sentence"] += other.first >= first
    for other in anchors[index + 1 : index + 7]:
        measured["phrases after in sentence"] += other.first < last
    for name, near in (("last", before), ("next", after)):
        if near and near.horizon and anchor.horizon:
            measured[f"due as the {name} phrase"] = float(near.horizon.end == anchor.horizon.end)
            measured[f"days due after the {name} phrase"] = float((anchor.horizon.end - near.horizon.end).days)
    around = [a for a in anchors[max(0, index - 12) : index + 13] if abs(a.first - anchor.first) <= 150]
    measured["phrases around"] = float(len(around))
    return measured


def sentence_span(scene: Scene, anchor: Anchor, reach: int = 45) -> tuple[int, int]:
    """The words of the anchor's sentence, at most `reach` to either side."""
    first, _ = scene.sentences[scene.sentence_of[anchor.first]]
    _, last = scene.sentences[scene.sentence_of[max(anchor.first, anchor.last - 1)]]
    return max(first, anchor.first - reach), min(last, anchor.last + reach)


def measures(scene: Scene, anchors: Sequence[Anchor], index: int) -> dict[str, float]:
    """The dense features of one anchor among all the anchors of a transcript, in order of place."""
    anchor = anchors[index]
    first, last = sentence_span(scene, anchor)
    return {
        **_cue_measures(scene, anchor, first, last),
        **_tense_measures(scene, anchor, first, last),
        **_horizon_measures(scene, anchor),
        **_place_measures(scene, anchor, first, last),
        **_neighbour_measures(anchors, index, first, last),
    }


def plain_word(word: str) -> str:
    """The word as the sparse features name it: years and figures are one word each."""
    if word[0].isdigit() or word[0] in "$€£":
        return "#year" if _YEAR.fullmatch(word) else "#number"
    return word


def word_features(scene: Scene, anchor: Anchor, plain: Sequence[str]) -> dict[str, float]:
    """The sparse features of one anchor: words by their distance, pairs of words, the words of its sentence and of the phrase."""
    size = len(plain)
    first, last = sentence_span(scene, anchor)
    names: list[str] = []
    for step in (1, 2, 3, 4):
        left, right = anchor.first - step, anchor.last + step - 1
        names.append(f"-{step} {plain[left]}" if left >= 0 else f"-{step} ^")
        names.append(f"+{step} {plain[right]}" if right < size else f"+{step} $")
    before, after = plain[max(0, anchor.first - 18) : anchor.first], plain[anchor.last : anchor.last + 18]
    names.extend(f"< {word}" for word in before)
    names.extend(f"<< {word}" for word in before[-7:])
    names.extend(f"< {one} {two}" for one, two in pairwise([*before[-12:], *plain[anchor.first : anchor.first + 1]]))
    names.extend(f"> {word}" for word in after)
    names.extend(f">> {word}" for word in after[:7])
    names.extend(f"> {one} {two}" for one, two in pairwise(after[:13]))
    names.extend(f"s {word}" for word in plain[first:last])
    names.extend(f"s {one} {two}" for one, two in pairwise(plain[first:last]))
    names.extend(f"p {word}" for word in plain[anchor.first : anchor.last])
    names.extend(f"^ {word}" for word in plain[first : min(first + 3, anchor.first)])
    return dict.fromkeys(names, 1.0)


def scaled(measured: Mapping[str, float]) -> dict[str, float]:
    """The measures on a scale that a linear model can use: signed logarithms of counts and distances."""
    return {name: math.copysign(math.log1p(abs(value)), value) for name, value in measured.items()}
