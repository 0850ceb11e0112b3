"""Commands that write, run in a process that is killed or interrupted at a chosen statement, or soon after it."""

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import sqlalchemy as sa

from tracker.cli import main

EXTRACTED = "Ada Vance: I think we open a second plant by the end of 2029, maybe sixty percent. By 2030 every boat is electric.\n"
DECISIONS = (
    '{"id": "CLAIM3", "kind": "edit", "set": {"condition": "if it rains"}, "reason": "heard again"}\n'
    '{"id": "CLAIM4", "kind": "resolve", "outcome": "true", "known_on": "2026-01-02", "note": "it did"}\n'
)
BROUGHT = (
    '{"claim": "The bridge opens.", "said_on": "2024-01-02", "speaker": "Zoë Ríos", "tags": ["bridges"], "events": '
    '[{"kind": "accept", "by": "dee", "recorded_at": "2024-01-02T03:04:05Z"}]}\n'
    '{"claim": "The dam holds.", "said_on": "2024-01-02", "speaker": "Ada Vance"}\n'
)
# CLAIM1 is accepted and resolved, those after it are candidates; FOLDER is the folder of the run.
COMMANDS = {
    "extract": ("extract", "FOLDER/talk.txt", "--date", "2024-06-26", "--jobs", "1"),
    "add": ("add", "It opens by 2027.", "--speaker", "Ida Long", "--said-on", "2024-06-26", "--tag", "plants"),
    "accept": ("accept", "CLAIM2", "CLAIM3", "CLAIM4"),
    "accept by filter": ("accept", "--at-least", "0.3"),
    "reject": ("reject", "CLAIM2", "CLAIM3"),
    "edit": ("edit", "CLAIM2", "--due", "2028-12-31", "--odds", "40%"),
    "tag": ("tag", "CLAIM2", "CLAIM3", "--add", "plants", "--add", "boats"),
    "split": ("split", "CLAIM2", "It opens by 2028.", "It employs 500 people."),
    "join": ("join", "CLAIM2", "CLAIM3"),
    "withdraw": ("withdraw", "CLAIM2", "CLAIM3"),
    "undo": ("undo", "--steps", "2"),
    "decide": ("decide", "FOLDER/decisions.jsonl"),
    "resolve": ("resolve", "CLAIM2", "true", "--known-on", "2026-01-02", "--evidence", "https://example.org/1"),
    "reopen": ("reopen", "CLAIM1", "--reason", "corrected"),
    "link": ("link", "CLAIM2", "CLAIM3", "--as", "restates"),
    "sources edit": ("sources", "edit", "talk", "--said-on", "2024-06-28", "--title", "Boats"),
    "sources replace": ("sources", "replace", "talk", "FOLDER/corrected.txt"),
    "sources withdraw": ("sources", "withdraw", "talk"),
    "speakers merge": ("speakers", "merge", "Ida Long", "Ada Vance"),
    "speakers split": ("speakers", "split", "Bram Okafor"),
    "import": ("import", "FOLDER/brought.jsonl"),
    "fit from ledger": ("fit", "--from-ledger"),
    "fit reset": ("fit", "--reset"),
    "db rebuild": ("db", "rebuild"),
    "export": ("export", "FOLDER/out.jsonl"),
    "db backup": ("db", "backup", "FOLDER/copy"),
}
# What nearly every command loads, so that no run need load it again.
LOADED = [__name__, "alembic.command", "psycopg", *sorted({entry.module for entry in main.COMMANDS.values()})]


@dataclass(frozen=True, slots=True)
class Order:
    """What a process is to do: a command line, and the signal that it gets at its statement number `at` (from 1).

    With `delay` the signal comes so many seconds after that statement began, from outside.
    """

    url: str
    arguments: tuple[str, ...]
    folder: str
    signal: int = 0
    at: int = 0
    delay: float | None = None


@dataclass(frozen=True, slots=True)
class End:
    """How a process ended: its exit code (negative for a signal), its errors, and how many statements it began."""

    code: int
    errors: str
    statements: int


def random_order(url: str, arguments: tuple[str, ...], folder: Path, statements: int, seed: int) -> Order:
    """A moment between the first statement and the last, a third of the time near the end, where the transaction is kept.

    Half of the time it is exactly before the statement, else soon after it.
    """
    rng = random.Random(seed)  # noqa: S311
    anywhere, near_end = rng.randint(1, statements), max(1, statements - rng.randint(0, 2))
    return Order(
        url=url,
        arguments=arguments,
        folder=str(folder),
        signal=(signal.SIGKILL, signal.SIGINT)[seed % 2],
        at=rng.choice((anywhere, anywhere, near_end)),
        delay=rng.choice((None, rng.uniform(0, 0.004))),
    )


def written(folder: Path, names: Mapping[str, str], text: str) -> None:
    """The files that the commands read."""
    folder.mkdir(parents=True)
    decisions = DECISIONS
    for name, value in names.items():
        decisions = decisions.replace(name, value)
    for file, content in (("talk", EXTRACTED), ("corrected", text)):
        (folder / f"{file}.txt").write_text(content, encoding="utf-8")
    for file, content in (("decisions", decisions), ("brought", BROUGHT)):
        (folder / f"{file}.jsonl").write_text(content, encoding="utf-8")


def carried_out(order: Order) -> End:
    """Runs a command line in a process of its own, which is started from a clean one with the program loaded."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(LOADED)
    ours, theirs = processes.Pipe(duplex=False)
    process = processes.Process(target=_work, args=(order, theirs))
    process.start()
    theirs.close()
    statements = 0
    try:
        while (told := ours.recv()) >= 0:
            statements = told
            if told == order.at and order.delay is not None:
                time.sleep(order.delay)
                if process.is_alive():
                    os.kill(int(process.pid or 0), order.signal)
    except EOFError:
        pass
    process.join()
    code = process.exitcode
    assert code is not None
    return End(code, Path(order.folder, "errors").read_text(encoding="utf-8"), statements)


def _work(order: Order, told: Connection) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    errors = os.open(Path(order.folder, "errors"), os.O_WRONLY | os.O_CREAT)
    os.dup2(errors, 1)
    os.dup2(errors, 2)
    begun = 0

    def count(*_arguments: object) -> None:
        nonlocal begun
        begun += 1
        if begun == order.at or not order.at:
            told.send(begun)
            if order.at and order.delay is None:
                os.kill(os.getpid(), order.signal)

    for event in ("before_cursor_execute", "commit"):
        sa.event.listen(sa.Engine, event, count)
    home = {"HOME": order.folder, "XDG_CONFIG_HOME": order.folder, "XDG_DATA_HOME": order.folder, "TRACKER_ANALYST": "ana"}
    os.environ.update(home)
    try:
        code = main.run(["--db", order.url, *order.arguments])
    except KeyboardInterrupt:  # after the command's end
        code = 130
    os._exit(code)
