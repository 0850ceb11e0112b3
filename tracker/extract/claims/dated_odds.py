"""Finds the phrase of time that dates odds in the same sentence."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tracker.records import Forecast, Horizon, Kind, Mention, Probability

MOST_BETWEEN = 220  # characters from odds to the phrase that dates them
_ENDS = re.compile(r"[.?!](?=\s|\Z)|[;\n]{2}|;")
_ANOTHER = re.compile(r"[.?!;](?=\s|\Z)|,?\s(?:but|whereas|while)\s", re.IGNORECASE)


def dated_odds(text: str, horizons: Sequence[Mention[Horizon]], odds: Sequence[Mention[Probability]]) -> dict[int, int]:
    """Maps the index of each odds to that of the phrase in `horizons` that dates it; odds without one are left out.

    The phrase is in the same sentence, at most MOST_BETWEEN characters away: the first after the odds with no other odds and no
    "but" in between, else the last before them. Both sequences are in order of position.
    """
    out: dict[int, int] = {}
    for place, one in enumerate(odds):
        limit = odds[place + 1].start if place + 1 < len(odds) else len(text)
        floor = odds[place - 1].end if place else 0
        behind = _first_behind(text, horizons, one.end, limit)
        found = behind if behind is not None else _last_before(text, horizons, one.start, floor)
        if found is not None:
            out[place] = found
    return out


def dates_in_quotes(forecasts: Sequence[Forecast], dates: Mapping[int, Mention[Horizon]]) -> dict[int, Mention[Horizon]]:
    """`dates` extended: odds without a date take the last dated claim within their quote.

    In "They will cut in September. It's sixty forty" the quote of the odds includes September, which dates them. The forecasts are
    in the order of their anchors.
    """
    found = dict(dates)
    last: Mention[Horizon] | None = None
    for one in forecasts:
        if one.anchor_start is None:
            continue
        if one.horizon is not None and one.probability is None:
            end = one.anchor_start + len(one.anchor or "")
            last = Mention(start=one.anchor_start, end=end, reading=one.horizon, rule=one.horizon.rule)
        elif one.kind is Kind.ODDS and last is not None and one.start is not None and one.start <= last.start < one.anchor_start:
            found.setdefault(one.anchor_start, last)
    return found


def with_dates(forecasts: Sequence[Forecast], dates: Mapping[int, Mention[Horizon]]) -> list[Forecast]:
    """The forecasts, with undated odds dated by the phrase that `dates` gives for the offset of their anchor."""
    return [_dated(one, dates.get(one.anchor_start or 0)) if one.kind is Kind.ODDS else one for one in forecasts]


def _dated(odds: Forecast, date: Mention[Horizon] | None) -> Forecast:
    if date is None:
        return odds
    return replace(odds, kind=Kind.DATED, horizon=date.reading, trace=(*odds.trace, date.rule, *date.trace))


def _first_behind(text: str, horizons: Sequence[Mention[Horizon]], end: int, limit: int) -> int | None:
    place = bisect_left(horizons, end, key=lambda one: one.start)
    if place == len(horizons):
        return None
    one = horizons[place]
    near = one.start < limit and one.start - end <= MOST_BETWEEN
    return place if near and _ANOTHER.search(text, end, one.start) is None else None


def _last_before(text: str, horizons: Sequence[Mention[Horizon]], start: int, floor: int) -> int | None:
    place = bisect_right(horizons, start, key=lambda one: one.end) - 1
    if place < 0:
        return None
    one = horizons[place]
    near = one.start >= floor and start - one.end <= MOST_BETWEEN
    return place if near and _ENDS.search(text, one.end, start) is None else None
