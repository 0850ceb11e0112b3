"""A command in a pseudo-terminal: what it writes is read and kept, keys are typed, and the terminal can be taken away."""

import fcntl
import multiprocessing
import os
import pty
import select
import signal
import struct
import sys
import termios
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tracker.cli import main

PATIENCE = 180.0  # seconds that a command may take on a busy machine
# Each command is a copy of a process that has loaded these, as loading takes most of a command's time.
LOADED = [
    *(__name__, "sqlalchemy.dialects.sqlite", "tracker.desk.screen", "tracker.extract.batch", "spacy", "onnxruntime"),
    *sorted({main.COMMANDS[name].module for name in ("review", "list", "extract")}),
]


def nothing_more() -> None:
    """Leaves the signals of the command as they are."""


def _command(
    terminal: str, arguments: tuple[str, ...], environment: dict[str, str], before: Callable[[], None], keys: bool
) -> None:
    """What `python -m tracker` does, in this process, with a terminal for its input and output."""
    os.setsid()
    shown = os.open(terminal, os.O_RDWR | os.O_NOCTTY)
    typed = shown if keys else os.open(os.devnull, os.O_RDONLY)
    for number, file in enumerate((typed, shown, shown)):
        os.dup2(file, number)
    sys.stdin = sys.__stdin__ = os.fdopen(0, encoding="utf-8", closefd=False)  # type: ignore[misc]
    sys.stdout = sys.__stdout__ = os.fdopen(1, "w", encoding="utf-8", closefd=False)  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = os.fdopen(2, "w", encoding="utf-8", closefd=False)  # type: ignore[misc]
    os.environ.clear()
    os.environ.update(environment)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    before()
    sys.argv = ["tracker", *arguments]
    main.main()


class Terminal:
    """A program in a pseudo-terminal of 80x24; what it writes is read and kept all the time."""

    def __init__(self, *arguments: str, before: Callable[[], None] = nothing_more, keys: bool = True) -> None:
        """Start `tracker` with these arguments, `before` called in its process; without `keys` its input is empty."""
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        processes = multiprocessing.get_context("forkserver")
        processes.set_forkserver_preload(LOADED)
        environment = os.environ | {"TERM": "xterm-256color"}
        self.program = processes.Process(target=_command, args=(os.ttyname(self.slave), arguments, environment, before, keys))
        self.program.start()
        self.shown = b""
        self.hung_up = self.ended = False
        self.written = threading.Condition()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        while not self.hung_up:
            ready, _, _ = select.select([self.master], [], [], 0.1)
            if ready:
                read = os.read(self.master, 65536)
                with self.written:
                    self.shown += read
                    self.written.notify_all()
            elif self.ended:
                return

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.master, keys.encode())

    def wait_for(self, words: bytes) -> None:
        """Wait until the program has written these words."""
        with self.written:
            found = self.written.wait_for(lambda: words in self.shown or self.program.exitcode is not None, PATIENCE)
        assert found, self.shown[-2000:]
        assert words in self.shown, self.shown[-2000:]

    def resize(self, rows: int, columns: int) -> None:
        """Give the terminal another size, and tell the program."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.program.pid or 0, signal.SIGWINCH)

    def hang_up(self) -> None:
        """Take the terminal away, as a lost connection does."""
        self.hung_up = True
        self.reader.join(PATIENCE)
        os.close(self.master)

    def wait(self) -> int | None:
        """Wait until the program ends and all that it wrote is read; its exit code."""
        self.program.join(PATIENCE)
        self.ended = True
        self.reader.join(PATIENCE)
        return self.program.exitcode

    def ended_in(self, seconds: float) -> bool:
        """Whether the program ends within a time."""
        self.program.join(seconds)
        return self.program.exitcode is not None

    def close(self) -> None:
        """End the program, and leave the terminal."""
        if self.program.exitcode is None:
            self.program.kill()
        self.wait()
        os.close(self.slave)
        if not self.hung_up:
            os.close(self.master)


@contextmanager
def terminal(*arguments: str, before: Callable[[], None] = nothing_more, keys: bool = True) -> Iterator[Terminal]:
    """A command in a terminal of its own until the block ends."""
    found = Terminal(*arguments, before=before, keys=keys)
    try:
        yield found
    finally:
        found.close()
