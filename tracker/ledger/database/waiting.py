"""Waiting for a ledger that another program has locked: the user is told, and no wait is endless."""

import random
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from tracker.boundary.address import without_password
from tracker.errors import LedgerError

# PostgreSQL: lock_not_available.
LOCKED = "55P03"


@dataclass(frozen=True, slots=True, kw_only=True)
class LockWait:
    """How long to wait for a lock, in seconds; `notify` gets a sentence after `notify_after` of them."""

    notify: Callable[[str], None] | None = None
    notify_after: float = 2.0
    give_up_after: float = 30.0

    def tell(self, where: str) -> None:
        """Tells the user what the program is waiting for."""
        if self.notify is not None:
            self.notify(
                f"waiting for another program that writes to the ledger at {where}; gives up after {self.give_up_after:g} seconds"
            )

    def over(self, where: str) -> LedgerError:
        """The error after waiting in vain."""
        return LedgerError(
            f"another program has kept the ledger at {where} locked for {self.give_up_after:g} seconds; nothing was changed, "
            "try again when it is done"
        )


def run_when_unlocked(driver: Any, where: str, statements: Sequence[str], lock_wait: LockWait) -> None:
    """Runs statements, such as those that begin a transaction, as soon as no other program holds a lock.

    SQLite's own busy handler retries less and less often, down to ten times a second, so that among several writers the one that
    has waited longest starves. Here all retry equally often. Raises LedgerError when the time is up, sqlite3.OperationalError for
    any other failure.
    """
    began, told = time.monotonic(), False
    cursor = driver.cursor()
    before = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
    try:
        cursor.execute("PRAGMA busy_timeout = 0")
        while not _began(driver, cursor, statements):
            waited = time.monotonic() - began
            if waited > lock_wait.give_up_after:
                raise lock_wait.over(where)
            if waited > lock_wait.notify_after and not told:
                told = True
                lock_wait.tell(where)
            time.sleep(random.uniform(0.002, 0.01))  # noqa: S311
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {before}")
        cursor.close()


def _began(driver: Any, cursor: Any, statements: Sequence[str]) -> bool:
    try:
        for statement in statements:
            cursor.execute(statement).fetchall()
    except sqlite3.OperationalError as error:
        if driver.in_transaction:
            cursor.execute("ROLLBACK")
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def lock_postgresql(connection: Connection, lock_wait: LockWait) -> None:
    """Locks the ledger's own row, which every writer locks first. Raises LedgerError when the time is up."""
    where = without_password(connection.engine.url.render_as_string(hide_password=True))
    for seconds in (lock_wait.notify_after, lock_wait.give_up_after - lock_wait.notify_after):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, round(seconds * 1000))}")
        tried = connection.begin_nested()
        try:
            connection.execute(sa.text("SELECT id FROM ledgers WHERE own FOR UPDATE"))
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", None) != LOCKED:
                raise
            tried.rollback()
            if seconds == lock_wait.notify_after:
                lock_wait.tell(where)
        else:
            tried.commit()
            return
    raise lock_wait.over(where)
