"""Phrases that rules find among words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extract.claims.quoted_questions import QUESTIONS
from tracker.extract.claims.referents import WITHOUT_REFERENT
from tracker.text.word_rules import WordRule, WordRules

WORDS = st.sampled_from(["will", "not", "rise", "fall", "it'll", "mustn't", "5%", "2027", "x-ray"])


def found(rule: WordRule, text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[first:last]) for _, first, last in WordRules((rule,), {"VERB": "rise fall"}).find(words)]


FOUND = [
    (WordRule(name="class", pattern="not VERB"), "prices may not fall and not rise", ["not fall", "not rise"]),
    (WordRule(name="optional", pattern="will [WORD] not"), "it will surely not or will not", ["will surely not", "will not"]),
    (WordRule(name="word", pattern="not WORD{2} rise"), "not 2027 figures rise not we'll soon rise", ["not 2027 figures rise"]),
    (WordRule(name="any", pattern="not ANY rise"), "not we'll rise", ["not we'll rise"]),
    (WordRule(name="form", pattern="(NEGATED|not) rise"), "mustn't rise and can't rise", ["mustn't rise", "can't rise"]),
    (WordRule(name="known form", pattern="NEGATED rise|don't fall"), "don't rise", ["don't rise"]),
    (WordRule(name="will", pattern="WILL VERB"), "the fed'll fall", ["fed'll fall"]),
    (WordRule(name="not before", pattern="if", not_before="so|ever"), "if so or if some", ["if"]),
    (WordRule(name="not after", pattern="if", not_after="as|see [you]"), "as if see you if you if", ["if"]),
    (
        WordRule(name="before", pattern="no WORD", before="WORD{0,1} (PERCENT|NUMERAL)"),
        "no more than 5% no less of",
        ["no more"],
    ),
]


@pytest.mark.parametrize(("rule", "text", "phrases"), FOUND, ids=lambda value: value.name if isinstance(value, WordRule) else "")
def test_phrases_are_found_where_the_words_around_allow_it(rule: WordRule, text: str, phrases: list[str]) -> None:
    """A pattern matches whole words; what must or must not stand beside them is no part of the phrase."""
    assert found(rule, text) == phrases


@given(st.lists(WORDS, min_size=1, max_size=3), st.lists(WORDS, max_size=20))
def test_plain_words_are_found_wherever_they_stand(phrase: list[str], words: list[str]) -> None:
    """A pattern of words alone is found at its first place, and at none when it is not there."""
    pattern = " ".join(word for word in phrase if word.isalpha())
    wanted = pattern.split()
    if not wanted:
        return
    places = [first for first in range(len(words)) if words[first : first + len(wanted)] == wanted]
    spans = [(first, last) for _, first, last in WordRules((WordRule(name="words", pattern=pattern),)).find(words)]
    assert spans[:1] == [(first, first + len(wanted)) for first in places[:1]]


@pytest.mark.parametrize("rules", [QUESTIONS, WITHOUT_REFERENT], ids=["questions", "without referent"])
def test_examples_of_openings_begin_with_them(rules: WordRules[WordRule]) -> None:
    """Every rule's own examples begin with its phrase."""
    for rule in rules.rules:
        for example in rule.examples:
            assert (rule, 0) in [(one, first) for one, first, _ in rules.find(example.split())], example


@pytest.mark.parametrize("pattern", ["(not", "not)", "not !", "NOWHERE"])
def test_a_pattern_that_cannot_be_read_is_refused(pattern: str) -> None:
    """Open brackets, unknown signs and unknown classes raise an error when the rules are compiled."""
    with pytest.raises((ValueError, KeyError)):
        WordRules((WordRule(name="broken", pattern=pattern),))
