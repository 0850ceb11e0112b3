"""Reading files only after checking their type and size: never a device, never more bytes than the limit.

Standard library only.
"""

import errno
import stat
from pathlib import Path
from typing import IO


class TooLarge(Exception):
    """The input is larger than the limit; `most` is that limit in bytes."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"larger than {most // 1_000_000} MB")


def refuse_devices(path: Path) -> None:
    """Raises OSError unless a path leads to a file or a pipe (such as a shell's <(...))."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder", str(path))
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raise OSError(errno.EINVAL, "is a device, not a file", str(path))


def read_stream(stream: IO[bytes], most: int) -> bytes:
    """The rest of a stream. Raises TooLarge after at most `most` + 1 bytes."""
    data = stream.read(most + 1)
    if len(data) > most:
        raise TooLarge(most)
    return data


def read_bounded(path: Path, most: int) -> bytes:
    """The bytes of a file. Raises TooLarge, before reading where the size is known, and OSError for a device."""
    refuse_devices(path)
    if path.stat().st_size > most:
        raise TooLarge(most)
    with path.open("rb") as stream:
        return read_stream(stream, most)
