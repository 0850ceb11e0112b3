"""Rules that overrule the judge: what the guide never counts as a forecast and the words show beyond doubt.

Each rule has a name, what it means, and examples; the judge decides everything else.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tracker.extract.features import Anchor, Scene

QUESTION_WORDS = frozenset(
    "what when where who why how which do does did is are can could will would should any have has was were am".split()
)
OPENERS = frozenset("and so but um uh well you know i mean like okay now yeah then or just because".split())
CUT_OFF = 0.1  # what is left of the confidence of a candidate that a rule refuses


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceRule:
    """A rule that refuses a candidate, with examples of what it refuses and of what it leaves alone."""

    name: str
    refuses: Callable[[Scene, Anchor], bool]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


def _direct_question(scene: Scene, anchor: Anchor) -> bool:
    """The sentence closes with a question mark and opens with a question word or an auxiliary, fillers aside."""
    index = scene.sentence_of[anchor.first]
    first, last = scene.sentences[index]
    if not scene.asks[index] or any(mark == ";" for mark in scene.words.after[first : last - 1]):
        return False
    opening = next((word for word in scene.words.lower[first:last] if word not in OPENERS), "")
    return opening in QUESTION_WORDS


RULES = (
    StanceRule(
        name="direct question",
        refuses=_direct_question,
        examples=("Will the tunnel open in 2031?", "So what happens next year?"),
        counter_examples=("It will open in 2031, right?", "The tunnel opens in 2031."),
    ),
)


def refusal(scene: Scene, anchor: Anchor) -> str | None:
    """The name of the first rule that refuses the candidate, or None."""
    return next((rule.name for rule in RULES if rule.refuses(scene, anchor)), None)
