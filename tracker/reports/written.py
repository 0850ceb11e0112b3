"""How values are written for people: odds, dates, shares, outcomes. Standard library only."""

import datetime as dt
import math

from tracker.records import Claim, Outcome, Quantity, Status

Interval = tuple[float, float]
NONE = "-"
MONTHS = tuple("January February March April May June July August September October November December".split())
OUTCOMES = {
    Outcome.TRUE: "came true",
    Outcome.FALSE: "did not",
    Outcome.PARTIAL: "in part",
    Outcome.AMBIGUOUS: "ambiguous",
    Outcome.VOID: "void",
}
#: What can have become of a dated prediction, in the order in which charts and filters show it.
STATES = ("came true", "in part", "did not", "ambiguous", "void", "overdue", "pending")


def per_cent(value: float | None) -> str:
    """A share in per cent: 0.625 is "62 %"; NONE for None."""
    return NONE if value is None else f"{100 * value:.0f} %"


def number(value: float | None, digits: int = 3) -> str:
    """A number with `digits` decimals; NONE for None, "infinite" for infinity."""
    if value is None:
        return NONE
    return "infinite" if math.isinf(value) else f"{value:.{digits}f}"


def interval(value: Interval | None, digits: int = 3) -> str:
    """A range of numbers, such as "0.112 to 0.301"; NONE for None."""
    return NONE if value is None else f"{value[0]:.{digits}f} to {value[1]:.{digits}f}"


def share_interval(value: Interval | None) -> str:
    """A range of shares, such as "51 to 83 %"; NONE for None."""
    return NONE if value is None else f"{100 * value[0]:.0f} to {100 * value[1]:.0f} %"


def compact(value: float) -> str:
    """A magnitude in few characters: 1,200; 2.5; 10 billion."""
    for scale, name in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if abs(value) >= scale:
            return f"{value / scale:,.4g}{name}"
    return f"{value:,.0f}" if value == round(value) else f"{value:,.4g}"


def odds(claim: Claim) -> str:
    """The odds of a claim in per cent, else its word of likelihood, else NONE."""
    probability, hedge = claim.forecast.probability, claim.forecast.hedge
    if probability is not None:
        low, high = 100 * probability.low, 100 * probability.high
        return f"{low:.3g} %" if low == high else f"{low:.3g} to {high:.3g} %"
    return hedge.text if hedge is not None else NONE


def odds_in_figures(claim: Claim) -> str:
    """The numeric odds of a claim in per cent; NONE where it has none."""
    return NONE if claim.forecast.probability is None else odds(claim)


def likelihood(claim: Claim) -> str:
    """The word of likelihood of a claim without numeric odds; NONE where it has none."""
    return NONE if claim.forecast.probability is not None else odds(claim)


def magnitude(quantity: Quantity) -> str:
    """A quantity with its comparator and unit: "at least 10 billion USD"."""
    low, high = quantity.low, quantity.high
    if low is not None and high is not None and low != high:
        value = f"{compact(low)} to {compact(high)}"
    else:
        one = low if low is not None else high
        value = quantity.text if one is None else compact(one)
    before = "" if quantity.comparator.value == "exact" else f"{quantity.comparator.value} "
    return f"{before}{value} {quantity.unit}".strip()


def days_from(day: dt.date, as_of: dt.date) -> str:
    """How far off a day is: "in 12 days", "today", "34 days ago"; in years from two on."""
    days = (day - as_of).days
    if days == 0:
        return "today"
    size, unit = (abs(days), "day") if abs(days) < 730 else (round(abs(days) / 365.25), "year")
    text = f"{size} {unit}{'' if size == 1 else 's'}"
    return f"in {text}" if days > 0 else f"{text} ago"


def standing(claim: Claim, as_of: dt.date | None = None) -> str:
    """What became of a claim: its outcome, else "rejected", "withdrawn" or "candidate", else "overdue" or "pending"."""
    if claim.status in (Status.REJECTED, Status.WITHDRAWN):
        return claim.status.value
    if claim.resolution is not None and (as_of is None or claim.resolution.known_on <= as_of):
        return OUTCOMES[claim.resolution.outcome]
    if claim.status is Status.CANDIDATE:
        return "candidate"
    return "overdue" if as_of is not None and claim.due is not None and claim.due < as_of else "pending"


def waiting(claim: Claim, as_of: dt.date) -> str:
    """Why a claim has no outcome: "pending, due in 12 days", "overdue, fell due 34 days ago", "pending, no due date"."""
    state = standing(claim, as_of)
    if claim.due is None:
        return f"{state}, no due date"
    when = days_from(claim.due, as_of)
    return f"{state}, due {when}" if claim.due >= as_of else f"{state}, fell due {when}"


def day(value: dt.date | None) -> str:
    """ISO 8601, or NONE."""
    return NONE if value is None else value.isoformat()


def long_day(value: dt.date) -> str:
    """A day in words: "26 June 2024"."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def clock(milliseconds: int | None) -> str:
    """A place in a recording, such as "1:02:03"; NONE for None."""
    if milliseconds is None:
        return NONE
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def count(value: int, one: str, many: str | None = None) -> str:
    """A number of things: "1 claim", "12,000 claims"."""
    return f"{value:,} {one if value == 1 else many or one + 's'}"


def shorten(text: str, longest: int) -> str:
    """The text, or its beginning with an ellipsis where it is longer than `longest` characters."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
