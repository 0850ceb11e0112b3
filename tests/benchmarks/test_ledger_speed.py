"""The benchmark of ledgers on a small one: every step works, in proportion to the others."""

import json
from pathlib import Path

import pytest

from tests.benchmarks import ledger_speed, ledger_table, pages
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


def test_table_tells_what_was_measured() -> None:
    """Each figure stands in the column of its database and size, and the rest of the page stays."""
    rows = [
        {"step": "import", "claims": 10_000, "database": "sqlite", "claims_per_second": 2000, "peak_memory_mb": 110},
        {"step": "raw", "claims": 10_000, "database": "sqlite", "claims_per_second": 5000, "peak_memory_mb": 90},
        {"step": "questions", "claims": 1_000_000, "database": "postgresql", "milliseconds": {"due": {"p50": 1.2, "p95": 7.8}}},
    ]
    made = ledger_table.table(ledger_table.recorded("\n".join(map(json.dumps, rows))))
    assert "| bulk import, claims/s | 2,000 | - | - | - | - | - |" in made
    assert "| import against executemany | 0.40 | - | - | - | - | - |" in made
    assert "| due, p50 / p95 ms | - | - | - | - | - | 1 / 8 |" in made
    page = f"one\n{ledger_table.BEGIN}\nold\n{ledger_table.END}\ntwo\n"
    assert pages.rewritten(page, ledger_table.BEGIN, ledger_table.END, "new") == page.replace("old", "new")


@pytest.mark.bench
def test_bulk_import_is_a_fifth_of_raw_inserts(tmp_path: Path) -> None:
    """On the same rows into the same tables, best of three, since the machine may be busy with something else."""
    found = [measure(SAMPLE, f"sqlite:///{tmp_path}/ledger{place}.sqlite3") for place in range(3)]
    assert max(each["import"]["claims_per_second"] / each["raw"]["claims_per_second"] for each in found) >= 0.2
    for name in ("list", "due", "show", "search two words"):
        assert min(each["questions"]["milliseconds"][name]["p95"] for each in found) < 150
