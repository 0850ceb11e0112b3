"""Random histories of a ledger, made by the real commands in this process, as a hypothesis state machine."""

import shlex
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from click.testing import CliRunner
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.ledger.random_commands import KINDS, Drawn, Held, drawn_command
from tracker.cli.main import run


@dataclass(slots=True)
class Tally:
    """How many histories passed, in how many of them a kind of command changed something, and what became of the commands."""

    histories: int = 0
    within: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    idle: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    def end(self, done: Counter[str], idle: Counter[str]) -> None:
        """Counts a history that has passed, and the commands that it has done; a line every 10 histories (pytest -s)."""
        self.histories += 1
        self.within.update(done.keys())
        self.done.update(done)
        self.idle.update(idle)
        if self.histories % 10 == 0:
            sys.stderr.write(f"{self.histories} histories; done/changing nothing/refused, in so many histories: {self}\n")

    def __str__(self) -> str:
        shares = (f"{name} {self.done[name]}/{self.idle[name]}/{self.refused[name]}, {self.within[name]}" for name in KINDS)
        return "; ".join(shares)


class Histories(RuleBasedStateMachine):
    """A ledger worked on by any sequence of commands: what it holds survives export and import to the byte."""

    clean: Callable[[str], str]
    tally: Tally

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="tracker-histories-")
        self.url = type(self).clean("worked on")
        self.held = Held.of(self.url)
        self.done: Counter[str] = Counter()
        self.idle: Counter[str] = Counter()

    # Helpers of the rules.

    def call(self, *arguments: str, url: str | None = None, text: str | None = None) -> tuple[int, str, str]:
        """The exit code, output and errors of a command line."""
        with CliRunner().isolation(input=text) as (out, err, _both):
            code = run(["--db", url or self.url, *arguments])
            return code, out.getvalue().decode(), err.getvalue().decode()

    def do(self, name: str, *arguments: str) -> None:
        """Runs a command that is done, or refused in one line and with the ledger as it was."""
        code, _out, err = self.call(*arguments)
        before, self.held = self.held, Held.of(self.url)
        assert code in {0, 1}, (arguments, code, err)
        assert "Traceback" not in err
        assert "internal error" not in err, (arguments, err)
        if code == 1:
            assert self.held == before, arguments
            assert len([line for line in err.splitlines() if "error" in line]) == 1, err
            self.tally.refused[name] += 1
        else:
            (self.idle if self.held == before else self.done)[name] += 1

    def exported(self, url: str) -> str:
        """The whole ledger as an export writes it."""
        code, out, err = self.call("export", url=url)
        assert code == 0, err
        return out

    # The commands.

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        """Extracts the first talk."""
        self.do("extract", *KINDS["extract"].arguments(Drawn(self.held, data.draw, Path(self.folder.name))))
        assert self.done["extract"]

    @rule(data=st.data())
    def command(self, data: st.DataObject) -> None:
        """Any command that is possible now; of many rules hypothesis would leave out a part in every history."""
        drawn = Drawn(self.held, data.draw, Path(self.folder.name))
        # The slowest kind: once in a history.
        without = {"exchange"} if self.done["exchange"] else ()
        name, arguments = drawn_command(drawn, self.done | self.idle, without=without)
        note(shlex.join(arguments))
        if name == "rebuild":
            self.rebuild()
        elif name == "exchange":
            self.exchange(drawn)
        else:
            self.do(name, *arguments)

    def rebuild(self) -> None:
        """A rebuild changes nothing; the ledger is verified before it, as it would repair faults."""
        self.check_sound(self.url)
        before = self.exported(self.url)
        self.do("rebuild", "db", "rebuild")
        assert self.exported(self.url) == before

    def exchange(self, drawn: Drawn) -> None:
        """A colleague imports the ledger into an empty one, does a command there, and sends it back: nothing is refused or lost."""
        other = type(self).clean("colleague")
        code, _out, err = self.call("import", "-", "--by", "dee", url=other, text=self.exported(self.url))
        assert code == 0, err
        name, arguments = drawn_command(replace(drawn, held=Held.of(other)), {}, without={"rebuild", "exchange"})
        note(f"colleague: {shlex.join(arguments)}")
        assert self.call(*arguments, url=other)[0] in {0, 1}, arguments
        before = self.tally.refused["exchange"]
        self.do("exchange", "import", drawn.file("sent.jsonl", self.exported(other)), "--by", "ana")
        assert self.tally.refused["exchange"] == before, name

    # What must hold.

    def check_sound(self, url: str) -> None:
        """Every hash, link and derived row holds."""
        code, out, _err = self.call("db", "verify", url=url)
        assert code == 0, out

    def check_copy(self) -> None:
        """Export, import into an empty ledger, export again: the same bytes, and both verify."""
        self.check_sound(self.url)
        first = self.exported(self.url)
        other = type(self).clean("copy")
        code, _out, err = self.call("import", "-", "--by", "zoe", url=other, text=first)
        assert code == 0, err
        assert "could not be kept" not in err
        assert self.exported(other) == first
        self.check_sound(other)

    def teardown(self) -> None:
        """Checks a copy at the end of every history, so that shorter histories find a failure near its cause."""
        try:
            self.check_copy()
            self.tally.end(self.done, self.idle)
        finally:
            self.folder.cleanup()
