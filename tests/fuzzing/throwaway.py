"""A small ledger on which anything may be tried, as it is put back at once, and the command line in this process."""

import functools
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from click.testing import CliRunner

from tests.command_line import Ran
from tests.fuzzing.finding import Finding
from tests.ledger.random_commands import TALKS, Held
from tracker.cli.main import run
from tracker.ledger.database import transactions
from tracker.ledger.database.waiting import LockWait

CODES = (0, 1, 2, 3)
STOPPED = 130


def own_surroundings(folder: Path) -> None:
    """Nothing of the person who runs this is read, and every command works in a folder that is thrown away.

    Engines are kept, as two thirds of a command's time goes into making one.
    """
    for name in [name for name in os.environ if name.startswith(("TRACKER_", "XDG_"))]:
        del os.environ[name]
    os.environ.update({"HOME": str(folder), "TRACKER_ANALYST": "ana", "COLUMNS": "100"})
    os.chdir(folder)
    make_engine = transactions.make_engine
    engine = functools.cache(lambda url: make_engine(url, LockWait()))
    transactions.make_engine = lambda url, *_: engine(url)


class Throwaway:
    """A ledger of two talks with decisions, outcomes, links and merged names; `restore` makes it what it was at first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "ledger.sqlite3"
        self.first = folder / "first.sqlite3"
        self.empty = folder / "empty.sqlite3"
        self.url = f"sqlite:///{self.path}"
        assert self.call("db", "upgrade").code == 0
        self._put_away(self.empty)
        with closing(sqlite3.connect(self.empty)) as other, other:
            other.execute("UPDATE ledgers SET id = 'f00d'")
        self._fill()
        self._put_away(self.first)
        self.held = Held.of(self.url)

    def call(self, *arguments: str, text: str | bytes | None = None, url: str | None = None) -> Ran:
        """What a command line on the ledger, or on another one, comes to."""
        with CliRunner().isolation(input=text) as (out, err, _both):
            code = run(["--db", url or self.url, *arguments])
            return Ran(code, out.getvalue().decode(errors="replace"), err.getvalue().decode(errors="replace"))

    def changed(self) -> bool:
        """Whether any row of any table differs from the first state."""
        return Held.of(self.url) != self.held

    def restore(self, state: Path | None = None) -> None:
        """Puts back the first state, or another one."""
        transactions.make_engine(transactions.parsed_url(self.url)).dispose()
        for ending in ("-wal", "-shm"):
            Path(f"{self.path}{ending}").unlink(missing_ok=True)
        shutil.copy(state or self.first, self.path)

    def _put_away(self, state: Path) -> None:
        transactions.make_engine(transactions.parsed_url(self.url)).dispose()
        shutil.copy(self.path, state)

    def _fill(self) -> None:
        for number, day in ((0, "2024-06-26"), (1, "2023-01-15")):
            path = self.folder / f"talk{number}.txt"
            path.write_text(TALKS[number], encoding="utf-8")
            assert self.call("extract", str(path), "--date", day).code == 0
        first, second, third, *_ = Held.of(self.url).claims()
        for arguments in (
            ("accept", first, second),
            ("edit", second, "--odds", "40%", "--due", "2028-12-31"),
            ("resolve", first, "true", "--known-on", "2026-01-02", "--evidence", "https://example.org/1"),
            ("resolve", first, "false", "--known-on", "2026-01-02", "--by", "ben"),
            ("reject", third, "--reason", "a joke"),
            ("tag", first, third, "--add", "boats"),
            ("link", first, third, "--as", "updates"),
            ("add", "It opens by 2027.", "--speaker", "Ida Long", "--said-on", "2024-06-26"),
            ("speakers", "merge", "Ida Long", "Ada Vance"),
        ):
            ran = self.call(*arguments)
            assert ran.code == 0, (arguments, ran)


def check_ended(ran: Ran, data: bytes, *, several: bool = False) -> None:
    """A command is done or says in one line why not, with `several` in one for each of its files or stopped; never a traceback."""
    errors = sum("error:" in line for line in ran.err.splitlines())
    stopped = several and ran.code == STOPPED
    if not (ran.code in CODES or stopped) or "Traceback" in ran.err or "internal error" in ran.err:
        kept = Path(os.environ["HOME"], ".local", "state", "claims-tracker", "errors.jsonl")
        raise Finding(data, f"exit code {ran.code}\n{ran.err}\n{kept.read_text() if kept.exists() else ''}")
    if ran.code == 1 and not (errors == 1 or (several and errors)):
        raise Finding(data, f"not one line of error:\n{ran.err}")
