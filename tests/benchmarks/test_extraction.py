"""The speed of extraction against bare spaCy on the same text in the same run, and where its time goes."""

import json
from pathlib import Path

import pytest

from tests.benchmarks.measuring import against_spacy, generated, growth, shares

RECORDED = Path(__file__).with_name("recorded.json")
ALLOWED = 0.75
"""How much of the recorded ratio must be left."""


@pytest.mark.bench
def test_extraction_keeps_its_ratio_to_spacy() -> None:
    """On a small text extraction is at least three quarters as many times as fast as spaCy as was recorded."""
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))["small"]["ratio"]
    best = 0.0
    for _ in range(3):  # a busy neighbour may spoil one measuring, not three
        best = max(best, against_spacy(generated(4, 1200), every=4, rounds=2)["ratio"])
        if best >= ALLOWED * recorded:
            return
    pytest.fail(f"{best} times bare spaCy, recorded {recorded}; profile, or record anew with `make bench`")


@pytest.mark.bench
def test_extraction_is_twice_as_fast_as_spacy() -> None:
    """Words per second on generated talks with about as many forecasts as people make."""
    assert against_spacy(generated(20, 4000), every=10, rounds=2)["ratio"] >= 2


@pytest.mark.bench
def test_the_shares_make_up_the_whole() -> None:
    """Every part is counted once."""
    found = shares(generated(20, 4000))
    assert sum(found.values()) == pytest.approx(1.0, abs=0.01)


@pytest.mark.bench
def test_time_grows_with_the_words() -> None:
    """A transcript of eighty thousand words is read at two thirds or more of the speed of one of five thousand."""
    speeds = growth((5_000, 80_000))
    assert speeds[80_000] >= speeds[5_000] * 2 / 3
