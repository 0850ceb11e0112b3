"""The scorecard: counts, scores and their uncertainty, for all claims and for each group."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.records import Claim
from tracker.scoring import misses
from tracker.scoring.groups import grouped, parse_group_by
from tracker.scoring.score_records import (
    DEFAULT_POLICY,
    NO_WORDS,
    Excluded,
    Group,
    GroupBy,
    Hit,
    Policy,
    Scorecard,
    WordRanges,
)
from tracker.scoring.select import Prediction, State, chains, predictions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: The rule for too little data; see `why_too_few`.
MIN_RESOLVED = 10
WIDEST_BRIER = 0.2
WIDEST_HIT_RATE = 0.4
#: With fewer sources, the similarity of claims within a source cannot be estimated.
MIN_SOURCES = 5
ALL = "all"


def hit_of(prediction: Prediction, policy: Policy) -> float:
    """How far a judged prediction counts as a hit, 0 to 1.

    A hit is a claim that came true or, for `Hit.LEANING`, one whose odds favoured the right side of 50 %; odds of exactly 50 % are
    half a hit.
    """
    outcome, point = prediction.outcome, prediction.point
    assert outcome is not None
    if policy.hit is Hit.CAME_TRUE or point is None or point > 0.5:
        return outcome
    return 0.5 if point == 0.5 else 1.0 - outcome


def clusters(scored: Sequence[Prediction]) -> "tuple[NDArray[np.intp], str]":
    """Cluster codes for resampling, and their unit: "source" if there are enough of them, else "prediction".

    A chain of restatements is already one prediction. Predictions of one transcript are correlated, so whole transcripts are
    resampled; with fewer than `MIN_SOURCES` of them predictions are treated as independent, and the card says so.
    """
    from tracker.scoring.intervals import cluster_codes

    sources = {each.source or each.claim.id for each in scored}
    if len(sources) >= MIN_SOURCES:
        return cluster_codes([each.source or each.claim.id for each in scored]), "source"
    return cluster_codes([each.claim.id for each in scored]), "prediction"


def why_too_few(group: Group) -> str | None:
    """Why a group has too little data for a conclusion, or None.

    The rule: fewer than ten predictions behind the main figure; or a wide interval that contains the value of guessing: 0.25 and
    wider than 0.2 for a Brier score, one half and wider than 0.4 for a hit rate. The main figure is the Brier score if at least ten
    predictions, or all judged ones, have numeric odds, otherwise the hit rate.
    """
    by_brier = group.scored >= MIN_RESOLVED or (group.scored > 0 and group.scored == group.judged)
    count = group.scored if by_brier else group.judged
    if count < MIN_RESOLVED:
        return f"{count} resolved, fewer than {MIN_RESOLVED}"
    name, interval, widest, guess = (
        ("Brier score", group.brier_interval, WIDEST_BRIER, 0.25)
        if by_brier
        else ("hit rate", group.hit_rate_interval, WIDEST_HIT_RATE, 0.5)
    )
    if interval is None:
        return f"the {name} has no interval"
    if interval[1] - interval[0] <= widest or not interval[0] <= guess <= interval[1]:
        return None
    return f"the {name} may lie anywhere from {interval[0]:.2f} to {interval[1]:.2f}, and guessing gives {guess:g}"


def _brier_figures(group: Group, scored: Sequence[Prediction], policy: Policy) -> Group:
    import numpy as np

    from tracker.scoring.calibration import calibrate
    from tracker.scoring.intervals import bootstrap_interval, mean_interval, skill_of_means
    from tracker.scoring.proper import brier_each, log_each, skill

    p = np.array([each.point for each in scored], dtype=float)
    y = np.array([each.outcome for each in scored], dtype=float)
    each_brier, each_log = brier_each(p, y), log_each(p, y)
    codes, clustered_by = clusters(scored)
    brier, base = float(each_brier.mean()), float(y.mean())
    curve = calibrate(p, y, level=policy.level, resamples=policy.resamples, seed=policy.seed)
    return replace(
        group,
        brier=brier,
        brier_interval=mean_interval(each_brier, codes, policy.level),
        clusters=int(codes.max()) + 1,
        clustered_by=clustered_by,
        log_score=float(each_log.mean()),
        infinite=int(np.isinf(each_log).sum()),
        base_rate=base,
        skill=skill(brier, float(np.mean(np.square(base - y)))),
        skill_interval=bootstrap_interval(
            np.stack([each_brier, y, np.square(y)], axis=1),
            codes,
            skill_of_means,
            level=policy.level,
            resamples=policy.resamples,
            seed=policy.seed,
        ),
        skill_against_half=skill(brier, float(np.mean(np.square(0.5 - y)))),
        calibration=curve.bins,
        curve=curve.curve,
        mcb=curve.mcb,
        dsc=curve.dsc,
        unc=curve.unc,
        scored_ids=tuple(each.claim.id for each in scored),
    )


def _bounds(ranged: Sequence[Prediction]) -> tuple[float, float]:
    import numpy as np

    from tracker.scoring.proper import brier_range

    low = np.array([each.odds[0] for each in ranged if each.odds], dtype=float)
    high = np.array([each.odds[1] for each in ranged if each.odds], dtype=float)
    least, most = brier_range(low, high, np.array([each.outcome for each in ranged], dtype=float))
    return float(least.mean()), float(most.mean())


def group_of(key: str, members: Sequence[Prediction], *, as_of: dt.date, policy: Policy) -> Group:
    """The figures of one group of predictions."""
    states = Counter(each.state for each in members)
    left_out = Counter(each.excluded for each in members if each.excluded)
    judged = [each for each in members if each.outcome is not None]
    scored = [each for each in judged if each.numeric]
    ranged = [each for each in judged if each.odds is not None]
    group = Group(
        key=key,
        forecasts=len(members),
        statements=sum(len(each.statements) for each in members),
        pending=states[State.PENDING],
        overdue=states[State.OVERDUE],
        resolved=states[State.RESOLVED],
        judged=len(judged),
        scored=len(scored),
        ranged=len(ranged),
        excluded=Excluded(no_odds=len(judged) - len(scored), **{str(why): count for why, count in left_out.items()}),
        quantities=misses.quantity_misses(members),
        dates=misses.date_misses(members, as_of),
        slips=misses.slips(members),
        counted_ids=tuple(each.claim.id for each in members),
        judged_ids=tuple(each.claim.id for each in judged),
    )
    if judged:
        from tracker.scoring.intervals import wilson

        hits = sum(hit_of(each, policy) for each in judged)
        group = replace(group, hit_rate=hits / len(judged), hit_rate_interval=wilson(hits, len(judged), policy.level))
    if scored:
        group = _brier_figures(group, scored, policy)
    if ranged:
        group = replace(group, brier_bounds=_bounds(ranged))
    why = why_too_few(group)
    return replace(group, too_few=why is not None, why_too_few=why)


def _notes(overall: Group, policy: Policy) -> tuple[str, ...]:
    notes = []
    if overall.excluded.early:
        notes.append(
            f"{overall.excluded.early} resolved before the due date had passed: not counted, because early outcomes are mostly yes"
        )
    if policy.early:
        notes.append("outcomes before the due date are counted; these are mostly yes, which makes a bias")
    if overall.infinite:
        notes.append(f"{overall.infinite} given 0 or 100 % came out the other way: the log score is infinite")
    if overall.clustered_by == "prediction" and overall.scored:
        notes.append(f"fewer than {MIN_SOURCES} transcripts: the intervals take predictions as independent")
    return tuple(notes)


def scorecard(
    claims: Sequence[Claim],
    *,
    as_of: dt.date,
    policy: Policy = DEFAULT_POLICY,
    group_by: str | None = None,
    words: WordRanges = NO_WORDS,
) -> Scorecard:
    """Scores of claims as of a day, over all of them and by group.

    Only claims said by `as_of` and outcomes known by then count. `words` gives the ranges of words of likelihood by scale, in lower
    case; without it the ranges recorded on the claims are used. Groups by tag and by topic overlap.

    Raises InvalidRecord for an unknown `group_by` or scale.
    """
    by = parse_group_by(group_by)
    counted = predictions(chains(claims, as_of, candidates=policy.candidates), as_of=as_of, policy=policy, words=words)
    overall = group_of(ALL, counted, as_of=as_of, policy=policy)
    if by is None:
        groups: tuple[Group, ...] = (overall,)
    else:
        groups = tuple(group_of(key, part, as_of=as_of, policy=policy) for key, part in grouped(counted, by).items())
        groups = _shrunk(groups, by, policy)
    return Scorecard(as_of=as_of, policy=policy, groups=groups, overall=overall, group_by=by, notes=_notes(overall, policy))


def _shrunk(groups: tuple[Group, ...], by: GroupBy, policy: Policy) -> tuple[Group, ...]:
    if len(groups) < 2 or by in (GroupBy.TAG, GroupBy.TOPIC):
        return groups
    from tracker.scoring.shrinkage import shrink_groups

    return shrink_groups(groups, level=policy.level)
