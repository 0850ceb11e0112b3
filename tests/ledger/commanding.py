"""Random histories of a ledger, made by the real commands in this process, as a hypothesis state machine."""

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from click.testing import CliRunner
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tracker.cli.main import run
from tracker.ledger.database import transactions
from tracker.ledger.database.models import Base

NAMES = ("Ada Vance", "ada  vance", "A. Vance", "Bram Okafor", "Zoë Ríos", "Zoe\u0308 Ri\u0301os")
ANALYSTS = ("ana", "ben", "by")
TALKS = (
    "Host: Where is this going?\n\nAda Vance: I think we open a second plant by the end of 2027, maybe sixty percent. "
    "Next year we will sell 20,000 units.\n\nHost: And then?\n\n"
    "Ada Vance: By 2030 every boat will be electric, naïve as it sounds 🚢.\n",
    "Bram Okafor: The home robot will be in shops within two years. "
    "I'd say there's a seventy percent chance we raise money in 2026.\n\n"
    "Zoë Ríos: It won't fly before 2031.\n",
    "Ada Vance: We will be profitable next year, and in five years we will have a thousand people.\n",
)
# Corrected transcripts: a word corrected, a sentence added at the beginning, the end cut off.
CORRECTIONS: tuple[Callable[[str], str], ...] = (
    lambda text: text.replace("electric", "electrical").replace("shops", "stores"),
    lambda text: "Host: Welcome to the show.\n\n" + text,
    lambda text: text[: text.rindex(" ")] + ".\n",
)
DAYS = ("2023-01-15", "2024-06-26", "2024-12-31", "2025-02-28")
OUTCOME_DAYS = ("2024-01-01", "2025-12-31", "2026-06-30")
DUES = ("2027-12-31", "by the end of 2028", "next year", "in two years", "none")
ODDS = ("60%", "0.2-0.4", "one in three", "none")
TAGS = ("energy", "robots", "Zürich ")
EDITS = (
    *(("--due", each) for each in DUES),
    *(("--odds", each) for each in ODDS),
    *(("--speaker", each) for each in (*NAMES, "none")),
    *(("--said-on", each) for each in DAYS),
    ("--statement", "It opens, 'perhaps'."),
    ("--statement", "It opens by 2027 (by the end of 2027)."),
    ("--condition", "if the grid holds"),
    ("--size", "more than 10 billion dollars"),
    ("--polarity", "negative"),
)
PLACE = st.integers(min_value=0, max_value=40)
BY = st.sampled_from(ANALYSTS)


@dataclass(slots=True)
class Tally:
    """How many histories passed, and how many of their commands were done and refused; a line every 10 histories (pytest -s)."""

    histories: int = 0
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    def count(self, name: str, code: int) -> None:
        """Counts a command that has ended."""
        (self.refused if code else self.done)[name] += 1

    def end(self) -> None:
        """Counts a history that has passed."""
        self.histories += 1
        if self.histories % 10 == 0:
            line = f"{self.histories} histories; done {dict(self.done)}; refused {dict(self.refused)}\n"
            sys.stderr.write(line)


Rows = tuple[tuple[tuple[Any, ...], ...], ...]


def stored_rows(url: str) -> Rows:
    """Every row of every table: what an export is written from, and much quicker to read."""
    with transactions.make_engine(transactions.parsed_url(url)).connect() as connection:
        selects = [sa.select(table).order_by(*table.primary_key) for table in Base.metadata.sorted_tables]
        return tuple(tuple(map(tuple, connection.execute(select))) for select in selects)


class Histories(RuleBasedStateMachine):
    """A ledger worked on by any sequence of commands: what it holds survives export and import to the byte."""

    clean: Callable[[str], str]
    tally: Tally

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="tracker-histories-")
        self.url = type(self).clean("worked on")
        self.copies = self.rebuilt = self.extracted = self.steps = 0
        self.last_refused: Rows = ()

    # Helpers of the rules.

    def call(self, *arguments: str, url: str | None = None, text: str | None = None) -> tuple[int, str, str]:
        """The exit code, output and errors of a command line; a failure is one line and leaves the ledger as it was."""
        with CliRunner().isolation(input=text) as (out, err, _both):
            code = run(["--db", url or self.url, *arguments])
            return code, out.getvalue().decode(), err.getvalue().decode()

    def do(self, *arguments: str, text: str | None = None, by: str = "ana") -> None:
        """Runs a command that may be refused, in one line and with the ledger as it was."""
        before = self.last_refused or stored_rows(self.url)
        self.last_refused = ()
        code, _out, err = self.call(*arguments, "--by", by, text=text)
        self.tally.count(arguments[0], code)
        assert code in {0, 1}, (arguments, code, err)
        assert "Traceback" not in err
        if code == 1:
            assert stored_rows(self.url) == before, arguments
            assert len([line for line in err.splitlines() if "error" in line]) == 1, err
            self.last_refused = before

    def exported(self, url: str) -> str:
        """The whole ledger as an export writes it."""
        code, out, err = self.call("export", url=url)
        assert code == 0, err
        return out

    def listed(self, *arguments: str) -> list[dict[str, Any]]:
        """The rows of a listing."""
        code, out, err = self.call(*arguments, "--format", "jsonl")
        assert code == 0, err
        return [json.loads(line) for line in out.splitlines()]

    def claim(self, place: int) -> str:
        """The id of a claim; an unknown id where there are no claims."""
        rows = self.listed("list", "--order", "id")
        return str(rows[place % len(rows)]["id"]) if rows else "zzzz"

    def source(self, place: int) -> str:
        """The SHA-256 of a source."""
        rows = self.listed("sources")
        return str(rows[place % len(rows)]["sha256"]) if rows else "none"

    def speaker(self, place: int) -> str:
        """A spelling of a speaker's name."""
        rows = self.listed("speakers")
        names = [name for row in rows for name in (row["name"], *row["aliases"])]
        return str(names[place % len(names)]) if names else "Nobody"

    def write(self, name: str, text: str) -> str:
        """Writes a text to a file; returns its path."""
        path = Path(self.folder.name) / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    # The commands.

    @initialize(talk=st.integers(0, len(TALKS) - 1), day=st.sampled_from(DAYS))
    def begin(self, talk: int, day: str) -> None:
        """Extracts the first talk."""
        self.extract(talk, day)

    @precondition(lambda self: self.extracted < 6)
    @rule(talk=st.integers(0, len(TALKS) - 1), day=st.sampled_from(DAYS))
    def extract(self, talk: int, day: str) -> None:
        """A talk extracted, at most six times in a history."""
        self.extracted += 1
        path = self.write(f"talk{talk}.txt", TALKS[talk])
        self.last_refused = ()
        code, _out, err = self.call("extract", path, "--date", day)
        self.tally.count("extract", code)
        assert code == 0, err

    @rule(place=PLACE, kind=st.sampled_from(["accept", "reject", "withdraw"]), by=BY)
    def decide(self, place: int, kind: str, by: str) -> None:
        """One decision."""
        self.do(kind, self.claim(place), by=by)

    @rule(kind=st.sampled_from(["accept", "reject"]), below=st.sampled_from(["0.5", "1"]), by=BY)
    def decide_many(self, kind: str, below: str, by: str) -> None:
        """A decision by filter."""
        self.do(kind, "--below", below, by=by)

    @rule(place=PLACE, change=st.sampled_from(EDITS), by=BY, forced=st.booleans())
    def edit(self, place: int, change: tuple[str, str], by: str, forced: bool) -> None:
        """One field of one claim."""
        self.do("edit", self.claim(place), *change, *(["--force"] if forced else []), by=by)

    @rule(place=PLACE, tag=st.sampled_from(TAGS), way=st.sampled_from(["--add", "--remove"]), by=BY)
    def tag(self, place: int, tag: str, way: str, by: str) -> None:
        """A tag on or off."""
        self.do("tag", self.claim(place), way, tag, by=by)

    @rule(
        place=PLACE,
        outcome=st.sampled_from(["true", "false", "partial", "ambiguous", "void"]),
        day=st.sampled_from(OUTCOME_DAYS),
        by=BY,
        settle=st.booleans(),
    )
    def resolve(self, place: int, outcome: str, day: str, by: str, settle: bool) -> None:
        """An outcome."""
        credit = ["--credit", "0.5"] if outcome == "partial" else []
        evidence = ["--evidence", "https://example.org/1", "--happened-on", day] if settle else []
        self.do("resolve", self.claim(place), outcome, "--known-on", day, *credit, *evidence, *(["--settle"] * settle), by=by)

    @rule(place=PLACE, by=BY)
    def reopen(self, place: int, by: str) -> None:
        """An outcome taken back."""
        self.do("reopen", self.claim(place), "--reason", "corrected", by=by)

    @rule(by=BY, steps=st.integers(1, 3))
    def undo(self, by: str, steps: int) -> None:
        """The last operations of an analyst taken back."""
        self.do("undo", "--steps", str(steps), by=by)

    @rule(one=PLACE, other=PLACE, relation=st.sampled_from(["restates", "updates", "contradicts"]), remove=st.booleans(), by=BY)
    def link(self, one: int, other: int, relation: str, remove: bool, by: str) -> None:
        """A link added or removed."""
        self.do("link", self.claim(one), self.claim(other), "--as", relation, *(["--remove"] * remove), by=by)

    @rule(one=PLACE, other=PLACE, by=BY)
    def merge_speakers(self, one: int, other: int, by: str) -> None:
        """Two spellings merged into one person."""
        self.do("speakers", "merge", self.speaker(one), self.speaker(other), by=by)

    @rule(one=PLACE, by=BY)
    def split_speaker(self, one: int, by: str) -> None:
        """A spelling split off as a person."""
        self.do("speakers", "split", self.speaker(one), by=by)

    @rule(
        place=PLACE,
        change=st.sampled_from(
            [*(("--said-on", day) for day in DAYS), *(("--speaker", name) for name in NAMES), ("--title", "Plants"), ("--url", "x")]
        ),
        by=BY,
        forced=st.booleans(),
    )
    def edit_source(self, place: int, change: tuple[str, str], by: str, forced: bool) -> None:
        """A field of a source corrected."""
        self.do("sources", "edit", self.source(place), *change, *(["--force"] if forced else []), by=by)

    @rule(place=PLACE, talk=st.integers(0, len(TALKS) - 1), way=st.sampled_from(range(len(CORRECTIONS))), by=BY)
    def replace_source(self, place: int, talk: int, way: int, by: str) -> None:
        """A corrected transcript."""
        path = self.write(f"corrected{talk}{way}.txt", CORRECTIONS[way](TALKS[talk]))
        self.do("sources", "replace", self.source(place), path, by=by)

    @rule(place=PLACE, by=BY)
    def withdraw_source(self, place: int, by: str) -> None:
        """A source withdrawn with its claims."""
        self.do("sources", "withdraw", self.source(place), by=by)

    @rule(day=st.sampled_from(DAYS), name=st.sampled_from(NAMES), by=BY)
    def add(self, day: str, name: str, by: str) -> None:
        """A claim by hand."""
        self.do("add", "The cable carries power by the end of 2027.", "--speaker", name, "--said-on", day, "--tag", "cables", by=by)

    @rule(place=PLACE, by=BY)
    def split(self, place: int, by: str) -> None:
        """One claim split in two."""
        self.do("split", self.claim(place), "It opens by 2028.", "It employs 500 people.", by=by)

    @rule(one=PLACE, other=PLACE, by=BY)
    def join(self, one: int, other: int, by: str) -> None:
        """Two claims joined."""
        self.do("join", self.claim(one), self.claim(other), by=by)

    @rule(one=PLACE, other=PLACE, by=BY)
    def decide_file(self, one: int, other: int, by: str) -> None:
        """Decisions from a file, all or nothing."""
        rows = [
            {"id": self.claim(one), "kind": "edit", "set": {"condition": "if it rains"}, "reason": "heard again", "by": "cyd"},
            {"id": self.claim(other), "kind": "resolve", "outcome": "true", "known_on": "2026-01-02", "note": "it did"},
        ]
        self.do("decide", "-", text="".join(json.dumps(row) + "\n" for row in rows), by=by)

    @rule(day=st.sampled_from(DAYS), name=st.sampled_from(NAMES), by=BY)
    def bring_in(self, day: str, name: str, by: str) -> None:
        """A claim imported with the decisions of another program."""
        row = {
            "claim": f"The bridge opens, says {name}.",
            "said_on": day,
            "speaker": name,
            "tags": ["bridges"],
            "events": [
                {"kind": "accept", "by": "dee", "recorded_at": "2024-01-02T03:04:05Z"},
                {"kind": "resolve", "outcome": "true", "known_on": "2025-06-01", "by": "dee", "evidence": ["https://example.org"]},
            ],
        }
        self.do("import", "-", text=json.dumps(row) + "\n", by=by)

    @precondition(lambda self: self.rebuilt < 2)
    @rule()
    def rebuild(self) -> None:
        """A rebuild changes nothing; at most twice, as a rule without choices would else be half of all commands."""
        self.rebuilt += 1
        self.check_sound(self.url)
        before = self.exported(self.url)
        code, _out, err = self.call("db", "rebuild")
        self.tally.count("db rebuild", code)
        assert code == 0, err
        assert self.exported(self.url) == before

    @precondition(lambda self: self.copies < 2)
    @rule()
    def copied(self) -> None:
        """Checks a copy in the middle of a history too, so that a failure is found near its cause."""
        self.copies += 1
        self.check_copy()

    # Invariants.

    @invariant()
    def sound(self) -> None:
        """Verified at every fifth command: only a rebuild repairs anything, and it is verified before that too."""
        self.steps += 1
        if self.steps % 5 == 0:
            self.check_sound(self.url)

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
        """Checks a copy at the end of every history."""
        try:
            self.check_copy()
            self.tally.end()
        finally:
            self.folder.cleanup()
