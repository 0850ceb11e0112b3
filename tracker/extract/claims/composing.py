"""Writing a judged candidate down as a forecast: quote, fields, speaker, times, and the sentence an analyst reads."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from tracker.extract.claims.fields import choose_hedge, choose_odds, choose_quantities, condition, polarity
from tracker.extract.claims.named_entities import names_in
from tracker.extract.claims.parses import Parse, parsed
from tracker.extract.claims.quotes import Heard, moved
from tracker.extract.claims.referents import BACK, referent
from tracker.extract.claims.sentence import claim_sentence
from tracker.extract.encoder.classifier import Judgement
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
"""Characters around a phrase within which its quote lies."""

AROUND, BEHIND = BACK + 10, 12  # words before and behind a quote that are parsed with it


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a forecast is written from: the transcript, the words of its speech, and every mention in it, in order of place.

    `breaks` is for each word the probability that a sentence ends after it, `restored` what captions lack. `anchors` are the
    characters (start, end) of all candidates.
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


def utterance_at(utterances: Sequence[Utterance], offset: int) -> Utterance | None:
    """The utterance that holds the character at `offset`, or None."""
    index = bisect_right(utterances, offset, key=lambda utterance: utterance.start) - 1
    return utterances[index] if index >= 0 and offset < utterances[index].end else None


def milliseconds_at(times: Sequence[TimeMark], offset: int) -> int | None:
    """The time of the last mark at or before `offset`, or None where there is none."""
    index = bisect_right(times, offset, key=lambda mark: mark.offset) - 1
    return times[index].milliseconds if index >= 0 else None


def _start(mention: Mention[Any]) -> int:
    return mention.start


def _near(found: "Sequence[Mention[Reading]]", start: int, end: int) -> "Sequence[Mention[Reading]]":
    """The mentions that begin around a quote, so that no transcript is gone through for each forecast."""
    return found[bisect_left(found, start - REACH, key=_start) : bisect_left(found, end + REACH, key=_start)]


def _spans(material: Material, found: "Sequence[Mention[Any]]", place: tuple[int, int]) -> list[tuple[int, int]]:
    """The words of the mentions around a place."""
    return [material.words.span(one.start, one.end) for one in _near(found, *place)]


def quote_words(material: Material, parse: Parse, mention: Mention[Any], judgement: Judgement) -> tuple[int, int]:
    """The words (first, one past the last) of the quote: whole words of one turn that hold the phrase, moved to bounds of sense."""
    words, breaks, place = material.words, material.breaks, (judgement.quote[0], judgement.quote[1])
    anchor = words.span(mention.start, mention.end)
    odds = _spans(material, material.odds, place)
    whole = [*odds, *_spans(material, material.quantities, place), *_spans(material, material.horizons, place)]
    likely = sorted([*odds, *_spans(material, material.hedges, place)], reverse=True)
    heard = Heard(words=words, breaks=breaks, parse=parse)
    said_by = utterance_at(material.transcript.utterances, mention.start)
    turn = words.span(min(said_by.start, mention.start), max(said_by.end, mention.end)) if said_by else (0, len(words))
    given = words.span(*place)
    within = max(given[0], turn[0]), min(given[1], turn[1])
    first, last = moved(heard, within, anchor, whole=whole, odds=odds, likely=likely)
    return min(max(first, turn[0]), anchor[0]), max(min(last, turn[1]), anchor[1])


def compose_all(material: Material, judged: "Sequence[tuple[Mention[Any], Judgement]]") -> list[Forecast]:
    """The forecasts of some candidates, each with its judgement; what stands around their quotes is parsed in one batch."""
    words = material.words
    places = [words.span(*judgement.quote) for _, judgement in judged]
    around = [(max(0, first - AROUND), min(len(words), last + BEHIND)) for first, last in places]
    parses = parsed(words, around, material.breaks, material.restored)
    return [compose(material, parse, *one) for one, parse in zip(judged, parses, strict=True)]


def compose(material: Material, parse: Parse, mention: Mention[Horizon] | Mention[Probability], judgement: Judgement) -> Forecast:
    """The forecast of a candidate; its quote is the transcript's own text, to the letter."""
    words, text = material.words, material.transcript.text
    said_by = utterance_at(material.transcript.utterances, mention.start)
    quote = quote_words(material, parse, mention, judgement)
    start, end = characters(words, *quote)
    horizon = mention.reading if isinstance(mention.reading, Horizon) else None
    place = words.span(mention.start, mention.end)
    asserted = condition(words, quote, place, material.breaks)
    near = bisect_left(material.anchors, (start - REACH, 0)), bisect_left(material.anchors, (end + REACH, 0))
    others = [words.span(*anchor) for anchor in material.anchors[slice(*near)]]
    said = choose_odds(_near(material.odds, start, end), words, quote, place, others)
    odds = mention.reading if isinstance(mention.reading, Probability) else said
    anchor_start, anchor_end = words.starts[place[0]], words.ends[place[1] - 1]
    heard = Heard(words=words, breaks=material.breaks, parse=parse)
    note = referent(heard, quote, _spans(material, material.horizons, (start, end)))
    return Forecast(
        said_on=material.said_on,
        claim=claim_sentence(words, quote, note, material.restored),
        kind=Kind.DATED if horizon else Kind.ODDS,
        doc=material.transcript.doc,
        quote=text[start:end],
        start=start,
        end=end,
        anchor=text[anchor_start:anchor_end],
        anchor_start=anchor_start,
        speaker=said_by.speaker if said_by else None,
        speaker_confidence=said_by.confidence if said_by else 0.0,
        t_start_ms=milliseconds_at(material.transcript.times, start),
        t_end_ms=milliseconds_at(material.transcript.times, end),
        horizon=horizon,
        probability=odds,
        hedge=choose_hedge(_near(material.hedges, start, end), words, quote, place, others),
        quantities=choose_quantities(_near(material.quantities, start, end), words, quote, place, others, material.breaks),
        condition=text[words.starts[asserted[0]] : words.ends[asserted[1] - 1]] if asserted else None,
        polarity=polarity(words, quote, place, material.breaks),
        confidence=round(judgement.confidence, 4),
        trace=(mention.rule, *mention.trace),
        about=names_in(words, parse, quote, note.text if note else "", material.restored),
    )
