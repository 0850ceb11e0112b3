"""The pages answer at once on a ledger of a hundred thousand claims, and the server's memory stays as it is."""

import json
import os

import pytest

from tests.benchmarks.web_speed import measure

CLAIMS = int(os.environ.get("TRACKER_BENCH_CLAIMS", "100000"))


@pytest.mark.bench
def test_pages_answer_within_150_ms_and_memory_is_flat() -> None:
    """The 95th percentile of each page, and the memory after 200 requests against that after 2,000."""
    found = measure(CLAIMS, 2000)
    print(json.dumps(found))  # noqa: T201 - reported
    assert {page: each["p95"] for page, each in found["milliseconds"].items() if each["p95"] >= 150} == {}
    assert found["memory_mb"]["late"] < 1.2 * found["memory_mb"]["early"]
