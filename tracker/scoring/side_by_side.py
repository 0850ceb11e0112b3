"""Two speakers side by side: their figures, shared predictions, predictions with similar horizons, and a verdict."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.errors import InvalidRecord
from tracker.records import Claim
from tracker.scoring.comparing import compared
from tracker.scoring.comparison_records import Comparison
from tracker.scoring.groups import NOBODY
from tracker.scoring.like_horizons import LikeHorizons, like_horizons
from tracker.scoring.score_records import DEFAULT_POLICY, NO_WORDS, Group, Policy, WordRanges
from tracker.scoring.scorecard import MIN_RESOLVED, group_of
from tracker.scoring.select import Prediction, chains, predictions

#: The probability from which one speaker is said to be better.
SURE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Two speakers: the figures of each, `shared` questions, and `like_horizons`.

    `probability` is that of the first being better, on the shared questions if there are enough of them, else on similar horizons;
    `basis` says which. `told` is whether one of them is known to be better; `why` says it in a sentence.
    """

    as_of: dt.date
    policy: Policy
    first: Group
    second: Group
    shared: Comparison
    like_horizons: LikeHorizons
    basis: str
    probability: float | None
    told: bool
    why: str


SHARED, ALIKE, NONE = "the same questions", "like horizons", "nothing"


def by_speaker(
    claims: Sequence[Claim], *, as_of: dt.date, policy: Policy = DEFAULT_POLICY, words: WordRanges = NO_WORDS
) -> dict[str, list[Prediction]]:
    """The predictions of each speaker under the policy."""
    found: dict[str, list[Prediction]] = {}
    for each in predictions(chains(claims, as_of, candidates=policy.candidates), as_of=as_of, policy=policy, words=words):
        found.setdefault(each.claim.forecast.speaker or NOBODY, []).append(each)
    return found


def side_by_side(
    spoken: Mapping[str, Sequence[Prediction]],
    first: str,
    second: str,
    *,
    as_of: dt.date,
    policy: Policy = DEFAULT_POLICY,
    groups: Mapping[str, Group] | None = None,
) -> SideBySide:
    """Compares two of the speakers that `by_speaker` found. `groups` has their figures if they are already known.

    Raises InvalidRecord for an unknown speaker, or for the same one twice.
    """
    for name in (first, second):
        if name not in spoken:
            raise InvalidRecord("speaker", name, "one with predictions: " + ", ".join(sorted(spoken)[:10]))
    if first == second:
        raise InvalidRecord("speaker", second, "two different speakers")
    ours, theirs, known = spoken[first], spoken[second], groups or {}
    shared = compared([*ours, *theirs], first, second, policy)
    alike = like_horizons(ours, theirs, policy)
    basis, probability, least = NONE, None, 0
    if shared.probability is not None and (shared.scored >= MIN_RESOLVED or alike.probability is None):
        basis, probability, least = SHARED, shared.probability, shared.scored
    elif alike.probability is not None:
        basis, probability, least = ALIKE, alike.probability, min(alike.first_n, alike.second_n)
    told = probability is not None and least >= MIN_RESOLVED and max(probability, 1 - probability) >= SURE
    return SideBySide(
        as_of=as_of,
        policy=policy,
        first=known[first] if first in known else group_of(first, ours, as_of=as_of, policy=policy),
        second=known[second] if second in known else group_of(second, theirs, as_of=as_of, policy=policy),
        shared=shared,
        like_horizons=alike,
        basis=basis,
        probability=probability,
        told=told,
        why=_why(first, second, basis, probability, least),
    )


def _why(first: str, second: str, basis: str, probability: float | None, least: int) -> str:
    if probability is None:
        return "cannot be told apart yet: nothing resolved of both on the same questions or on like horizons"
    better, chance = (first, probability) if probability >= 0.5 else (second, 1 - probability)
    odds = f"{min(99, round(100 * chance))} % that {better} is better on {basis}"
    caution = "; one of them may have had the easier questions" if basis == ALIKE else ""
    if least < MIN_RESOLVED:
        return f"cannot be told apart yet: {odds}, but that rests on {least} resolved, fewer than {MIN_RESOLVED}"
    return f"{better} is better: {odds}{caution}" if chance >= SURE else f"cannot be told apart yet: {odds}{caution}"
