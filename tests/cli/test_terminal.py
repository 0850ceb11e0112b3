"""The review screen in a real pseudo-terminal, to its end and killed on the way."""

import fcntl
import os
import pty
import random
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tracker import ledger
from tracker.ledger import ClaimFilter, Order
from tracker.records import Claim, Status

PATIENCE = 60.0


class Terminal:
    """A program in a pseudo-terminal of 80x24; what it writes is read and kept all the time."""

    def __init__(self, *arguments: str) -> None:
        """Start `tracker` with these arguments."""
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.program = subprocess.Popen(
            [sys.executable, "-m", "tracker", *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=os.environ | {"TERM": "xterm-256color"},
            start_new_session=True,
        )
        os.close(slave)
        self.shown = b""
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        while True:
            try:
                ready, _, _ = select.select([self.master], [], [], 0.1)
                if ready:
                    self.shown += os.read(self.master, 65536)
            except OSError:
                return
            if not ready and self.program.poll() is not None:
                return

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.master, keys.encode())

    def wait_for(self, words: bytes) -> None:
        """Wait until the program has written these words."""
        end = time.monotonic() + PATIENCE
        while words not in self.shown:
            assert time.monotonic() < end, self.shown[-2000:]
            assert self.program.poll() is None, self.shown[-2000:]
            time.sleep(0.02)

    def close(self) -> None:
        """End the program, and leave the terminal."""
        if self.program.poll() is None:
            self.program.kill()
        self.program.wait(PATIENCE)
        self.reader.join(PATIENCE)
        os.close(self.master)


@contextmanager
def terminal(*arguments: str) -> Iterator[Terminal]:
    found = Terminal(*arguments)
    try:
        yield found
    finally:
        found.close()


def claims(url: str) -> list[Claim]:
    with ledger.open_ledger(url).reading() as session:
        return ledger.list_claims(session, ClaimFilter(order=Order.SOURCE), with_events=True)


def decided(url: str) -> list[bool]:
    """Whether each claim, in the order of the text, was decided; fails when one was twice, or the ledger is not sound."""
    found = claims(url)
    assert all(sum(event.kind in {"accept", "reject"} for event in claim.events) <= 1 for claim in found)
    with ledger.open_ledger(url).reading() as session:
        assert ledger.verify(session).faults == ()
    return [claim.status is not Status.CANDIDATE for claim in found]


def test_two_hundred_keys_and_q(many: str) -> None:
    """Two hundred claims are decided with two hundred keys, and q leaves with exit code 0."""
    with terminal("review", "--order", "source") as shown:
        shown.wait_for(b"Plant number 0")
        shown.type("ax3a" * 50 + "q")
        assert shown.program.wait(PATIENCE) == 0
    statuses = [claim.status for claim in claims(many)]
    assert statuses[:200] == [Status.ACCEPTED, Status.REJECTED, Status.REJECTED, Status.ACCEPTED] * 50
    assert set(statuses[200:]) == {Status.CANDIDATE}
    assert sum(decided(many)) == 200


def kill_after(url: str, keys: int, delay: float | None) -> int:
    """Press keys, kill after a delay, or once the last of them is in the ledger; how many decisions were made."""
    before = sum(decided(url))
    with terminal("review", "--order", "source") as shown:
        shown.wait_for(f"Plant number {before} ".encode())
        shown.type("a" * keys)
        if delay is None:
            end = time.monotonic() + PATIENCE
            while sum(claim.status is Status.ACCEPTED for claim in claims(url)) < before + keys:
                assert time.monotonic() < end
                time.sleep(0.02)
        else:
            time.sleep(delay)
        shown.program.send_signal(signal.SIGKILL)
        shown.program.wait(PATIENCE)
    after = decided(url)
    assert after == sorted(after, reverse=True), "decisions are those of the first keys, with none left out"
    return sum(after) - before


def test_killed_after_a_key_nothing_is_lost(many: str) -> None:
    """What was decided before SIGKILL is there afterwards, and the next run goes on from there."""
    assert kill_after(many, 1, None) == 1
    assert kill_after(many, 5, None) == 5
    assert kill_after(many, 4, 0.01) <= 4


@pytest.mark.soak
def test_killed_at_any_moment(many: str) -> None:
    """Thirty kills at random moments: never a decision doubled, left out, or half made."""
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    for _round in range(30):
        kill_after(many, chance.randint(1, 6), chance.uniform(0.0, 0.15))


def test_a_terminal_that_is_no_screen(ten: str) -> None:
    """By prompts alone, in the same terminal: an answer a line."""
    with terminal("review", "--plain", "--order", "source") as shown:
        shown.wait_for(b"q quit")
        shown.type("a\n")
        shown.wait_for(b"accepted")
        shown.type("q\n")
        assert shown.program.wait(PATIENCE) == 0
    assert decided(ten)[0]
