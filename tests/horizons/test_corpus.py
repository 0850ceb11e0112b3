"""Every phrase of the corpus has exactly one reading, the right one; what is no time ahead has none."""

import datetime as dt
import re
from pathlib import Path

import pytest

from tracker.horizons import HorizonContext, find_horizons
from tracker.horizons.engine.matching import Scene
from tracker.horizons.engine.word_codes import split
from tracker.horizons.grammar import grammar, rules

CORPUS = Path(__file__).parent.parent / "corpus"
CARRIER = "they think it will happen "


def _lines(name: str) -> list[list[str]]:
    lines = (CORPUS / name).read_text(encoding="utf-8").splitlines()
    return [line.replace("\\n", "\n").split("\t") for line in lines if line and not line.startswith("#")]


PHRASES = [*_lines("horizons.tsv"), *_lines("horizons_captions.tsv")]
NOTHING = _lines("horizons_none.tsv")
SENTENCES = _lines("horizons_sentences.tsv")


def rules_fired(text: str, said_on: dt.date) -> set[str]:
    """The names of the rules that read something in a text, those of the past and of habits included."""
    scene = Scene(words=split(text, grammar().alphabet), said_on=said_on, context=HorizonContext())
    nodes = [node for start, end in grammar().islands(scene.words) for node in grammar().read(scene, start, end)]
    return {rule for node in nodes for rule in node.rules}


@pytest.mark.parametrize("family", dict.fromkeys(row[0] for row in PHRASES))
def test_each_phrase_has_one_reading(family: str) -> None:
    """A phrase in a sentence has one reading, which covers it and has the corpus's days, grain and rule."""
    assert family != ""
    wrong = []
    for _family, said_on, phrase, *expected in (row for row in PHRASES if row[0] == family):
        found = [
            [one.reading.text, one.reading.start.isoformat(), one.reading.end.isoformat(), one.reading.grain.value, one.rule]
            for one in find_horizons(CARRIER + phrase, dt.date.fromisoformat(said_on))
        ]
        if found != [[phrase, *expected]]:
            wrong.append((said_on, phrase, expected, found))
    assert wrong == []


def test_each_sentence_has_the_reading_in_braces() -> None:
    """In a whole sentence the phrase in braces is read, neither more nor less of it, with the corpus's days."""
    wrong = []
    for said_on, sentence, *expected in SENTENCES:
        before, phrase, _ = re.split(r"[{}]", sentence)
        found = [
            [one.reading.text, one.reading.start.isoformat(), one.reading.end.isoformat()]
            for one in find_horizons(sentence.replace("{", "").replace("}", ""), dt.date.fromisoformat(said_on))
            if one.start == len(before)
        ]
        if found != [[phrase, *expected]]:
            wrong.append((said_on, sentence, expected, found))
    assert wrong == []


@pytest.mark.parametrize("family", dict.fromkeys(row[0] for row in NOTHING))
def test_nothing_ahead_is_read(family: str) -> None:
    """The past, ages, habits, counts and names give nothing."""
    assert family != ""
    rows = [row for row in NOTHING if row[0] == family]
    assert {style for _family, style, _text in rows} <= {"captions", "written"}
    said_on = dt.date(2024, 6, 26)
    assert [(text, found) for _family, _style, text in rows if (found := find_horizons(text, said_on))] == []


def test_corpus_is_large_and_half_of_it_is_captions() -> None:
    """The corpus holds at least 450 phrases and 170 that give nothing, about half of them as captions write them."""
    captions = len(_lines("horizons_captions.tsv"))
    assert len(PHRASES) >= 450
    assert len(NOTHING) >= 170
    assert captions >= 0.4 * len(PHRASES)
    assert sum(line[1] == "captions" for line in NOTHING) >= 0.35 * len(NOTHING)


def test_each_rule_reads_its_examples_and_leaves_its_counter_examples() -> None:
    """A rule fires in each of its examples, alone or after words that look ahead, and in none of its counter-examples."""
    said_on = dt.date(2024, 6, 26)
    missed = [
        (rule.name, phrase)
        for rule in rules()
        for phrase in rule.examples
        if rule.name not in rules_fired(CARRIER + phrase, said_on) | rules_fired(phrase, said_on)
    ]
    wrong = [
        (rule.name, phrase) for rule in rules() for phrase in rule.counter_examples if rule.name in rules_fired(phrase, said_on)
    ]
    assert (missed, wrong) == ([], [])


def test_rule_names_are_unique_and_each_rule_has_an_example() -> None:
    """Rules can be told apart by name, and each has an example, which makes sure that some phrase fires it."""
    names = [rule.name for rule in rules()]
    assert len(set(names)) == len(names)
    assert [rule.name for rule in rules() if not rule.examples] == []


@pytest.mark.parametrize(
    ("rule", "read", "left"),
    [
        ("holidays.named", "by Christmas", "a Christmas tree"),
        ("relative.unit", "by the end of the quarter", "he won the quarter mile"),
        ("days_from_today.tomorrow", "it opens tomorrow", "the people of tomorrow"),
        ("calendar_units.month", "it opens in April", "my cousin April"),
        ("how_long.will-take", "it will take five years", "it will be five years old"),
        ("years.spoken", "by twenty thirty", "by another twenty thirty"),
        ("years.digit-pair", "by 20 30", "by 20 30 people"),
        ("next_lengths.next-length", "we will grow over the next five years", "they grew over the next five years"),
    ],
)
def test_a_guard_keeps_a_rule_from_firing(rule: str, read: str, left: str) -> None:
    """A rule fires in a phrase, and not beside one of its words `not_before` or `not_after`, nor where its `unless` is true."""
    said_on = dt.date(2024, 6, 26)
    assert (rule in rules_fired(read, said_on), rule in rules_fired(left, said_on)) == (True, False)
    assert any(each.not_before or each.not_after or each.unless for each in rules() if each.name == rule)
