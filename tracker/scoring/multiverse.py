"""Multiverse analysis: the same comparison under every combination of defensible policies.

After Steegen, Tuerlinckx, Gelman and Vanpaemel 2016, "Increasing Transparency Through a Multiverse Analysis", Perspectives on
Psychological Science 11. Policies are neither independent nor equally good, so the count shows how far a verdict depends on
choices; it is not a probability.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from tracker.records import Claim
from tracker.scoring.comparison_records import Multiverse, Options, Universe, Verdict
from tracker.scoring.score_records import DEFAULT_POLICY, NO_WORDS, UNSCORED, Policy, WordRanges
from tracker.scoring.scorecard import hit_of
from tracker.scoring.select import Chain, Prediction, chains, predictions

HALF = "always saying 50 %"
BASE_RATE = "the base rate"
BRIER = "Brier score"
HIT_RATE = "hit rate"
#: The point in the range of a word of likelihood that is taken as its probability.
MIDDLE = "middle"
ENDS = ("low end", MIDDLE, "high end")
#: A choice, one of its options, and for words of likelihood the end of their ranges.
Setting = tuple[str, Any, str]
#: The number of predictions behind a difference in mean score, and the difference.
Difference = tuple[int, float | None]
#: The choices of `Options`, each a field of `Policy`, in the order in which they are reported.
CHOICES = ("words", "assert_as", "ambiguous", "partial", "restatements", "grace_days", "hit")


def default_options(words: WordRanges = NO_WORDS) -> Options:
    """All alternatives; words of likelihood by every scale that is given (by the recorded ranges without one), or not at all."""
    return replace(Options(), words=(*sorted(words), UNSCORED)) if words else Options()


def _text(value: Any) -> str:
    return "none" if value is None else str(value)


def alternatives(options: Options, choice: str) -> list[Setting]:
    """The alternatives of one choice; a scale of words has one for each end of its ranges."""
    if choice != "words":
        return [(choice, option, MIDDLE) for option in getattr(options, choice)]
    return [("words", scale, end) for scale in options.words for end in (ENDS if scale != UNSCORED else (MIDDLE,))]


def applied(baseline: Policy, settings: Sequence[Setting]) -> tuple[Policy, str]:
    """The policy with some choices changed, and the end of the ranges of words that it uses."""
    end = next((end for choice, _, end in settings if choice == "words"), MIDDLE)
    return replace(baseline, **{choice: option for choice, option, _ in settings}), end


def label(setting: Setting) -> str:
    """The name of an alternative in reports."""
    choice, option, end = setting
    return f"{option}, {end}" if choice == "words" and option != UNSCORED else _text(option)


def _brier(prediction: Prediction, end: str) -> float | None:
    outcome, odds = prediction.outcome, prediction.odds
    if outcome is None or odds is None:
        return None
    where = 1 if prediction.numeric else ENDS.index(end)
    probability = (odds[0], (odds[0] + odds[1]) / 2, odds[1])[where]
    return (probability - outcome) ** 2


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _reference(scored: Sequence[Prediction], against: str) -> float:
    outcomes = [each.outcome for each in scored if each.outcome is not None and each.odds is not None]
    level = 0.5 if against == HALF else _mean(outcomes)
    return _mean([(level - outcome) ** 2 for outcome in outcomes])


def _brier_difference(own: Sequence[Prediction], others: Sequence[Prediction] | None, against: str, end: str) -> Difference:
    scores = [found for each in own if (found := _brier(each, end)) is not None]
    if not scores:
        return 0, None
    if others is None:
        return len(scores), _mean(scores) - _reference(own, against)
    theirs = [found for each in others if (found := _brier(each, end)) is not None]
    return (min(len(scores), len(theirs)), _mean(scores) - _mean(theirs)) if theirs else (0, None)


def _hit_difference(own: Sequence[Prediction], others: Sequence[Prediction] | None, policy: Policy) -> Difference:
    """The miss rate minus the other's, or minus one half, so that below zero is better, as for Brier scores."""
    missed = [1.0 - hit_of(each, policy) for each in own if each.outcome is not None]
    theirs = [0.5] if others is None else [1.0 - hit_of(each, policy) for each in others if each.outcome is not None]
    if not missed or not theirs:
        return 0, None
    return len(missed) if others is None else min(len(missed), len(theirs)), _mean(missed) - _mean(theirs)


def verdict_of(difference: float | None) -> Verdict:
    """Ahead below zero, behind above, level at zero."""
    if difference is None:
        return Verdict.UNSCORED
    if abs(difference) < 1e-12:
        return Verdict.LEVEL
    return Verdict.AHEAD if difference < 0 else Verdict.BEHIND


class _Sides:
    """The claims of both sides in chains, to be scored under many policies."""

    def __init__(self, own: list[Chain], others: list[Chain] | None, against: str, as_of: dt.date, words: WordRanges) -> None:
        self.own, self.others, self.against, self.as_of, self.words = own, others, against, as_of, words
        self.measure = BRIER

    def universe(self, baseline: Policy, settings: Sequence[Setting]) -> Universe:
        policy, end = applied(baseline, settings)
        own = predictions(self.own, as_of=self.as_of, policy=policy, words=self.words)
        others = None
        if self.others is not None:
            others = predictions(self.others, as_of=self.as_of, policy=policy, words=self.words)
        if self.measure == BRIER:
            n, difference = _brier_difference(own, others, self.against, end)
        else:
            n, difference = _hit_difference(own, others, policy)
        choices = {setting[0]: label(setting) for setting in settings}
        return Universe(choices=choices, verdict=verdict_of(difference), n=n, difference=difference)


def _shares(universes: Sequence[Universe]) -> dict[str, dict[str, float]]:
    """The share of policies ahead by choice and option, for the choices that have more than one option."""
    found: dict[str, dict[str, float]] = {}
    for choice in CHOICES:
        counts: Counter[str] = Counter(each.choices[choice] for each in universes)
        ahead: Counter[str] = Counter(each.choices[choice] for each in universes if each.verdict is Verdict.AHEAD)
        if len(counts) > 1:
            found[choice] = {option: ahead[option] / count for option, count in counts.items()}
    return found


def _turning(sides: _Sides, options: Options, baseline: Policy, verdict: Verdict) -> tuple[tuple[str, str, Verdict], ...]:
    found = []
    for choice in CHOICES:
        for setting in alternatives(options, choice):
            if setting[1] != getattr(baseline, choice) or setting[2] != MIDDLE:
                changed = sides.universe(baseline, [setting]).verdict
                if changed is not verdict:
                    found.append((choice, label(setting), changed))
    return tuple(found)


def _in_common(universes: Sequence[Universe], baseline: Verdict) -> tuple[tuple[str, str], ...]:
    """The choices that all policies with another verdict than the baseline share, if they have alternatives."""
    others = [each.choices for each in universes if each.verdict is not baseline]
    if not others:
        return ()
    varied = [choice for choice in CHOICES if len({each.choices[choice] for each in universes}) > 1]
    return tuple((choice, others[0][choice]) for choice in varied if len({each[choice] for each in others}) == 1)


def multiverse(
    claims: Sequence[Claim],
    *,
    as_of: dt.date,
    speaker: str | None = None,
    against: str = HALF,
    policy: Policy = DEFAULT_POLICY,
    options: Options | None = None,
    words: WordRanges = NO_WORDS,
) -> Multiverse:
    """How a speaker (everybody for None) compares under every combination of policies.

    `against` is HALF, BASE_RATE or another speaker's name. The measure is the Brier score; words of likelihood are read at the
    low end, the middle and the high end of their range in turn. If nothing has odds under any policy the measure is the hit rate,
    against one half or the other speaker's. The baseline is `policy`, words at the middle of their range.
    """
    options = options or default_options(words)
    counted = chains(claims, as_of, candidates=policy.candidates)
    own = [chain for chain in counted if speaker is None or chain[0].forecast.speaker == speaker]
    others = None if against in (HALF, BASE_RATE) else [chain for chain in counted if chain[0].forecast.speaker == against]
    sides = _Sides(own, others, against, as_of, words)
    tried = list(product(*(alternatives(options, choice) for choice in CHOICES)))
    universes = [sides.universe(policy, each) for each in tried]
    if all(each.verdict is Verdict.UNSCORED for each in universes):
        sides.measure = HIT_RATE
        universes = [sides.universe(policy, each) for each in tried]
    baseline = sides.universe(policy, []).verdict
    verdicts = Counter(each.verdict for each in universes)
    shown = "one half" if sides.measure == HIT_RATE and others is None else against
    return Multiverse(
        subject=speaker or "everybody",
        against=shown,
        measure=sides.measure,
        total=len(universes),
        ahead=verdicts[Verdict.AHEAD],
        behind=verdicts[Verdict.BEHIND],
        level=verdicts[Verdict.LEVEL],
        unscored=verdicts[Verdict.UNSCORED],
        baseline=baseline,
        turning=_turning(sides, options, policy, baseline),
        in_common=_in_common(universes, baseline),
        shares=_shares(universes),
        universes=tuple(universes),
    )
