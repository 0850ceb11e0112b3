"""What the extractor sees in a short text, and why: the window on every rule."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tracker.extract.model import ForecastModel, default_model
from tracker.extract.options import ExtractOptions
from tracker.extract.pipeline import extract, sight
from tracker.extract.stance import asserted_by, direct_question
from tracker.extract.stance_rules import Assertion, Stance
from tracker.horizons import HorizonContext, find_horizons
from tracker.interchange import forecast_to_json, horizon_to_json, quantity_to_json
from tracker.quantities import find_hedges, find_odds, find_quantities
from tracker.records import Forecast, Hedge, Horizon, Kind, Mention, Polarity, Probability, Quantity, Transcript, Utterance


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceReading:
    """How the speaker stands to one phrase of time or odds: who asserts what is said, the stances, and the rules that fired."""

    anchor: str
    asserted_by: Assertion
    stances: Sequence[Stance]
    rules: Sequence[str]

    def to_json(self) -> dict[str, Any]:
        """`{anchor, asserted_by, stances, rules}`."""
        return {
            "anchor": self.anchor,
            "asserted_by": str(self.asserted_by),
            "stances": [str(stance) for stance in self.stances],
            "rules": list(self.rules),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Every reading of a text: what the grammars found, what the model made of it, and the verdict in words.

    `verdict` is "forecast", "undated" or "none". `below` are the candidates that the model refused, with their confidence.
    """

    said_on: dt.date
    text: str
    verdict: str
    why: str
    horizons: Sequence[Mention[Horizon]]
    odds: Sequence[Mention[Probability]]
    quantities: Sequence[Mention[Quantity]]
    hedges: Sequence[Mention[Hedge]]
    stances: Sequence[StanceReading]
    forecasts: Sequence[Forecast]
    below: Sequence[Forecast]

    def to_json(self) -> dict[str, Any]:
        """The explanation as the command line's contract prints it."""
        return {
            "said_on": self.said_on.isoformat(),
            "text": self.text,
            "verdict": self.verdict,
            "why": self.why,
            "horizons": [
                horizon_to_json(m.reading) | {"at": [m.start, m.end], "others": [horizon_to_json(other) for other in m.others]}
                for m in self.horizons
            ],
            "odds": [
                {"text": m.reading.text, "low": m.reading.low, "high": m.reading.high, "rule": m.rule, "at": [m.start, m.end]}
                for m in self.odds
            ],
            "quantities": [quantity_to_json(m.reading) | {"rule": m.rule, "at": [m.start, m.end]} for m in self.quantities],
            "stance": [reading.to_json() for reading in self.stances],
            "forecasts": [forecast_to_json(forecast) for forecast in self.forecasts],
            "trace": _steps(self.horizons) + _steps(self.odds) + _steps(self.quantities),
        }


def _steps(mentions: Sequence[Mention[Any]]) -> list[str]:
    return [step for mention in mentions for step in (mention.rule, *mention.trace)]


def _as_transcript(text: str, said_on: dt.date) -> Transcript:
    return Transcript(
        doc="-",
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        said_on=said_on,
        utterances=(Utterance(start=0, end=len(text), confidence=0.0),) if text else (),
    )


def _stances(transcript: Transcript, every: Sequence[Forecast]) -> list[StanceReading]:
    """The stance to each candidate; that it is denied or has a condition is read where the candidate is written down."""
    seen = sight(transcript, ExtractOptions())
    written = {forecast.anchor_start: forecast for forecast in every}
    readings = []
    for candidate in seen.candidates:
        start = seen.scene.words.starts[candidate.anchor.first]
        stances = [rule.stance for rule in candidate.stances]
        forecast = written.get(start)
        if direct_question(seen.scene, candidate.anchor):
            stances.append(Stance.QUESTION)
        if forecast and forecast.polarity is Polarity.NEGATIVE:
            stances.append(Stance.DENIAL)
        if forecast and forecast.condition:
            stances.append(Stance.CONDITION)
        readings.append(
            StanceReading(
                anchor=seen.scene.words.slice(candidate.anchor.first, candidate.anchor.last),
                asserted_by=asserted_by(stances),
                stances=list(dict.fromkeys(stances)),
                rules=[rule.name for rule in candidate.stances],
            )
        )
    return readings


def _why(forecasts: Sequence[Forecast], below: Sequence[Forecast], threshold: float) -> tuple[str, str]:
    dated = [forecast for forecast in forecasts if forecast.kind is not Kind.UNDATED]
    if dated:
        best = max(dated, key=lambda forecast: forecast.confidence)
        return (
            "forecast",
            f"{best.anchor!r} is said of the future with confidence {best.confidence:.2f} (kept from {threshold:.2f})",
        )
    if forecasts:
        best = max(forecasts, key=lambda forecast: forecast.confidence)
        return "undated", f"{best.anchor!r} claims something about the future, with neither a horizon nor odds"
    if below:
        best = max(below, key=lambda forecast: forecast.confidence)
        return "none", f"{best.anchor!r} is a phrase of time or odds, but confidence {best.confidence:.2f} is below {threshold:.2f}"
    return "none", "no phrase of future time and no odds"


def explain(
    text: str, said_on: dt.date, *, context: HorizonContext | None = None, model: ForecastModel | None = None
) -> Explanation:
    """What the extractor reads in `text`, said on `said_on`; offsets count characters of `text`."""
    model = model or default_model()
    transcript = _as_transcript(text, said_on)
    kept = extract(transcript, ExtractOptions(undated=True), model=model)
    every = [*kept, *(f for f in extract(transcript, ExtractOptions(min_confidence=0.0), model=model) if f not in kept)]
    forecasts = [f for f in every if f.confidence >= model.threshold or f.kind is Kind.UNDATED]
    below = [f for f in every if f not in forecasts]
    verdict, why = _why(forecasts, below, model.threshold)
    return Explanation(
        said_on=said_on,
        text=text,
        verdict=verdict,
        why=why,
        horizons=find_horizons(text, said_on, context or HorizonContext()),
        odds=find_odds(text),
        quantities=find_quantities(text),
        hedges=find_hedges(text),
        stances=_stances(transcript, every),
        forecasts=forecasts,
        below=below,
    )
