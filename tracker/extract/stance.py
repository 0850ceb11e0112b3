"""Reading how a speaker stands to each phrase of time or odds: the rules whose scope holds it, and who asserts what is said.

The judge hears of every rule that holds a phrase. Two things overrule it, which are never the speaker's own forecast: a direct
question, and what is only reported of somebody else.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.extract.features import Anchor, Scene
from tracker.extract.stance_rules import STANCE_RULES, TURNS, Assertion, Direction, Stance, StanceRule

QUESTION_WORDS = frozenset(
    "what when where who why how which do does did is are can could will would should any have has was were am".split()
)
OPENERS = frozenset("and so but um uh well you know i mean like okay now yeah then or just because".split())
CUT_OFF = 0.1
"""What is left of the confidence of a candidate that is refused."""

LONGEST = 24
"""No phrase of time has so many words."""

SPOKEN_FOR = frozenset({Stance.PLAN, Stance.DENIAL, Stance.CONDITION})
"""Stances that leave the speaker as the one who asserts."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words from `first` to before `last` that set off a rule."""

    first: int
    last: int
    rule: StanceRule


@dataclass(frozen=True, slots=True)
class TriggerTable:
    """The rules by the words that set them off; the first words of the triggers of one word, and the first two of the others.

    `lengths` holds, for each first word, the lengths of the triggers that begin with it.
    """

    rules: Mapping[tuple[str, ...], Sequence[StanceRule]]
    single: frozenset[str]
    openings: frozenset[tuple[str, str]]
    lengths: Mapping[str, Sequence[int]]


@lru_cache(maxsize=2)
def trigger_table(rules: tuple[StanceRule, ...] = STANCE_RULES) -> TriggerTable:
    """The table of some rules."""
    by_words: dict[tuple[str, ...], list[StanceRule]] = {}
    lengths: dict[str, set[int]] = {}
    for rule in rules:
        for phrase in dict.fromkeys(rule.triggers.split("|")):
            parts = tuple(phrase.split())
            by_words.setdefault(parts, []).append(rule)
            lengths.setdefault(parts[0], set()).add(len(parts))
    return TriggerTable(
        rules=by_words,
        single=frozenset(parts[0] for parts in by_words if len(parts) == 1),
        openings=frozenset((parts[0], parts[1]) for parts in by_words if len(parts) > 1),
        lengths={first: sorted(sizes) for first, sizes in lengths.items()},
    )


def find_triggers(lower: Sequence[str], rules: tuple[StanceRule, ...] = STANCE_RULES) -> list[Trigger]:
    """Every trigger among the words, in order of place."""
    table = trigger_table(rules)
    single, openings = table.single, table.openings
    pairs = zip(lower, [*lower[1:], ""], strict=True)
    found: list[Trigger] = []
    for index in [place for place, pair in enumerate(pairs) if pair in openings or pair[0] in single]:
        for size in table.lengths[lower[index]]:
            fired = table.rules.get(tuple(lower[index : index + size]), ())
            found.extend(Trigger(index, index + size, rule) for rule in fired)
    return found


def _reaches(scene: Scene, trigger: Trigger, anchor: Anchor) -> bool:
    """Whether no end of a sentence and no turn of the talk stands between a trigger and an anchor in its reach."""
    rule = trigger.rule
    between = (trigger.last, anchor.first) if rule.direction is Direction.AFTER else (anchor.last, trigger.first)
    if not 0 <= between[1] - between[0] <= rule.reach:
        return False
    if rule.crosses:
        return True
    same_sentence = scene.sentence_of[trigger.first] == scene.sentence_of[anchor.first]
    return same_sentence and TURNS.isdisjoint(scene.words.lower[slice(*between)])


def read_stances(scene: Scene, anchors: Sequence[Anchor], triggers: Sequence[Trigger]) -> list[tuple[StanceRule, ...]]:
    """For each anchor, in order of place, the rules that hold it by one of the scene's triggers, each once."""
    firsts = [anchor.first for anchor in anchors]
    held: list[dict[str, StanceRule]] = [{} for _ in anchors]
    for trigger in triggers if anchors else ():
        rule = trigger.rule
        if rule.direction is Direction.AFTER:
            low, high = bisect_left(firsts, trigger.last), bisect_left(firsts, trigger.last + rule.reach + 1)
        else:
            low, high = bisect_left(firsts, trigger.first - rule.reach - LONGEST), bisect_left(firsts, trigger.first)
        for index in range(low, high):
            if rule.name not in held[index] and _reaches(scene, trigger, anchors[index]):
                held[index][rule.name] = rule
    return [tuple(rules.values()) for rules in held]


def asserted_by(stances: Sequence[Stance]) -> Assertion:
    """Who puts forward what is said in these stances: somebody reported, nobody, or else the speaker."""
    left = [stance for stance in stances if stance not in SPOKEN_FOR]
    if not left:
        return Assertion.SPEAKER
    return Assertion.REPORTED if set(left) == {Stance.REPORTED} else Assertion.NOBODY


def direct_question(scene: Scene, anchor: Anchor) -> bool:
    """Whether the anchor's sentence closes with a question mark and opens with a question word or an auxiliary, fillers aside."""
    index = scene.sentence_of[anchor.first]
    first, last = scene.sentences[index]
    if not scene.asks[index] or any(mark == ";" for mark in scene.words.after[first : last - 1]):
        return False
    opening = next((word for word in scene.words.lower[first:last] if word not in OPENERS), "")
    return opening in QUESTION_WORDS


def refusal(scene: Scene, anchor: Anchor, stances: Sequence[Stance]) -> str | None:
    """Why the candidate is not the speaker's own forecast whatever the judge says, in words; None where nothing forbids it."""
    if direct_question(scene, anchor):
        return "a direct question"
    return "only reported" if asserted_by(stances) is Assertion.REPORTED else None
