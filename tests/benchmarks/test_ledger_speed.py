"""The measuring of ledgers, on a small one: what it measures works, and keeps its proportions."""

from pathlib import Path

import pytest

from tests.benchmarks import ledger_speed
from tests.benchmarks.ledger_speed import SAMPLE, STEPS, measure


def test_small_ledger_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every step works, and an import is not hopelessly slower than raw inserts."""
    monkeypatch.setattr(ledger_speed, "REPEATS", 3)
    url = f"sqlite:///{tmp_path}/ledger.sqlite3"
    found = {name: step(url, 300) for name, step in STEPS.items()}
    assert found["import"]["claims_per_second"] > 0.05 * found["raw"]["claims_per_second"]
    assert {"list", "due", "show", "search two words"} <= found["questions"]["milliseconds"].keys()
    assert found["verify"]["events"] >= 900
    assert found["export"]["lines"] == 300


@pytest.mark.bench
def test_bulk_import_is_a_fifth_of_raw_inserts(tmp_path: Path) -> None:
    """On the same rows into the same tables, best of three, since the machine may be busy with something else."""
    found = [measure(SAMPLE, f"sqlite:///{tmp_path}/ledger{place}.sqlite3") for place in range(3)]
    assert max(each["import"]["claims_per_second"] / each["raw"]["claims_per_second"] for each in found) >= 0.2
    for name in ("list", "due", "show", "search two words"):
        assert min(each["questions"]["milliseconds"][name]["p95"] for each in found) < 150
