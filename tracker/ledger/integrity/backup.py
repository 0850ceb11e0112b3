"""Backing up a ledger consistently while others write to it."""

import os
import sqlite3
from pathlib import Path

from tracker.boundary.whole_files import part_beside, refuse_links_and_devices
from tracker.errors import LedgerError
from tracker.ledger.database.opening import open_ledger
from tracker.ledger.database.transactions import parsed_url
from tracker.ledger.transfer.jsonl import export_lines


def backup(url: str, path: Path) -> None:
    """Writes a copy of the ledger at a URL to a new file.

    An SQLite ledger becomes an SQLite file, by SQLite's own backup, which is a ledger itself. A PostgreSQL ledger becomes jsonl
    of one snapshot, for `tracker import`; for a copy as a database use pg_dump. The file appears only when complete, readable by
    its owner only. Raises LedgerError if it exists already or cannot be written, or if there is no ledger.
    """
    if path.exists():
        raise LedgerError(f"{path} exists already; name a new file for the backup")
    parsed = parsed_url(url)
    refuse_links_and_devices(path)
    part = part_beside(path)
    try:
        if parsed.get_backend_name() == "sqlite":
            open_ledger(url, create=False).close()
            _copy(str(parsed.database), part)
        else:
            _export(url, part)
        part.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise LedgerError(f"cannot write the backup {path}: {getattr(error, 'strerror', None) or error}") from error
    finally:
        part.unlink(missing_ok=True)


def _copy(database: str, part: Path) -> None:
    source, target = sqlite3.connect(database), sqlite3.connect(part)
    try:
        source.backup(target)
        # A single file, without a log beside it.
        target.execute("PRAGMA journal_mode = DELETE")
    finally:
        target.close()
        source.close()


def _export(url: str, part: Path) -> None:
    opened = open_ledger(url, create=False)
    try:
        with opened.reading() as session, part.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as out:
            for line in export_lines(session):
                out.write(line + "\n")
            out.flush()
            os.fsync(out.fileno())
    finally:
        opened.close()
