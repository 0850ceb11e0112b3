"""Removes duplicates: candidates that belong to the same assertion become one claim."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tracker.extract.carried_periods import RULE as CARRIED
from tracker.extract.claims.twins import LEAST_WORDS, are_twins, content_words
from tracker.records import Forecast, Horizon, Kind, Mention

_MEASURED_AGAINST = re.compile(
    r"\b(?:(?:than|versus|vs|compared (?:to|with)|relative to|in line with)\b"
    r"|(?:the same|similar|equal|comparable)\b[^.;:?!]{0,24}\b(?:to|as)\b)[^.;:?!]{0,40}\Z",
    re.IGNORECASE,
)
_LEADING = re.compile(r"(?:to|as|than|with)\b", re.IGNORECASE)
_THEN = re.compile(r"\W*then\b", re.IGNORECASE)
NEAR = 6  # forecasts before and after that may belong to the same assertion


def _holds(quote: Forecast, anchor: Forecast) -> bool:
    """Whether a quote contains the other's anchor."""
    if quote.start is None or quote.end is None or anchor.anchor_start is None:
        return False
    return quote.start <= anchor.anchor_start < quote.end


def _same_days(one: Forecast, other: Forecast) -> bool:
    """Whether the days of one horizon lie within those of the other."""
    if one.horizon is None or other.horizon is None:
        return False
    inner, outer = (one.horizon, other.horizon) if one.horizon.start >= other.horizon.start else (other.horizon, one.horizon)
    return outer.start <= inner.start and inner.end <= outer.end


def _compared_with(forecast: Forecast, other: Forecast) -> bool:
    """Whether a phrase of time is only what the other claim is compared with ("higher next year than in the second half")."""
    if forecast.kind is not Kind.DATED or not _holds(other, forecast):
        return False
    start = other.start or 0
    behind = (other.anchor_start or 0) + len(other.anchor or "") - start
    if other.anchor_start is None:
        return False
    lead = _LEADING.match(forecast.anchor or "")
    between = (other.quote or "")[behind : (forecast.anchor_start or 0) - start + (lead.end() if lead else 0)]
    return _MEASURED_AGAINST.search(between) is not None


def _condition_of(forecast: Forecast, other: Forecast) -> bool:
    """Whether a forecast is only the condition of the other, whose quote has the main clause too."""
    mine, theirs = forecast.quote or "", other.quote or ""
    place = (forecast.start or 0) - (other.start or 0)
    if not forecast.condition or not other.condition or len(theirs) <= len(mine):
        return False
    if place < 0 or theirs[place : place + len(mine)] != mine:
        return False
    begin = theirs.find(other.condition)
    inside = begin <= place and place + len(mine) <= begin + len(other.condition)
    return inside or (mine.startswith(forecast.condition) and _THEN.match(theirs, place + len(mine)) is not None)


def _says_nothing(forecast: Forecast) -> bool:
    """Whether a predicate that an earlier period dates has too few words of content ("they will, of course")."""
    return forecast.trace[:1] == (CARRIED,) and len(content_words(forecast)) < LEAST_WORDS


def _said_by(forecast: Forecast, other: Forecast, dates: Mapping[int, Mention[Horizon]]) -> bool:
    """Whether the other forecast makes the same assertion and is the one to keep.

    A predicate yields to the phrase of its period if one quote contains the other. Odds yield to a date whose quote contains them;
    a date yields to the odds it dates (`dates`: by the offset of the odds) if their quote contains both. Of two phrases of the same
    days in each other's quotes the first is kept.
    """
    if forecast.trace[:1] == (CARRIED,):
        together = _holds(other, forecast) or _holds(forecast, other)
        return other.trace[:1] != (CARRIED,) and together and _same_days(forecast, other)
    if forecast.probability is None and other.kind is Kind.ODDS:
        date = dates.get(other.anchor_start or 0)
        return date is not None and date.start <= (forecast.anchor_start or 0) < date.end and _holds(other, forecast)
    if forecast.kind is Kind.ODDS:
        return other.kind is Kind.DATED and other.probability == forecast.probability and _holds(other, forecast)
    return (
        _holds(forecast, other)
        and _holds(other, forecast)
        and _same_days(forecast, other)
        and (other.anchor_start or 0) < (forecast.anchor_start or 0)
    )


def _twin_of(forecast: Forecast, other: Forecast) -> bool:
    """Whether the other forecast says the same and is the one to keep: that with a phrase of time, the surer one, the first.

    Two predicates under one period are two assertions, even where the quotes run over both.
    """
    carried = forecast.trace[:1] == (CARRIED,), other.trace[:1] == (CARRIED,)
    if all(carried) or not are_twins(forecast, other):
        return False
    mine = carried[0], -forecast.confidence, forecast.anchor_start or 0
    return (carried[1], -other.confidence, other.anchor_start or 0) < mine


def _without(forecasts: Sequence[Forecast], yields: Callable[[Forecast, Forecast], bool], *, surer: bool) -> list[Forecast]:
    """The forecasts without those that yield to a near one, which takes over the higher confidence if `surer`."""
    kept = []
    for index, forecast in enumerate(forecasts):
        near = [*forecasts[max(0, index - NEAR) : index], *forecasts[index + 1 : index + 1 + NEAR]]
        if any(yields(forecast, other) for other in near):
            continue
        same = [other.confidence for other in near if surer and yields(other, forecast)]
        kept.append(replace(forecast, confidence=max([forecast.confidence, *same])))
    return kept


def _without_copies(forecasts: Sequence[Forecast]) -> list[Forecast]:
    """The forecasts without verbatim copies that are due on the same day with the same odds."""
    kept: dict[tuple[object, ...], Forecast] = {}
    for forecast in forecasts:
        quote = " ".join((forecast.quote or "").casefold().split())
        kept.setdefault((quote, forecast.horizon and forecast.horizon.end, forecast.probability), forecast)
    return list(kept.values())


def one_claim_each(forecasts: Sequence[Forecast], dates: Mapping[int, Mention[Horizon]] | None = None) -> list[Forecast]:
    """The forecasts in order, one for each assertion.

    Left out are phrases that another claim is only compared with or conditional on, predicates without content, what is said by a
    phrase of the same quote or once more in the next one, and verbatim copies such as a show's teaser. `dates` maps the offset of
    odds to the phrase that dates them. A claim kept for several phrases has the highest confidence among them.
    """
    found = [one for one in forecasts if not _says_nothing(one)]
    found = _without(found, lambda one, other: _compared_with(one, other) or _condition_of(one, other), surer=False)
    found = _without(found, lambda one, other: _said_by(one, other, dates or {}), surer=True)
    return _without_copies(_without(found, _twin_of, surer=True))
