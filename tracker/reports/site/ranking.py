"""All speakers in one table: raw figures beside shrunken ones, in the order of what can be told apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.reports import written
from tracker.reports.cleaning import one_line
from tracker.reports.score_words import with_interval
from tracker.scoring.score_records import Group, Interval

BETTER, UNTOLD, WORSE, UNSCORED = (
    "better than average",
    "cannot be told from the average yet",
    "worse than average",
    "nothing resolved yet",
)
_ORDER = (BETTER, UNTOLD, WORSE, UNSCORED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """One speaker: raw and shrunken figures as text, and the verdict."""

    key: str
    url: str | None
    judged: int
    hit_rate: str
    hit_shrunk: str
    scored: int
    brier: str
    brier_shrunk: str
    told: str


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _told(value: float | None, interval: Interval | None, middle: float | None, *, less_is_better: bool) -> str:
    if value is None:
        return UNSCORED
    if interval is None or middle is None or interval[0] <= middle <= interval[1]:
        return UNTOLD
    return BETTER if (value < middle) is less_is_better else WORSE


def ranked(groups: Sequence[Group], urls: dict[str, str]) -> list[Ranked]:
    """The speakers: those better than average first, those worse last, in between those that cannot be told from it.

    The verdict is by the shrunken Brier score where a speaker has one, else by the shrunken hit rate: whether its interval holds
    the mean of all shrunken figures. Within each verdict the better figure comes first.
    """
    briers = _mean([group.brier_shrunk for group in groups if group.brier_shrunk is not None])
    hits = _mean([group.hit_rate_shrunk for group in groups if group.hit_rate_shrunk is not None])
    found = []
    for group in groups:
        if group.brier_shrunk is not None:
            told = _told(group.brier_shrunk, group.brier_shrunk_interval, briers, less_is_better=True)
        elif group.judged:
            told = _told(group.hit_rate_shrunk, group.hit_rate_shrunk_interval, hits, less_is_better=False)
            told = UNTOLD if told == UNSCORED else told
        else:
            told = UNSCORED
        found.append((_ORDER.index(told), *_figure(group), group.key, _ranked(group, urls.get(group.key), told)))
    return [each[-1] for each in sorted(found, key=lambda each: each[:-1])]


def _figure(group: Group) -> tuple[bool, float]:
    """The sort key of a group within its verdict: groups with a Brier score first, by it; the others by their hit rate."""
    if group.brier_shrunk is not None:
        return False, group.brier_shrunk
    rate = group.hit_rate_shrunk if group.hit_rate_shrunk is not None else group.hit_rate
    return True, -rate if rate is not None else 1.0


def _ranked(group: Group, url: str | None, told: str) -> Ranked:
    return Ranked(
        key=one_line(group.key),
        url=url,
        judged=group.judged,
        hit_rate=written.per_cent(group.hit_rate),
        hit_shrunk=with_interval(written.per_cent(group.hit_rate_shrunk), written.share_interval(group.hit_rate_shrunk_interval)),
        scored=group.scored,
        brier=written.number(group.brier),
        brier_shrunk=with_interval(written.number(group.brier_shrunk), written.interval(group.brier_shrunk_interval)),
        told=told,
    )
