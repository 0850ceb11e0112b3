"""The measuring of ledgers, on a small one: what it measures works, and keeps its proportions."""

from pathlib import Path

import pytest

from tests.benchmarks.ledger_speed import SAMPLE, measure


def test_small_ledger_is_measured(tmp_path: Path) -> None:
    """Every question is answered, and an import is not hopelessly slower than raw inserts."""
    found = measure(300, f"sqlite:///{tmp_path}/ledger.sqlite3", lambda name: f"sqlite:///{tmp_path}/{name}.sqlite3", repeats=3)
    assert found["claims"] == 300
    assert found["import_against_executemany"] > 0.05
    assert {"list", "due", "show", "search two words"} <= found["milliseconds"].keys()


@pytest.mark.bench
def test_bulk_import_is_a_fifth_of_raw_inserts(tmp_path: Path) -> None:
    """On the same rows into the same tables, best of three, since the machine may be busy with something else."""
    folders = [tmp_path / str(place) for place in range(3)]
    for folder in folders:
        folder.mkdir()
    found = [
        measure(SAMPLE, f"sqlite:///{folder}/ledger.sqlite3", lambda name, folder=folder: f"sqlite:///{folder}/{name}.sqlite3")  # type: ignore[misc]
        for folder in folders
    ]
    assert max(each["import_against_executemany"] for each in found) >= 0.2
    for name in ("list", "due", "show", "search two words"):
        assert min(each["milliseconds"][name]["p95"] for each in found) < 150
