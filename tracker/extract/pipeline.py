"""The pipeline from a transcript to its forecasts: find phrases, classify their windows, compose claims."""

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

from tracker.errors import UndatedTranscript
from tracker.extract.candidates import candidates_of
from tracker.extract.carried_periods import REACH, carried_candidates, sentences_of
from tracker.extract.claims.composing import AROUND, AnnotatedTranscript, compose_all
from tracker.extract.claims.dated_odds import dated_odds, dates_in_quotes, with_dates
from tracker.extract.claims.deduplicate import one_claim_each
from tracker.extract.encoder.classifier import Classification, Classifier, default_classifier
from tracker.extract.encoder.restorer import Restored, load_restorer
from tracker.extract.encoder.sentence_ends import has_marks, sentence_breaks
from tracker.extract.encoder.window import Pieces, Window, label_in_window, pieces_of, relative_time_of, window_around, with_turns
from tracker.extract.options import ExtractOptions
from tracker.extract.questions import ASKED, directly_asked
from tracker.horizons import HorizonContext, find_horizons, infer_fiscal_year_end
from tracker.quantities import DEFAULT_SCALE, Measures, find_measures
from tracker.records import Forecast, Horizon, Mention, Probability, Transcript
from tracker.text.tokens import Words, split_words
from tracker.transcripts import speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A possible forecast with its window and its classification; `period` is the earlier phrase that dates a predicate."""

    mention: Mention[Horizon] | Mention[Probability]
    window: Window
    classification: Classification
    period: Mention[Horizon] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The intermediate results for a transcript: its speech, all mentions, and its classified candidates, in order of position.

    `breaks` is for each word the probability that a sentence ends after it; without candidates it is empty, and so are the words.
    `restored` is the punctuation restored around likely candidates in captions; None for a punctuated text.
    `odds_dates` maps the offset of odds to the phrase of time in their sentence that dates them.
    """

    text: str
    said_on: dt.date
    words: Words
    horizons: Sequence[Mention[Horizon]]
    measured: Measures
    odds_dates: Mapping[int, Mention[Horizon]]
    breaks: Sequence[float] = ()
    restored: Restored | None = None
    candidates: Sequence[Candidate] = ()


def read_candidates(transcript: Transcript, options: ExtractOptions, classifier: Classifier | None = None) -> Reading:
    """Find and classify the candidates of a transcript.

    Raises UndatedTranscript if neither the options nor the transcript give the day of speaking.
    """
    said_on = options.said_on or transcript.said_on
    if said_on is None:
        raise UndatedTranscript(transcript.doc)
    text = speech(transcript)
    fiscal = options.fiscal_year_end or infer_fiscal_year_end(text, said_on)
    horizons = find_horizons(text, said_on, HorizonContext(fiscal_year_end=fiscal))
    measured = find_measures(text, options.scale or DEFAULT_SCALE)
    mentions = candidates_of(horizons, measured.odds)
    joined = dated_odds(text, horizons, measured.odds)
    found = Reading(
        text=text,
        said_on=said_on,
        words=split_words(text if mentions else "", [utterance.start for utterance in transcript.utterances] if mentions else ()),
        horizons=horizons,
        measured=measured,
        odds_dates={measured.odds[place].start: horizons[at] for place, at in joined.items()},
    )
    return _classified(transcript, found, mentions, options, _chosen(options, classifier)) if mentions else found


def _chosen(options: ExtractOptions, classifier: Classifier | None) -> Classifier:
    """The given classifier, or the shipped one, with the layer from the options."""
    chosen = classifier or default_classifier()
    return replace(chosen, layer=options.layer) if options.layer else chosen


def _classified(
    transcript: Transcript,
    found: Reading,
    mentions: Sequence[Mention[Horizon] | Mention[Probability]],
    options: ExtractOptions,
    classifier: Classifier,
) -> Reading:
    """The reading with its sentence breaks and its candidates: phrases, and predicates that phrases kept may date."""
    text, words, said_on = found.text, found.words, found.said_on
    pieces = with_turns(classifier.tokenizer, pieces_of(classifier.tokenizer, text), turns_of(transcript))
    phrases = _as_candidates(classifier, pieces, said_on, [(mention, None) for mention in mentions])
    restored = None
    if not has_marks(words):
        least = min(classifier.threshold, least_confidence(options, classifier))
        likely = [each for each in phrases if each.classification.confidence >= least]
        restored = load_restorer(classifier.folder).restore(words, _around(words, likely))
    breaks = sentence_breaks(words, restored.ends if restored else None)
    sentences = list(sentences_of(words, breaks))
    questions = {end for end, mark in zip(words.ends, restored.marks, strict=True) if mark == "?"} if restored else frozenset()
    phrases = [_unless_asked(text, sentences, questions, each) for each in phrases]
    sure = [each.mention for each in phrases if each.classification.confidence >= classifier.threshold]
    places = [(mention.start, mention.end) for mention in mentions]
    predicates = carried_candidates(transcript, sentences, places, [each for each in sure if is_dated(each)], said_on)
    carried = [_unless_asked(text, sentences, questions, each) for each in _as_candidates(classifier, pieces, said_on, predicates)]
    candidates = sorted([*phrases, *carried], key=lambda each: each.mention.start)
    return replace(found, breaks=breaks, restored=restored, candidates=candidates)


def _around(words: Words, candidates: Sequence[Candidate]) -> list[tuple[int, int]]:
    """The words around some candidates that contain their quotes, referents and carried predicates."""
    places = [words.span(*each.classification.quote) for each in candidates]
    return [(max(0, first - AROUND), min(words.before(words.ends[last - 1] + REACH), len(words))) for first, last in places]


def is_dated(mention: Mention[Horizon] | Mention[Probability]) -> TypeGuard[Mention[Horizon]]:
    """Whether a mention is a phrase of time, not odds."""
    return isinstance(mention.reading, Horizon)


def _as_candidates(
    classifier: Classifier,
    pieces: Pieces,
    said_on: dt.date,
    found: Sequence[tuple[Mention[Any], Mention[Horizon] | None]],
) -> list[Candidate]:
    """Mentions, each with the earlier period that may date it, as classified candidates."""
    windows = [
        window_around(
            classifier.tokenizer,
            pieces,
            (mention.start, mention.end),
            relative_time_of(said_on, mention.reading if isinstance(mention.reading, Horizon) else None),
            period=(period.start, period.end) if period else None,
        )
        for mention, period in found
    ]
    classifications = classifier.classify(windows, [(mention.start, mention.end) for mention, _ in found])
    return [
        Candidate(mention=mention, window=window, classification=classification, period=period)
        for (mention, period), window, classification in zip(found, windows, classifications, strict=True)
    ]


def _unless_asked(text: str, sentences: Sequence[tuple[int, int]], questions: Container[int], candidate: Candidate) -> Candidate:
    """The candidate, with its confidence lowered if it is in a direct question."""
    if not directly_asked(text, sentences, candidate.mention.start, questions):
        return candidate
    classification = replace(
        candidate.classification, confidence=min(candidate.classification.confidence, ASKED), reason="question"
    )
    return replace(candidate, classification=classification)


def turns_of(transcript: Transcript) -> list[tuple[int, str]]:
    """The offsets at which turns of known speakers begin, each with the label that the classifier sees."""
    found: list[tuple[int, str]] = []
    before = None
    for utterance in transcript.utterances:
        if utterance.speaker and utterance.speaker != before:
            found.append((utterance.start, label_in_window(utterance.speaker)))
        before = utterance.speaker
    return found


def forecasts_of(transcript: Transcript, reading: Reading, least: float) -> list[Forecast]:
    """The forecasts of the candidates with at least the confidence `least`, one for each assertion."""
    kept = [candidate for candidate in reading.candidates if candidate.classification.confidence >= least]
    if not kept:
        return []
    annotated = AnnotatedTranscript(
        transcript=transcript,
        words=reading.words,
        breaks=reading.breaks,
        restored=reading.restored,
        said_on=reading.said_on,
        quantities=reading.measured.quantities,
        hedges=reading.measured.hedges,
        odds=reading.measured.odds,
        horizons=reading.horizons,
        anchors=[(candidate.mention.start, candidate.mention.end) for candidate in reading.candidates],
        dated=[(candidate.mention.start, candidate.mention.end) for candidate in kept if is_dated(candidate.mention)],
    )
    composed = compose_all(annotated, [(candidate.mention, candidate.classification) for candidate in kept])
    dates = dates_in_quotes(composed, reading.odds_dates)
    return with_dates(one_claim_each(composed, dates), dates)


def least_confidence(options: ExtractOptions, classifier: Classifier | None = None) -> float:
    """The confidence from which a claim is kept: the analyst's choice, else the classifier's threshold."""
    chosen = options.min_confidence
    return (classifier or default_classifier()).threshold if chosen is None else chosen


def extract(
    transcript: Transcript, options: ExtractOptions | None = None, *, classifier: Classifier | None = None
) -> list[Forecast]:
    """The forecasts of a transcript, in order of place, each with its confidence.

    Raises UndatedTranscript if the day of speaking is unknown. The same input gives the same output.
    """
    options = options or ExtractOptions()
    reading = read_candidates(transcript, options, classifier)
    return forecasts_of(transcript, reading, least_confidence(options, classifier)) if reading.candidates else []
