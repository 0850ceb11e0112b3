"""From a transcript to its forecasts: find the phrases, judge each as a candidate, and write down what is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.errors import UndatedTranscript
from tracker.extract.breath import one_claim_each
from tracker.extract.candidates import anchors_of
from tracker.extract.compose import Material, compose
from tracker.extract.discourse import carried_over
from tracker.extract.features import Anchor, Scene, measures, plain_word, scaled, word_features
from tracker.extract.joined import dated_odds, with_dates
from tracker.extract.model import ForecastModel, default_model
from tracker.extract.options import ExtractOptions
from tracker.extract.scene import look_at
from tracker.extract.stance import CUT_OFF, Trigger, asserted_by, find_triggers, read_stances, refusal
from tracker.extract.stance_rules import StanceRule
from tracker.extract.syntax import second_look
from tracker.extract.undated import default_model as default_undated_model
from tracker.extract.undated import undated_claims
from tracker.horizons import HorizonContext, find_horizons, infer_fiscal_year_end
from tracker.quantities import DEFAULT_SCALE, Measures, find_measures
from tracker.records import Forecast, Horizon, Mention, Probability, Transcript
from tracker.transcripts import speech

DOUBT = (0.2, 0.8)
"""Confidences of the first look between which a second one is worth its time."""

RULE = 2.0
"""What a rule of stance counts beside a single word, to the judge."""

Found = tuple[Anchor, Mention[Horizon] | Mention[Probability] | None, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A phrase that may make a forecast, the rules of stance that hold it, and what the model is told of it."""

    anchor: Anchor
    stances: tuple[StanceRule, ...]
    mention: Mention[Horizon] | Mention[Probability]
    features: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A transcript after it was looked at: its scene, what sets off stances, its candidates and all measures, in order of place.

    `odds_dates` gives for the offset at which odds begin the phrase of time in their sentence that says when.
    """

    scene: Scene
    triggers: Sequence[Trigger]
    candidates: Sequence[Candidate]
    measured: Measures
    odds_dates: Mapping[int, Mention[Horizon]]


def sight(transcript: Transcript, options: ExtractOptions) -> Sighting:
    """Find every candidate of a transcript and its features.

    Raises UndatedTranscript when neither the options nor the transcript tell the day of speaking.
    """
    said_on = options.said_on or transcript.said_on
    if said_on is None:
        raise UndatedTranscript(transcript.doc)
    text = speech(transcript)
    fiscal = options.fiscal_year_end or infer_fiscal_year_end(text, said_on)
    horizons = find_horizons(text, said_on, HorizonContext(fiscal_year_end=fiscal, events=options.events))
    measured = find_measures(text, options.scale or DEFAULT_SCALE)
    scene = look_at(text, said_on, transcript.utterances)
    anchors, mentions = anchors_of(scene.words, horizons, measured.odds)
    plain = [plain_word(word) for word in scene.words.lower] if anchors else []
    triggers = find_triggers(scene.words.lower) if anchors or options.undated else []
    held = read_stances(scene, anchors, triggers)
    candidates = [
        Candidate(anchor=anchor, mention=mention, stances=stances, features=_features(scene, anchors, index, plain, stances))
        for index, (anchor, mention, stances) in enumerate(zip(anchors, mentions, held, strict=True))
    ]
    joined = dated_odds(text, horizons, measured.odds)
    dates = {measured.odds[place].start: horizons[at] for place, at in joined.items()}
    return Sighting(scene=scene, triggers=triggers, candidates=candidates, measured=measured, odds_dates=dates)


def _features(
    scene: Scene, anchors: Sequence[Anchor], index: int, plain: Sequence[str], stances: Sequence[StanceRule]
) -> dict[str, float]:
    return word_features(scene, anchors[index], plain) | scaled(measures(scene, anchors, index)) | _stance_features(stances)


def _stance_features(stances: Sequence[StanceRule]) -> dict[str, float]:
    names = [f"stance {rule.name}" for rule in stances] + [f"stance of {rule.stance}" for rule in stances]
    return dict.fromkeys([*names, f"asserted by {asserted_by([rule.stance for rule in stances])}"], RULE)


def judge(seen: Sighting, model: ForecastModel) -> list[float]:
    """The confidence of each candidate: by the first look, by a second one where that is in doubt, and by the rules of stance."""
    confidences = [model.confidence(candidate.features) for candidate in seen.candidates]
    doubtful = [index for index, confidence in enumerate(confidences) if DOUBT[0] < confidence < DOUBT[1]]
    if doubtful:
        parsed = second_look(seen.scene, [seen.candidates[index].anchor for index in doubtful])
        for index, syntax in zip(doubtful, parsed, strict=True):
            confidences[index] = model.confidence(seen.candidates[index].features, syntax)
    for index, candidate in enumerate(seen.candidates):
        if refusal(seen.scene, candidate.anchor, [rule.stance for rule in candidate.stances]):
            confidences[index] *= CUT_OFF
    return confidences


def extract(transcript: Transcript, options: ExtractOptions | None = None, *, model: ForecastModel | None = None) -> list[Forecast]:
    """The forecasts of a transcript, in order of place, each with its confidence.

    Raises UndatedTranscript when nobody tells the day of speaking. The same input gives the same output.
    """
    options, model = options or ExtractOptions(), model or default_model()
    seen = sight(transcript, options)
    least = model.threshold if options.min_confidence is None else options.min_confidence
    judged = zip(seen.candidates, judge(seen, model), strict=True)
    kept: list[Found] = [(c.anchor, c.mention, confidence) for c, confidence in judged if confidence >= least]
    anchors = [candidate.anchor for candidate in seen.candidates]
    carried = carried_over(seen.scene, anchors, [(anchor, confidence) for anchor, _, confidence in kept])
    kept += [found for found in carried if found[2] >= least]
    if options.undated:
        taken = [(anchor.first, anchor.last) for anchor, _, _ in kept]
        kept += [(anchor, None, sure) for anchor, sure in undated_claims(seen.scene, taken, default_undated_model())]
    kept.sort(key=lambda found: found[0].first)
    if not kept:
        return []
    material = _material(transcript, seen)
    held = read_stances(seen.scene, [anchor for anchor, _, _ in kept], seen.triggers)
    composed = [
        compose(material, anchor, mention, confidence, stances)
        for (anchor, mention, confidence), stances in zip(kept, held, strict=True)
    ]
    return with_dates(one_claim_each(composed, least), seen.odds_dates)


def _material(transcript: Transcript, seen: Sighting) -> Material:
    return Material(
        transcript=transcript,
        words=seen.scene.words,
        breaks=seen.scene.breaks,
        said_on=seen.scene.said_on,
        quantities=seen.measured.quantities,
        hedges=seen.measured.hedges,
        odds=[c.mention for c in seen.candidates if isinstance(c.mention.reading, Probability)],
        anchors=[(c.anchor.first, c.anchor.last) for c in seen.candidates],
        figures=[seen.scene.words.span(mention.start, mention.end) for mention in seen.measured.quantities],
        marked=seen.scene.punctuated,
    )
