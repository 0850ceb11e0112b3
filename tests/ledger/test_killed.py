"""Programs killed at random moments leave whole operations or none."""

import os
import random
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.ledger.work_until_killed import KINDS, NEXT, prepare, tomorrows_migrations, work
from tracker import ledger as ledgers
from tracker.ledger import Ledger
from tracker.ledger.database import migrations, transactions

Make = Callable[[], str]


def kill_once(url: str, kind: str, seed: int, folder: str = "") -> list[str]:
    """Kills a program at work on a ledger; returns the marks of the operations that it had reported.

    The program is a copy of this process, so that it need not start again. The moment is a random one from when it begins
    to open the ledger, or has opened it, to well into the third operation.
    """
    rng = random.Random(seed)  # noqa: S311
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _child(url, kind, folder or f"{kind}{seed}", writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        waited = range(rng.choice((0, 1, 1, 2, 3)) if kind != "upgrade" else 1)
        told = [pipe.readline().decode().strip() for _each in waited]
        time.sleep(rng.uniform(0.0, 0.25 if kind == "upgrade" else 0.12))
        os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        told += pipe.read().decode().splitlines()
    assert os.WIFSIGNALED(status), f"{kind} {seed} ended by itself"
    return [mark for mark in told if mark != "ready"]


def _child(url: str, kind: str, name: str, writing: int) -> None:
    try:
        work(url, kind, name, lambda mark: os.write(writing, f"{mark}\n".encode()))
        time.sleep(60)
    except BaseException:  # noqa: BLE001 - nothing of the test run may go on in the copy
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(1)


def whole(opened: Ledger, told: list[str]) -> int:
    """The ledger verifies, no operation is there in part, and every reported one is there; returns how many are there."""
    with opened.begin() as session:
        assert ledgers.verify(session).faults == ()
        claims = ledgers.list_claims(session, with_events=True)
    marks = Counter(tag for claim in claims for tag in claim.tags)
    marks.update(str(event.details["note"]) for claim in claims for event in claim.events if event.kind == "resolve")
    marks.update(str(claim.source.doc) for claim in claims if claim.source)
    for mark, count in marks.items():
        assert count == int(mark.rpartition(" of ")[2]), mark
    assert set(told) <= set(marks)
    return len(marks)


def killed(make: Make, kind: str, seeds: range, folder: Path) -> Counter[str]:
    """Kills for every seed, twenty times a ledger, and looks at the ledger each time; counts how the killed operation was left."""
    found: Counter[str] = Counter()
    url, there = "", 0
    for place, seed in enumerate(seeds):
        if kind == "upgrade":
            found.update([killed_upgrade(make(), seed, folder / str(seed))])
            continue
        if place % 20 == 0:
            url, there = make(), 0
            prepare(url)
        told = kill_once(url, kind, seed)
        opened = ledgers.open_ledger(url, create=False)
        now = whole(opened, told)
        opened.close()
        # The last operation may have been kept, and its program killed before it could tell.
        assert now - there - len(told) in {0, 1}
        found.update(["whole" if now - there > len(told) else "nothing"])
        there = now
    return found


def killed_upgrade(url: str, seed: int, folder: Path) -> str:
    """Kills the creation of a ledger, or the upgrade of one with claims: it is done or not, and can be repeated."""
    folder.mkdir(parents=True)
    chosen, before = tomorrows_migrations(folder), None
    if seed % 2:
        prepare(url)
        before = migrations.HEAD
    else:
        empty(url)
    kill_once(url, "upgrade", seed, str(chosen))
    made = transactions.make_engine(transactions.parsed_url(url))
    opened = Ledger(url=url, created=False, engine=made)
    try:
        after = migrations.revision(made)
        assert after in {before, NEXT}
        for step in ("as it was left", "upgraded"):
            if after is not None or step == "upgraded":
                with opened.begin() as session:
                    report = ledgers.verify(session)
                    # The next schema is one that this program does not know; what is in the ledger must be whole all the same.
                faults = [fault for fault in report.faults if "migrations" not in fault]
                assert (faults, report.claims) == ([], 40 if before else 0), step
            migrations.migrate(made, folder=chosen)
            assert migrations.revision(made) == NEXT
    finally:
        opened.close()
    return "whole" if after == NEXT else "nothing"


def empty(url: str) -> None:
    """Empties a new ledger, so that its creation can be killed, too."""
    parsed = transactions.parsed_url(url)
    if parsed.get_backend_name() == "sqlite":
        Path(str(parsed.database)).unlink()
        return
    with sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool).connect() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")


@pytest.mark.parametrize("kind", KINDS)
def test_killed(new_url: Make, tmp_path: Path, kind: str) -> None:
    """A few random kills during each kind of operation, on both databases: all or nothing of each operation."""
    killed(new_url, kind, range(2), tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
def test_killed_fifty_times(new_url: Make, tmp_path: Path, kind: str) -> None:
    """The same fifty times for each kind, 200 times on each database; some of the moments lie before the end, some after."""
    found = killed(new_url, kind, range(100, 150), tmp_path)
    print(f"killed during {kind}: {dict(found)}")  # noqa: T201
    assert found["nothing"] >= 10
