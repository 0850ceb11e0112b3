"""Horizons that hold on: a period named once, for the sentences that go on under it without naming it again.

Two named rules. "Guidance list": after a dated forecast, sentences of the same turn that expect a figure in a company's terms ("We
expect revenue of 20 million in the third quarter. Margins are expected to be 40 percent."). "Heading": a sentence that announces
predictions for a period ("My predictions for 2026."), and the sentences after it that look ahead.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from tracker.extract.features import Anchor, Scene
from tracker.extract.tense import Tense
from tracker.extract.undated import SHORTEST, predicate_of
from tracker.records import Horizon, Mention

LIST_REACH, HEADING_REACH = 3, 6  # sentences that a period holds for
SHARE = 0.8  # of the first forecast's confidence, for each that carries its period on
HEADED = 0.6  # what a heading is worth beside a forecast that was judged
EXPECTING = ("expect", "expected", "outlook")
HEADINGS = frozenset({"prediction", "predictions", "predict", "forecasts", "resolutions", "expectations"})
Kept = tuple[Anchor, float]


def _holds(scene: Scene, families: Sequence[str], sentence: tuple[int, int]) -> bool:
    first, last = sentence
    return any(bisect_left(scene.cue_places[name], last) > bisect_left(scene.cue_places[name], first) for name in families)


def _has_figure(scene: Scene, sentence: tuple[int, int]) -> bool:
    return any(word[0].isdigit() or word[0] in "$€£" for word in scene.words.lower[slice(*sentence)])


def _looks_back(scene: Scene, sentence: tuple[int, int]) -> bool:
    """Whether the first verb of a sentence tells of the past."""
    first, last = sentence
    verb = bisect_left(scene.tense_places, first)
    return (
        verb < len(scene.tense_places)
        and scene.tense_places[verb] < last
        and scene.tenses[scene.tense_places[verb]] in {Tense.PAST, Tense.PERFECT, Tense.PAST_FUTURE}
    )


def _goes_on(scene: Scene, sentence: tuple[int, int]) -> bool:
    """Whether a sentence expects a figure in a company's terms, and does not begin in the past."""
    if _looks_back(scene, sentence):
        return False
    return _has_figure(scene, sentence) and _holds(scene, EXPECTING, sentence) and _holds(scene, ("company",), sentence)


def _looks_ahead(scene: Scene, sentence: tuple[int, int]) -> bool:
    predicate = predicate_of(scene, sentence)
    return predicate is not None and scene.tenses[predicate.first] in {Tense.FUTURE, Tense.EXPECTED}


def _heads(scene: Scene, anchor: Anchor) -> bool:
    """Whether the anchor's sentence is short and announces predictions."""
    first, last = scene.sentences[scene.sentence_of[anchor.first]]
    return last - first <= 14 and not HEADINGS.isdisjoint(scene.words.lower[first:last])


def _carried(scene: Scene, anchor: Anchor, predicate: Anchor, rule: str) -> tuple[Anchor, Mention[Horizon]]:
    assert anchor.horizon is not None
    horizon = replace(anchor.horizon, rule=rule, anchored_on=anchor.horizon.end)
    start, end = scene.words.starts[predicate.first], scene.words.ends[predicate.last - 1]
    mention = Mention(start=start, end=end, reading=horizon, rule=rule, trace=(anchor.rule,))
    return replace(predicate, horizon=horizon, rule=rule), mention


def carried_over(scene: Scene, anchors: Sequence[Anchor], kept: Sequence[Kept]) -> list[tuple[Anchor, Mention[Horizon], float]]:
    """The forecasts under a period named before: the predicate as anchor, the period's window, and a confidence.

    `anchors` are all phrases of time and odds; a sentence that has one of its own takes up nothing.
    """
    own = {scene.sentence_of[place] for anchor in anchors for place in range(anchor.first, anchor.last)}
    sources: dict[int, tuple[Anchor, float, str, int]] = {}
    for anchor, confidence in kept:
        if anchor.horizon:
            sources[scene.sentence_of[anchor.first]] = (anchor, confidence, "guidance list", LIST_REACH)
    for anchor in anchors:
        if anchor.horizon and _heads(scene, anchor):
            sources[scene.sentence_of[anchor.first]] = (anchor, HEADED, "heading", HEADING_REACH)
    found = []
    for index, (anchor, confidence, rule, reach) in sorted(sources.items()):
        fits = _goes_on if rule == "guidance list" else _looks_ahead
        for following in range(index + 1, min(index + 1 + reach, len(scene.sentences))):
            sentence = scene.sentences[following]
            if following in own or scene.turn_of[sentence[0]] != scene.turn_of[anchor.first]:
                break
            predicate = predicate_of(scene, sentence) if sentence[1] - sentence[0] >= SHORTEST else None
            if predicate and fits(scene, sentence) and not scene.asks[following]:
                found.append((*_carried(scene, anchor, predicate, rule), SHARE * confidence))
    return found
