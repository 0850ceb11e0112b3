"""What an analyst chooses from, with the keys: outcomes, relations, and reasons to reject."""

from tracker.records import Outcome

OUTCOMES = {"t": Outcome.TRUE, "f": Outcome.FALSE, "p": Outcome.PARTIAL, "b": Outcome.AMBIGUOUS, "v": Outcome.VOID}
RELATIONS = (("r", "restates"), ("u", "updates"), ("c", "contradicts"))
# The keys are 1, 2, 3 ...
REASONS = (
    "no forecast",
    "a question",
    "about the past",
    "an advertisement",
    "said already",
    "somebody else's words",
    "cannot be checked",
)
