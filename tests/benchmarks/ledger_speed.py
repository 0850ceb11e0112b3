"""Measures a ledger of N claims: bulk import against raw executemany, then list, due, search and show inside the process.

Usage: python -m tests.benchmarks.ledger_speed N [URL]. Prints one JSON object. Without a URL it works on a new SQLite file,
which it removes.
"""

import datetime as dt
import json
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.benchmarks.ledger_rows import lines, vocabulary
from tracker import ledger
from tracker.ledger import ClaimFilter, Ledger, Order
from tracker.ledger.models import ClaimRow, EventRow, JudgementRow, QuantityRow, TagRow
from tracker.records import Status

NOW = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
TABLES: tuple[type[Any], ...] = (EventRow, ClaimRow, QuantityRow, TagRow, JudgementRow)
SAMPLE = 20_000


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


def questions(opened: Ledger, count: int, repeats: int) -> dict[str, dict[str, float]]:
    """How long the questions of a working day take, as percentiles in milliseconds."""
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
        "list tag": lambda: ClaimFilter(limit=100, tag=rng.choice(("energy", "space"))),
        "list as of": lambda: ClaimFilter(limit=100, said_after=day(), as_of=dt.date(2024, 6, 1)),
        "due": lambda: ClaimFilter(
            limit=100, statuses=(Status.ACCEPTED,), pending=True, due_after=dt.date(2024, 1, 1), due_before=day(), order=Order.DUE
        ),
        "due today": lambda: ClaimFilter(
            limit=100, statuses=(Status.ACCEPTED,), pending=True, due_before=dt.date(2025, 12, 31), order=Order.DUE
        ),
        "search two words": lambda: ClaimFilter(limit=100, text=f"{rng.choice(words[:3000])} {rng.choice(words[:3000])}"),
        "search common word": lambda: ClaimFilter(limit=100, text=rng.choice(words[:20])),
        "search rare word": lambda: ClaimFilter(limit=100, text=rng.choice(words[5000:])),
        "search phrase": lambda: ClaimFilter(limit=100, text=f'"{rng.choice(words[:100])} {rng.choice(words[:100])}"'),
        "search prefix": lambda: ClaimFilter(limit=100, text=f"{rng.choice(words[2000:])[:5]}*"),
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
    return time.perf_counter() - start


def raw(source: Ledger, target: Ledger) -> float:
    """Seconds to insert the same rows into the same tables by the driver's own executemany, prepared beforehand."""
    rows: list[tuple[str, list[tuple[Any, ...]]]] = []
    with source.engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        spoken = connection.exec_driver_sql("SELECT number, name, person FROM speakers").fetchall()
        own = connection.exec_driver_sql("SELECT id, own, length, head FROM ledgers").fetchall()
        for table in TABLES:
            names = [column.name for column in table.__table__.columns]
            found = connection.exec_driver_sql(f"SELECT {', '.join(names)} FROM {table.__tablename__}").fetchall()  # noqa: S608
            marks = ", ".join(["?" if sqlite else "%s"] * len(names))
            rows.append((f"INSERT INTO {table.__tablename__} ({', '.join(names)}) VALUES ({marks})", [tuple(row) for row in found]))  # noqa: S608
    with target.engine.connect() as connection, connection.begin():
        mark = "?" if sqlite else "%s"
        connection.exec_driver_sql("DELETE FROM ledgers")
        cursor: Any = connection.connection.cursor()
        cursor.executemany(f"INSERT INTO ledgers VALUES ({', '.join([mark] * 4)})", [tuple(row) for row in own])  # noqa: S608
        cursor.executemany(f"INSERT INTO speakers VALUES ({', '.join([mark] * 3)})", [tuple(row) for row in spoken])  # noqa: S608
        start = time.perf_counter()
        for statement, values in rows:
            cursor.executemany(statement, values)
        return time.perf_counter() - start


def measure(count: int, url: str, spare: Callable[[str], str], repeats: int = 40) -> dict[str, Any]:
    """Everything, for one size on one database."""
    small, copy = ledger.open_ledger(spare("small")), ledger.open_ledger(spare("copy"))
    sample = min(count, SAMPLE)
    took = bulk(small, sample)
    plain = raw(small, copy)
    opened = ledger.open_ledger(url)
    seconds = bulk(opened, count)
    if opened.engine.dialect.name == "postgresql":
        with opened.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("ANALYZE"))
    found = {
        "claims": count,
        "database": opened.engine.dialect.name,
        "import_claims_per_second": round(count / seconds),
        "import_seconds": round(seconds, 1),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "import_against_executemany": round(plain / took, 2),
        "executemany_claims_per_second": round(sample / plain),
        "milliseconds": questions(opened, count, repeats),
    }
    for each in (small, copy, opened):
        each.close()
    return found


def main(count: int, url: str | None = None) -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as folder:
        if url is None:
            found = measure(count, f"sqlite:///{folder}/ledger.sqlite3", lambda name: f"sqlite:///{folder}/{name}.sqlite3")
            found["file_mb"] = round(Path(folder, "ledger.sqlite3").stat().st_size / 1e6)
        else:
            base = sa.engine.make_url(url)
            found = measure(
                count, url, lambda name: base.set(database=f"{base.database}_{name}").render_as_string(hide_password=False)
            )
    print(json.dumps(found, indent=1))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
