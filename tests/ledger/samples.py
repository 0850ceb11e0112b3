"""A small interview and its forecasts, for the tests of the ledger."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from tracker import ledger
from tracker.records import Claim, Forecast, Grain, Horizon, Kind, Outcome, Probability, Quantity, Resolution, Transcript, Utterance

NOW = dt.datetime(2028, 7, 1, 9, 30, tzinfo=dt.UTC)
SAID = dt.date(2024, 6, 26)

TEXT = (
    "HOST: where is the ferry line going? "
    "MIRA OKAFOR: I think that we carry a million passengers by 2027 and there is a sixty percent chance "
    "that the night boats pay for themselves. By the end of 2030 every boat will be electric, naïve as it sounds 🚢."
)


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def transcript(text: str = TEXT, doc: str = "ferry", said_on: dt.date | None = SAID, **more: Any) -> Transcript:
    return Transcript(
        doc=doc,
        text=text,
        sha256=text_hash(text),
        said_on=said_on,
        utterances=(Utterance(start=0, end=len(text), speaker="Mira Okafor"),),
        **more,
    )


def year(number: int, text: str | None = None) -> Horizon:
    return Horizon(
        text=text or f"by {number}", start=dt.date(number, 1, 1), end=dt.date(number, 12, 31), grain=Grain.YEAR, rule="by year"
    )


def forecast(quote: str, anchor: str, *, text: str = TEXT, claim: str | None = None, **more: Any) -> Forecast:
    start = text.index(quote)
    fields: dict[str, Any] = {
        "said_on": SAID,
        "claim": claim or quote[0].upper() + quote[1:] + ".",
        "kind": Kind.DATED if more.get("horizon") else Kind.ODDS if more.get("probability") else Kind.UNDATED,
        "doc": "ferry",
        "speaker": "Mira Okafor",
        "confidence": 0.7,
        "trace": ("modal", "horizon"),
    }
    return Forecast(
        quote=quote, start=start, end=start + len(quote), anchor=anchor, anchor_start=start + quote.index(anchor), **fields | more
    )


FORECASTS = (
    forecast(
        "we carry a million passengers by 2027",
        "by 2027",
        horizon=year(2027),
        quantities=(Quantity(text="a million passengers", low=1e6, high=1e6, unit="passengers"),),
        confidence=0.9,
    ),
    forecast(
        "there is a sixty percent chance that the night boats pay for themselves",
        "sixty percent chance",
        probability=Probability(text="sixty percent chance", low=0.6, high=0.6),
        confidence=0.55,
    ),
    forecast(
        "By the end of 2030 every boat will be electric, naïve as it sounds 🚢",
        "By the end of 2030",
        horizon=year(2030, "By the end of 2030"),
        condition="if the grid holds",
        confidence=0.2,
    ),
)


def store(session: Session, *, by: str = "ana", now: dt.datetime = NOW, version: str = "1", **more: Any) -> ledger.ExtractionReport:
    return ledger.store_extraction(
        session,
        more.get("transcript", transcript()),
        more.get("forecasts", FORECASTS),
        by=by,
        now=now,
        options={"version": version},
    )


def stored(session: Session, **more: Any) -> list[Claim]:
    """The sample's claims, in the order of the text, after storing them."""
    report = store(session, **more)
    return [ledger.get_claim(session, claim_id) for claim_id in (*report.added, *report.known)]


def judgement(outcome: Outcome = Outcome.TRUE, by: str = "ana", known_on: dt.date = dt.date(2028, 1, 3), **more: Any) -> Resolution:
    return Resolution(outcome=outcome, by=by, known_on=known_on, **more)


def another(place: int, **more: Any) -> Forecast:
    """One of the sample's forecasts with other fields."""
    return replace(FORECASTS[place], **more)


def exported(opened: ledger.Ledger, **more: Any) -> list[str]:
    with opened.reading() as session:
        return list(ledger.export_lines(session, **more))


def ids(claims: Sequence[Claim]) -> list[str]:
    return [claim.id for claim in claims]


def later(days: int = 0, seconds: int = 0) -> dt.datetime:
    return NOW + dt.timedelta(days=days, seconds=seconds)
