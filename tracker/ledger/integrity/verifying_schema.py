"""Verifying the database itself: the triggers that protect events, the tables and the indexes."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.ledger.database import migrations
from tracker.ledger.database import transactions as engines
from tracker.ledger.database.models import Base

Fault = tuple[str, str]

MADE = "SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'index', 'table') AND sql IS NOT NULL"
KEEPING = {
    "events_no_change": "UPDATE OR DELETE",
    "events_no_truncate": "TRUNCATE",
}
REFUSAL = "BEGIN RAISE EXCEPTION 'events are never changed or deleted'; END"


def schema_faults(session: Session) -> Iterator[Fault]:
    """Differences from the schema that the migrations create."""
    if session.get_bind().dialect.name == "sqlite":
        yield from _sqlite_faults({row[0]: row[1] for row in session.execute(sa.text(MADE))})
        yield from _file_faults(session)
    else:
        yield from _postgresql_faults(session)


@lru_cache(maxsize=1)
def sqlite_schema() -> Mapping[str, str]:
    """The SQL of every table, index and trigger of a new SQLite ledger, by name."""
    engine = engines.make_engine(engines.parsed_url("sqlite://"))
    try:
        migrations.migrate(engine)
        with engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(sa.text(MADE))}
    finally:
        engine.dispose()


def _sqlite_faults(found: Mapping[str, str]) -> Iterator[Fault]:
    expected = sqlite_schema()
    for name in sorted(expected):
        kind = expected[name].split()[1].lower()
        if name not in found:
            yield f"{kind} {name}", "it is missing from the database; a ledger's migrations create its triggers and indexes"
        elif found[name] != expected[name]:
            yield f"{kind} {name}", "it is not the one that the migrations create"
    for name in sorted(found.keys() - expected.keys()):
        if found[name].split()[1].upper() == "TRIGGER":
            yield f"trigger {name}", "no migration created it"


def _file_faults(session: Session) -> Iterator[Fault]:
    """The first fault that SQLite's own check of every page finds."""
    try:
        found = session.execute(sa.text("PRAGMA integrity_check(1)")).scalar()
    except sa.exc.DatabaseError as error:
        found = str(error.orig)
    if found != "ok":
        yield "the file", f"it is damaged ({' '.join(str(found).split())[:120]}); restore a backup"


def _postgresql_faults(session: Session) -> Iterator[Fault]:
    triggers = {
        row[0]: row
        for row in session.execute(
            sa.text(
                "SELECT t.tgname, t.tgenabled, pg_get_triggerdef(t.oid), p.prosrc FROM pg_trigger t "
                "JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgrelid = to_regclass('events') AND NOT t.tgisinternal"
            )
        )
    }
    for name, when in KEEPING.items():
        row = triggers.get(name)
        if row is None:
            yield f"trigger {name}", "it is missing from the database; a ledger's migrations create its triggers and indexes"
        elif row[1] == "D" or not all(word in row[2] for word in when.split(" OR ")) or row[3].strip() != REFUSAL:
            yield f"trigger {name}", "it is not the one that the migrations create"
    for name in sorted(triggers.keys() - KEEPING.keys()):
        yield f"trigger {name}", "no migration created it"
    there = set(session.execute(sa.text("SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()")).scalars())
    wanted = {str(index.name) for table in Base.metadata.tables.values() for index in table.indexes} | {"ix_claims_search"}
    for name in sorted(wanted - there):
        yield f"index {name}", "it is missing from the database; a ledger's migrations create its triggers and indexes"
