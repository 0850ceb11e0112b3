"""More files, more processes: time and memory."""

import os
from pathlib import Path

import pytest

from tests.benchmarks.measuring import jobs, memory


@pytest.mark.bench
@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="two processes need two cores")
def test_two_processes_are_nearly_twice_as_fast(tmp_path: Path) -> None:
    """On 200 transcripts `--jobs 2` is at least 1.7 times as fast as `--jobs 1`; the machine must be idle otherwise."""
    if os.getloadavg()[0] > 1.0:
        pytest.skip("the machine is busy; two processes would share what is left of it")
    assert jobs(tmp_path)["jobs_2_to_jobs_1"] >= 1.7


@pytest.mark.bench
def test_memory_does_not_grow_with_the_number_of_files(tmp_path: Path) -> None:
    """The peak for 2,000 transcripts is at most 1.3 times that for 20."""
    assert memory(tmp_path)["many_to_few"] <= 1.3
