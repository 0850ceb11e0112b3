"""Scores of resolved claims and their uncertainty; numpy and scipy load only when something is scored."""

from tracker.scoring.as_json import multiverse_to_json, scorecard_to_json, side_by_side_to_json
from tracker.scoring.comparing import compare
from tracker.scoring.comparison_records import Options, Verdict
from tracker.scoring.multiverse import BASE_RATE, default_options, multiverse
from tracker.scoring.score_records import Ambiguous, Group, Hit, Partial, Policy, Restatements, Scorecard
from tracker.scoring.scorecard import scorecard
from tracker.scoring.side_by_side import SideBySide, by_speaker, side_by_side
from tracker.scoring.topics import topics_of

__all__ = [
    "BASE_RATE",
    "Ambiguous",
    "Group",
    "Hit",
    "Options",
    "Partial",
    "Policy",
    "Restatements",
    "Scorecard",
    "SideBySide",
    "Verdict",
    "by_speaker",
    "compare",
    "default_options",
    "multiverse",
    "multiverse_to_json",
    "scorecard",
    "scorecard_to_json",
    "side_by_side",
    "side_by_side_to_json",
    "topics_of",
]
