"""The letters that stand for outcomes and relations, on the screen and at the prompt."""

from tracker.records import Outcome

OUTCOMES = {"t": Outcome.TRUE, "f": Outcome.FALSE, "p": Outcome.PARTIAL, "b": Outcome.AMBIGUOUS, "v": Outcome.VOID}
RELATIONS = (("r", "restates"), ("u", "updates"), ("c", "contradicts"))
