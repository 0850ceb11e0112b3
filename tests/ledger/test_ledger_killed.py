"""Programs killed at random moments leave whole operations or none."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from tracker import ledger as ledgers
from tracker.ledger import Ledger

WORKER = Path(__file__).with_name("work_until_killed.py")
ROOT = Path(__file__).resolve().parents[2]


def kill_once(url: str, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    command = [sys.executable, str(WORKER), url, str(seed)]
    worker = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    assert worker.stdout
    assert worker.stderr
    # A random moment: while it opens, or makes, the ledger; else after some operations, in the midst of the next.
    worker.stdout.read(1 + rng.choice((0, 0, 2, 5, 9)))
    time.sleep(rng.uniform(0.0, 0.3))
    worker.send_signal(signal.SIGKILL)
    assert worker.wait() == -signal.SIGKILL, worker.stderr.read().decode()
    worker.stdout.close()
    worker.stderr.close()


def whole(opened: Ledger) -> None:
    """The ledger verifies, and no operation is there in part."""
    with opened.begin() as session:
        assert ledgers.verify(session).faults == ()
        for record in ledgers.sources(session):
            assert record.claims == 2, "an extraction in part"
        claims = ledgers.list_claims(session, with_events=True)
    marks = Counter(tag for claim in claims for tag in claim.tags)
    marks.update(str(event.details["note"]) for claim in claims for event in claim.events if event.kind == "resolve")
    for mark, count in marks.items():
        assert count == int(mark.rpartition(" of ")[2]), mark


def killed(url: str, seeds: range) -> None:
    for seed in seeds:
        kill_once(url, seed)
        opened = ledgers.open_ledger(url)
        whole(opened)
        opened.close()
    assert ledgers.status(url).counts["events"] > 0, "no worker came to work"


def empty_postgres(url: str) -> str:
    """The database without its tables, so that the making of the ledger can be killed too."""
    with sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool).connect() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    return url


def test_killed_on_sqlite(tmp_path: Path) -> None:
    """A few random kills from an empty folder on: all or nothing of each operation."""
    killed(f"sqlite:///{tmp_path}/ledger.sqlite3", range(3))


def test_killed_on_postgresql(new_postgres: Callable[[], str]) -> None:
    """The same on PostgreSQL."""
    killed(empty_postgres(new_postgres()), range(3))


@pytest.mark.soak
def test_killed_a_hundred_times_on_sqlite(tmp_path: Path) -> None:
    """The same a hundred times, ten to a ledger."""
    for start in range(100, 200, 10):
        killed(f"sqlite:///{tmp_path}/ledger{start}.sqlite3", range(start, start + 10))


@pytest.mark.soak
def test_killed_a_hundred_times_on_postgresql(new_postgres: Callable[[], str]) -> None:
    """The same a hundred times, ten to a ledger."""
    for start in range(100, 200, 10):
        killed(empty_postgres(new_postgres()), range(start, start + 10))
