"""Writes the text dump of a ledger of this schema for the upgrade tests; run once for every schema that is released."""

import datetime as dt
import sqlite3
import tempfile
from pathlib import Path

from tests.ledger.samples import judgement, later, stored
from tracker import ledger
from tracker.ledger.database.migrations import HEAD
from tracker.records import Forecast, Kind, Outcome

FOLDER = Path(__file__).parent / "released"


SEARCH = ('INSERT INTO "claims_search', "CREATE TABLE 'claims_search_", "INSERT INTO sqlite_master", "PRAGMA", "COMMIT")


def dump(url: str) -> str:
    """The SQL that recreates the ledger at a URL; the full-text index is rebuilt from the claims."""
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    try:
        (virtual,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'claims_search'").fetchone()
        statements = [each for each in connection.iterdump() if not each.startswith(SEARCH)]
    finally:
        connection.close()
    rebuilt = "INSERT INTO claims_search(claims_search) VALUES ('rebuild');"
    return "\n".join([*statements, f"{virtual};", rebuilt, "COMMIT;", ""])


def make(url: str) -> None:
    """A ledger with one of each kind of event and row."""
    opened = ledger.open_ledger(url)
    with opened.begin() as session:
        first, second, third = stored(session)
        ledger.accept(session, first.id, by="ana", now=later(seconds=1))
        ledger.reject(session, second.id, by="ben", now=later(seconds=2), reason="a joke")
        ledger.edit(session, third.id, {"speaker": "Mira O."}, by="ana", now=later(seconds=3))
        ledger.merge_speakers(session, "Mira O.", "Mira Okafor", by="ana", now=later(seconds=4))
        ledger.link(session, third.id, first.id, "updates", by="ana", now=later(seconds=5))
        ledger.tag(session, first.id, add=["sea"], by="ana", now=later(seconds=6))
        ledger.resolve(session, first.id, judgement(), now=later(days=1))
        ledger.resolve(session, first.id, judgement(Outcome.FALSE, by="ben"), now=later(days=2))
        typed = Forecast(said_on=dt.date(2024, 1, 1), claim="Rain by May.", kind=Kind.UNDATED)
        ledger.add(session, typed, by="ana", now=later(days=3))
        ledger.undo(session, by="ana", now=later(days=4))
    opened.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        path = f"sqlite:///{folder}/ledger.sqlite3"
        make(path)
        (FOLDER / f"{HEAD}.sql").write_text(dump(path), encoding="utf-8")
