"""How a speaker stands to a phrase of time: the rules, their scope, and who asserts."""

import datetime as dt
import re

import pytest

from tracker.extract import explain, extract
from tracker.extract.features import Anchor, Scene
from tracker.extract.scene import look_at
from tracker.extract.stance import asserted_by, direct_question, find_triggers, read_stances
from tracker.extract.stance_rules import STANCE_RULES, Assertion, Stance, StanceRule
from tracker.transcripts import Declared, read_transcript

SAID_ON = dt.date(2024, 6, 26)
CASES = [(rule, text, True) for rule in STANCE_RULES for text in rule.examples]
CASES += [(rule, text, False) for rule in STANCE_RULES for text in rule.counter_examples]


def seen(text: str) -> tuple[Scene, Anchor]:
    """The scene of a text, and the anchor that stands in brackets in it."""
    bracket = re.search(r"\[(.+?)\]", text)
    assert bracket is not None
    scene = look_at(text.replace("[", " ").replace("]", " "), SAID_ON)
    first, last = scene.words.span(bracket.start() + 1, bracket.end() - 1)
    return scene, Anchor(first=first, last=last, horizon=None, rule="test")


@pytest.mark.parametrize(("rule", "text", "holds"), CASES, ids=lambda value: getattr(value, "name", None))
def test_a_rule_holds_its_examples_and_leaves_its_counter_examples(rule: StanceRule, text: str, holds: bool) -> None:
    """Each rule is set off by each of its examples and by none of its counter-examples."""
    scene, anchor = seen(text)
    (held,) = read_stances(scene, [anchor], find_triggers(scene.words.lower))
    assert (rule in held) is holds


@pytest.mark.parametrize("rule", STANCE_RULES, ids=lambda rule: rule.name)
def test_every_rule_has_examples_on_both_sides(rule: StanceRule) -> None:
    """No rule goes without an example of what it leaves alone, and its triggers are plain lower-case words."""
    assert rule.examples
    assert rule.counter_examples
    assert rule.triggers == rule.triggers.lower()
    assert all(trigger.strip() == trigger and trigger for trigger in rule.triggers.split("|"))


def test_rule_names_are_unique() -> None:
    """A name in a trace points at one rule."""
    assert len({rule.name for rule in STANCE_RULES}) == len(STANCE_RULES)


@pytest.mark.parametrize(
    "text",
    [
        "Analysts say they will merge. The bridge opens [in May].",
        "Analysts say they will merge but the bridge opens [in May].",
    ],
)
def test_a_scope_ends_with_the_sentence_and_where_the_talk_turns(text: str) -> None:
    """What others say does not reach over a full stop, nor over 'but'."""
    scene, anchor = seen(text)
    assert Stance.REPORTED not in {rule.stance for rule in read_stances(scene, [anchor], find_triggers(scene.words.lower))[0]}


@pytest.mark.parametrize(
    ("stances", "who"),
    [
        ([], Assertion.SPEAKER),
        ([Stance.PLAN], Assertion.SPEAKER),
        ([Stance.DENIAL, Stance.CONDITION], Assertion.SPEAKER),
        ([Stance.REPORTED], Assertion.REPORTED),
        ([Stance.REPORTED, Stance.DENIAL], Assertion.REPORTED),
        ([Stance.REPORTED, Stance.IRONY], Assertion.NOBODY),
        ([Stance.WISH], Assertion.NOBODY),
        ([Stance.HYPOTHETICAL, Stance.PLAN], Assertion.NOBODY),
    ],
)
def test_who_asserts_follows_from_the_stances(stances: list[Stance], who: Assertion) -> None:
    """Plans, denials and conditions are the speaker's own; a report is somebody else's; the rest is nobody's."""
    assert asserted_by(stances) is who


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Will the tunnel open in [2031]?", True),
        ("So what happens [next year]?", True),
        ("It will open in [2031], right?", False),
        ("The tunnel opens in [2031].", False),
    ],
)
def test_a_direct_question_opens_and_closes_as_one(text: str, asked: bool) -> None:
    """A statement with a question mark behind it is not one."""
    assert direct_question(*seen(text)) is asked


@pytest.mark.parametrize(
    ("text", "who", "stance"),
    [
        ("Analysts say the fare will double next year.", "reported", "reported"),
        ("We will not open the depot next year.", "speaker", "denial"),
        ("If the vote passes, the depot will open next year.", "speaker", "condition"),
        ("We will all commute by balloon next year. Just kidding.", "nobody", "irony"),
        ("Will the depot open next year?", "nobody", "question"),
        ("I'd love to see a tram next year.", "nobody", "wish"),
    ],
)
def test_an_explanation_says_who_asserts_and_how(text: str, who: str, stance: str) -> None:
    """The machine-readable explanation names the assertion and the stance of each phrase."""
    (reading,) = explain(text, SAID_ON).to_json()["stance"]
    assert reading["asserted_by"] == who
    assert stance in reading["stances"]


@pytest.mark.parametrize(
    "text",
    [
        "Analysts say the fare will double by the end of next year.",
        "According to the harbour board the new crane will be working in March 2026.",
        "Will the fare double by the end of next year?",
    ],
)
def test_what_is_only_reported_or_asked_is_no_forecast_of_the_speaker(text: str) -> None:
    """Neither is kept, however sure the words sound."""
    assert explain(text, SAID_ON).verdict != "forecast"


def test_a_forecast_names_the_stances_in_its_trace() -> None:
    """The rules of stance that hold a forecast stand in its trace."""
    transcript = read_transcript("talk.txt", b"We plan to open nine clinics next year.", Declared(said_on=SAID_ON))
    (forecast,) = extract(transcript)
    assert "stance.planned" in forecast.trace
