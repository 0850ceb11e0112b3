"""A command that is killed or interrupted at any moment has been carried out wholly or not at all, on both databases."""

import json
import os
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.command_line import NOW, talk
from tests.ledger.broken_off import COMMANDS, Order, carried_out, random_order, written
from tests.ledger.samples import judgement, later
from tests.made_ledgers import autocommit, rendered
from tracker import ledger as ledgers

# The files that commands write; the ledger stays as it is.
WRITTEN = {"export": "out.jsonl", "db backup": "copy"}
# What the clock and the chain put into an export.
OF_THE_RUN = {"at", "recorded_at", "hash", "previous_hash", "head", "with", "because", "run"}
KEYS = ("CLAIM0", "CLAIM1", "CLAIM2", "CLAIM3", "CLAIM4")


def bare(value: Any) -> Any:
    """A value of an export without what differs between two runs of one command."""
    if isinstance(value, dict):
        return {key: bare(each) for key, each in value.items() if key not in OF_THE_RUN}
    return [bare(each) for each in value] if isinstance(value, list) else value


def state(url: str) -> str:
    """What a ledger holds, which its check finds whole; it waits for a connection that was cut off while it wrote."""
    opened = ledgers.open_ledger(url, create=False)
    try:
        with opened.begin() as session:
            assert ledgers.verify(session).faults == ()
            lines = [bare(json.loads(line)) for line in ledgers.export_lines(session)]
    finally:
        opened.close()
    return "\n".join(sorted(json.dumps(line, sort_keys=True) for line in lines))


def fill(url: str) -> dict[str, str]:
    """Two talks with ten claims, some decided, three speakers of which two are one person; the ids by their names in COMMANDS."""
    opened = ledgers.open_ledger(url)
    with opened.begin() as session:
        for doc, count in (("talk", 6), ("speech", 4)):
            transcript, forecasts = talk(count, doc=doc)
            ledgers.store_extraction(session, transcript, forecasts, by="robot", now=NOW, options={})
        rows = [{"claim": f"Line {name}.", "said_on": "2024-01-01", "speaker": name} for name in ("Ida Long", "Bram Okafor")]
        ledgers.import_lines(session, map(json.dumps, rows), by="zoe", now=NOW)
        ledgers.merge_speakers(session, "Bram Okafor", "Ada Vance", by="ana", now=later(days=1))
        ids = [claim.id for claim in ledgers.list_claims(session) if claim.source and claim.source.doc == "talk"]
        ledgers.accept(session, ids[1], by="ana", now=later(days=2))
        ledgers.resolve(session, ids[1], judgement(), now=later(days=3))
        ledgers.store_fit(session, "0123456789ab", [9.0] * 19, by="ana", now=later(days=4), reason="older")
    opened.close()
    return dict(zip(KEYS, ids, strict=False))


@dataclass(frozen=True, slots=True)
class Start:
    """A filled ledger of which every run gets a copy, and the ids of its claims."""

    copy: Callable[[], str]
    claims: dict[str, str]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def start(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """The ledger before the command, on either database."""
    folder = tmp_path_factory.mktemp("start")
    if request.param == "sqlite":
        first = folder / "ledger.sqlite3"
        claims = fill(f"sqlite:///{first}")

        def copy() -> str:
            target = folder / f"{os.urandom(8).hex()}.sqlite3"
            shutil.copy(first, target)
            return f"sqlite:///{target}"

        yield Start(copy, claims)
        return
    server = sa.engine.make_url(request.getfixturevalue("postgres_server"))
    process = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    made = [f"broken_off_{process}"]

    def create(template: str, name: str) -> str:
        with autocommit(server) as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return rendered(server.set(database=name))

    def copied() -> str:
        made.append(f"{made[0]}_{len(made)}")
        return create(made[0], made[-1])

    yield Start(copied, fill(create("template_ledger", made[0])))
    with autocommit(server) as connection:
        for name in made:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@dataclass(frozen=True, slots=True)
class Whole:
    """An undisturbed run of a command: the ledger before and after, and the number of statements."""

    before: str
    after: str
    statements: int


def prepared(start: Start, name: str, folder: Path) -> tuple[str, tuple[str, ...]]:
    """A copy of the ledger, and the command line with its ids and files."""
    transcript, _forecasts = talk(6, doc="talk")
    written(folder, start.claims, transcript.text.replace("as I said", "as I say"))
    values = {**start.claims, "FOLDER": str(folder)}
    arguments = COMMANDS[name]
    for key, value in values.items():
        arguments = tuple(each.replace(key, value) for each in arguments)
    return start.copy(), arguments


def undisturbed(start: Start, name: str, folder: Path) -> Whole:
    """Runs a command to its end."""
    url, arguments = prepared(start, name, folder)
    before = state(url)
    end = carried_out(Order(url=url, arguments=arguments, folder=str(folder)))
    assert end.code == 0, end.errors
    return Whole(before, state(url), end.statements)


def broken_off(start: Start, name: str, whole: Whole, folder: Path, seed: int) -> str:
    """Interrupts a command at a random moment; returns whether it was carried out: "wholly" or "not at all"."""
    url, arguments = prepared(start, name, folder)
    order = random_order(url, arguments, folder, whole.statements, seed)
    end = carried_out(order)
    assert end.code in {0, -signal.SIGKILL if order.signal == signal.SIGKILL else 130}, (order, end)
    lines = [line for line in end.errors.splitlines() if "stopped" in line or "rror" in line or "Traceback" in line]
    assert lines == (["tracker: stopped"] if end.code == 130 else []), (order, end)
    after = state(url)
    assert after in {whole.before, whole.after}, order
    if end.code == 0:
        assert after == whole.after, order
    if name in WRITTEN:
        there = is_whole(folder / WRITTEN[name])
        assert there or end.code != 0, order
        return "wholly" if there else "not at all"
    if whole.before == whole.after:
        return "no change"
    return "wholly" if after == whole.after else "not at all"


def is_whole(path: Path) -> bool:
    """Whether a file is there, which must then be whole."""
    if not path.exists():
        return False
    if path.read_bytes().startswith(b"SQLite"):
        return bool(state(f"sqlite:///{path}"))
    return bool([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()])


def break_off(start: Start, name: str, seeds: range, folder: Path) -> Counter[str]:
    """Interrupts a command once for each seed; returns how often it had been carried out."""
    whole = undisturbed(start, name, folder / "whole")
    return Counter(broken_off(start, name, whole, folder / str(seed), seed) for seed in seeds)


@pytest.mark.parametrize("name", ["decide", "sources edit"])
def test_a_command_that_is_broken_off_was_carried_out_or_not(start: Start, name: str, tmp_path: Path) -> None:
    """One kill and one interrupt of commands that write many rows."""
    break_off(start, name, range(2), tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_can_be_broken_off_at_any_moment(start: Start, name: str, tmp_path: Path) -> None:
    """Every command that writes, at 40 random moments on each database; BREAKS asks for another number."""
    found = break_off(start, name, range(100, 100 + int(os.environ.get("BREAKS", "40"))), tmp_path)
    print(f"{name} broken off: {dict(found)}")  # noqa: T201
