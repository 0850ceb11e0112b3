"""Krippendorff's alpha is what its author's examples and an independent implementation give."""

import math

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.scoring.reader_agreement import agreement

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), example A: two observers, ten articles, binary.
TWO = ("0100000000", "1110010100")


def units(rows: tuple[str, ...]) -> list[dict[str, str]]:
    return [{str(reader): value for reader, value in enumerate(column)} for column in zip(*rows, strict=True)]


def independent(rows: list[list[int | None]]) -> float:
    table = np.array([[np.nan if value is None else value for value in row] for row in rows], dtype=float)
    return float(krippendorff.alpha(reliability_data=table, level_of_measurement="nominal"))


def test_two_observers_of_binary_data() -> None:
    """Ten articles, two observers, six agreements: alpha 0.095."""
    found = agreement(units(TWO))
    assert found.alpha == pytest.approx(0.095, abs=0.0005)
    assert (found.units, found.agreeing, found.pairs, found.share) == (10, 6, 10, 0.6)


@given(st.lists(st.lists(st.sampled_from([None, 0, 1, 2]), min_size=3, max_size=3), min_size=2, max_size=12))
def test_alpha_is_that_of_an_independent_implementation(columns: list[list[int | None]]) -> None:
    """Three readers, three values, any pattern of gaps."""
    found = agreement([{str(at): value for at, value in enumerate(column) if value is not None} for column in columns])
    paired = [column for column in columns if sum(value is not None for value in column) >= 2]
    if found.alpha is None:
        assert len({value for column in paired for value in column if value is not None}) <= 1
        return
    rows = [list(row) for row in zip(*columns, strict=True)]
    assert math.isclose(found.alpha, independent(rows), abs_tol=1e-9)


def test_one_reader_is_no_agreement() -> None:
    """A unit that one reader judged counts for nothing."""
    found = agreement([{"ana": "accept"}, {"ben": "reject"}])
    assert (found.units, found.pairs, found.share, found.alpha) == (0, 0, None, None)
