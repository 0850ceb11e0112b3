"""Many transcripts at once: order, failures, processes and a cluster."""

import os
import select
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.errors import TrackerError
from tracker.extract import ExtractOptions
from tracker.extract.batch import Job, extract_all, open_bytes, work
from tracker.transcripts import Declared

SAID = (
    "I think we will open a second plant by the end of 2027. It rained.",
    "We expect prices to halve by 2030, and it is sixty forty that the merger closes.",
    "Host: What comes next year?\n\nAda Vance: Two to three years from now we will have a thousand people.",
    "It was fine weather, and nobody said a word about what is to come.",
)


@pytest.fixture
def names(tmp_path: Path) -> list[str]:
    """The paths of a few short talks."""
    paths = [tmp_path / f"2025-03-1{place}-talk.txt" for place in range(len(SAID))]
    for path, said in zip(paths, SAID, strict=True):
        path.write_text(said + "\n", encoding="utf-8")
    return [str(path) for path in paths]


def jobs(*names: str) -> Iterator[Job]:
    """A job for each file."""
    return (Job(name=name, declared=Declared()) for name in names)


def test_a_bad_file_is_reported_and_the_rest_goes_on(tmp_path: Path, names: list[str]) -> None:
    """Results come in the order of the jobs; the missing and the empty file carry their line."""
    empty = tmp_path / "2024-01-01-empty.txt"
    empty.write_bytes(b"")
    found = list(extract_all(jobs(names[0], str(tmp_path / "none.txt"), str(empty), names[1]), ExtractOptions()))
    assert [each.name for each in found] == [names[0], str(tmp_path / "none.txt"), str(empty), names[1]]
    assert [each.error is None for each in found] == [True, False, False, True]
    assert "none.txt" in (found[1].error or "")


def test_whatever_one_file_does_the_rest_goes_on(names: list[str]) -> None:
    """Content of a wrong type is reported in one line with the file's name, and the other files are extracted."""
    odd = Job(name="odd.txt", declared=Declared(), data=3)  # type: ignore[arg-type] # what nobody expects
    first, second = extract_all([odd, *jobs(names[0])], ExtractOptions())
    assert first.error is not None
    assert first.error.startswith("odd.txt: ")
    assert "\n" not in first.error
    assert second.error is None


def test_two_processes_find_what_one_finds(names: list[str]) -> None:
    """The same forecasts in the same order, whatever the number of workers."""
    one = list(extract_all(jobs(*names), ExtractOptions()))
    assert [bool(each.forecasts) for each in one] == [True, True, True, False]
    assert list(extract_all(jobs(*names), ExtractOptions(), workers=2)) == one


def test_it_tells_how_far_a_transcript_is(names: list[str]) -> None:
    """The reported progress rises to 1, and the forecasts are the same as without reporting."""
    shares: list[float] = []
    found = list(extract_all(jobs(names[1]), ExtractOptions(), on_progress=shares.append))
    assert shares[:2] == [0.5, 1.0]
    assert found == list(extract_all(jobs(names[1]), ExtractOptions()))


def test_a_url_is_opened_and_a_wrong_one_gives_one_line(tmp_path: Path) -> None:
    """A path with a scheme is opened by fsspec."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"words")
    assert open_bytes(f"file://{path}") == b"words"
    with pytest.raises(TrackerError, match="cannot be read"):
        open_bytes(f"file://{tmp_path}/missing.txt")


def test_devices_and_huge_files_are_not_read(tmp_path: Path, names: list[str]) -> None:
    """An endless device, a folder and a file of a terabyte are refused before a byte is read; a pipe is read."""
    huge = tmp_path / "2024-01-01-huge.txt"
    with huge.open("wb") as file:
        file.truncate(10**12)  # a hole, which takes no room
    pipe = tmp_path / "2024-01-01-pipe.txt"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"We will open it in 2031.",))
    writer.start()
    found = list(extract_all(jobs("/dev/zero", str(tmp_path), str(huge), str(pipe), f"file://{huge}"), ExtractOptions()))
    writer.join()
    assert "/dev/zero: cannot be read (is a device, not a file)" in (found[0].error or "")
    assert "cannot be read (is a folder)" in (found[1].error or "")
    assert "larger than 100 MB" in (found[2].error or "")
    assert found[3].error is None
    assert "larger than 100 MB" in (found[4].error or "")


PARENT = """
import os, sys, time
from tracker.extract.batch import _processes
with _processes(2) as pool:
    futures = [pool.submit(time.sleep, 600) for _ in range(2)]
    pids = list(pool._processes)
    print(*pids, flush=True)
    futures[0].result()
"""


def test_workers_end_when_the_first_process_is_killed() -> None:
    """SIGKILL of the program leaves none of its workers behind, also while they work."""
    program = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    workers = [int(pid) for pid in program.stdout.readline().split()]
    assert len(workers) == 2
    program.kill()
    program.wait()
    # The workers hold the other end of its output: it ends when the last of them has ended.
    ready, _, _ = select.select([program.stdout], [], [], 60)
    assert ready
    assert program.stdout.read() == ""


def test_bytes_that_were_read_already_are_used() -> None:
    """Standard input is not read twice."""
    job = Job(name="-", declared=Declared(), data=b"We will open it in 2031.", reader="text")
    assert "--date" in (work(job, ExtractOptions()).error or "")


def test_a_scheduler_that_does_not_answer_is_said(names: list[str]) -> None:
    """One line with the address, after ten seconds or as soon as the settings of Dask say."""
    dask = pytest.importorskip("dask", reason="the extra `cluster` is not installed")
    pytest.importorskip("distributed")  # first: it adds its own settings when it is imported, which would be taken back below
    soon = dask.config.set({"distributed.comm.timeouts.connect": "200ms"})
    with soon, pytest.raises(TrackerError, match=r"127\.0\.0\.1:1"):
        list(extract_all(jobs(names[0]), ExtractOptions(), scheduler="tcp://127.0.0.1:1"))


def test_a_cluster_finds_what_one_process_finds(names: list[str]) -> None:
    """A Dask cluster gives the same results in the same order; its worker is a thread of this process, and gets its work by TCP."""
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, protocol="tcp", dashboard_address=None
    ) as cluster:
        found = list(extract_all(jobs(*names[:3]), ExtractOptions(), scheduler=cluster.scheduler_address))
    assert found == list(extract_all(jobs(*names[:3]), ExtractOptions()))
