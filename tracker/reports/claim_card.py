"""Everything about one claim, as names and values. Nothing heavy is imported."""

import datetime as dt
import re
from collections.abc import Callable

from tracker.recordings import link_to_quote
from tracker.records import Claim, Forecast, Hedge, Horizon, Outcome, Polarity, Resolution
from tracker.reports import written
from tracker.reports.text_table import Column, Table

Pairs = list[tuple[str, str]]

# A year in figures, or as it is spoken: "2027", "the 2030s", "twenty twenty-seven".
_YEAR = re.compile(
    r"\b(?:19|20|21)\d\d|\b(?:nineteen|twenty)[ -](?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)|\btwo thousand", re.IGNORECASE
)


def horizon_words(horizon: Horizon, said_on: dt.date) -> str:
    """The due date, the words it was read from, the day they were counted from, and where the window begins when it is later.

    Words that name their year are not counted from anywhere.
    """
    parts = [horizon.end.isoformat()]
    if horizon.text:
        counted = "" if _YEAR.search(horizon.text) else f" counted from {written.long_day(horizon.anchored_on or said_on)}"
        parts = [f"{horizon.end}, '{horizon.text}'{counted}"]
    if said_on < horizon.start < horizon.end:
        parts.append(f"not before {horizon.start}")
    return "; ".join(parts)


def hedge_words(hedge: Hedge) -> str:
    """The word of likelihood, and the range that its scale gives it."""
    if hedge.low is None or hedge.high is None:
        return f"'{hedge.text}'"
    scale = f" on the scale {hedge.scale}" if hedge.scale else ""
    return f"'{hedge.text}' ({written.share_interval((hedge.low, hedge.high))}{scale})"


def outcome_words(resolution: Resolution) -> str:
    """How it came out, who said so, and from when one could know."""
    credit = f", {written.per_cent(resolution.credit)} of it" if resolution.outcome is Outcome.PARTIAL else ""
    return f"{written.OUTCOMES[resolution.outcome]}{credit} (by {resolution.by}, known on {resolution.known_on})"


def forecast_pairs(forecast: Forecast, odds: str) -> Pairs:
    """What was forecast: horizon, odds, likelihood, quantities, condition, polarity."""
    pairs: Pairs = []
    if forecast.horizon is not None:
        pairs.append(("due", horizon_words(forecast.horizon, forecast.said_on)))
    if forecast.probability is not None:
        pairs.append(("odds", f"{odds}, '{forecast.probability.text}'" if forecast.probability.text else odds))
    if forecast.hedge is not None:
        pairs.append(("likelihood", hedge_words(forecast.hedge)))
    pairs += [("quantity", written.magnitude(each)) for each in forecast.quantities]
    if forecast.condition:
        pairs.append(("condition", forecast.condition))
    if forecast.polarity is Polarity.NEGATIVE:
        pairs.append(("polarity", "says that it will not happen"))
    return pairs


def outcome_pairs(claim: Claim, day: Callable[[dt.date], str] = dt.date.isoformat) -> Pairs:
    """How it came out, with evidence, and conflicting outcomes; `day` writes the day on which it happened."""
    resolution = claim.resolution
    if resolution is None:
        return []
    pairs = [("outcome", outcome_words(resolution))]
    if resolution.happened_on:
        pairs.append(("happened on", day(resolution.happened_on)))
    if resolution.value is not None:
        unit = claim.forecast.quantities[0].unit if claim.forecast.quantities else ""
        pairs.append(("value reached", f"{written.compact(resolution.value)} {unit}".strip()))
    pairs += [("evidence", link) for link in resolution.evidence]
    if resolution.note:
        pairs.append(("note", resolution.note))
    return pairs + [("another view", outcome_words(each)) for each in claim.conflicting]


def place_pairs(claim: Claim, context: str | None) -> Pairs:
    """Where it was said: quote, context, source, place, and how the extractor saw it."""
    forecast, source = claim.forecast, claim.source
    pairs: Pairs = []
    if forecast.quote:
        pairs.append(("quote", forecast.quote))
    if context:
        pairs.append(("context", context))
    if source is not None:
        url = link_to_quote(source.url, forecast.t_start_ms)
        pairs.append(("source", " · ".join(part for part in (source.title or source.doc, url) if part)))
    elif forecast.doc:
        pairs.append(("source", forecast.doc))
    if forecast.start is not None:
        at = f", {written.clock(forecast.t_start_ms)} into the recording" if forecast.t_start_ms is not None else ""
        pairs.append(("place", f"characters {forecast.start} to {forecast.end}{at}"))
    if forecast.about:
        pairs.append(("names", ", ".join(forecast.about)))
    pairs.append(("confidence", written.per_cent(forecast.confidence)))
    if forecast.trace:
        pairs.append(("rules", ", ".join(forecast.trace)))
    return pairs


def claim_card(claim: Claim, *, context: str | None = None, as_of: dt.date | None = None) -> Table:
    """Everything about one claim as names and values; `context` is the text around the quote, if at hand."""
    forecast = claim.forecast
    unsure = forecast.speaker is not None and forecast.speaker_confidence < 1
    pairs = [
        ("id", claim.id),
        ("claim", forecast.claim),
        ("status", written.standing(claim, as_of)),
        (
            "speaker",
            (forecast.speaker or "unknown") + (f" ({written.per_cent(forecast.speaker_confidence)} sure)" if unsure else ""),
        ),
        ("said on", forecast.said_on.isoformat()),
        *forecast_pairs(forecast, written.odds(claim)),
        *outcome_pairs(claim),
    ]
    if claim.tags:
        pairs.append(("tags", ", ".join(claim.tags)))
    if claim.chain and claim.chain != claim.id:
        pairs.append(("restates", claim.chain))
    pairs += place_pairs(claim, context)
    return Table(columns=(Column(name="", style="dim"), Column(name="", fold=True)), rows=tuple(pairs), headed=False)
