"""Selects the claims that a scorecard counts, and what each is scored with, under a policy. Standard library only."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.errors import InvalidRecord
from tracker.order_of_days import Disorder, disorder, when_given
from tracker.records import Claim, Outcome, Resolution, Status
from tracker.scoring.score_records import (
    NO_WORDS,
    RECORDED,
    UNSCORED,
    Ambiguous,
    Interval,
    Partial,
    Policy,
    Restatements,
    WordRanges,
)

Chain = tuple[Claim, ...]


class State(StrEnum):
    """The state of a prediction on the scorecard's day."""

    PENDING = "pending"
    OVERDUE = "overdue"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """One prediction to score: a claim, or the chosen statement of a chain of restatements by one speaker.

    `statements` is the whole chain, first to last. `excluded` is the reason why a resolved prediction is not judged. `outcome` is
    the share that came true. `odds` is a range of probability; `numeric` is False if it comes from a word of likelihood.
    """

    claim: Claim
    statements: Chain
    state: State
    excluded: str | None = None
    outcome: float | None = None
    odds: Interval | None = None
    numeric: bool = False

    @property
    def point(self) -> float | None:
        """The middle of the numeric odds, or None without them."""
        return None if self.odds is None or not self.numeric else (self.odds[0] + self.odds[1]) / 2

    @property
    def source(self) -> str | None:
        """The transcript of the claim, or None for a claim typed by hand."""
        return self.claim.source.doc if self.claim.source else self.claim.forecast.doc


def _spoken_order(claim: Claim) -> tuple[dt.date, str, str, int, str]:
    forecast = claim.forecast
    place = forecast.start if forecast.start is not None else -1
    return forecast.said_on, when_given(forecast), forecast.doc or "", place, claim.id


def chains(claims: Iterable[Claim], as_of: dt.date, *, candidates: bool) -> list[Chain]:
    """The claims that count on a day, grouped into chains of restatements by one speaker, in the order in which they were said.

    Rejected and withdrawn claims never count, candidates only with `candidates`, and claims said after `as_of` never.
    """
    wanted = {Status.ACCEPTED, Status.CANDIDATE} if candidates else {Status.ACCEPTED}
    found: dict[tuple[str | None, str], list[Claim]] = {}
    for claim in claims:
        if claim.status in wanted and claim.forecast.said_on <= as_of:
            found.setdefault((claim.forecast.speaker, claim.chain or claim.id), []).append(claim)
    ordered = [tuple(sorted(chain, key=_spoken_order)) for chain in found.values()]
    return sorted(ordered, key=lambda chain: _spoken_order(chain[0]))


def _known(claim: Claim, as_of: dt.date) -> Resolution | None:
    resolution = claim.resolution
    return resolution if resolution is not None and resolution.known_on <= as_of else None


def _resolution(chosen: Claim, chain: Chain, as_of: dt.date) -> Resolution | None:
    """The chosen statement's outcome, else that of a statement in the chain that falls due on the same day."""
    own = _known(chosen, as_of)
    if own is not None:
        return own
    return next((other for claim in chain if claim.due == chosen.due and (other := _known(claim, as_of)) is not None), None)


def _within_grace(claim: Claim, resolution: Resolution, grace_days: int) -> bool:
    happened, due = resolution.happened_on, claim.due
    return happened is not None and due is not None and 0 < (happened - due).days <= grace_days


def outcome_of(claim: Claim, resolution: Resolution, policy: Policy) -> tuple[float | None, str | None]:
    """The share of a claim that came true, or None and the reason why the policy excludes it."""
    match resolution.outcome:
        case Outcome.TRUE:
            return 1.0, None
        case Outcome.FALSE:
            return (1.0 if _within_grace(claim, resolution, policy.grace_days) else 0.0), None
        case Outcome.PARTIAL:
            credit = resolution.credit if resolution.credit is not None else 0.5
            if policy.partial is Partial.EXCLUDE:
                return None, "partial"
            return (credit if policy.partial is Partial.CREDIT else float(credit >= 0.5)), None
        case Outcome.AMBIGUOUS:
            counted = {Ambiguous.EXCLUDE: None, Ambiguous.HALF: 0.5, Ambiguous.FALSE: 0.0}[policy.ambiguous]
            return counted, "ambiguous" if counted is None else None
        case Outcome.VOID:
            return None, "void"


def odds_of(claim: Claim, policy: Policy, words: WordRanges) -> tuple[Interval | None, bool]:
    """The probability stated in a claim, as a range, and whether it is numeric.

    Numeric odds come first, then a word of likelihood with its range on the policy's scale. A bare assertion has the policy's
    `assert_as`, or nothing.
    """
    probability, hedge = claim.forecast.probability, claim.forecast.hedge
    if probability is not None:
        return (probability.low, probability.high), True
    if hedge is not None:
        if policy.words == UNSCORED:
            return None, False
        listed = words.get(policy.words, {}).get(hedge.text.casefold())
        if listed is not None:
            return listed, False
        if (policy.words in (RECORDED, hedge.scale)) and not (hedge.low is None and hedge.high is None):
            return (hedge.low if hedge.low is not None else 0.0, hedge.high if hedge.high is not None else 1.0), False
        return None, False
    return (None, False) if policy.assert_as is None else ((policy.assert_as, policy.assert_as), True)


def _counted(chain: Chain, as_of: dt.date, policy: Policy) -> Claim:
    """The statement of a chain that is scored.

    Forecasts on a forecasting site are meant to be updated: the last one before the answer counts, whatever the policy.
    """
    if policy.restatements is Restatements.FIRST and not all(when_given(claim.forecast) for claim in chain):
        return chain[0]
    return next((claim for claim in reversed(chain) if _before_answer(claim, chain, as_of)), chain[-1])


def _before_answer(claim: Claim, chain: Chain, as_of: dt.date) -> bool:
    resolution = _resolution(claim, chain, as_of)
    return resolution is None or claim.forecast.said_on <= resolution.known_on


def _prediction(chain: Chain, as_of: dt.date, policy: Policy, words: WordRanges) -> Prediction:
    claim = _counted(chain, as_of, policy)
    passed = claim.due is None or claim.due < as_of
    resolution = _resolution(claim, chain, as_of)
    odds, numeric = odds_of(claim, policy, words)
    if resolution is None:
        state = State.OVERDUE if claim.due is not None and passed else State.PENDING
        return Prediction(claim=claim, statements=chain, state=state, odds=odds, numeric=numeric)
    outcome, why = outcome_of(claim, resolution, policy)
    if wrong := disorder(claim.forecast, (resolution,)):
        outcome, why = None, "known_before" if wrong[0].disorder is Disorder.KNOWN_BEFORE_SAID else "out_of_order"
    elif not passed and not policy.early:
        outcome, why = None, "early"
    return Prediction(
        claim=claim, statements=chain, state=State.RESOLVED, excluded=why, outcome=outcome, odds=odds, numeric=numeric
    )


def check_words(policy: Policy, words: WordRanges) -> None:
    """Raises InvalidRecord if scales are given and the policy names another one."""
    if words and policy.words not in words and policy.words not in (RECORDED, UNSCORED):
        raise InvalidRecord("words", policy.words, " or ".join([*sorted(words), RECORDED, UNSCORED]))


def predictions(
    chained: Sequence[Chain], *, as_of: dt.date, policy: Policy, words: WordRanges | Mapping[str, Mapping[str, Interval]] = NO_WORDS
) -> list[Prediction]:
    """The prediction of each chain under the policy. Raises InvalidRecord for a scale of words that is not given."""
    check_words(policy, words)
    return [_prediction(chain, as_of, policy, words) for chain in chained]
