"""Scores of resolved claims, and how sure one can be of them; numpy and scipy load only when something is scored."""

from tracker.scoring.as_json import comparison_to_json, group_to_json, multiverse_to_json, scorecard_to_json
from tracker.scoring.records import (
    Ambiguous,
    CalibrationBin,
    CalibrationMethod,
    Comparison,
    Group,
    GroupBy,
    Hit,
    Multiverse,
    Options,
    Partial,
    Policy,
    Restatements,
    Scorecard,
    Verdict,
)
from tracker.scoring.scorecard import scorecard

__all__ = [
    "Ambiguous",
    "CalibrationBin",
    "CalibrationMethod",
    "Comparison",
    "Group",
    "GroupBy",
    "Hit",
    "Multiverse",
    "Options",
    "Partial",
    "Policy",
    "Restatements",
    "Scorecard",
    "Verdict",
    "comparison_to_json",
    "group_to_json",
    "multiverse_to_json",
    "scorecard",
    "scorecard_to_json",
]
