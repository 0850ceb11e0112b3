"""Ledgers to test on: a fresh one on SQLite and on PostgreSQL for every test that asks for `ledger`."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.made_ledgers import autocommit, rendered
from tracker import ledger as ledgers
from tracker.ledger import Ledger
from tracker.ledger.database.migrations import HEAD
from tracker.ledger.database.transactions import parsed_url

Opener = Callable[[], Ledger]
_numbers = itertools.count(1)
#: The process of the run, for the databases of all of them stand on one server.
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")


@pytest.fixture
def new_sqlite(sqlite_template: Path, tmp_path: Path) -> Callable[[], str]:
    """Creates empty SQLite ledgers, each with its own id; returns their URLs."""

    def make() -> str:
        path = tmp_path / f"ledger{next(_numbers)}.sqlite3"
        shutil.copy(sqlite_template, path)
        return f"sqlite:///{path}"

    return make


@pytest.fixture
def new_postgres(postgres_server: str, spare_databases: list[str]) -> Iterator[Callable[[], str]]:
    """Creates empty PostgreSQL ledgers; returns their URLs."""
    url = sa.engine.make_url(postgres_server)
    used = []

    def make() -> str:
        spare = spare_databases.pop() if spare_databases else None
        if spare is not None and _empty(url.set(database=spare)):
            used.append(spare)
        else:
            used.append(f"ledger_{_WORKER}_{next(_numbers)}")
            with autocommit(url) as connection:
                connection.exec_driver_sql(f"CREATE DATABASE {used[-1]} TEMPLATE template_ledger")
        return rendered(url.set(database=used[-1]))

    yield make
    spare_databases.extend(used)


def _empty(url: sa.engine.URL) -> bool:
    """Takes out every row but the ledger's own, unless a test has changed the schema; says whether it did.

    A replica's session is the one to which triggers do not speak. Few rows are deleted in a tenth of the time that tables are
    truncated in.
    """
    with autocommit(url) as connection:
        if connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() != HEAD:
            return False
        connection.exec_driver_sql("SET session_replication_role = replica")
        tables = [name for name in ledger_tables(connection) if name not in {"alembic_version", "ledgers"}]
        connection.exec_driver_sql("; ".join(f"DELETE FROM {name}" for name in [*tables, "ledgers"]))  # noqa: S608
        connection.exec_driver_sql("INSERT INTO ledgers (id, own, length, head) VALUES ('0', true, 0, '')")
        return True


def ledger_tables(connection: sa.Connection) -> list[str]:
    return sa.inspect(connection).get_table_names()


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Creates empty ledgers on either database; returns their URLs."""
    maker: Callable[[], str] = request.getfixturevalue("new_sqlite" if request.param == "sqlite" else "new_postgres")

    def make() -> str:
        url = maker()
        _identify(url)
        return url

    return make


def _identify(url: str) -> None:
    """Gives an empty ledger an id of its own."""
    opened = ledgers.open_ledger(url)
    with opened.begin() as session:
        session.execute(sa.text("UPDATE ledgers SET id = :id"), {"id": f"{next(_numbers):016x}"})
    opened.close()


@pytest.fixture
def empty(sqlite_template: Path) -> Callable[[str], None]:
    """Empties a ledger that no command has open, and gives it another id; this is quicker than creating one."""

    def anew(url: str) -> None:
        parsed = parsed_url(url)
        if parsed.get_backend_name() == "sqlite":
            for ending in ("-wal", "-shm"):
                Path(f"{parsed.database}{ending}").unlink(missing_ok=True)
            shutil.copy(sqlite_template, str(parsed.database))
        else:
            assert _empty(parsed)
        _identify(url)

    return anew


@pytest.fixture
def new_ledger(new_url: Callable[[], str]) -> Iterator[Opener]:
    """Opens empty ledgers on either database."""
    opened: list[Ledger] = []

    def make() -> Ledger:
        opened.append(ledgers.open_ledger(new_url()))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


@pytest.fixture
def ledger(new_ledger: Opener) -> Ledger:
    """An empty ledger, once on SQLite and once on PostgreSQL."""
    return new_ledger()


@pytest.fixture
def sqlite_ledger(new_sqlite: Callable[[], str]) -> Iterator[Ledger]:
    """An empty ledger on SQLite alone, for what does not depend on the database, such as how a file of another program is read."""
    opened = ledgers.open_ledger(new_sqlite())
    yield opened
    opened.close()
