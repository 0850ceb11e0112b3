"""The version of a ledger's schema, and upgrading it. Alembic is imported only when needed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from tracker.errors import LedgerError, LedgerVersionError
from tracker.ledger.database import transactions as engines

HEAD = "0004"
REVISIONS = ("0001", "0002", "0003", "0004")


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaStatus:
    """A ledger's URL, its schema version (None when empty), this program's schema version, its id and row counts."""

    url: str
    revision: str | None
    head: str
    ledger_id: str | None
    counts: dict[str, int]

    @property
    def current(self) -> bool:
        """Whether the ledger has this program's schema."""
        return self.revision == self.head


def migrations_folder() -> Path:
    """The folder of migrations: beside the package in a wheel, else at the top of a checkout."""
    package = Path(__file__).resolve().parent.parent.parent
    for folder in (package / "_migrations", package.parent / "migrations"):
        if (folder / "env.py").is_file():
            return folder
    raise LedgerError("the migrations are missing from this installation; reinstall claims-tracker")


def migrations() -> tuple[str, ...]:
    """The revisions of this program's migrations, oldest first. Raises LedgerError if one is missing."""
    there = {path.name.partition("_")[0] for path in (migrations_folder() / "versions").glob("*.py")}
    if missing := [each for each in REVISIONS if each not in there]:
        raise LedgerError(f"the migration {missing[0]} is missing from this installation; reinstall claims-tracker")
    return REVISIONS


def revision(engine: Engine) -> str | None:
    """The ledger's revision by one SELECT, or None when the database holds no ledger."""
    with engine.connect().execution_options(tracker_write=False) as connection:
        return _revision(connection)


def _revision(connection: Connection) -> str | None:
    if connection.dialect.name == "sqlite":
        tables = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            return None
        if not {"alembic_version", "ledgers", "events"} <= tables:
            where = connection.engine.url.render_as_string(hide_password=True)
            raise LedgerError(f"the SQLite file at {where} belongs to another program and was not touched; name another file")
    elif connection.exec_driver_sql("SELECT to_regclass('alembic_version')").scalar() is None:
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def check(engine: Engine) -> None:
    """Raises LedgerVersionError, which names the command to type, unless the ledger has this program's schema."""
    found = revision(engine)
    if found == HEAD:
        return
    where = engines.shown_url(engine.url)
    if found is None:
        raise LedgerError(f"there is no ledger at {where}; `tracker db upgrade` creates one")
    if found in REVISIONS:
        raise LedgerVersionError(f"the ledger at {where} has schema {found}, this program {HEAD}; type: tracker db upgrade")
    raise LedgerVersionError(
        f"the ledger at {where} has schema {found}, created by a newer program than this ({HEAD}); "
        "type: pip install --upgrade claims-tracker"
    )


def migrate(engine: Engine, to: str = "head", *, folder: Path | None = None) -> bool:
    """Upgrades the schema by the migrations in a folder (by default this program's), all or nothing; True if anything changed.

    Uses its own connection, with SQLite's foreign keys off and checked at the end, because recreating a table would otherwise
    delete the rows that refer to it.
    """
    from alembic import command
    from alembic.config import Config

    sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        in_memory = sqlite and engine.url.database in {None, "", ":memory:"}
        if not in_memory:
            # Never back to the pool: its foreign keys are off.
            connection.detach()
        if sqlite:
            _prepare(connection)
        with connection.begin():
            if not sqlite:
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7201960411)")
            before = _revision(connection)
            if before is not None and before not in REVISIONS:
                return False
            config = Config()
            config.set_main_option("script_location", str(folder or migrations_folder()).replace("%", "%%"))
            config.attributes["connection"] = connection
            command.upgrade(config, to)
            if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                raise LedgerError(
                    f"the migration would leave a row of {broken[0]} without its parent in {broken[2]}; nothing was changed"
                )
            done = _revision(connection) != before
        if in_memory:
            _set(connection, "PRAGMA foreign_keys = ON")
        return done


def _prepare(connection: Connection) -> None:
    _set(connection, "PRAGMA journal_mode = WAL")
    _set(connection, "PRAGMA foreign_keys = OFF")


def _set(connection: Connection, pragma: str) -> None:
    # Directly on the driver, since this pragma has no effect inside a transaction.
    cursor: Any = connection.connection.cursor()
    try:
        cursor.execute(pragma)
    finally:
        cursor.close()


def upgrade(url: str) -> SchemaStatus:
    """Upgrades the ledger at a URL to this program's schema, creating it if there is none, and returns its status.

    Raises LedgerVersionError if a newer program created it.
    """
    parsed = engines.parsed_url(url)
    engine = engines.make_engine(parsed)
    try:
        engines.make_folder(parsed)
        revision(engine)
        migrate(engine)
        check(engine)
    except (SQLAlchemyError, OSError) as error:
        raise engines.cannot_open(parsed, error) from error
    finally:
        engine.dispose()
    return status(url)


def status(url: str) -> SchemaStatus:
    """The status of the ledger at a URL; changes nothing. Raises LedgerError when it cannot be reached."""
    parsed = engines.parsed_url(url)
    if not engines.exists(parsed):
        raise LedgerError(f"there is no ledger at {engines.shown_url(parsed)}; `tracker db upgrade` creates one")
    engine = engines.make_engine(parsed)
    try:
        with engine.connect().execution_options(tracker_write=False) as connection:
            found = _revision(connection)
            counts: dict[str, int] = {}
            ledger_id = None
            if found is not None:
                for table in ("sources", "speakers", "claims", "events"):
                    counts[table] = int(connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608
                ledger_id = connection.exec_driver_sql("SELECT id FROM ledgers WHERE own").scalar()
    except SQLAlchemyError as error:
        raise engines.cannot_open(parsed, error) from error
    finally:
        engine.dispose()
    return SchemaStatus(url=engines.shown_url(parsed), revision=found, head=HEAD, ledger_id=ledger_id, counts=counts)
