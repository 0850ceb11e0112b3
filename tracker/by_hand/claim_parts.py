"""Splitting a claim into several, and joining two into one."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.errors import TrackerError
from tracker.records import Claim, Forecast
from tracker.stating import own_sentence
from tracker.wording import named_in

if TYPE_CHECKING:
    from tracker.horizons import HorizonContext
    from tracker.ledger import Session


def parts_of(forecast: Forecast, statements: tuple[str, ...], context: "HorizonContext | None" = None) -> list[Forecast]:
    """One forecast per statement: the same quote, with the dates, odds and magnitudes that the statement itself names, if any."""
    return [with_statement(forecast, statement, context) for statement in statements]


def with_statement(forecast: Forecast, statement: str, context: "HorizonContext | None" = None) -> Forecast:
    """The forecast with another sentence; a date, odds, likelihood or magnitudes that it names replace those of the whole."""
    text = statement.strip()
    if not text:
        raise TrackerError("the sentence of a claim is empty")
    named = named_in(text, forecast.said_on, context)
    return replace(
        forecast,
        claim=text,
        horizon=named.horizon or forecast.horizon,
        probability=named.probability or forecast.probability,
        hedge=named.hedge or forecast.hedge,
        quantities=named.quantities or forecast.quantities,
    )


def joined(first: Forecast, second: Forecast, text: str | None, statement: str | None) -> Forecast:
    """One forecast from two: its quote spans both, and what the earlier one lacks comes from the later one.

    `text` is the transcript's; without it, or for claims without a place, the quote is the earlier one's.
    """
    ordered = sorted((first, second), key=lambda each: each.start if each.start is not None else 0)
    early, late = ordered
    sentence = statement or f"{early.claim.rstrip('.')}; {own_sentence(late.claim)}"
    whole = replace(
        early,
        claim=sentence.strip(),
        horizon=early.horizon or late.horizon,
        probability=early.probability or late.probability,
        hedge=early.hedge or late.hedge,
        quantities=tuple(dict.fromkeys((*early.quantities, *late.quantities))),
        condition=early.condition or late.condition,
    )
    if text is None or early.start is None or late.start is None or early.end is None or late.end is None:
        return whole
    end = max(early.end, late.end)
    return replace(whole, end=end, quote=text[early.start : end])


def join_claims(
    session: "Session", first_id: str, second_id: str, *, statement: str | None, by: str, now: dt.datetime, reason: str | None
) -> Claim:
    """Replace two claims with one in the ledger. Raises TrackerError for claims of different transcripts."""
    from tracker import ledger

    first, second = ledger.get_claim(session, first_id), ledger.get_claim(session, second_id)
    if first.id == second.id:
        raise TrackerError(f"claim {first.id} cannot be joined with itself")
    if (first.source and first.source.sha256) != (second.source and second.source.sha256):
        raise TrackerError(f"claims {first.id} and {second.id} are from different transcripts; `tracker link` connects them")
    text = ledger.source_text(session, first.source.sha256) if first.source else None
    whole = joined(first.forecast, second.forecast, text, statement)
    return ledger.join(session, (first.id, second.id), whole, by=by, now=now, reason=reason)
