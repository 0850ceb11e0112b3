"""The engine of a ledger, its settings, and its transactions."""

import logging
import os
import random
import sqlite3
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool, StaticPool

from tracker.boundary.address import without_password, without_secrets_of
from tracker.errors import LedgerError, LedgerVersionError
from tracker.ledger.database.waiting import LockWait, lock_postgresql, run_when_unlocked

Result = TypeVar("Result")

log = logging.getLogger(__name__)

BUSY_MILLISECONDS = 30_000
ATTEMPTS = 8
# PostgreSQL: serialization_failure, deadlock_detected.
RETRIED_STATES = frozenset({"40001", "40P01"})
# The classes of PostgreSQL's states for a failed connection, and for a server that is stopping or starting.
LOST_STATES = ("08", "57P")
LONGEST_PAUSE = 5.0


def default_url() -> str:
    """The URL of the SQLite ledger in the user's data folder."""
    import platformdirs

    return f"sqlite:///{Path(platformdirs.user_data_dir('claims-tracker', appauthor=False)) / 'ledger.sqlite3'}"


def parsed_url(url: str) -> URL:
    """The URL with the driver this project uses; raises LedgerError for a database that it cannot use."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise LedgerError(
            f"{without_password(url)!r} is not a database URL; write sqlite:////path/to/file or postgresql://host/name"
        ) from None
    if parsed.drivername in {"postgresql", "postgres"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise LedgerError(f"a ledger needs SQLite or PostgreSQL, not {parsed.drivername}")
    if parsed.get_backend_name() == "sqlite":
        _check_sqlite(parsed)
    return parsed


def _check_sqlite(parsed: URL) -> None:
    """Raises LedgerError for an SQLite address with another driver, a host, options, or an impossible path."""
    plain = parsed.drivername in {"sqlite", "sqlite+pysqlite"} and not (parsed.host or parsed.username or parsed.query)
    if not plain or "\0" in (parsed.database or ""):
        raise LedgerError("the address of an SQLite ledger is sqlite:////path/to/file or sqlite:///file, and nothing more")


def one_line(error: BaseException) -> str:
    """A driver's error message, on one line."""
    original = getattr(error, "orig", None) or error
    return " ".join(str(original).split()) or type(original).__name__


def cannot_open(url: URL, error: BaseException) -> LedgerError:
    """The error for a database that cannot be opened, without the password in its URL."""
    said = without_secrets_of(url.render_as_string(hide_password=False), one_line(error))
    return LedgerError(f"cannot open the ledger at {shown_url(url)}: {said}")


def shown_url(url: URL) -> str:
    """The address without passwords, also in its query."""
    return without_password(url.render_as_string(hide_password=True))


# These read the file, and so wait while another program locks it.
PRAGMAS = ("PRAGMA foreign_keys = ON", "PRAGMA synchronous = FULL", "PRAGMA cache_size = -32000", "PRAGMA temp_store = MEMORY")


def _prepare_sqlite(connection: Any, _record: Any, *, where: str, lock_wait: LockWait) -> None:
    # SQLAlchemy's documented way to real transactions with pysqlite: not the driver but `_begin` begins them.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    run_when_unlocked(connection, where, PRAGMAS, lock_wait)


def _begin(connection: Connection, *, where: str, lock_wait: LockWait) -> None:
    # Reading a table at once fixes the snapshot, so that no lock of another program is met later.
    reading = ("BEGIN", "SELECT 1 FROM sqlite_master LIMIT 1")
    writes = connection.get_execution_options().get("tracker_write", True)
    try:
        run_when_unlocked(connection.connection.dbapi_connection, where, ("BEGIN IMMEDIATE",) if writes else reading, lock_wait)
    except sqlite3.Error as error:
        raise LedgerError(f"the ledger at {where} refused: {one_line(error)}") from error


def read_only(url: URL) -> bool:
    """Whether a URL names an SQLite file that this process may not write, or one in a folder where it may not."""
    if url.get_backend_name() != "sqlite" or not exists(url):
        return False
    path = Path(str(url.database)).expanduser()
    ways = {"effective_ids": True} if os.access in os.supports_effective_ids else {}
    return not all(os.access(each, os.W_OK, **ways) for each in (path, path.absolute().parent))


def _connect_read_only(path: Path) -> sqlite3.Connection:
    # SQLite creates files beside the ledger even to read it, unless told that nobody writes; without a write-ahead log nobody
    # does.
    ahead = path.with_name(path.name + "-wal")
    unchanging = "" if ahead.exists() and ahead.stat().st_size else "&immutable=1"
    return sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro{unchanging}", uri=True, check_same_thread=False)


def make_engine(url: URL, lock_wait: LockWait | None = None) -> Engine:
    """An engine for a parsed URL; no connection is opened yet."""
    patient = lock_wait or LockWait()
    if url.get_backend_name() == "sqlite":
        creator: dict[str, Any] = {}
        if read_only(url):
            path = Path(str(url.database)).expanduser()
            creator = {"creator": lambda: _connect_read_only(path)}
        if url.database in {None, "", ":memory:"}:
            engine = sa.create_engine(url, poolclass=StaticPool)
        else:
            # One connection stays open: closing the last one merges the log into the file, which takes longer than a decision.
            engine = sa.create_engine(url, poolclass=QueuePool, pool_size=1, max_overflow=32, **creator)
        where = url.render_as_string(hide_password=True)
        sa.event.listen(engine, "connect", partial(_prepare_sqlite, where=where, lock_wait=patient))
        sa.event.listen(engine, "begin", partial(_begin, where=where, lock_wait=patient))
        _forget_after_fork(engine)
        return engine
    try:
        engine = sa.create_engine(url, pool_size=1, max_overflow=32, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    except (ImportError, NoSuchModuleError):
        raise LedgerError("PostgreSQL needs a driver: pip install 'claims-tracker[postgres]'") from None
    _forget_after_fork(engine)
    return engine


def _forget_after_fork(engine: Engine) -> None:
    """Keeps a child process from using its parent's connections, which neither database allows."""
    known = weakref.ref(engine)

    def forget() -> None:
        inherited = known()
        if inherited is not None:
            inherited.dispose(close=False)

    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=forget)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """An open ledger. `created` tells whether opening it created it; with another `schema` than this it takes no writes."""

    url: str
    created: bool
    engine: Engine
    lock_wait: LockWait = field(default_factory=LockWait)
    schema: str | None = None

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """A write transaction: committed when the block ends, rolled back when it raises. Writers wait for one another.

        Database errors are raised as LedgerError with a one-line message.
        """
        with self._transaction(write=True) as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A read-only transaction with one consistent snapshot; it waits for no writer, and writes in it are lost or refused."""
        with self._transaction(write=False) as session:
            yield session

    def run(self, function: Callable[[Session], Result]) -> Result:
        """The result of `function`, called in a write transaction and called again when the database asks for a retry.

        PostgreSQL reports serialization failures, deadlocks, and connections that were lost; where one was lost while the
        transaction ended, the next attempt first looks for its last event, so that nothing is done twice. Raises LedgerError
        after eight attempts.
        """
        ended: tuple[Result, str | None] | None = None
        for attempt in range(ATTEMPTS):
            done: list[Result] = []
            info: dict[Any, Any] = {}
            try:
                with self._session(write=True) as session:
                    if ended is not None and _holds(session, ended[1]):
                        return ended[0]
                    ended = None
                    info = session.info
                    done.append(function(session))
            except DBAPIError as error:
                lost = is_lost(error)
                if not (lost or is_transient(error)) or attempt == ATTEMPTS - 1:
                    unsure = "; whether the change was kept could not be checked" if ended or (done and lost) else ""
                    raise LedgerError(f"the ledger refused: {one_line(error)}{unsure}") from error
                log.info("transaction begun again", extra={"numbers": {"attempt": attempt + 1}})
                time.sleep(min(LONGEST_PAUSE, (0.2 if lost else 0.01) * 2**attempt) * random.uniform(0.5, 1.5))  # noqa: S311
                if done and lost:
                    ended = done[0], info.get("appended")
            else:
                return done[0]
        raise AssertionError

    def close(self) -> None:
        """Closes every connection."""
        self.engine.dispose()

    @contextmanager
    def _transaction(self, *, write: bool) -> Iterator[Session]:
        try:
            with self._session(write=write) as session:
                yield session
        except SQLAlchemyError as error:
            raise LedgerError(f"the ledger refused: {one_line(error)}") from error

    @contextmanager
    def _session(self, *, write: bool) -> Iterator[Session]:
        options: dict[str, Any] = {"tracker_write": write}
        if not write and self.engine.dialect.name == "postgresql":
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with (
            self.engine.connect().execution_options(**options) as connection,
            connection.begin(),
            Session(connection, expire_on_commit=False) as session,
        ):
            if write and self.engine.dialect.name == "postgresql":
                lock_postgresql(connection, self.lock_wait)
            if write and self.schema is not None:
                self._check_schema(connection)
            yield session
            session.flush()

    def _check_schema(self, connection: Connection) -> None:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if found != self.schema:
            raise LedgerVersionError(
                f"the ledger at {self.url} was upgraded to schema {found} while this program had it open with {self.schema}; "
                "nothing was changed: start the program again"
            )


def _holds(session: Session, event_hash: str | None) -> bool:
    return session.execute(sa.text("SELECT 1 FROM events WHERE hash = :hash"), {"hash": event_hash}).first() is not None


def is_transient(error: DBAPIError) -> bool:
    """Whether a retry of the transaction may succeed."""
    state = getattr(error.orig, "sqlstate", None)
    return state in RETRIED_STATES or (isinstance(error, OperationalError) and "database is locked" in str(error.orig))


def is_lost(error: DBAPIError) -> bool:
    """Whether the connection to a server was lost, or is not back yet."""
    if sqlite3.Error in type(error.orig).__mro__:
        return False
    state = getattr(error.orig, "sqlstate", None)
    return bool(error.connection_invalidated) or (
        isinstance(error, OperationalError) and (state is None or state.startswith(LOST_STATES))
    )


def make_folder(url: URL) -> None:
    """Creates the folder of an SQLite ledger, and its file, still empty; both accessible to their owner only.

    SQLite gives the files that it creates beside a ledger the same permissions. What exists already stays unchanged.
    """
    if url.get_backend_name() != "sqlite" or url.database in {None, "", ":memory:"} or str(url.database).startswith(("file:", "~")):
        return
    path = Path(str(url.database))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def sqlite_file(url: str) -> Path | None:
    """The file that an SQLite URL names; None for a server, a database in memory, or an invalid URL."""
    try:
        parsed = parsed_url(url)
    except LedgerError:
        return None
    return (
        Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database not in {None, "", ":memory:"} else None
    )


def exists(url: URL) -> bool:
    """Whether the file of an SQLite ledger exists; True for a server, which is asked when it is opened."""
    return url.get_backend_name() != "sqlite" or (url.database not in {None, ""} and Path(str(url.database)).exists())
