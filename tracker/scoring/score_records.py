"""What a scorecard is made of: the analyst's policy and the figures of each group. Standard library only.

Scores are of probabilities from 0 to 1; Brier scores run from 0 (best) to 1, logarithmic scores are in nats from 0 (best) up.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tracker.errors import InvalidRecord

Interval = tuple[float, float]


class Ambiguous(StrEnum):
    """What an outcome that nobody can decide counts as."""

    EXCLUDE = "exclude"
    HALF = "half"
    FALSE = "false"


class Partial(StrEnum):
    """What an outcome that came true in part counts as: its credit, the nearer of true and false, or nothing."""

    CREDIT = "credit"
    ROUND = "round"
    EXCLUDE = "exclude"


class Restatements(StrEnum):
    """Which statement of a chain of restatements is scored."""

    FIRST = "first"
    LAST = "last"


class Hit(StrEnum):
    """What a hit is: the claim came true, or the side of 50 % that its odds lean to came true."""

    CAME_TRUE = "came true"
    LEANING = "leaning"


class CalibrationMethod(StrEnum):
    """How forecasts are put together to compare them with what happened."""

    CORP = "corp"
    BINS = "bins"


class GroupBy(StrEnum):
    """What a scorecard can be split by."""

    SPEAKER = "speaker"
    SOURCE = "source"
    TAG = "tag"
    HORIZON = "horizon"
    YEAR = "year"
    KIND = "kind"
    TOPIC = "topic"


#: `Policy.words` that scores words of likelihood with the range recorded on each claim.
RECORDED = "recorded"
#: `Policy.words` that leaves words of likelihood unscored.
UNSCORED = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The choices that a scorecard rests on; every one of them is printed with it.

    `candidates` counts claims that nobody has accepted yet; `early` counts outcomes before the due date has passed. `words` names
    the scale that gives words of likelihood their range, `assert_as` the probability of a bare assertion. `grace_days` counts a
    prediction as true that came true at most so many days after it fell due. `level` is the coverage of every interval.
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
    calibration: CalibrationMethod = CalibrationMethod.CORP
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


#: The policy of a scorecard that nobody has asked anything else of.
DEFAULT_POLICY = Policy()


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationBin:
    """Forecasts between `low` and `high`: how many, their mean, the share that came true, and the band it would lie in.

    `band` is where `observed` would lie, with the policy's level, if the odds meant what they say.
    """

    low: float
    high: float
    n: int
    mean_forecast: float
    observed: float
    band: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """The calibrated probability at a forecast value, the band under perfect calibration, and how many forecasts had that value."""

    forecast: float
    observed: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """Resolved predictions that do not enter the Brier score, each counted once, for the first reason that applies.

    `known_before` counts answers known before the forecast, `out_of_order` other days that stand in the wrong order.
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
    """How far a predicted magnitude was from the one that was reached, both in `unit`.

    `per_cent` is (predicted - reached) / |reached| x 100 from the nearest end of the predicted range, 0 inside it, None when zero
    was reached. `factor` is predicted / reached, None unless both are above zero.
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
    """By how many days something happened after its window ended (late, above zero) or before it began (early, below zero)."""

    claim_id: str
    happened_on: dt.date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """How a chain of restatements moved its due date: days from the first statement's to the last one's."""

    chain: str
    speaker: str | None
    statements: int
    said_first: dt.date
    said_last: dt.date
    due_first: dt.date
    due_last: dt.date

    @property
    def days(self) -> int:
        """Days by which the due date moved, above zero when later."""
        return (self.due_last - self.due_first).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The figures of one group of predictions; a chain of restatements by one speaker is one prediction.

    `forecasts` = `pending` + `overdue` + `resolved`; `resolved` = `scored` + all of `excluded`. `judged` predictions stand behind
    the hit rate, `scored` ones (those with numeric odds) behind Brier, log score, skill and calibration, `ranged` ones behind the
    bounds. `infinite` counts predictions given 0 or 100 % that came out the other way; the log score is infinite with any.
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
    """Scores as of a day under a policy: one group for all, or one for each value of `group_by`; `overall` is over everything."""

    as_of: dt.date
    policy: Policy
    group_by: GroupBy | None = None
    groups: tuple[Group, ...]
    overall: Group
    notes: tuple[str, ...] = ()


#: Ranges of words of likelihood: scale name -> word (lower case) -> (low, high).
WordRanges = Mapping[str, Mapping[str, Interval]]
NO_WORDS: WordRanges = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The alternatives of a multiverse: every combination of them is one policy."""

    words: tuple[str, ...] = (RECORDED, UNSCORED)
    ambiguous: tuple[Ambiguous, ...] = tuple(Ambiguous)
    partial: tuple[Partial, ...] = tuple(Partial)
    restatements: tuple[Restatements, ...] = tuple(Restatements)
    grace_days: tuple[int, ...] = (0, 31)
    hit: tuple[Hit, ...] = (Hit.CAME_TRUE,)
    assert_as: tuple[float | None, ...] = (None,)


class Verdict(StrEnum):
    """How a comparison came out."""

    AHEAD = "ahead"
    BEHIND = "behind"
    LEVEL = "level"
    UNDECIDED = "undecided"
    UNSCORED = "not scored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Universe:
    """One policy of a multiverse: its choices by name, the verdict, and the difference (below zero: ahead)."""

    choices: Mapping[str, str]
    verdict: Verdict
    n: int
    difference: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiverse:
    """What the analyst's choices do to a verdict.

    `ahead` of `total` policies put `subject` ahead of `against`. `turning` lists the single choices that change the verdict of the
    policy one started from, as (choice, option, verdict); `in_common` what all policies with another verdict share. `shares` gives
    for each choice and option the share of policies ahead.
    """

    subject: str
    against: str
    measure: str
    total: int
    ahead: int
    behind: int
    level: int
    unscored: int
    baseline: Verdict
    turning: tuple[tuple[str, str, Verdict], ...] = ()
    in_common: tuple[tuple[str, str], ...] = ()
    shares: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    universes: tuple[Universe, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPair:
    """What two speakers said about the same thing: the two claims' ids, the share that came true, and each one's Brier score."""

    chain: str
    first_id: str
    second_id: str
    first_outcome: float
    second_outcome: float
    first_brier: float | None
    second_brier: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two speakers on the predictions both made.

    `difference` is the mean of first minus second, below zero when the first is better.
    `measure` is "brier" where both gave odds on at least one shared prediction, otherwise "miss rate"; `scored` pairs have it.
    `probability` is that of the first being better, None below two such pairs.
    """

    first: str
    second: str
    measure: str
    shared: int
    difference: float | None
    interval: Interval | None
    verdict: Verdict
    why: str
    scored: int = 0
    probability: float | None = None
    pairs: tuple[SharedPair, ...]
