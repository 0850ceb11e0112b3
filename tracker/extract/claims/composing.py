"""Composes a forecast from a classified candidate: quote, fields, speaker, times, and the sentence an analyst reads."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from tracker.extract.carried_periods import RULE as CARRIED
from tracker.extract.claims.fields import choose_hedge, choose_odds, choose_quantities, condition, polarity
from tracker.extract.claims.named_entities import names_in
from tracker.extract.claims.own_turn import own_turn
from tracker.extract.claims.own_words import own_words
from tracker.extract.claims.parses import Parse, parsed
from tracker.extract.claims.preceding import Before, preceding
from tracker.extract.claims.quote_context import LIKELY, QuoteContext
from tracker.extract.claims.quotes import adjusted_quote
from tracker.extract.claims.referents import BACK, referent
from tracker.extract.claims.sentence import Note, claim_sentence
from tracker.extract.encoder.classifier import Classification
from tracker.extract.encoder.restorer import Restored
from tracker.records import (
    Forecast,
    Hedge,
    Horizon,
    Kind,
    Mention,
    Probability,
    Quantity,
    TimeMark,
    Transcript,
    Utterance,
)
from tracker.text.tokens import Words, characters

Reading = TypeVar("Reading")
REACH = 1200
"""The characters before and after a quote that are searched for mentions."""

AROUND, BEHIND = BACK + 10, 12  # words before and after a quote that are parsed with it


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedTranscript:
    """A transcript with the words of its speech and every mention in it, in order of position.

    `breaks` is for each word the probability that a sentence ends after it, `restored` the punctuation restored in captions.
    `anchors` are the spans of all candidates in characters, `dated` those of the claims' phrases of time.
    """

    transcript: Transcript
    words: Words
    breaks: Sequence[float]
    restored: Restored | None
    said_on: dt.date
    quantities: Sequence[Mention[Quantity]]
    hedges: Sequence[Mention[Hedge]]
    odds: Sequence[Mention[Probability]]
    horizons: Sequence[Mention[Horizon]]
    anchors: Sequence[tuple[int, int]]
    dated: Sequence[tuple[int, int]] = ()


def utterance_at(utterances: Sequence[Utterance], offset: int) -> Utterance | None:
    """The utterance that contains the character at `offset`, or None."""
    index = bisect_right(utterances, offset, key=lambda utterance: utterance.start) - 1
    return utterances[index] if index >= 0 and offset < utterances[index].end else None


def milliseconds_at(times: Sequence[TimeMark], offset: int) -> int | None:
    """The time of the last mark at or before `offset`, or None."""
    index = bisect_right(times, offset, key=lambda mark: mark.offset) - 1
    return times[index].milliseconds if index >= 0 else None


def _start(mention: Mention[Any]) -> int:
    return mention.start


def _near(found: "Sequence[Mention[Reading]]", start: int, end: int) -> "Sequence[Mention[Reading]]":
    """The mentions that begin near a quote, found by bisection."""
    return found[bisect_left(found, start - REACH, key=_start) : bisect_left(found, end + REACH, key=_start)]


def _spans(annotated: AnnotatedTranscript, found: "Sequence[Mention[Any]]", place: tuple[int, int]) -> list[tuple[int, int]]:
    """The words (first, one past the last) of each mention near a span."""
    return [annotated.words.span(one.start, one.end) for one in _near(found, *place)]


def _likely(annotated: AnnotatedTranscript, place: tuple[int, int]) -> list[tuple[int, int]]:
    """The words of the odds and words of likelihood near a span, the last first."""
    return sorted([*_spans(annotated, annotated.odds, place), *_spans(annotated, annotated.hedges, place)], reverse=True)


def _words_near(words: Words, found: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The words of those spans, sorted by their start, that begin near a quote."""
    near = bisect_left(found, (start - REACH, 0)), bisect_left(found, (end + REACH, 0))
    return [words.span(*span) for span in found[slice(*near)]]


def quote_words(
    annotated: AnnotatedTranscript, parse: Parse, mention: Mention[Any], classification: Classification
) -> tuple[int, int]:
    """The words (first, one past the last) of the quote: within one turn, around the phrase, adjusted to clause boundaries."""
    words, breaks, place = annotated.words, annotated.breaks, (classification.quote[0], classification.quote[1])
    anchor = words.span(mention.start, mention.end)
    odds, likely = _spans(annotated, annotated.odds, place), _likely(annotated, place)
    whole = [*odds, *_spans(annotated, annotated.quantities, place), *_spans(annotated, annotated.horizons, place)]
    context = QuoteContext(words=words, breaks=breaks, parse=parse)
    said_by = utterance_at(annotated.transcript.utterances, mention.start)
    turn = words.span(min(said_by.start, mention.start), max(said_by.end, mention.end)) if said_by else (0, len(words))
    given = words.span(*place)
    alone = mention.rule != CARRIED and isinstance(mention.reading, Horizon)
    others = [span for span in _words_near(words, annotated.dated, *place) if span != anchor] if alone else []
    within = max(given[0], turn[0]), min(given[1], turn[1])
    if mention.rule == CARRIED:
        within = max(within[0], context.sentence(anchor[0], least=LIKELY)), within[1]
    if annotated.restored is not None:
        within = own_turn(context, annotated.restored, within, anchor)
    first, last = adjusted_quote(context, within, anchor, whole=whole, odds=odds, likely=likely, others=others)
    return min(max(first, turn[0]), anchor[0]), max(min(last, turn[1]), anchor[1])


def compose_all(annotated: AnnotatedTranscript, classified: "Sequence[tuple[Mention[Any], Classification]]") -> list[Forecast]:
    """The forecasts of some candidates with their classifications; the text around their quotes is parsed in one batch."""
    words = annotated.words
    places = [words.span(*classification.quote) for _, classification in classified]
    around = [(max(0, first - AROUND), min(len(words), last + BEHIND)) for first, last in places]
    parses = parsed(words, around, annotated.breaks, annotated.restored)
    return [compose(annotated, parse, *one) for one, parse in zip(classified, parses, strict=True)]


def _own(
    annotated: AnnotatedTranscript,
    context: QuoteContext,
    quote: tuple[int, int],
    place: tuple[int, int],
    asserted: tuple[int, int] | None,
) -> tuple[int, int]:
    """The words of a quote that make up its claim; all of it if the others hold its condition or its denial."""
    words, breaks = annotated.words, annotated.breaks
    needed = [*_likely(annotated, characters(words, *quote)), *([asserted] if asserted else [])]
    own = own_words(context, annotated.restored, quote, place, needed)
    return own if polarity(words, own, place, breaks) is polarity(words, quote, place, breaks) else quote


def _note(annotated: AnnotatedTranscript, context: QuoteContext, quote: tuple[int, int], said_by: Utterance | None) -> Note | None:
    """What a claim speaks of where it does not say so: its pronoun's referent if that is plain, else the sentence before."""
    times = _spans(annotated, annotated.horizons, characters(annotated.words, *quote))
    plain = referent(context, quote, times)
    if plain is not None:
        return plain
    turn, known = (annotated.words.at(said_by.start), said_by.speaker is not None) if said_by else (0, False)
    before = preceding(Before(context=context, times=times, turn=turn, restored=annotated.restored, known=known), quote)
    return Note(before) if before is not None else None


def compose(
    annotated: AnnotatedTranscript, parse: Parse, mention: Mention[Horizon] | Mention[Probability], classification: Classification
) -> Forecast:
    """The forecast of a candidate; its quote is verbatim text of the transcript."""
    words, text = annotated.words, annotated.transcript.text
    said_by = utterance_at(annotated.transcript.utterances, mention.start)
    quote = quote_words(annotated, parse, mention, classification)
    start, end = characters(words, *quote)
    horizon = mention.reading if isinstance(mention.reading, Horizon) else None
    place = words.span(mention.start, mention.end)
    asserted = condition(words, quote, place, annotated.breaks)
    others = _words_near(words, annotated.anchors, start, end)
    said = choose_odds(_near(annotated.odds, start, end), words, quote, place, others)
    odds = mention.reading if isinstance(mention.reading, Probability) else said
    anchor_start, anchor_end = words.starts[place[0]], words.ends[place[1] - 1]
    context = QuoteContext(words=words, breaks=annotated.breaks, parse=parse)
    own = _own(annotated, context, quote, place, asserted) if horizon else quote
    note = _note(annotated, context, own, said_by)
    return Forecast(
        said_on=annotated.said_on,
        claim=claim_sentence(words, own, note, annotated.restored, context=context),
        kind=Kind.DATED if horizon else Kind.ODDS,
        doc=annotated.transcript.doc,
        quote=text[start:end],
        start=start,
        end=end,
        anchor=text[anchor_start:anchor_end],
        anchor_start=anchor_start,
        speaker=said_by.speaker if said_by else None,
        speaker_confidence=said_by.confidence if said_by else 0.0,
        t_start_ms=milliseconds_at(annotated.transcript.times, start),
        t_end_ms=milliseconds_at(annotated.transcript.times, end),
        horizon=horizon,
        probability=odds,
        hedge=choose_hedge(_near(annotated.hedges, start, end), words, quote, place, others),
        quantities=choose_quantities(_near(annotated.quantities, start, end), words, quote, place, others, annotated.breaks),
        condition=text[words.starts[asserted[0]] : words.ends[asserted[1] - 1]] if asserted else None,
        polarity=polarity(words, quote, place, annotated.breaks),
        confidence=round(classification.confidence, 4),
        trace=(mention.rule, *mention.trace),
        about=names_in(words, parse, quote, note.text if note else "", annotated.restored),
    )
