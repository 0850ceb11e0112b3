"""Every phrase of the corpus has exactly one reading that covers it, at the value the corpus says."""

import pytest

from tests.quantities.corpus_rows import number, rows
from tracker.quantities import SCALES, find_hedges, find_odds, find_quantities
from tracker.quantities.families import FAMILIES
from tracker.quantities.hedges import DEFAULT_SCALE
from tracker.quantities.odds import RULES as ODDS_RULES
from tracker.quantities.sizes import RULES as SIZE_RULES

ODDS, QUANTITIES, LIKELIHOOD = rows("odds.tsv"), rows("quantities.tsv"), rows("likelihood.tsv")


def covers(sentence: str, phrase: str, start: int, end: int) -> bool:
    """Whether a span takes in some occurrence of the phrase."""
    at = sentence.find(phrase)
    while at >= 0:
        if start <= at and at + len(phrase) <= end:
            return True
        at = sentence.find(phrase, at + 1)
    return False


@pytest.mark.parametrize(("sentence", "phrase", "low", "high"), ODDS)
def test_odds_are_read(sentence: str, phrase: str, low: str, high: str) -> None:
    """A way to say odds has one reading, and its range of probabilities."""
    (mention,) = find_odds(sentence)
    assert covers(sentence, phrase, mention.start, mention.end)
    assert [mention.reading.low, mention.reading.high] == pytest.approx([float(low), float(high)], rel=1e-3)
    assert mention.reading.text == sentence[mention.start : mention.end]


@pytest.mark.parametrize(("sentence", "phrase", "low", "high", "unit", "comparator"), QUANTITIES)
def test_magnitudes_are_read(sentence: str, phrase: str, low: str, high: str, unit: str, comparator: str) -> None:
    """A way to say a magnitude has one reading: its range, unit and comparator."""
    (mention,) = find_quantities(sentence)
    reading = mention.reading
    assert covers(sentence, phrase, mention.start, mention.end)
    wanted = [None if value is None else pytest.approx(value, rel=1e-4) for value in (number(low), number(high))]
    assert [reading.low, reading.high] == wanted
    assert (reading.unit, reading.comparator) == (unit, comparator)
    assert reading.text == sentence[mention.start : mention.end]


@pytest.mark.parametrize(("sentence", "phrase", "scale", "low", "high"), LIKELIHOOD)
def test_words_of_likelihood_are_read(sentence: str, phrase: str, scale: str, low: str, high: str) -> None:
    """A word of likelihood has one reading, with the range its scale gives it and none where the scale does not know it."""
    (mention,) = find_hedges(sentence, scale)
    assert covers(sentence, phrase, mention.start, mention.end)
    assert (mention.reading.low, mention.reading.high) == (number(low), number(high))
    assert mention.reading.scale == (scale if low else None)


@pytest.mark.parametrize("sentence", [row[0] for row in rows("odds_none.tsv")])
def test_what_is_not_odds_gives_none(sentence: str) -> None:
    """Shares, votes, splits, portfolios, scores, dates and emphasis are not odds."""
    assert find_odds(sentence) == []


@pytest.mark.parametrize("sentence", [row[0] for row in rows("quantities_none.tsv")])
def test_what_is_no_magnitude_gives_none(sentence: str) -> None:
    """Times, ordinals, labels and figures of speech are no magnitudes."""
    assert find_quantities(sentence) == []


@pytest.mark.parametrize("sentence", [row[0] for row in rows("likelihood_none.tsv")])
def test_what_is_no_word_of_likelihood_gives_none(sentence: str) -> None:
    """The month of May and the like are no words of likelihood."""
    assert find_hedges(sentence) == []


@pytest.mark.parametrize("rule", ODDS_RULES, ids=lambda rule: rule.name)
def test_every_rule_for_odds_reads_its_examples(rule) -> None:  # type: ignore[no-untyped-def]
    """Each rule is fired by the corpus, reads its examples and leaves its counter-examples alone."""
    assert any(rule.name in mention.trace for row in ODDS for mention in find_odds(row[0]))
    for example in rule.examples:
        assert any(rule.name in mention.trace for mention in find_odds(example)), example
    for example in rule.counter_examples:
        assert not any(rule.name in mention.trace for mention in find_odds(example)), example


@pytest.mark.parametrize("rule", [*FAMILIES, *SIZE_RULES], ids=lambda rule: rule.name)
def test_every_rule_for_magnitudes_reads_its_examples(rule) -> None:  # type: ignore[no-untyped-def]
    """Each rule is fired by the corpus, reads its examples and leaves its counter-examples alone."""

    def fired(sentence: str) -> bool:
        return any(mention.rule.removesuffix("-range") == rule.name for mention in find_quantities(sentence))

    assert any(fired(row[0]) for row in QUANTITIES)
    for example in rule.examples:
        assert fired(example), example
    for example in rule.counter_examples:
        assert not fired(example), example


@pytest.mark.parametrize("rule", ["unit-carried", "change-carried", "change-to"])
def test_units_are_carried_over(rule: str) -> None:
    """A number takes the unit that a percentage, a rate or the beginning of a change gave."""
    text = "unemployment is 4.4 percent now and 4.1 next year; comps were down two for the quarter; it goes from 150 stores to 300"
    assert rule in [mention.rule for mention in find_quantities(text)]


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
