"""What the extractor sees in a short text, and why: the pipeline's own intermediate results."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from tracker.codec import forecast_to_json, to_json
from tracker.extract.encoder.classifier import Classifier, default_classifier
from tracker.extract.leave_one_out import words_that_move
from tracker.extract.options import ExtractOptions
from tracker.extract.pipeline import forecasts_of, read_candidates
from tracker.extract.verdicts import Verdict, verdicts
from tracker.records import Forecast, Horizon, Mention, Probability, Quantity
from tracker.transcripts import one_turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Every reading of a text: what the grammars found, what the classifier made of it, and the verdict in words.

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
        """The explanation as the command line's contract prints it."""
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


def explain(text: str, said_on: dt.date, *, classifier: Classifier | None = None) -> Explanation:
    """What the extractor reads in `text`, said on `said_on`; offsets count characters of `text`."""
    chosen = classifier or default_classifier()
    transcript = one_turn(text, doc="-", said_on=said_on)
    reading = read_candidates(transcript, ExtractOptions(), chosen)
    judged = [
        replace(verdict, words=words_that_move(reading, candidate, chosen))
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
