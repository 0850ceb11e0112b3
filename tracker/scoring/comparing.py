"""Comparing two speakers on the predictions that both made: chains of restatements with claims of both."""

import datetime as dt
from collections.abc import Sequence

from tracker.records import Claim
from tracker.scoring.comparison_records import Comparison, SharedPair, Verdict
from tracker.scoring.score_records import DEFAULT_POLICY, NO_WORDS, Policy, WordRanges
from tracker.scoring.scorecard import MIN_RESOLVED, hit_of
from tracker.scoring.select import Prediction, chains, predictions

BRIER = "brier"
MISS_RATE = "miss rate"


def _by_chain(counted: Sequence[Prediction], speaker: str) -> dict[str, Prediction]:
    return {
        each.claim.chain or each.claim.id: each
        for each in counted
        if each.claim.forecast.speaker == speaker and each.outcome is not None
    }


def _brier(prediction: Prediction) -> float | None:
    point, outcome = prediction.point, prediction.outcome
    return None if point is None or outcome is None else (point - outcome) ** 2


def _pair(chain: str, first: Prediction, second: Prediction) -> SharedPair:
    assert first.outcome is not None
    assert second.outcome is not None
    return SharedPair(
        chain=chain,
        first_id=first.claim.id,
        second_id=second.claim.id,
        first_outcome=first.outcome,
        second_outcome=second.outcome,
        first_brier=_brier(first),
        second_brier=_brier(second),
    )


def _verdict(
    first: str, second: str, differences: Sequence[float], level: float
) -> tuple[Verdict, tuple[float, float] | None, str]:
    import numpy as np

    from tracker.scoring.intervals import difference_interval

    if not differences:
        return Verdict.UNSCORED, None, "no resolved prediction of both"
    values = np.array(differences, dtype=float)
    interval = difference_interval(values, np.arange(len(values)), level)
    if len(values) < MIN_RESOLVED:
        return Verdict.UNDECIDED, interval, f"cannot be told apart yet: {len(values)} shared, fewer than {MIN_RESOLVED}"
    if interval is None or interval[0] <= 0.0 <= interval[1]:
        return Verdict.UNDECIDED, interval, f"cannot be told apart yet: the {100 * level:.0f} % interval of the difference holds 0"
    ahead = interval[1] < 0.0
    return (Verdict.AHEAD if ahead else Verdict.BEHIND), interval, f"{first if ahead else second} is ahead"


def _probability(differences: Sequence[float]) -> float | None:
    """The probability that the mean difference is below zero, by Student's t with a flat prior; None below two pairs.

    A pair of 0 and 1 and its reverse are added to the spread, so that equal differences do not give certainty.
    """
    import numpy as np
    from scipy import special

    count = len(differences)
    if count < 2:
        return None
    values = np.array(differences, dtype=float)
    variance = (float(np.square(values - values.mean()).sum()) + 0.5) / (count + 1)
    return float(special.stdtr(count - 1, -float(values.mean()) / (variance / count) ** 0.5))


def compare(
    claims: Sequence[Claim],
    first: str,
    second: str,
    *,
    as_of: dt.date,
    policy: Policy = DEFAULT_POLICY,
    words: WordRanges = NO_WORDS,
) -> Comparison:
    """Two speakers on the predictions both made, pair by pair.

    The measure is the Brier score over the pairs for which both gave odds, or else the miss rate over all pairs. The interval of
    the mean difference is Student's t over pairs; the verdict is "undecided" below ten pairs or if the interval contains zero.
    """
    counted = predictions(chains(claims, as_of, candidates=policy.candidates), as_of=as_of, policy=policy, words=words)
    return compared(counted, first, second, policy)


def compared(counted: Sequence[Prediction], first: str, second: str, policy: Policy) -> Comparison:
    """Like `compare`, for predictions that are already scored under the policy."""
    ours, theirs = _by_chain(counted, first), _by_chain(counted, second)
    shared = [chain for chain in ours if chain in theirs]
    pairs = tuple(_pair(chain, ours[chain], theirs[chain]) for chain in shared)
    by_brier = [one - two for pair in pairs if (one := pair.first_brier) is not None and (two := pair.second_brier) is not None]
    by_hits = [hit_of(theirs[chain], policy) - hit_of(ours[chain], policy) for chain in shared]
    differences = by_brier or by_hits
    verdict, interval, why = _verdict(first, second, differences, policy.level)
    return Comparison(
        first=first,
        second=second,
        measure=BRIER if by_brier else MISS_RATE,
        shared=len(pairs),
        pairs=pairs,
        difference=sum(differences) / len(differences) if differences else None,
        interval=interval,
        scored=len(differences),
        probability=_probability(differences),
        verdict=verdict,
        why=why,
    )
