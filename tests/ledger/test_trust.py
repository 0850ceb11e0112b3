"""Chain, triggers, verification, rebuilding, undo, and what several analysts do at once, on both databases."""

import datetime as dt
import json
import random
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.ledger import writers
from tests.ledger.samples import FORECASTS, NOW, TEXT, exported, ids, judgement, later, store, stored, transcript
from tracker import ledger as ledgers
from tracker.errors import LedgerError
from tracker.ledger import Ledger
from tracker.ledger.database.models import ClaimRow
from tracker.records import Forecast, Kind, Outcome, Status

TYPED = Forecast(said_on=dt.date(2024, 1, 1), claim="Rain.", kind=Kind.UNDATED)
TABLES = (
    "claims",
    "quantities",
    "claim_tags",
    "judgements",
    "links",
    "speakers",
    "sources",
    "source_marks",
    "extraction_runs",
    "events",
    "ledgers",
)


def rows(opened: Ledger) -> dict[str, list[str]]:
    """Every row of every table as text, sorted."""
    with opened.reading() as session:
        found = {}
        for table in TABLES:
            columns = "*" if table != "claims" else ", ".join(column.name for column in ClaimRow.__table__.columns)
            found[table] = sorted(repr(tuple(row)) for row in session.execute(sa.text(f"SELECT {columns} FROM {table}")))  # noqa: S608
        return found


def busy(opened: Ledger) -> list[str]:
    """Stores the sample and applies many kinds of operations; returns the ids of its claims."""
    with opened.begin() as session:
        first, second, third = stored(session)
        ledgers.accept(session, first.id, by="ana", now=later(seconds=1))
        ledgers.reject(session, second.id, by="ana", now=later(seconds=2), reason="a joke")
        ledgers.tag(session, first.id, add=["sea"], by="ben", now=later(seconds=3))
        ledgers.edit(
            session, third.id, {"speaker": "Mira O.", "claim": "All boats run on electricity."}, by="ben", now=later(seconds=4)
        )
        ledgers.resolve(session, first.id, judgement(), now=later(days=1))
        ledgers.resolve(session, first.id, judgement(Outcome.FALSE, by="ben"), now=later(days=2))
        ledgers.link(session, third.id, first.id, "updates", by="ana", now=later(days=3))
        ledgers.merge_speakers(session, "Mira O.", "Mira Okafor", by="ana", now=later(days=4))
        return ids([first, second, third])


def tamper(opened: Ledger, statement: str, values: dict[str, Any] | None = None) -> None:
    """Changes rows behind the triggers' back, and restores the triggers."""
    postgres = opened.engine.dialect.name == "postgresql"
    triggers: list[str] = []
    with opened.engine.connect() as connection, connection.begin():
        if postgres:
            connection.exec_driver_sql("SET session_replication_role = replica")
        else:
            for name, made in connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE name LIKE 'events_no_%'").all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
                triggers.append(made)
        connection.execute(sa.text(statement), values or {})
        if postgres:
            connection.exec_driver_sql("SET session_replication_role = origin")
        for made in triggers:
            connection.exec_driver_sql(made)


@pytest.mark.parametrize(
    "statement", ["UPDATE events SET actor = 'x'", "DELETE FROM events", "UPDATE events SET details = details"]
)
def test_database_refuses_to_change_events(ledger: Ledger, statement: str) -> None:
    """Triggers refuse any change of events."""
    busy(ledger)
    with pytest.raises(LedgerError, match="never"), ledger.begin() as session:
        session.execute(sa.text(statement))


def test_sound_ledger_verifies(ledger: Ledger) -> None:
    """A ledger in normal use verifies, and its head is given."""
    busy(ledger)
    with ledger.reading() as session:
        report = ledgers.verify(session)
        assert report.faults == ()
        assert (report.claims, report.sources, report.ledgers) == (3, 1, 1)
        assert report.events == 13
        assert ledgers.verify(session, head=report.head).sound
        assert not ledgers.verify(session, head="0" * 64).sound


def test_rebuild_gives_the_same_bytes(ledger: Ledger) -> None:
    """Emptied and filled again from the events, every table is as it was."""
    busy(ledger)
    before = rows(ledger)
    with ledger.begin() as session:
        assert ledgers.rebuild(session) == 3
    assert rows(ledger) == before


def test_rebuild_mends_what_somebody_changed(ledger: Ledger) -> None:
    """A changed derived row is found by the check and corrected by a rebuild."""
    first = busy(ledger)[0]
    before = rows(ledger)
    with ledger.begin() as session:
        session.execute(sa.text("UPDATE claims SET due = '2035-01-01', outcome = NULL WHERE id = :id"), {"id": first})
        session.execute(sa.text("DELETE FROM claim_tags"))
    with ledger.reading() as session:
        faults = ledgers.verify(session).faults
    assert any(f"claim {first}: its due" in fault for fault in faults)
    with ledger.begin() as session:
        ledgers.rebuild(session)
    assert rows(ledger) == before


def test_cut_off_end_shows_by_the_noted_head(ledger: Ledger) -> None:
    """Two events cut off with the head set back verify on their own, but not against the head that was noted."""
    busy(ledger)
    with ledger.reading() as session:
        head = ledgers.verify(session).head
    tamper(ledger, "DELETE FROM events WHERE position > 11")
    with ledger.begin() as session:
        faults = ledgers.verify(session).faults
        assert any("notes 13 events" in fault for fault in faults)
        last = session.execute(sa.text("SELECT hash FROM events WHERE position = 11")).scalar()
        session.execute(sa.text("UPDATE ledgers SET length = 11, head = :head"), {"head": last})
        ledgers.rebuild(session)
        assert ledgers.verify(session).sound
        assert "cut off" in ledgers.verify(session, head=head).faults[0]


def test_replacing_an_event_is_refused_as_a_change_is(new_sqlite: Callable[[], str]) -> None:
    """SQLite's own way to put a row in the place of another, by number or by place in the chain, from any program."""
    url = new_sqlite()
    opened = ledgers.open_ledger(url)
    busy(opened)
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(events)")]
        for changed in ("actor", "number"):
            value = "'eve'" if changed == "actor" else "number + 1000"
            chosen = ", ".join(value if name == changed else name for name in columns)
            with pytest.raises(sqlite3.IntegrityError, match="never replaced"):
                connection.execute(f"REPLACE INTO events SELECT {chosen} FROM events WHERE number = 5")  # noqa: S608
    with opened.reading() as session:
        assert ledgers.verify(session).sound
    opened.close()


GONE = [
    ("DROP TRIGGER events_no_update", "DROP TRIGGER events_no_change ON events", "trigger events_no_"),
    ("DROP TRIGGER events_no_replace", "ALTER TABLE events DISABLE TRIGGER events_no_change", "trigger events_no_"),
    ("DROP INDEX ix_claims_due", "DROP INDEX ix_claims_due", "index ix_claims_due"),
    ("DROP TRIGGER claims_search_insert", "DROP INDEX ix_claims_search", "claims_search"),
]


@pytest.mark.parametrize(("sqlite", "postgresql", "fault"), GONE, ids=[each[0] for each in GONE])
def test_check_names_what_is_missing_from_the_database(ledger: Ledger, sqlite: str, postgresql: str, fault: str) -> None:
    """A removed trigger or index is found."""
    busy(ledger)
    with ledger.engine.connect() as connection, connection.begin() as undone, Session(connection) as session:
        session.execute(sa.text(sqlite if ledger.engine.dialect.name == "sqlite" else postgresql))
        assert fault in ledgers.verify(session).faults[0]
        undone.rollback()


def test_check_compares_the_search_index_with_the_claims(new_sqlite: Callable[[], str]) -> None:
    """Words removed from the index or added to it are found, and corrected by a rebuild."""
    opened = ledgers.open_ledger(new_sqlite())
    busy(opened)
    with opened.begin() as session:
        take = (
            "INSERT INTO claims_search(claims_search, rowid, claim, quote) "
            "SELECT 'delete', number, claim, quote FROM claims LIMIT 1"
        )
        put = "INSERT INTO claims_search(rowid, claim, quote) SELECT number, 'other words', quote FROM claims LIMIT 1"
        session.execute(sa.text(take))
        session.execute(sa.text(put))
    with opened.reading() as session:
        assert any("the index does not contain the words" in fault for fault in ledgers.verify(session).faults)
    with opened.begin() as session:
        ledgers.rebuild(session)
        assert not any("the index" in fault for fault in ledgers.verify(session).faults)
    opened.close()


def test_a_source_that_is_gone_is_missed(ledger: Ledger) -> None:
    """Also in a ledger without claims."""
    with ledger.begin() as session:
        store(session, forecasts=())
    with ledger.engine.connect() as connection, connection.begin():
        for table in ("extraction_runs", "source_marks", "sources"):
            connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608
    with ledger.reading() as session:
        assert "it is missing, though its events exist" in ledgers.verify(session).faults[0]


def test_one_head_covers_every_chain_of_a_merged_ledger(new_ledger: Callable[[], Ledger]) -> None:
    """A noted head is one that the ledger had, after more was done too; cutting off the end of a merged chain shows."""
    one, other = new_ledger(), new_ledger()
    busy(one)
    with other.begin() as session:
        ledgers.add(session, TYPED, by="ben", now=later(days=2))
        ledgers.add(session, replace(TYPED, claim="Snow."), by="ben", now=later(days=3))
    with one.begin() as session:
        ledgers.import_lines(session, exported(other), by="ana", now=later(days=9))
        head = ledgers.verify(session).head
        ledgers.tag(session, ledgers.list_claims(session)[0].id, add=["x"], by="ana", now=later(days=10))
        report = ledgers.verify(session, head=head)
        assert (report.faults, report.ledgers, report.head != head) == ((), 2, True)
    merged = "ledger_id = (SELECT id FROM ledgers WHERE NOT own)"
    tamper(one, f"UPDATE events SET number = -number WHERE {merged}")  # noqa: S608
    tamper(one, f"UPDATE events SET number = 29 + number WHERE {merged}")  # noqa: S608
    with one.reading() as session:
        assert any("cut off or replaced" in fault for fault in ledgers.verify(session, head=head, most=99).faults)
    with other.reading() as session:
        mine = session.execute(sa.text("SELECT hash FROM events WHERE position = 1")).scalar_one()
        assert ledgers.verify(session, head=mine).sound


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE events SET actor = 'eve' WHERE position = 5", "event 5 of"),
        ("UPDATE events SET known_on = '2020-01-01' WHERE kind = 'resolve' AND actor = 'ben'", "resolve of claim"),
        ("DELETE FROM events WHERE position = 4", "event 4 of"),
        ("UPDATE events SET position = 99 WHERE position = 4", "event 4 of"),
        ("UPDATE sources SET title = 'x'", "its title is 'x'"),
        ("UPDATE claims SET quote = 'we carry a million passengers by 2O27' WHERE quote LIKE 'we carry%'", "its quote is"),
        ("UPDATE speakers SET person = number", "belongs to another person"),
        ("UPDATE claims SET chain = id", "its chain is"),
        ("DELETE FROM judgements", "its judgements are not"),
        ("DELETE FROM source_marks", "its marks, which recognise the same talk"),
        ("UPDATE source_marks SET mark = mark + 1", "its marks, which recognise the same talk"),
        ("DELETE FROM extraction_runs", "its extraction runs are not"),
        ("UPDATE extraction_runs SET options = 'x'", "its extraction runs are not"),
        ("UPDATE extraction_runs SET actor = 'eve'", "its extraction runs are not"),
        ("UPDATE events SET number = number + 100 WHERE number > 9", "event number 10 is missing in the order of arrival"),
        ("UPDATE events SET number = 100 - number", "arrived before the one before it"),
        ("UPDATE ledgers SET own = false", "0 chains are said to be this ledger's own"),
        ("UPDATE claims SET anchor = 'in 2027' WHERE anchor = 'by 2027'", "its anchor is 'in 2027'"),
        ("UPDATE speakers SET name = 'Eve' WHERE name = 'Mira O.'", "the name was changed"),
    ],
)
def test_check_names_what_is_wrong(sqlite_ledger: Ledger, statement: str, fault: str) -> None:
    """The first fault named is the one that was made."""
    busy(sqlite_ledger)
    tamper(sqlite_ledger, statement)
    with sqlite_ledger.reading() as session:
        assert fault in ledgers.verify(session).faults[0]


EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
FLIPS = [
    ("events", "details"),
    ("events", "hash"),
    ("events", "previous_hash"),
    ("events", "actor"),
    ("events", "recorded_at"),
    ("events", "kind"),
    ("claims", "quote"),
    ("claims", "claim"),
    ("sources", "packed"),
    ("sources", "layout"),
]


def flip_one_byte(path: Path, rng: random.Random) -> str:
    """Flips a byte of a random event, quote or source in the file, and says where."""
    table, column = rng.choice(FLIPS)
    connection = sqlite3.connect(path)
    connection.text_factory = bytes
    for trigger in ("events_no_update", "events_no_delete"):
        connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    found = connection.execute(f"SELECT rowid, {column} FROM {table} WHERE {column} IS NOT NULL AND {column} <> ''").fetchall()  # noqa: S608
    number, value = rng.choice(found)
    place = rng.randrange(len(value))
    changed = bytearray(value)
    changed[place] ^= 1 << rng.randrange(8)
    as_text = "?" if column in {"packed", "layout"} else "CAST(? AS TEXT)"
    connection.execute(f"UPDATE {table} SET {column} = {as_text} WHERE rowid = ?", (bytes(changed), number))  # noqa: S608
    connection.commit()
    connection.close()
    return f"{table}.{column} of row {number}, byte {place}"


def flip_one_byte_on_postgresql(opened: Ledger, rng: random.Random) -> str:
    """The same by SQL: the server takes no text that is not UTF-8, so that the bit flipped is one that leaves it text.

    An instant is eight bytes there, which count microseconds.
    """
    table, column = rng.choice(FLIPS)
    with opened.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        found = connection.exec_driver_sql(f"SELECT number, {column} FROM {table} WHERE {column} IS NOT NULL").all()  # noqa: S608
        number, value = rng.choice([row for row in found if row[1] != ""])
        place, changed = flipped(value, rng)
        statement = f"UPDATE {table} SET {column} = :value WHERE number = :number"  # noqa: S608
        connection.execute(sa.text(statement), {"value": changed, "number": number})
    return f"{table}.{column} of row {number}, byte {place}"


def flipped(value: str | bytes | dt.datetime, rng: random.Random) -> tuple[int, str | bytes | dt.datetime]:
    """A value of the same kind with one bit of one byte changed, and which byte."""
    if isinstance(value, dt.datetime):
        bit = rng.randrange(50)
        whole = (value - EPOCH) // dt.timedelta(microseconds=1)
        return bit // 8, EPOCH + dt.timedelta(microseconds=whole ^ (1 << bit))
    raw = value.encode() if isinstance(value, str) else bytes(value)
    while True:
        place = rng.randrange(len(raw))
        changed = bytearray(raw)
        changed[place] ^= 1 << rng.randrange(8)
        if isinstance(value, bytes | memoryview):
            return place, bytes(changed)
        try:
            text = changed.decode()
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return place, text


@pytest.mark.parametrize("seed", range(20))
def test_flipped_byte_is_found(new_sqlite: Callable[[], str], seed: int) -> None:
    """One changed byte in an event, a quote or a source is found and located."""
    found_flip(new_sqlite(), seed)


@pytest.mark.parametrize("seed", range(3))
def test_flipped_byte_is_found_on_postgresql(new_postgres: Callable[[], str], seed: int) -> None:
    """The same on PostgreSQL."""
    found_flip(new_postgres(), seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 200))
def test_flipped_byte_is_found_100_of_100(new_url: Callable[[], str], seed: int) -> None:
    """The same, a hundred times over on each database."""
    found_flip(new_url(), seed)


def found_flip(url: str, seed: int) -> None:
    opened = ledgers.open_ledger(url)
    busy(opened)
    rng = random.Random(seed)  # noqa: S311
    if opened.engine.dialect.name == "sqlite":
        where = flip_one_byte(Path(str(opened.engine.url.database)), rng)
    else:
        where = flip_one_byte_on_postgresql(opened, rng)
    with opened.reading() as session:
        faults = ledgers.verify(session).faults
    opened.close()
    assert faults, where
    table = where.partition(".")[0]
    assert {"events": "event ", "claims": "claim ", "sources": "source "}[table] in faults[0], (where, faults)


def test_undo_takes_back_step_by_step(ledger: Ledger) -> None:
    """Each undo goes one operation further back, until the state is that of the beginning; nothing is lost."""
    with ledger.begin() as session:
        claims = stored(session)
    before = rows(ledger)["claims"]
    done: list[list[str]] = []
    with ledger.begin() as session:
        first, second, third = ids(claims)
        steps: list[Callable[[], object]] = [
            lambda: ledgers.accept(session, first, by="ana", now=later(seconds=1)),
            lambda: ledgers.tag(session, first, add=["sea"], by="ana", now=later(seconds=2)),
            lambda: ledgers.edit(session, second, {"speaker": "Somebody"}, by="ana", now=later(seconds=3)),
            lambda: ledgers.resolve(session, first, judgement(), now=later(seconds=4)),
            lambda: ledgers.reopen(session, first, by="ana", now=later(seconds=5)),
            lambda: ledgers.link(session, third, first, "restates", by="ana", now=later(seconds=6)),
            lambda: ledgers.split(session, third, [FORECASTS[2], FORECASTS[0]], by="ana", now=later(seconds=7)),
        ]
        for step in steps:
            done.append([repr(claim) for claim in (ledgers.get_claim(session, each).status for each in ids(claims))])
            step()
    for expected in reversed(done):
        with ledger.begin() as session:
            undone = ledgers.undo(session, by="ana", now=later(days=1))
            assert undone
            assert [repr(ledgers.get_claim(session, each).status) for each in ids(claims)] == expected
    with ledger.begin() as session:
        with pytest.raises(LedgerError, match="nothing"):
            ledgers.undo(session, by="ana", now=later(days=2))
        assert {ledgers.get_claim(session, each).forecast for each in ids(claims)} == {claim.forecast for claim in claims}
        assert ledgers.get_claim(session, first).tags == ()
        assert ledgers.verify(session).sound
        assert all(each.status is Status.WITHDRAWN for each in ledgers.list_claims(session) if each.id not in set(ids(claims)))
    assert len(before) == 3


def test_undo_is_each_analysts_own(sqlite_ledger: Ledger) -> None:
    """One analyst's undo leaves what others did, and what is repeated afterwards can be undone again."""
    with sqlite_ledger.begin() as session:
        claim = stored(session)[0]
        ledgers.accept(session, claim.id, by="ana", now=later(seconds=1))
        ledgers.tag(session, claim.id, add=["sea"], by="ben", now=later(seconds=2))
        ledgers.undo(session, by="ana", now=later(seconds=3))
        found = ledgers.get_claim(session, claim.id)
        assert (found.status, found.tags) == (Status.CANDIDATE, ("sea",))
        ledgers.reject(session, claim.id, by="ana", now=later(seconds=4))
        assert [event.kind for event in ledgers.undo(session, by="ana", now=later(seconds=5))] == ["reject"]
        assert ledgers.get_claim(session, claim.id).status is Status.CANDIDATE


def test_undo_of_a_decision_counts_from_when_it_was_recorded(sqlite_ledger: Ledger) -> None:
    """As of the day before the undo, the decision stands."""
    with sqlite_ledger.begin() as session:
        claim = stored(session)[0]
        ledgers.accept(session, claim.id, by="ana", now=later(seconds=1))
        ledgers.undo(session, by="ana", now=later(days=2))
        assert ledgers.get_claim(session, claim.id, recorded_by=later(days=1).date()).status is Status.ACCEPTED
        assert ledgers.get_claim(session, claim.id).status is Status.CANDIDATE


def test_eight_writers_lose_and_double_nothing(new_url: Callable[[], str]) -> None:
    """Eight analysts at once: every operation is there once, in one unbroken chain."""
    url = new_url()
    writers.run(url, 64)
    writers.check(url, 64)


@pytest.mark.soak
def test_eight_writers_ten_thousand_operations(new_url: Callable[[], str]) -> None:
    """The same with ten thousand operations."""
    url = new_url()
    print(writers.run(url, 10_000))  # noqa: T201
    writers.check(url, 10_000)


def test_second_click_by_two_at_once_resolves_once(new_url: Callable[[], str]) -> None:
    """Several simultaneous clicks of one analyst leave one judgement."""
    url = new_url()
    opened = ledgers.open_ledger(url)
    with opened.begin() as session:
        claim = stored(session)[0]
    gate = threading.Barrier(4)

    def click() -> None:
        mine = ledgers.open_ledger(url)
        gate.wait()
        mine.run(lambda session: ledgers.resolve(session, claim.id, judgement(), now=later(seconds=9)))
        mine.close()

    threads = [threading.Thread(target=click) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with opened.reading() as session:
        assert [event.kind for event in ledgers.history(session, claim.id)] == ["extract", "resolve"]
    opened.close()


def test_failed_operation_leaves_nothing(ledger: Ledger) -> None:
    """A transaction that raises leaves nothing behind."""
    busy(ledger)
    before = rows(ledger)

    def fail() -> None:
        with ledger.begin() as session:
            store(session, version="9", now=later(days=9))
            ledgers.accept(session, "nonsense", by="ana", now=NOW)

    with pytest.raises(LedgerError):
        fail()
    assert rows(ledger) == before


def test_clock_that_runs_behind_does_not_reorder_what_was_done(sqlite_ledger: Ledger) -> None:
    """A decision from a machine whose clock is slow still follows the decision before it."""
    with sqlite_ledger.begin() as session:
        claim = stored(session)[0]
        ledgers.accept(session, claim.id, by="ana", now=later(days=1))
        found = ledgers.reject(session, claim.id, by="ben", now=NOW)
        assert found.status is Status.REJECTED
        assert ledgers.verify(session).sound


def test_text_is_stored_small_and_comes_back_whole(sqlite_ledger: Ledger) -> None:
    """A transcript's text, emoji included, is what was read."""
    with sqlite_ledger.begin() as session:
        stored(session)
        assert ledgers.source_text(session, ledgers.find_source(session, "ferry").sha256) == TEXT


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"anchor_start": 3}, "its anchor is not at offset 3 of source"),
        ({"quote": "a million passengers", "start": 0, "end": 20}, "its quote is not at offset 0 of source"),
    ],
)
def test_check_compares_quotes_and_anchors_with_the_text(
    new_ledger: Callable[[], Ledger], changed: dict[str, Any], fault: str
) -> None:
    """Offsets that came in the chain of a ledger without the text are kept, and named wherever the text is there."""
    without_text, with_text = new_ledger(), new_ledger()
    start = TEXT.index("a million passengers by 2027")
    row = {
        "id": "boats",
        "claim": "A million passengers by 2027.",
        "quote": "a million passengers by 2027",
        "start": start,
        "end": start + 28,
        "anchor": "by 2027",
        "anchor_start": start + 21,
        "said_on": "2024-06-26",
        "speaker": "Mira Okafor",
        "source": {"doc": "ferry", "sha256": transcript().sha256, "said_on": "2024-06-26"},
    }
    with without_text.begin() as session:
        ledgers.import_lines(session, [json.dumps(row | changed)], by="zoe", now=NOW)
    with with_text.begin() as session:
        store(session, forecasts=())
        ledgers.import_lines(session, exported(without_text), by="zoe", now=later(days=1))
        faults = ledgers.verify(session).faults
    assert [each.partition("claim boats: ")[2][: len(fault)] for each in faults] == [fault]
