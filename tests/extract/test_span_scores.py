"""The tables that score quotes say what the named features say."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.extract.boundaries import sentence_breaks
from tracker.extract.span_features import Setting, end_features, end_places, start_features, start_places, stretch_features
from tracker.extract.span_scores import Around, SpanTables
from tracker.extract.spans import AGREEMENT, CHANCE, default_model
from tracker.extract.words import split_words

WORDS = (
    "we think revenue will be 4 percent, $5 higher. so um is the plant open next year? and\n\nthat 2027 billion — yes; i'll".split(
        " "
    )
)


def summed(rows: list[list[str]], weights: dict[str, float]) -> list[float]:
    """The scores by looking up one name after another."""
    return [sum(weights.get(name, 0.0) for name in names) for names in rows]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=260), st.data())
def test_tables_equal_names(spoken: list[str], data: st.DataObject) -> None:
    """Every place and every stretch scores what its named features sum up to, under weights for all of them."""
    words = split_words(" ".join(spoken))
    if not len(words):
        return
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, min(len(words), first + 4)))
    setting = Setting.of(words, (first, last), sentence_breaks(words))
    starts, ends = start_places((first, last)), end_places(words, (first, last))
    chosen = random.Random(len(words))  # noqa: S311
    spans = [(chosen.choice(starts), chosen.choice(ends)) for _ in range(20)]
    stretches = [stretch_features(setting, *span) for span in spans]
    rows = [*start_features(setting), *end_features(setting), *stretches]
    weights = {name: round(chosen.uniform(-2, 2), 3) for names in rows for name in names}
    around, tables = Around(setting), SpanTables.of(weights)
    low, high = tables.place_scores(around, setting)
    assert low.tolist() == pytest.approx(summed(start_features(setting), weights), abs=1e-12)
    assert high.tolist() == pytest.approx(summed(end_features(setting), weights), abs=1e-12)
    assert tables.stretches.scores(around, setting, spans).tolist() == pytest.approx(summed(stretches, weights), abs=1e-12)


def test_every_weight_that_ships_is_in_a_table() -> None:
    """The tables hold as many weights as the model, so that no template is forgotten."""
    weights = {name: 1.0 for name in default_model().weights if name not in {CHANCE, AGREEMENT}}
    tables = SpanTables.of(weights)
    held = 0.0
    for side in (tables.starts, tables.ends):
        held += sum(side.marks.values()) + side.turn
        for table in (*side.measures.values(), *side.kinds.values(), *side.crossed.values()):
            held += float(np.sum(table))
        for words in (*side.singles, *side.after_pause, *side.after_break):
            held += sum(words.values())
        held += sum(sum(pairs.values()) for pairs in side.pairs)
    for name in tables.stretches.__slots__:
        table = getattr(tables.stretches, name)
        held += float(np.sum(table)) if isinstance(table, np.ndarray) else sum(table.values())
    assert held == len(weights)
