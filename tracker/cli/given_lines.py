"""The lines of a file that a command is given, or of standard input."""

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

from tracker.boundary.bounded_reading import TooLarge, refuse_devices, text_lines
from tracker.errors import TrackerError

LONGEST_LINE = 100_000_000
"""The bytes of the longest line; the largest transcript has as many."""


def name_of(file: Path) -> str:
    """The name of a file in messages; "-" is standard input."""
    return "standard input" if str(file) == "-" else str(file)


def given_lines(file: Path) -> Iterator[str]:
    """The lines of a file, or of standard input for "-", in UTF-8.

    Raises OSError if there is no such file or it is a device, TrackerError if a line is too long or not UTF-8.
    """
    standard = str(file) == "-"
    if not standard:
        refuse_devices(file)
    number = 1
    with nullcontext(sys.stdin.buffer) if standard else file.open("rb") as source:
        try:
            for line in text_lines(source, LONGEST_LINE):
                yield line
                number += 1
        except TooLarge as error:
            raise TrackerError(f"{name_of(file)}, line {number}: {error}") from None
        except UnicodeDecodeError:
            raise TrackerError(f"{name_of(file)}, line {number}: not UTF-8 text; save it as UTF-8") from None
