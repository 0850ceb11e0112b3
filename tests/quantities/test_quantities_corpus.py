"""Every phrase of the corpus has exactly one reading that covers it, at the value the corpus says."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.quantities.corpus_rows import number, rows
from tracker.quantities import SCALES, find_hedges, find_odds, find_quantities
from tracker.quantities.families import FAMILIES
from tracker.quantities.hedges import DEFAULT_SCALE
from tracker.quantities.odds import RULES as ODDS_RULES
from tracker.quantities.sizes import RULES as SIZE_RULES
from tracker.text.rule import Rule

ODDS, QUANTITIES, LIKELIHOOD = rows("odds.tsv"), rows("quantities.tsv"), rows("likelihood.tsv")


def rules_gone_wrong(
    rules: Sequence[Rule[Any]], sentences: Sequence[str], fired: Callable[[str], set[str]]
) -> list[tuple[str, str]]:
    """Rules that no sentence of the corpus fires, that miss an example, or read a counter-example; each with the phrase."""
    by_corpus = {name for each in sentences for name in fired(each)}
    wrong = [(rule.name, "the corpus") for rule in rules if rule.name not in by_corpus]
    wrong += [(rule.name, each) for rule in rules for each in rule.examples if rule.name not in fired(each)]
    return wrong + [(rule.name, each) for rule in rules for each in rule.counter_examples if rule.name in fired(each)]


def covers(sentence: str, phrase: str, start: int, end: int) -> bool:
    """Whether a span takes in some occurrence of the phrase."""
    at = sentence.find(phrase)
    while at >= 0:
        if start <= at and at + len(phrase) <= end:
            return True
        at = sentence.find(phrase, at + 1)
    return False


def test_odds_are_read() -> None:
    """A way to say odds has one reading, and its range of probabilities."""
    wrong = []
    for sentence, phrase, low, high in ODDS:
        found = find_odds(sentence)
        if len(found) != 1 or not (
            covers(sentence, phrase, found[0].start, found[0].end)
            and [found[0].reading.low, found[0].reading.high] == pytest.approx([float(low), float(high)], rel=1e-3)
            and found[0].reading.text == sentence[found[0].start : found[0].end]
        ):
            wrong.append((sentence, phrase, low, high, found))
    assert wrong == []


def test_magnitudes_are_read() -> None:
    """A way to say a magnitude has one reading: its range, unit and comparator."""
    wrong = []
    for sentence, phrase, low, high, unit, comparator in QUANTITIES:
        found = find_quantities(sentence)
        wanted = [None if value is None else pytest.approx(value, rel=1e-4) for value in (number(low), number(high))]
        if len(found) != 1 or not (
            covers(sentence, phrase, found[0].start, found[0].end)
            and [found[0].reading.low, found[0].reading.high] == wanted
            and (found[0].reading.unit, found[0].reading.comparator) == (unit, comparator)
            and found[0].reading.text == sentence[found[0].start : found[0].end]
        ):
            wrong.append((sentence, phrase, low, high, unit, comparator, found))
    assert wrong == []


def test_words_of_likelihood_are_read() -> None:
    """A word of likelihood has one reading, with the range its scale gives it and none where the scale does not know it."""
    wrong = []
    for sentence, phrase, scale, low, high in LIKELIHOOD:
        found = find_hedges(sentence, scale)
        if len(found) != 1 or not (
            covers(sentence, phrase, found[0].start, found[0].end)
            and (found[0].reading.low, found[0].reading.high) == (number(low), number(high))
            and found[0].reading.scale == (scale if low else None)
        ):
            wrong.append((sentence, phrase, scale, low, high, found))
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "find"), [("odds_none.tsv", find_odds), ("quantities_none.tsv", find_quantities), ("likelihood_none.tsv", find_hedges)]
)
def test_what_is_none_of_them_gives_none(name: str, find: Callable[[str], Sequence[object]]) -> None:
    """Votes, splits, scores and dates are not odds, times, ordinals and labels no magnitudes, the month of May no likelihood."""
    assert [(row[0], found) for row in rows(name) if (found := find(row[0]))] == []


def test_every_rule_for_odds_reads_its_examples() -> None:
    """Each rule is fired by the corpus, reads its examples and leaves its counter-examples alone."""

    def fired(sentence: str) -> set[str]:
        return {name for mention in find_odds(sentence) for name in mention.trace}

    wrong = rules_gone_wrong(ODDS_RULES, [row[0] for row in ODDS], fired)
    assert wrong == []


def test_every_rule_for_magnitudes_reads_its_examples() -> None:
    """Each rule is fired by the corpus, reads its examples and leaves its counter-examples alone."""

    def fired(sentence: str) -> set[str]:
        return {mention.rule.removesuffix("-range") for mention in find_quantities(sentence)}

    wrong = rules_gone_wrong([*FAMILIES, *SIZE_RULES], [row[0] for row in QUANTITIES], fired)
    assert wrong == []


@pytest.mark.parametrize("rule", ["unit-carried", "change-carried", "change-to"])
def test_units_are_carried_over(rule: str) -> None:
    """A number takes the unit that a percentage, a rate or the beginning of a change gave."""
    text = "unemployment is 4.4 percent now and 4.1 next year; comps were down two for the quarter; it goes from 150 stores to 300"
    assert rule in [mention.rule for mention in find_quantities(text)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("we grew 1.2 percent this year, 1.7 next year", [(1.2, "percent"), (1.7, "percent")]),
        ("we sold 5 tons this year, 1.7 next year", [(5.0, "tons")]),
        ("it was 5 dollars this year, 1.7 next year", [(5.0, "USD")]),
    ],
)
def test_only_a_percentage_gives_its_unit_to_a_later_number(sentence: str, expected: list[tuple[float, str]]) -> None:
    """A number without a unit near a percentage is one too; near tons or dollars it stays a number."""
    assert [(mention.reading.low, mention.reading.unit) for mention in find_quantities(sentence)] == expected


@pytest.mark.parametrize("scale", SCALES.values(), ids=lambda scale: scale.name)
def test_every_scale_has_its_source(scale) -> None:  # type: ignore[no-untyped-def]
    """A scale says where its table comes from, orders its ranges, and the survey carries its licence."""
    assert scale.source
    assert all(0 <= word.low <= word.high <= 1 for word in scale.words.values())
    assert all(word.low <= word.median <= word.high for word in scale.words.values() if word.median is not None)
    assert (scale.licence is not None) == (scale.name == DEFAULT_SCALE)


def test_every_word_of_a_scale_is_found() -> None:
    """Each phrase of each scale is read with its own range when it stands alone."""
    for scale in SCALES.values():
        for phrase, word in scale.words.items():
            (mention,) = find_hedges(phrase, scale.name)
            assert (mention.reading.low, mention.reading.high) == (word.low, word.high), phrase
