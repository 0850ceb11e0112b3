"""Scores in words: policies, what was left out, figures with their intervals. Standard library only."""

from statistics import median

from tracker.reports import written
from tracker.scoring.comparison_records import Multiverse
from tracker.scoring.score_records import CalibrationBin, Group, Policy

TOO_FEW = "cannot be told from guessing yet"


def policy_words(policy: Policy) -> str:
    """The policy in one sentence."""
    parts = [
        f"{policy.restatements.value} statement of each chain",
        f"ambiguous: {policy.ambiguous.value}",
        f"partial: {policy.partial.value}",
        f"words: {policy.words}",
        f"grace: {written.count(policy.grace_days, 'day')}",
    ]
    if policy.assert_as is not None:
        parts.append(f"bare assertions as {written.per_cent(policy.assert_as)}")
    if policy.candidates:
        parts.append("candidates counted")
    if policy.early:
        parts.append("early outcomes counted")
    return f"policy: {', '.join(parts)}; intervals of {written.per_cent(policy.level)}"


def excluded_words(group: Group) -> str:
    """What was left out and why: "2 ambiguous, 1 void"; NONE where nothing was."""
    excluded = group.excluded
    parts = [
        f"{count} {name}"
        for name, count in (
            ("with the answer known before the forecast", excluded.known_before),
            ("with days in the wrong order", excluded.out_of_order),
            ("before their due date", excluded.early),
            ("ambiguous", excluded.ambiguous),
            ("void", excluded.void),
            ("partial", excluded.partial),
        )
        if count
    ]
    return ", ".join(parts) or written.NONE


def skill_words(group: Group) -> str:
    """Skill against the base rate with its interval, and against always saying 50 %."""
    against_base = with_interval(
        f"{written.number(group.skill, 2)} against the base rate", written.interval(group.skill_interval, 2)
    )
    return f"{against_base}, {written.number(group.skill_against_half, 2)} against 50 %"


def group_pairs(group: Group) -> list[tuple[str, str]]:
    """The figures of one group as names and values."""
    pairs = [
        ("predictions", f"{group.forecasts} ({group.pending} pending, {group.overdue} overdue, {group.resolved} resolved)"),
        ("left out", excluded_words(group)),
        (
            "hit rate",
            with_interval(
                f"{written.per_cent(group.hit_rate)} of {group.judged}",
                written.share_interval(group.hit_rate_interval),
            ),
        ),
        (
            "Brier score",
            with_interval(f"{written.number(group.brier)} over {group.scored} with odds", written.interval(group.brier_interval)),
        ),
    ]
    if group.brier_bounds is not None and group.brier_bounds[0] != group.brier_bounds[1]:
        name, of = ("with words", "odds or words of likelihood") if group.ranged > group.scored else ("Brier bounds", "odds")
        pairs.append((name, f"Brier score from {written.interval(group.brier_bounds)} over {group.ranged} with {of}"))
    if group.brier is not None:
        wrong = f" ({group.infinite} given 0 or 100 % came out the other way)" if group.infinite else ""
        pairs += [
            ("log score", written.number(group.log_score) + wrong),
            ("base rate", written.per_cent(group.base_rate)),
            ("skill", skill_words(group)),
            (
                "calibration",
                f"MCB {written.number(group.mcb)} - DSC {written.number(group.dsc)} + UNC {written.number(group.unc)} = Brier",
            ),
        ]
    pairs += value_pairs(group)
    if group.too_few:
        pairs.append((TOO_FEW, group.why_too_few or ""))
    return pairs


CALIBRATION_HEAD = ("odds", "predictions", "mean odds", "came true", "if calibrated")


def calibration_cells(each: CalibrationBin) -> tuple[str, ...]:
    """A bin of odds as a row under CALIBRATION_HEAD."""
    low, high = written.per_cent(each.low), written.per_cent(each.high)
    return (
        low if each.low == each.high else f"{low} to {high}",
        str(each.n),
        written.per_cent(each.mean_forecast),
        written.per_cent(each.observed),
        written.share_interval(each.band),
    )


def _signed_days(days: float) -> str:
    return f"{days:+g} days" if days else "0 days"


def value_pairs(group: Group) -> list[tuple[str, str]]:
    """Medians of how far off magnitudes and dates were, and of how due dates slipped."""
    pairs = []
    errors = [abs(miss.per_cent) for miss in group.quantities if miss.per_cent is not None]
    if errors:
        factors = [max(miss.factor, 1 / miss.factor) for miss in group.quantities if miss.factor]
        factor = f", a factor of {median(factors):.3g}" if factors else ""
        pairs.append(("magnitudes", f"{median(errors):.3g} % off at the median{factor}, over {len(errors)}"))
    if group.dates:
        late = sum(1 for miss in group.dates if miss.days > 0)
        early = sum(1 for miss in group.dates if miss.days < 0)
        middle = median([miss.days for miss in group.dates])
        pairs.append(
            (
                "dates",
                f"{late} late, {early} early, {len(group.dates) - late - early} on time; {_signed_days(middle)} at the median",
            )
        )
    if group.slips:
        middle = median([each.days for each in group.slips])
        pairs.append(("slips", f"{written.count(len(group.slips), 'due date')} moved by {_signed_days(middle)} at the median"))
    return pairs


def with_interval(value: str, interval: str) -> str:
    """A figure with its interval in brackets, or alone without one."""
    return value if interval == written.NONE else f"{value} ({interval})"


def multiverse_words(found: Multiverse) -> str:
    """The multiverse in one sentence: "Ana ahead of always saying 50 % in 131 of 144"."""
    counts = f"{found.subject} ahead of {found.against} in {found.ahead} of {found.total} policies, behind in {found.behind}"
    if found.turning:
        return f"{counts}; turned by " + ", ".join(f"{choice} = {option}" for choice, option, _ in found.turning)
    if found.in_common:
        together = " and ".join(f"{choice} = {option}" for choice, option in found.in_common)
        return f"{counts}; no single choice turns it, all that differ have {together}"
    return f"{counts}; no single choice turns it"
