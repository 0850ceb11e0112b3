"""The meanings of phrases, from which rules put a reading together."""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from tracker.records import Grain


class Kind(StrEnum):
    """What a window was read from; only periods have parts ("the end of"), and lists join windows of one kind."""

    PERIOD = "period"
    POINT = "point"
    SPAN = "span"
    BOUND = "bound"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Days from `start` to `end`. `others` are readings that were not chosen. A `loose` one counts only with a preposition."""

    start: dt.date
    end: dt.date
    grain: Grain
    kind: Kind = Kind.PERIOD
    others: tuple["Window", ...] = ()
    loose: bool = False
    fiscal: bool = False
    anchored_on: dt.date | None = None

    def but(self, **changes: object) -> "Window":
        """The same window with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A period named without its year: `unit` is month, quarter, half, season, holiday or day; `index` counts from 1.

    `day` and `last_day` are days of a month where the phrase names them. A `weak` one ("may", "march", "fall") counts only with a
    word beside it that makes it a date.
    """

    unit: str
    index: int
    last: int | None = None
    day: int | None = None
    last_day: int | None = None
    name: str = ""
    weak: bool = False
    fiscal: bool = False
    calendar: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number, or a range of numbers; `vague` for "a few", with the least and most it may mean in `low_ok` and `high_ok`."""

    low: float
    high: float
    vague: bool = False
    low_ok: float | None = None
    high_ok: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """An ordinal number: first, 4th, twenty-first."""

    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A length of time, or a range of lengths, in one unit of `day_arithmetic.shift`."""

    low: float
    high: float
    unit: str
    vague: bool = False
    low_ok: float | None = None
    high_ok: float | None = None
    hyphened: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Words for a part of a period: "the end of", "early", "the second half of"."""

    name: str
    index: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Words that refer to a date named before: `how` is same, unit, next, before, within or after."""

    how: str
    length: Length | None = None
    unit: str = ""
    piece: Piece | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A phrase that no other rule may read: the past, a habit, an age, a rate. `window` if it names days."""

    window: Window | None = None
    why: str = "past"


Value = Window | Piece | Count | Rank | Length | Part | Reference | Past
