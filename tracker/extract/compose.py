"""Writing a judged candidate down as a forecast: quote, fields, speaker, times, and the sentence an analyst reads."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from tracker.extract.features import Anchor
from tracker.extract.fields import choose_hedge, choose_quantities, condition, polarity
from tracker.extract.sentence import claim_sentence
from tracker.extract.span_features import REACH
from tracker.extract.spans import quote_span
from tracker.extract.stance_rules import StanceRule
from tracker.extract.words import Words
from tracker.records import Forecast, Hedge, Horizon, Kind, Mention, Probability, Quantity, TimeMark, Transcript, Utterance

Reading = TypeVar("Reading")
LONGEST = 64
"""No mention has so many words; one that begins farther before a quote does not reach into it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a forecast is written from: the transcript, its words and breaks, and every mention in it; spans count words.

    Mentions and spans are in order of place. `marked` says whether the text carries punctuation.
    """

    transcript: Transcript
    words: Words
    breaks: Sequence[float]
    said_on: dt.date
    quantities: Sequence[Mention[Quantity]]
    hedges: Sequence[Mention[Hedge]]
    odds: Sequence[Mention[Probability]]
    anchors: Sequence[tuple[int, int]]
    figures: Sequence[tuple[int, int]]
    marked: bool


def utterance_at(utterances: Sequence[Utterance], offset: int) -> Utterance | None:
    """The utterance that holds the character at `offset`, or None."""
    index = bisect_right(utterances, offset, key=lambda utterance: utterance.start) - 1
    return utterances[index] if index >= 0 and offset < utterances[index].end else None


def milliseconds_at(times: Sequence[TimeMark], offset: int) -> int | None:
    """The time of the last mark at or before `offset`, or None where there is none."""
    index = bisect_right(times, offset, key=lambda mark: mark.offset) - 1
    return times[index].milliseconds if index >= 0 else None


@dataclass(frozen=True, slots=True)
class _Around:
    """The mentions and spans near an anchor: all that a quote around it can hold or cut."""

    quantities: Sequence[Mention[Quantity]]
    hedges: Sequence[Mention[Hedge]]
    odds: Sequence[Mention[Probability]]
    anchors: Sequence[tuple[int, int]]
    figures: Sequence[tuple[int, int]]


def _around(material: Material, place: tuple[int, int]) -> _Around:
    """What begins within reach of a quote or a little before it, so that no transcript is gone through for each forecast."""
    words = material.words
    first, last = max(0, place[0] - REACH - LONGEST), min(len(words), place[1] + REACH + 1)
    low, high = words.starts[first], words.ends[last - 1]

    def mentions(found: "Sequence[Mention[Reading]]") -> "Sequence[Mention[Reading]]":
        return found[bisect_left(found, low, key=_start) : bisect_left(found, high, key=_start)]

    def spans(found: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
        return found[bisect_left(found, (first, 0)) : bisect_left(found, (last, 0))]

    return _Around(
        quantities=mentions(material.quantities),
        hedges=mentions(material.hedges),
        odds=mentions(material.odds),
        anchors=spans(material.anchors),
        figures=spans(material.figures),
    )


def _start(mention: Mention[Any]) -> int:
    return mention.start


def compose(
    material: Material,
    anchor: Anchor,
    mention: Mention[Horizon] | Mention[Probability] | None,
    confidence: float,
    stances: Sequence[StanceRule] = (),
) -> Forecast:
    """The forecast of an anchor, an undated one without a mention; its quote is the transcript's own text, to the letter."""
    words, place = material.words, (anchor.first, anchor.last)
    near = _around(material, place)
    quote = quote_span(words, place, material.breaks, whole=near.figures, marked=material.marked)
    start, end = words.starts[quote[0]], words.ends[quote[1] - 1]
    text = material.transcript.text
    reading = mention.reading if mention else None
    horizon = reading if isinstance(reading, Horizon) else None
    probability = reading if isinstance(reading, Probability) else _odds_within(near.odds, start, end)
    asserted = condition(words, quote, place, material.breaks)
    said_by = utterance_at(material.transcript.utterances, words.starts[anchor.first])
    hedge = choose_hedge(near.hedges, words, quote, place)
    return Forecast(
        said_on=material.said_on,
        claim=claim_sentence(words, quote, horizon, material.said_on, said_by.speaker if said_by else None),
        kind=_kind(horizon, probability),
        doc=material.transcript.doc,
        quote=text[start:end],
        start=start,
        end=end,
        anchor=text[words.starts[anchor.first] : words.ends[anchor.last - 1]],
        anchor_start=words.starts[anchor.first],
        speaker=said_by.speaker if said_by else None,
        speaker_confidence=said_by.confidence if said_by else 0.0,
        t_start_ms=milliseconds_at(material.transcript.times, start),
        t_end_ms=milliseconds_at(material.transcript.times, end),
        horizon=horizon,
        probability=probability,
        hedge=hedge,
        quantities=choose_quantities(near.quantities, words, quote, place, near.anchors),
        condition=text[words.starts[asserted[0]] : words.ends[asserted[1] - 1]] if asserted else None,
        polarity=polarity(words, quote, place, material.breaks),
        confidence=round(confidence, 4),
        trace=(*((mention.rule, *mention.trace) if mention else (anchor.rule,)), *(f"stance.{rule.name}" for rule in stances)),
    )


def _kind(horizon: Horizon | None, probability: Probability | None) -> Kind:
    if horizon:
        return Kind.DATED
    return Kind.ODDS if probability else Kind.UNDATED


def _odds_within(odds: Sequence[Mention[Probability]], start: int, end: int) -> Probability | None:
    return next((m.reading for m in odds if start <= m.start and m.end <= end), None)
