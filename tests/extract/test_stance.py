"""The rules that overrule the judge."""

import datetime as dt

import pytest

from tracker.extract.features import Anchor
from tracker.extract.scene import look_at
from tracker.extract.stance import RULES, StanceRule, refusal

CASES = [(rule, text, True) for rule in RULES for text in rule.examples]
CASES += [(rule, text, False) for rule in RULES for text in rule.counter_examples]


@pytest.mark.parametrize(("rule", "text", "refused"), CASES, ids=lambda value: getattr(value, "name", None))
def test_a_rule_refuses_its_examples_and_leaves_its_counter_examples(rule: StanceRule, text: str, refused: bool) -> None:
    """Each rule is fired by each of its examples and by none of its counter-examples."""
    scene = look_at(text, dt.date(2024, 6, 26))
    anchor = Anchor(first=len(scene.words) - 1, last=len(scene.words), horizon=None, rule="test")
    assert rule.refuses(scene, anchor) is refused
    assert refusal(scene, anchor) == (rule.name if refused else None)
