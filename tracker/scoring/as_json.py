"""Scorecards and comparisons as JSON; no value is ever Infinity or NaN."""

import math

from tracker.codec import Json, to_json
from tracker.scoring.comparison_records import Multiverse
from tracker.scoring.score_records import Group, Scorecard
from tracker.scoring.side_by_side import SideBySide


def group_to_json(group: Group) -> Json:
    """One group. `log_score` is null where it is infinite; `infinite` counts the predictions that make it so."""
    found: Json = to_json(group)
    del found["curve"], found["counted_ids"]
    if group.log_score is not None and not math.isfinite(group.log_score):
        found["log_score"] = None
    found["slips"] = [to_json(slip) | {"days": slip.days} for slip in group.slips]
    return found


def scorecard_to_json(card: Scorecard) -> Json:
    """`{as_of, policy, group_by, groups, overall, notes}` as plain JSON values."""
    groups = [group_to_json(group) for group in card.groups]
    return {**to_json(card), "groups": groups, "overall": group_to_json(card.overall)}


def multiverse_to_json(found: Multiverse) -> Json:
    """Counts, the choices that turn the verdict, the share ahead by option, and every policy's verdict."""
    return {
        **to_json(found),
        "turning": [{"choice": choice, "option": option, "verdict": verdict.value} for choice, option, verdict in found.turning],
        "in_common": [{"choice": choice, "option": option} for choice, option in found.in_common],
    }


def side_by_side_to_json(found: SideBySide) -> Json:
    """`{as_of, policy, first, second, shared, like_horizons, basis, probability, told, why}` as plain JSON values."""
    return {**to_json(found), "first": group_to_json(found.first), "second": group_to_json(found.second)}
