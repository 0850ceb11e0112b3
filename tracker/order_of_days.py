"""Which day of a forecast may not stand before which: one rule, asked by every way into the ledger and by the scores.

A forecast is said before it falls due. Its answer is knowable after it was said, after it happened, and not after today.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tracker.records import Forecast, Resolution

# Somewhere on earth (UTC+14) a day has begun fourteen hours before it does in UTC.
FARTHEST_EAST = dt.timedelta(hours=14)


# What the trace of a forecast given on a forecasting site begins with; an instant in UTC follows, by which those of one day follow
# each other.
GIVEN_AT = "given at "


def given_at(instant: dt.datetime) -> str:
    """What a trace says of when a forecast was given on a forecasting site."""
    return GIVEN_AT + instant.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def when_given(forecast: Forecast) -> str:
    """When a forecast was given on a forecasting site, as text that sorts; "" for what was said elsewhere."""
    return next((each.removeprefix(GIVEN_AT) for each in forecast.trace if each.startswith(GIVEN_AT)), "")


class Disorder(StrEnum):
    """How two days can stand in the wrong order."""

    DUE_BEFORE_SAID = "due before it was said"
    KNOWN_BEFORE_SAID = "answer known before the forecast"
    KNOWN_AFTER_TODAY = "answer known after today"
    HAPPENED_AFTER_KNOWN = "answer known before it happened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Misplaced:
    """Two days in the wrong order; `what` says both of them in words."""

    disorder: Disorder
    what: str

    def __str__(self) -> str:
        return f"{self.disorder}: {self.what}"


def later(day: dt.date, span: dt.timedelta) -> dt.date:
    """The day that is `span` after another, or the last day of the calendar."""
    return day + span if span <= dt.date.max - day else dt.date.max


def latest_today(now: dt.datetime) -> dt.date:
    """The last day that it is anywhere on earth at an aware instant."""
    return (now.astimezone(dt.UTC) + FARTHEST_EAST).date()


def forecast_disorder(forecast: Forecast) -> list[Misplaced]:
    """What is wrong with the days of a forecast alone."""
    horizon = forecast.horizon
    if horizon is None or horizon.end >= forecast.said_on:
        return []
    return [Misplaced(disorder=Disorder.DUE_BEFORE_SAID, what=f"said on {forecast.said_on}, due on {horizon.end}")]


def outcome_disorder(said_on: dt.date, outcome: Resolution, *, today: dt.date | None = None) -> list[Misplaced]:
    """What is wrong with the days of an outcome of something said on a day; without `today` any day may have come."""
    known, happened = outcome.known_on, outcome.happened_on
    found = []
    if known < said_on:
        found.append(Misplaced(disorder=Disorder.KNOWN_BEFORE_SAID, what=f"said on {said_on}, known on {known}"))
    if today is not None and known > today:
        found.append(Misplaced(disorder=Disorder.KNOWN_AFTER_TODAY, what=f"known on {known}, and nowhere is it later than {today}"))
    if happened is not None and happened > known:
        found.append(Misplaced(disorder=Disorder.HAPPENED_AFTER_KNOWN, what=f"happened on {happened}, known on {known}"))
    return found


def disorder(forecast: Forecast, outcomes: Iterable[Resolution] = (), *, today: dt.date | None = None) -> list[Misplaced]:
    """What is wrong with the days of a forecast and of each of its outcomes."""
    return [
        *forecast_disorder(forecast),
        *(each for outcome in outcomes for each in outcome_disorder(forecast.said_on, outcome, today=today)),
    ]
