"""Charts that a page draws with its own text and boxes, so that they fit any width: due years as bars, claims as lines in time."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from tracker.records import Claim
from tracker.reports import written
from tracker.reports.cleaning import one_line
from tracker.reports.site.views import claim_page

#: The most years and lines shown unfolded.
MOST_YEARS = 20
MOST_LINES = 40
#: Distance in per cent of the longest bar and of the ends of the time axis from the frame.
MARGIN = 3.0
#: More labels than this would run into each other on a telephone.
MOST_TICKS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a bar: the claims of one state, its width in per cent of the track, and where it leads."""

    state: str
    count: int
    width: float
    url: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One year: its pieces and the number of its claims."""

    year: int
    pieces: tuple[Piece, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DueBars:
    """Claims by the year they fall due; `folded` are the years behind a fold."""

    caption: str
    states: tuple[str, ...]
    bars: tuple[Bar, ...]
    folded: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One claim from the day it was said to the day it falls due, as per cent of the axis."""

    name: str
    url: str | None
    state: str
    left: float
    width: float
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """Lines under one heading, open or folded."""

    name: str
    lines: tuple[Line, ...]
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Lanes over one time axis; `ticks` are per cent of the axis with a year, `today` is the report's day."""

    caption: str
    states: tuple[str, ...]
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[float, str], ...]
    today: float


def due_bars(counts: Mapping[int, Counter[str]], *, link: str = "claims.html#due={year}&state={state}") -> DueBars | None:
    """Claims by the year they fall due, in pieces by what became of them; None where nothing has a date.

    `counts` has states by year; every piece links to its claims by `link`.
    """
    if not counts:
        return None
    most = max(sum(counter.values()) for counter in counts.values())
    bars = [_bar(year, counts[year], most, link) for year in sorted(counts)]
    total = sum(bar.count for bar in bars)
    return DueBars(
        caption=f"{written.count(total, 'dated claim')}. Each piece of a bar leads to its claims.",
        states=tuple(state for state in written.STATES if any(counts[year][state] for year in counts)),
        bars=tuple(bars[:MOST_YEARS]),
        folded=tuple(bars[MOST_YEARS:]),
    )


def _bar(year: int, counter: Counter[str], most: int, link: str) -> Bar:
    pieces = tuple(
        Piece(
            state=state,
            count=counter[state],
            width=round((100 - MARGIN) * counter[state] / most, 2),
            url=link.format(year=year, state=quote(state)),
            label=f"{written.count(counter[state], 'claim')} due in {year}: {state}",
        )
        for state in written.STATES
        if counter[state]
    )
    return Bar(year=year, pieces=pieces, count=sum(piece.count for piece in pieces))


def _drawable(claims: Iterable[Claim], as_of: dt.date) -> list[tuple[Claim, str]]:
    found = ((claim, written.standing(claim, as_of)) for claim in claims)
    return [(claim, state) for claim, state in found if claim.due is not None and state in written.STATES]


class _Axis:
    """Days as per cent of a stretch of time, with a margin at both ends."""

    def __init__(self, first: dt.date, last: dt.date) -> None:
        self.first, self.last = first, last
        self.days = max(1, (last - first).days)

    def at(self, day: dt.date) -> float:
        return round(MARGIN + (100 - 2 * MARGIN) * (day - self.first).days / self.days, 2)

    def ticks(self) -> tuple[tuple[float, str], ...]:
        years = range(self.first.year + 1, self.last.year + 1)
        step = max(1, -(-len(years) // MOST_TICKS))
        return tuple((self.at(dt.date(year, 1, 1)), str(year)) for year in years if year % step == 0)


def _line(claim: Claim, state: str, axis: _Axis, root: str | None) -> Line:
    said, due = claim.forecast.said_on, claim.due or claim.forecast.said_on
    low, high = axis.at(min(said, due)), axis.at(max(said, due))
    return Line(
        name=one_line(claim.forecast.claim),
        url=f"{root}claims/{claim_page(claim.id)}" if root is not None else None,
        state=state,
        left=low,
        width=round(high - low, 2),
        when=f"said {said}, due {due}: {state}",
    )


def timeline(groups: Sequence[tuple[str, Sequence[Claim]]], *, as_of: dt.date, root: str | None = "") -> Timeline | None:
    """Dated claims as lines in time under the names of their groups; None where nothing has a date.

    Lanes are open until `MOST_LINES` lines are shown. The rest of a single group is folded.
    """
    drawn = [(name, _drawable(claims, as_of)) for name, claims in groups]
    drawn = [(name, lines) for name, lines in drawn if lines]
    if not drawn:
        return None
    every = [claim for _, lines in drawn for claim, _ in lines]
    ends = [day for claim in every for day in (claim.forecast.said_on, claim.due or as_of)]
    axis = _Axis(min(*ends, as_of), max(*ends, as_of))
    if len(drawn) == 1:
        name, lines = drawn[0]
        rest = lines[MOST_LINES:]
        drawn = [(name, lines[:MOST_LINES]), *([(written.count(len(rest), "more claim"), rest)] if rest else [])]
    lanes, shown = [], 0
    for name, lines in drawn:
        stands = shown + len(lines) <= MOST_LINES or (shown == 0 and len(drawn) == 1)
        shown += len(lines)
        lanes.append(Lane(name=name, lines=tuple(_line(claim, state, axis, root) for claim, state in lines), open=stands))
    states = {state for _, lines in drawn for _, state in lines}
    return Timeline(
        caption=f"{written.count(len(every), 'dated claim')}, each from the day it was said to the day it falls due. "
        f"The vertical line is {as_of.isoformat()}.",
        states=tuple(state for state in written.STATES if state in states),
        lanes=tuple(lanes),
        ticks=axis.ticks(),
        today=axis.at(as_of),
    )
