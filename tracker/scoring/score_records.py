"""The records of a scorecard: the analyst's policy and the figures of each group. Standard library only.

Scores are of probabilities from 0 to 1; Brier scores run from 0 (best) to 1, logarithmic scores are in nats from 0 (best) up.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from tracker.errors import InvalidRecord

Interval = tuple[float, float]


class Ambiguous(StrEnum):
    """How an ambiguous outcome counts."""

    EXCLUDE = "exclude"
    HALF = "half"
    FALSE = "false"


class Partial(StrEnum):
    """How a partial outcome counts: by its credit, as the nearer of true and false, or not at all."""

    CREDIT = "credit"
    ROUND = "round"
    EXCLUDE = "exclude"


class Restatements(StrEnum):
    """Which statement of a chain of restatements is scored."""

    FIRST = "first"
    LAST = "last"


class Hit(StrEnum):
    """What counts as a hit: the claim came true, or the side of 50 % that its odds favour did."""

    CAME_TRUE = "came true"
    LEANING = "leaning"


class GroupBy(StrEnum):
    """What a scorecard can be split by."""

    SPEAKER = "speaker"
    SOURCE = "source"
    TAG = "tag"
    HORIZON = "horizon"
    YEAR = "year"
    KIND = "kind"
    TOPIC = "topic"


#: The value of `Policy.words` that uses the range recorded on each claim.
RECORDED = "recorded"
#: The value of `Policy.words` that does not score words of likelihood.
UNSCORED = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The choices behind a scorecard; all of them are printed with it.

    `candidates` counts claims that nobody has accepted yet; `early` counts outcomes before the due date has passed. `words` names
    the scale that gives words of likelihood their range, `assert_as` the probability of a bare assertion. `grace_days` counts a
    prediction as true if it came true at most this many days after it fell due. `level` is the coverage of every interval.
    `calibration` names the only method there is, CORP (see `calibration.py`).
    """

    candidates: bool = False
    early: bool = False
    ambiguous: Ambiguous = Ambiguous.EXCLUDE
    partial: Partial = Partial.CREDIT
    restatements: Restatements = Restatements.FIRST
    hit: Hit = Hit.CAME_TRUE
    words: str = RECORDED
    assert_as: float | None = None
    grace_days: int = 0
    level: float = 0.9
    calibration: Literal["corp"] = "corp"
    resamples: int = 500
    seed: int = 20240626

    def __post_init__(self) -> None:
        if self.assert_as is not None and not 0.0 <= self.assert_as <= 1.0:
            raise InvalidRecord("assert_as", self.assert_as, "a probability from 0 to 1")
        if not 0.5 <= self.level < 1.0:
            raise InvalidRecord("level", self.level, "a number from 0.5 to below 1")
        if self.grace_days < 0:
            raise InvalidRecord("grace_days", self.grace_days, "0 or more days")
        if self.resamples < 100:
            raise InvalidRecord("resamples", self.resamples, "100 or more")


#: The default policy.
DEFAULT_POLICY = Policy()


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationBin:
    """Forecasts between `low` and `high`: their number, their mean, and the share that came true.

    `band` is the range of `observed` under perfect calibration, at the policy's level.
    """

    low: float
    high: float
    n: int
    mean_forecast: float
    observed: float
    band: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """The calibrated probability at a forecast value, the band under perfect calibration, and the number of forecasts."""

    forecast: float
    observed: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """Resolved predictions left out of the Brier score, each counted once, under the first reason that applies.

    `known_before` counts answers known before the forecast, `out_of_order` other days in the wrong order.
    """

    known_before: int = 0
    out_of_order: int = 0
    early: int = 0
    ambiguous: int = 0
    void: int = 0
    partial: int = 0
    no_odds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityMiss:
    """The error of a predicted magnitude against the value reached, both in `unit`.

    `per_cent` is (predicted - reached) / |reached| x 100 from the nearest end of the predicted range, 0 inside it, None if the
    value is zero. `factor` is predicted / reached, None unless both are above zero.
    """

    claim_id: str
    low: float | None
    high: float | None
    value: float
    unit: str
    per_cent: float | None
    factor: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMiss:
    """Days by which an event happened after its window (above zero) or before it (below zero)."""

    claim_id: str
    happened_on: dt.date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """How the due date moved from the first to the last statement of a chain of restatements."""

    chain: str
    speaker: str | None
    statements: int
    said_first: dt.date
    said_last: dt.date
    due_first: dt.date
    due_last: dt.date

    @property
    def days(self) -> int:
        """Days by which the due date moved; above zero if later."""
        return (self.due_last - self.due_first).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The figures of one group of predictions; a chain of restatements by one speaker is one prediction.

    `forecasts` = `pending` + `overdue` + `resolved`; `resolved` = `scored` + all of `excluded`. The hit rate is over
    `judged` predictions; Brier score, log score, skill and calibration over `scored` ones (with numeric odds); the bounds over
    `ranged` ones. `infinite` counts wrong predictions with odds of 0 or 100 %, any of which makes the log score infinite.
    """

    key: str
    forecasts: int = 0
    statements: int = 0
    pending: int = 0
    overdue: int = 0
    resolved: int = 0
    judged: int = 0
    scored: int = 0
    ranged: int = 0
    excluded: Excluded = Excluded()
    hit_rate: float | None = None
    hit_rate_interval: Interval | None = None
    hit_rate_shrunk: float | None = None
    hit_rate_shrunk_interval: Interval | None = None
    brier: float | None = None
    brier_interval: Interval | None = None
    brier_bounds: Interval | None = None
    brier_shrunk: float | None = None
    brier_shrunk_interval: Interval | None = None
    clusters: int = 0
    clustered_by: str | None = None
    log_score: float | None = None
    infinite: int = 0
    skill: float | None = None
    skill_interval: Interval | None = None
    skill_against_half: float | None = None
    base_rate: float | None = None
    calibration: tuple[CalibrationBin, ...] = ()
    curve: tuple[CurvePoint, ...] = ()
    mcb: float | None = None
    dsc: float | None = None
    unc: float | None = None
    too_few: bool = True
    why_too_few: str | None = None
    quantities: tuple[QuantityMiss, ...] = ()
    dates: tuple[DateMiss, ...] = ()
    slips: tuple[Slip, ...] = ()
    counted_ids: tuple[str, ...] = ()
    judged_ids: tuple[str, ...] = ()
    scored_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """Scores as of a day under a policy: one group for all, or one for each value of `group_by`; `overall` is over all claims."""

    as_of: dt.date
    policy: Policy
    group_by: GroupBy | None = None
    groups: tuple[Group, ...]
    overall: Group
    notes: tuple[str, ...] = ()


#: Ranges of words of likelihood: scale name -> word (lower case) -> (low, high).
WordRanges = Mapping[str, Mapping[str, Interval]]
NO_WORDS: WordRanges = {}
