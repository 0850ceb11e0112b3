"""What every command is given: the ledger, the analyst and the time. Only this package reads the clock."""

import datetime as dt
import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from tracker.cli.output import tell, tell_empty
from tracker.errors import NoLedger

if TYPE_CHECKING:
    from tracker.ledger import Ledger, Session


def today() -> dt.date:
    """Today's date in local time."""
    return dt.datetime.now().astimezone().date()


def now() -> dt.datetime:
    """The current instant in UTC."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The ledger's URL and the analyst's name from options, variables and settings, if given."""

    url: str | None = None
    analyst: str | None = None

    def who(self, given: str | None) -> str:
        """The analyst: the name given, or else TRACKER_ANALYST, the settings file or the login."""
        return given or os.environ.get("TRACKER_ANALYST") or self.analyst or getpass.getuser()

    def ledger_url(self) -> str:
        """The URL given, or else that of the SQLite file in the user's data folder."""
        from tracker import ledger

        return self.url or ledger.default_url()

    def ledger(self, *, create: bool = True) -> "Ledger":
        """The opened ledger; a message on standard error tells if it is new. Raises LedgerError, NoLedger without `create`."""
        from tracker import ledger

        opened = ledger.open_ledger(self.ledger_url(), create=create, lock_wait=ledger.LockWait(notify=tell))
        if opened.created:
            tell(f"created a new ledger at {opened.url}")
        return opened

    @contextmanager
    def reading(self) -> "Iterator[Session]":
        """One consistent view of the ledger, which waits for no writer and creates nothing.

        If the user's default ledger does not exist yet, it is an empty one in memory.
        Raises NoLedger if a ledger that was named is missing.
        """
        with self._looked_at().reading() as session:
            yield session

    def _looked_at(self) -> "Ledger":
        from tracker import ledger

        try:
            return self.ledger(create=False)
        except NoLedger:
            if self.url is not None:
                raise
        tell_empty("no ledger yet; `tracker extract FILE` creates one")
        return ledger.open_ledger("sqlite://")

    @contextmanager
    def writing(self) -> "Iterator[Session]":
        """One transaction on the ledger; nothing is kept when the block raises."""
        with self.ledger().begin() as session:
            yield session


pass_state = click.make_pass_decorator(State)
