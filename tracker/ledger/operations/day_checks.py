"""Checks that the days of a forecast and its outcomes are in the right order, before they are written."""

import datetime as dt
from collections.abc import Sequence

from tracker.errors import DaysOutOfOrder
from tracker.ledger.events.claim_state import ClaimState
from tracker.order_of_days import Disorder, Misplaced, disorder, forecast_disorder, latest_today, outcome_disorder
from tracker.records import Forecast, Resolution

SHOWN = 5


def outcomes_of(state: ClaimState) -> tuple[Resolution, ...]:
    """The current judgements of a claim."""
    return (*((state.resolution,) if state.resolution else ()), *state.conflicting)


def misplaced_days(state: ClaimState, now: dt.datetime) -> list[Misplaced]:
    """What is wrong with the days of a claim now."""
    return disorder(state.forecast, outcomes_of(state), today=latest_today(now))


def check_new(forecast: Forecast) -> None:
    """Raises DaysOutOfOrder for a forecast that falls due before it was said."""
    for wrong in forecast_disorder(forecast):
        raise DaysOutOfOrder(f"{_short(forecast.claim)}: {wrong}; correct the day of speaking or the due date")


def check_outcome(claim_id: str, forecast: Forecast, outcome: Resolution, now: dt.datetime) -> None:
    """Raises DaysOutOfOrder for an outcome whose days are in the wrong order."""
    for wrong in outcome_disorder(forecast.said_on, outcome, today=latest_today(now)):
        raise DaysOutOfOrder(f"claim {claim_id}: {wrong}; correct the day of the outcome, or that of speaking with tracker edit")


def new_disorder(state: ClaimState, after: Forecast) -> list[Misplaced]:
    """The days that an edit would put in the wrong order, without those that were wrong before."""
    outcomes = outcomes_of(state)
    before = disorder(state.forecast, outcomes)
    return [each for each in disorder(after, outcomes) if each not in before]


def check_edit(claim_id: str, state: ClaimState, after: Forecast, *, force: bool) -> None:
    """Raises DaysOutOfOrder for an edit that puts days in the wrong order.

    With `force` the day of speaking may be after an outcome, which then counts in no score; a forecast may never fall due before
    it was said.
    """
    for wrong in new_disorder(state, after):
        if wrong.disorder is Disorder.DUE_BEFORE_SAID:
            raise DaysOutOfOrder(f"claim {claim_id}: {wrong}; change both days together, or give --due none")
        if not force:
            raise DaysOutOfOrder(f"claim {claim_id}: {wrong}; --force changes it anyway, and scores leave it out")


def check_edits(edits: Sequence[tuple[str, ClaimState, Forecast]], *, force: bool) -> None:
    """Raises DaysOutOfOrder, which names the claims, if any of several edits would put days in the wrong order."""
    wrong = [(claim_id, each) for claim_id, state, after in edits for each in new_disorder(state, after)]
    due = [(claim_id, each) for claim_id, each in wrong if each.disorder is Disorder.DUE_BEFORE_SAID]
    if due:
        raise DaysOutOfOrder(f"{_list(due)}; change their due dates first with tracker edit ID --due")
    if wrong and not force:
        raise DaysOutOfOrder(f"{_list(wrong)}; --force changes it anyway, and scores leave them out")


def _list(wrong: Sequence[tuple[str, Misplaced]]) -> str:
    shown = "; ".join(f"claim {claim_id}: {each}" for claim_id, each in wrong[:SHOWN])
    return shown + (f"; and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else "")


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39].rstrip() + "…")
