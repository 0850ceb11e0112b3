"""Scorecards and comparisons as JSON; no value is ever Infinity or NaN."""

import math
from dataclasses import asdict
from typing import Any

from tracker.scoring.comparison_records import Comparison, Multiverse
from tracker.scoring.like_horizons import LikeHorizons
from tracker.scoring.score_records import CalibrationBin, Group, Interval, Policy, Scorecard
from tracker.scoring.side_by_side import SideBySide

Json = dict[str, Any]


def _pair(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [interval[0], interval[1]]


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def policy_to_json(policy: Policy) -> Json:
    """Every choice by its name."""
    return asdict(policy)


def bin_to_json(each: CalibrationBin) -> Json:
    """`{low, high, n, mean_forecast, observed, band}`."""
    return {
        "low": each.low,
        "high": each.high,
        "n": each.n,
        "mean_forecast": each.mean_forecast,
        "observed": each.observed,
        "band": _pair(each.band),
    }


def _values_to_json(group: Group) -> Json:
    return {
        "quantities": [asdict(miss) for miss in group.quantities],
        "dates": [{**asdict(miss), "happened_on": miss.happened_on.isoformat()} for miss in group.dates],
        "slips": [
            {
                "chain": slip.chain,
                "speaker": slip.speaker,
                "statements": slip.statements,
                "said_first": slip.said_first.isoformat(),
                "said_last": slip.said_last.isoformat(),
                "due_first": slip.due_first.isoformat(),
                "due_last": slip.due_last.isoformat(),
                "days": slip.days,
            }
            for slip in group.slips
        ],
    }


def group_to_json(group: Group) -> Json:
    """One group. `log_score` is null where it is infinite; `infinite` counts the predictions that make it so."""
    return {
        "key": group.key,
        "forecasts": group.forecasts,
        "statements": group.statements,
        "pending": group.pending,
        "overdue": group.overdue,
        "resolved": group.resolved,
        "judged": group.judged,
        "scored": group.scored,
        "ranged": group.ranged,
        "excluded": asdict(group.excluded),
        "hit_rate": group.hit_rate,
        "hit_rate_interval": _pair(group.hit_rate_interval),
        "hit_rate_shrunk": group.hit_rate_shrunk,
        "hit_rate_shrunk_interval": _pair(group.hit_rate_shrunk_interval),
        "brier": group.brier,
        "brier_interval": _pair(group.brier_interval),
        "brier_bounds": _pair(group.brier_bounds),
        "brier_shrunk": group.brier_shrunk,
        "brier_shrunk_interval": _pair(group.brier_shrunk_interval),
        "clusters": group.clusters,
        "clustered_by": group.clustered_by,
        "log_score": _finite(group.log_score),
        "infinite": group.infinite,
        "skill": group.skill,
        "skill_interval": _pair(group.skill_interval),
        "skill_against_half": group.skill_against_half,
        "base_rate": group.base_rate,
        "calibration": [bin_to_json(each) for each in group.calibration],
        "mcb": group.mcb,
        "dsc": group.dsc,
        "unc": group.unc,
        "too_few": group.too_few,
        "why_too_few": group.why_too_few,
        **_values_to_json(group),
        "judged_ids": list(group.judged_ids),
        "scored_ids": list(group.scored_ids),
    }


def scorecard_to_json(card: Scorecard) -> Json:
    """`{as_of, policy, group_by, groups, overall, notes}` as plain JSON values."""
    return {
        "as_of": card.as_of.isoformat(),
        "policy": policy_to_json(card.policy),
        "group_by": card.group_by.value if card.group_by else None,
        "groups": [group_to_json(group) for group in card.groups],
        "overall": group_to_json(card.overall),
        "notes": list(card.notes),
    }


def multiverse_to_json(found: Multiverse) -> Json:
    """Counts, the choices that turn the verdict, the share ahead by option, and every policy's verdict."""
    return {
        "subject": found.subject,
        "against": found.against,
        "measure": found.measure,
        "total": found.total,
        "ahead": found.ahead,
        "behind": found.behind,
        "level": found.level,
        "unscored": found.unscored,
        "baseline": found.baseline.value,
        "turning": [{"choice": choice, "option": option, "verdict": verdict.value} for choice, option, verdict in found.turning],
        "in_common": [{"choice": choice, "option": option} for choice, option in found.in_common],
        "shares": {choice: dict(options) for choice, options in found.shares.items()},
        "universes": [
            {"choices": dict(each.choices), "verdict": each.verdict.value, "n": each.n, "difference": each.difference}
            for each in found.universes
        ],
    }


def comparison_to_json(found: Comparison) -> Json:
    """Two speakers on the predictions both made."""
    return {
        "first": found.first,
        "second": found.second,
        "measure": found.measure,
        "shared": found.shared,
        "difference": found.difference,
        "interval": _pair(found.interval),
        "verdict": found.verdict.value,
        "why": found.why,
        "scored": found.scored,
        "probability": found.probability,
        "pairs": [asdict(pair) for pair in found.pairs],
    }


def like_horizons_to_json(found: LikeHorizons) -> Json:
    """Two speakers by class of horizon."""
    return {
        "measure": found.measure,
        "first_n": found.first_n,
        "second_n": found.second_n,
        "difference": found.difference,
        "interval": _pair(found.interval),
        "probability": found.probability,
        "pairs": [asdict(pair) for pair in found.pairs],
    }


def side_by_side_to_json(found: SideBySide) -> Json:
    """`{as_of, policy, first, second, shared, like_horizons, basis, probability, told, why}` as plain JSON values."""
    return {
        "as_of": found.as_of.isoformat(),
        "policy": policy_to_json(found.policy),
        "first": group_to_json(found.first),
        "second": group_to_json(found.second),
        "shared": comparison_to_json(found.shared),
        "like_horizons": like_horizons_to_json(found.alike),
        "basis": found.basis,
        "probability": found.probability,
        "told": found.told,
        "why": found.why,
    }
