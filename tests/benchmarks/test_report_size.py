"""A report of 10,000 claims: how long it takes, how much memory, and how heavy its first page is."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = """
import json, resource, sys, time
sys.path.insert(0, sys.argv[3])
from tests.sample_claims import AS_OF, ledger
from tracker.reports.site.build import build_site
claims = ledger(int(sys.argv[1]))
began = time.perf_counter()
seen = []
site = build_site(claims, sys.argv[2], as_of=AS_OF, progress=lambda done, total: seen.append(done))
took = time.perf_counter() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
found = {"claims": len(claims), "seconds": round(took, 1), "peak MB": round(peak), "pages": site.pages, "steps": len(seen)}
print(json.dumps(found))
"""


def built(size: int, out: Path) -> dict[str, float]:
    """What building a site of many claims takes, in a process of its own."""
    done = subprocess.run([sys.executable, "-c", BUILD, str(size), str(out), str(ROOT)], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    found["overview KB"] = round((out / "index.html").stat().st_size / 1000)
    found["list KB"] = round((out / "claims.html").stat().st_size / 1000)
    return found


@pytest.mark.bench
def test_ten_thousand_claims_in_less_than_a_gigabyte_with_a_light_first_page(tmp_path: Path) -> None:
    found = built(10_000, tmp_path / "site")
    print(json.dumps(found))  # noqa: T201
    assert found["steps"] == found["pages"]
    assert found["peak MB"] < 1000
    assert found["overview KB"] < 150
    assert found["list KB"] < 1000
