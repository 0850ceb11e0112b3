"""Explains what the extractor finds in a short text, with the pipeline's intermediate results."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from tracker.codec import forecast_to_json, to_json
from tracker.extract.encoder.classifier import Classifier, default_classifier
from tracker.extract.encoder.window import Window
from tracker.extract.options import ExtractOptions
from tracker.extract.pipeline import Candidate, Reading, forecasts_of, read_candidates
from tracker.extract.verdicts import Verdict, verdicts
from tracker.records import Forecast, Horizon, Mention, Probability, Quantity
from tracker.text.tokens import WORD
from tracker.transcripts import one_turn

SHOWN = 5
FARTHEST = 200  # characters to either side of the phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The results for a text: what the grammars found, the classifier's verdicts, and the overall verdict in words.

    `verdict` is "forecast" or "none".
    """

    said_on: dt.date
    text: str
    verdict: str
    why: str
    horizons: Sequence[Mention[Horizon]]
    odds: Sequence[Mention[Probability]]
    quantities: Sequence[Mention[Quantity]]
    judged: Sequence[Verdict]
    forecasts: Sequence[Forecast]

    def to_json(self) -> dict[str, Any]:
        """The explanation with the keys that the command line prints."""
        return {
            "said_on": self.said_on.isoformat(),
            "text": self.text,
            "verdict": self.verdict,
            "why": self.why,
            "horizons": [_mention(each) | {"others": to_json(each.others)} for each in self.horizons],
            "odds": [_mention(each) for each in self.odds],
            "quantities": [_mention(each) for each in self.quantities],
            "judged": [phrase.to_json() for phrase in self.judged],
            "forecasts": [forecast_to_json(forecast) for forecast in self.forecasts],
            "trace": _steps(self.horizons) + _steps(self.odds) + _steps(self.quantities),
        }


def _mention(mention: Mention[Any]) -> dict[str, Any]:
    return {**to_json(mention.reading), "rule": mention.rule, "at": [mention.start, mention.end]}


def _steps(mentions: Sequence[Mention[Any]]) -> list[str]:
    return [step for mention in mentions for step in (mention.rule, *mention.trace)]


def _why(judged: Sequence[Verdict], threshold: float) -> tuple[str, str]:
    best = max(judged, key=lambda phrase: phrase.confidence, default=None)
    if best is None:
        return "none", "no phrase of future time and no odds"
    if best.reason is None:
        return "forecast", f"{best.anchor!r} dates a forecast with confidence {best.confidence:.2f} (kept from {threshold:.2f})"
    return "none", f"{best.reason}: {best.anchor!r} dates no forecast (confidence {best.confidence:.2f}, kept from {threshold:.2f})"


def _without(window: Window, start: int, end: int) -> Window:
    """The window without the tokens of the characters from `start` to `end`."""
    kept = [place for place, (low, high) in enumerate(window.spans) if not (low >= 0 and start <= low and high <= end)]
    return Window([window.ids[p] for p in kept], [window.spans[p] for p in kept], kept.index(window.mark))


def influential_words(reading: Reading, candidate: Candidate, classifier: Classifier) -> Sequence[tuple[str, float]]:
    """The SHOWN words around a candidate that change its confidence most, with how much each adds, strongest first.

    Each word is left out of the window in turn (occlusion, Zeiler and Fergus 2014).
    """
    mention = candidate.mention
    begin, end = max(0, mention.start - FARTHEST), mention.end + FARTHEST
    near = [match.span() for match in WORD.finditer(reading.text, begin, end)]
    outside = [span for span in near if span[1] <= mention.start or span[0] >= mention.end]
    windows = [_without(candidate.window, *span) for span in outside]
    judged = classifier.classify(windows, [(mention.start, mention.end)] * len(outside))
    moved = [
        (reading.text[slice(*span)], candidate.classification.confidence - each.confidence)
        for span, each in zip(outside, judged, strict=True)
    ]
    return sorted(moved, key=lambda pair: -abs(pair[1]))[:SHOWN]


def explain(text: str, said_on: dt.date, *, classifier: Classifier | None = None) -> Explanation:
    """What the extractor finds in `text`, said on `said_on`; offsets are in characters of `text`."""
    chosen = classifier or default_classifier()
    transcript = one_turn(text, doc="-", said_on=said_on)
    reading = read_candidates(transcript, ExtractOptions(), chosen)
    judged = [
        replace(verdict, words=influential_words(reading, candidate, chosen))
        for verdict, candidate in zip(verdicts(reading, chosen.threshold), reading.candidates, strict=True)
    ]
    verdict, why = _why(judged, chosen.threshold)
    return Explanation(
        said_on=said_on,
        text=text,
        verdict=verdict,
        why=why,
        horizons=reading.horizons,
        odds=reading.measured.odds,
        quantities=reading.measured.quantities,
        judged=judged,
        forecasts=forecasts_of(transcript, reading, chosen.threshold),
    )
