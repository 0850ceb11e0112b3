"""Creating, migrating and refusing ledgers."""

import datetime as dt
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.ledger.freeze import FOLDER
from tests.ledger.samples import NOW, exported, ids, stored
from tests.ledger.work_until_killed import tomorrows_migrations
from tracker import ledger as ledgers
from tracker.errors import LedgerError, LedgerVersionError
from tracker.ledger import ClaimFilter, Ledger
from tracker.ledger.database import migrations
from tracker.ledger.database import transactions as engines
from tracker.ledger.database.models import Base
from tracker.records import Status

NEXT = f"{int(migrations.HEAD) + 1:04}"
RECREATES = '''"""A table made anew."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{next}", "{head}", None, None


def upgrade() -> None:
    anew = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("claims", recreate=anew) as batch:
        batch.add_column(sa.Column("weather", sa.Text()))
    {more}
'''


def test_models_and_migrations_agree(ledger: Ledger) -> None:
    """Nothing in the models is missing from a migrated ledger, and nothing differs."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def ours(_object: Any, name: str | None, kind: str, _reflected: bool, _compared: Any) -> bool:
        searching = (name or "").startswith(("claims_search", "ix_claims_search"))
        return not searching and not (kind == "column" and name == "search")

    with ledger.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        indexes = {each["name"] for each in sa.inspect(connection).get_indexes("claims")} - {"ix_claims_search", "uq_claims_id"}
    assert indexes == {str(index.name) for index in Base.metadata.tables["claims"].indexes}


def test_head_is_the_last_migration() -> None:
    """The constants used instead of importing Alembic name the existing migrations."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(migrations.migrations_folder()))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [migrations.HEAD]
    assert tuple(each.revision for each in script.walk_revisions())[::-1] == migrations.REVISIONS


def test_opening_makes_a_ledger_once(tmp_path: Path) -> None:
    """The first opening creates and migrates the file, folders included; the second finds it."""
    url = f"sqlite:///{tmp_path}/deep/down/ledger.sqlite3"
    first = ledgers.open_ledger(url)
    assert first.created
    with first.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert not ledgers.open_ledger(url).created
    assert ledgers.status(url).current


def test_opening_at_once_makes_one_ledger(tmp_path: Path) -> None:
    """Several programs that open a new ledger at the same moment find one and the same."""
    url = f"sqlite:///{tmp_path}/ledger.sqlite3"
    gate = threading.Barrier(4)
    created: list[bool] = []

    def start() -> None:
        gate.wait()
        created.append(ledgers.open_ledger(url).created)

    threads = [threading.Thread(target=start) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(created) == [False, False, False, True]


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("sqlite:////proc/nowhere/ledger.sqlite3", "cannot open the ledger at sqlite:////proc/nowhere"),
        ("postgresql://ana:secret@127.0.0.1:1/ledger", "cannot open the ledger at postgresql"),
        ("mysql://localhost/x", "SQLite or PostgreSQL"),
        ("no url at all", "is not a database URL"),
    ],
)
def test_unreachable_ledger_is_one_clear_line(url: str, why: str) -> None:
    """The error names the place without its password."""
    with pytest.raises(LedgerError, match=why) as caught:
        ledgers.open_ledger(url)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_file_that_is_no_database_is_refused_and_left(tmp_path: Path) -> None:
    """A text file is not taken for a ledger."""
    path = tmp_path / "notes.txt"
    path.write_text("dear diary " * 100)
    with pytest.raises(LedgerError, match="not a database"):
        ledgers.open_ledger(f"sqlite:///{path}")
    assert path.read_text().startswith("dear diary")


def test_missing_ledger_is_not_made_when_it_should_be_there(tmp_path: Path) -> None:
    """Reading does not create a ledger."""
    with pytest.raises(LedgerError, match="there is no ledger"):
        ledgers.open_ledger(f"sqlite:///{tmp_path}/none.sqlite3", create=False)
    assert not (tmp_path / "none.sqlite3").exists()


def test_newer_ledger_is_refused_with_the_command_to_type(new_sqlite: Callable[[], str]) -> None:
    """A program that is too old does not touch it."""
    url = new_sqlite()
    opened = ledgers.open_ledger(url)
    with opened.begin() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    opened.close()
    for function in (ledgers.open_ledger, ledgers.upgrade):
        with pytest.raises(LedgerVersionError, match="pip install --upgrade claims-tracker"):
            function(url)


def test_a_ledger_that_is_upgraded_while_open_takes_no_more_of_the_older_program(
    new_url: Callable[[], str], tmp_path: Path
) -> None:
    """The older program is told in one line to start again, and what it was about to write is not in the ledger."""
    opened = ledgers.open_ledger(new_url())
    with opened.begin() as session:
        first = ids(stored(session))[0]
    other = engines.make_engine(opened.engine.url)
    migrations.migrate(other, folder=tomorrows_migrations(tmp_path / "newer"))
    other.dispose()

    def accepted(session: Session) -> None:
        ledgers.accept(session, first, by="ana", now=NOW)

    refused = "nothing was changed: start the program again$"
    with pytest.raises(LedgerVersionError, match=refused), opened.begin() as session:
        accepted(session)
    with pytest.raises(LedgerVersionError, match=refused):
        opened.run(accepted)
    with opened.reading() as session:
        assert ledgers.get_claim(session, first).status is Status.CANDIDATE
    with pytest.raises(LedgerVersionError, match="pip install --upgrade claims-tracker"):
        ledgers.open_ledger(opened.engine.url.render_as_string(hide_password=False))
    opened.close()


def counts(opened: Ledger) -> dict[str, int]:
    with opened.reading() as session:
        tables = [table for table in Base.metadata.tables if table != "ledgers"]
        return {table: session.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one() for table in tables}  # noqa: S608


@pytest.mark.parametrize("revision", migrations.REVISIONS)
def test_released_schema_is_upgraded_without_loss(tmp_path: Path, revision: str) -> None:
    """A ledger of every released schema opens after an upgrade with every row, verifies, and can be used."""
    path = tmp_path / "ledger.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.executescript((FOLDER / f"{revision}.sql").read_text(encoding="utf-8"))
        before = {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608
            for name in ("events", "claims", "sources")
        }
    connection.close()
    url = f"sqlite:///{path}"
    ledgers.upgrade(url)
    opened = ledgers.open_ledger(url, create=False)
    assert (
        {name: count for name, count in counts(opened).items() if name in before}
        == before
        == {"events": 15, "claims": 4, "sources": 1}
    )
    with opened.begin() as session:
        assert ledgers.verify(session).faults == ()
        assert len(ledgers.list_claims(session, ClaimFilter(text="passengers"))) == 1
        ledgers.rebuild(session)
        ledgers.accept(session, ledgers.list_claims(session)[0].id, by="zoe", now=dt.datetime(2030, 1, 1, tzinfo=dt.UTC))
        assert ledgers.verify(session).faults == ()


@pytest.mark.parametrize("revision", migrations.REVISIONS)
def test_frozen_dump_is_of_the_schema_that_its_migration_makes(tmp_path: Path, revision: str) -> None:
    """A migration that was released is never edited: its tables are those of the frozen ledger."""
    made = engines.make_engine(engines.parsed_url(f"sqlite:///{tmp_path}/new.sqlite3"))
    migrations.migrate(made, revision)
    made.dispose()
    frozen, new = sqlite3.connect(":memory:"), sqlite3.connect(tmp_path / "new.sqlite3")
    frozen.executescript((FOLDER / f"{revision}.sql").read_text(encoding="utf-8"))
    query = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'claims_search_%' ORDER BY type, name"
    assert frozen.execute(query).fetchall() == new.execute(query).fetchall()


def with_migration(tmp_path: Path, more: str) -> Path:
    folder = tmp_path / "migrations"
    shutil.copytree(migrations.migrations_folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / f"{NEXT}_next.py").write_text(RECREATES.format(next=NEXT, head=migrations.HEAD, more=more))
    return folder


def test_migration_that_makes_a_table_anew_keeps_its_children(ledger: Ledger, tmp_path: Path) -> None:
    """Rows that refer to a recreated table are all there afterwards."""
    with ledger.begin() as session:
        stored(session)
    before = counts(ledger)
    assert before["quantities"] == 1
    assert migrations.migrate(ledger.engine, folder=with_migration(tmp_path, "pass"))
    assert counts(ledger) == before
    assert migrations.revision(ledger.engine) == NEXT
    with pytest.raises(LedgerVersionError):
        migrations.check(ledger.engine)


def test_failed_migration_leaves_everything_as_it_was(ledger: Ledger, tmp_path: Path) -> None:
    """A failed migration leaves nothing behind."""
    with ledger.begin() as session:
        claims = ids(stored(session))
    before = exported(ledger)
    with pytest.raises(ZeroDivisionError):
        migrations.migrate(ledger.engine, folder=with_migration(tmp_path, "1 / 0"))
    migrations.check(ledger.engine)
    assert exported(ledger) == before
    with ledger.reading() as session:
        assert len(claims) == len(ledgers.list_claims(session))


def test_migration_that_orphans_rows_is_refused(new_sqlite: Callable[[], str], tmp_path: Path) -> None:
    """With foreign keys off during a migration, the check at the end still finds a row without its parent."""
    opened = ledgers.open_ledger(new_sqlite())
    with opened.begin() as session:
        stored(session)
    with pytest.raises(LedgerError, match="without its parent"):
        migrations.migrate(opened.engine, folder=with_migration(tmp_path, 'op.execute("DELETE FROM sources")'))
    migrations.check(opened.engine)


def test_opening_imports_nothing_slow(new_sqlite: Callable[[], str]) -> None:
    """A ledger that is up to date is opened and read without what is slow to import and not needed."""
    code = (
        "import sys; from tracker import ledger; "
        f"opened = ledger.open_ledger({new_sqlite()!r}); "
        "s = opened.reading(); session = s.__enter__(); ledger.list_claims(session); "
        "slow = ('alembic', 'platformdirs', 'spacy', 'numpy', 'dateparser', 'sqlalchemy.dialects.postgresql'); "
        "print([name for name in slow if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_backup_of_a_ledger_in_use(new_url: Callable[[], str], tmp_path: Path) -> None:
    """The copy is consistent and complete, and never takes the place of another file."""
    url = new_url()
    opened = ledgers.open_ledger(url)
    with opened.begin() as session:
        stored(session)
    path = tmp_path / "copy"
    ledgers.backup(url, path)
    with pytest.raises(LedgerError, match="exists already"):
        ledgers.backup(url, path)
    if engines.parsed_url(url).get_backend_name() == "sqlite":
        copy = ledgers.open_ledger(f"sqlite:///{path}", create=False)
        assert exported(copy) == exported(opened)
        copy.close()
    else:
        assert path.read_text(encoding="utf-8").splitlines() == exported(opened)
    assert sorted(each.name for each in tmp_path.iterdir() if each.name.startswith((".copy", "copy"))) == ["copy"]
    opened.close()
