"""From a transcript to its forecasts: find the phrases, classify the window of each, and write down what is left."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.errors import UndatedTranscript
from tracker.extract.boundaries import sentence_breaks
from tracker.extract.candidates import candidates_of
from tracker.extract.classifier import Classifier, Judgement, default_classifier
from tracker.extract.compose import Material, compose_all
from tracker.extract.deduplicate import one_claim_each
from tracker.extract.joined import dated_odds, with_dates
from tracker.extract.options import ExtractOptions
from tracker.extract.window import pieces_of, seen_from, window_around
from tracker.extract.words import split_words
from tracker.horizons import HorizonContext, find_horizons, infer_fiscal_year_end
from tracker.quantities import DEFAULT_SCALE, Measures, find_measures
from tracker.records import Forecast, Horizon, Mention, Probability, Transcript
from tracker.transcripts import speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A phrase that may make a forecast, and what the classifier says of it."""

    mention: Mention[Horizon] | Mention[Probability]
    judgement: Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A transcript as it was read: its speech, all mentions in it, and its judged candidates, in order of place.

    `odds_dates` gives for the offset at which odds begin the phrase of time in their sentence that says when.
    """

    text: str
    said_on: dt.date
    horizons: Sequence[Mention[Horizon]]
    measured: Measures
    odds_dates: Mapping[int, Mention[Horizon]]
    candidates: Sequence[Candidate]


def read_candidates(transcript: Transcript, options: ExtractOptions, classifier: Classifier | None = None) -> Reading:
    """Find the candidates of a transcript and judge each.

    Raises UndatedTranscript when neither the options nor the transcript tell the day of speaking.
    """
    said_on = options.said_on or transcript.said_on
    if said_on is None:
        raise UndatedTranscript(transcript.doc)
    text = speech(transcript)
    fiscal = options.fiscal_year_end or infer_fiscal_year_end(text, said_on)
    horizons = find_horizons(text, said_on, HorizonContext(fiscal_year_end=fiscal, events=options.events))
    measured = find_measures(text, options.scale or DEFAULT_SCALE)
    mentions = candidates_of(horizons, measured.odds)
    joined = dated_odds(text, horizons, measured.odds)
    return Reading(
        text=text,
        said_on=said_on,
        horizons=horizons,
        measured=measured,
        odds_dates={measured.odds[place].start: horizons[at] for place, at in joined.items()},
        candidates=_judged(text, said_on, mentions, classifier) if mentions else (),
    )


def _judged(
    text: str, said_on: dt.date, mentions: Sequence[Mention[Horizon] | Mention[Probability]], given: Classifier | None
) -> list[Candidate]:
    classifier = given or default_classifier()
    pieces = pieces_of(classifier.tokenizer, text)
    phrases = [(mention.start, mention.end) for mention in mentions]
    windows = [
        window_around(
            classifier.tokenizer,
            pieces,
            phrase,
            seen_from(said_on, mention.reading if isinstance(mention.reading, Horizon) else None),
        )
        for mention, phrase in zip(mentions, phrases, strict=True)
    ]
    judged = classifier.judge(windows, phrases)
    return [Candidate(mention=mention, judgement=each) for mention, each in zip(mentions, judged, strict=True)]


def forecasts_of(transcript: Transcript, reading: Reading, least: float) -> list[Forecast]:
    """The forecasts among the candidates from the confidence `least` on, one for each assertion."""
    kept = [candidate for candidate in reading.candidates if candidate.judgement.confidence >= least]
    if not kept:
        return []
    words = split_words(reading.text, [utterance.start for utterance in transcript.utterances])
    material = Material(
        transcript=transcript,
        words=words,
        breaks=sentence_breaks(words),
        said_on=reading.said_on,
        quantities=reading.measured.quantities,
        hedges=reading.measured.hedges,
        odds=reading.measured.odds,
        horizons=reading.horizons,
        anchors=[(candidate.mention.start, candidate.mention.end) for candidate in reading.candidates],
    )
    composed = compose_all(material, [(candidate.mention, candidate.judgement) for candidate in kept])
    return with_dates(one_claim_each(composed), reading.odds_dates)


def extract(
    transcript: Transcript, options: ExtractOptions | None = None, *, classifier: Classifier | None = None
) -> list[Forecast]:
    """The forecasts of a transcript, in order of place, each with its confidence.

    Raises UndatedTranscript when nobody tells the day of speaking. The same input gives the same output.
    """
    options = options or ExtractOptions()
    reading = read_candidates(transcript, options, classifier)
    if not reading.candidates:
        return []
    least = options.min_confidence
    if least is None:
        least = (classifier or default_classifier()).threshold
    return forecasts_of(transcript, reading, least)
