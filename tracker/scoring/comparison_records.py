"""The records of comparisons: a multiverse of policies, and two speakers on shared predictions. Standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tracker.scoring.score_records import RECORDED, UNSCORED, Ambiguous, Hit, Interval, Partial, Restatements


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The alternatives of a multiverse; each combination of them is one policy."""

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
    """How a verdict depends on the analyst's choices.

    `ahead` of `total` policies put `subject` ahead of `against`. `turning` lists the single choices that change the baseline's
    verdict, as (choice, option, verdict); `in_common` the choices shared by all policies with another verdict. `shares` has the
    share of policies ahead for each choice and option.
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
    """Two speakers' claims about the same thing: their ids, outcomes and Brier scores."""

    chain: str
    first_id: str
    second_id: str
    first_outcome: float
    second_outcome: float
    first_brier: float | None
    second_brier: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The comparison of two speakers on the predictions that both made.

    `difference` is the mean of first minus second, below zero when the first is better.
    `measure` is "brier" if both gave odds on at least one shared prediction, otherwise "miss rate"; `scored` is the number of pairs
    that have it. `probability` is that of the first being better, None with fewer than two such pairs.
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
