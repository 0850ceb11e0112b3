"""Files read only after a look at what they are and how large: no device, and no more bytes than anybody needs.

Standard library only.
"""

import errno
import stat
from pathlib import Path
from typing import IO


class TooLarge(Exception):
    """What was to be read is larger than it may be; `most` is the limit in bytes."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"larger than {most // 1_000_000} MB")


def refuse_devices(path: Path) -> None:
    """Raises OSError unless a path leads to a file or a pipe, which a shell's <(...) is."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder", str(path))
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raise OSError(errno.EINVAL, "is a device, not a file", str(path))


def read_stream(stream: IO[bytes], most: int) -> bytes:
    """All that a stream has. Raises TooLarge, with at most `most` + 1 bytes read."""
    data = stream.read(most + 1)
    if len(data) > most:
        raise TooLarge(most)
    return data


def read_bounded(path: Path, most: int) -> bytes:
    """The bytes of a file. Raises TooLarge, before anything is read where the size is known, and OSError for a device."""
    refuse_devices(path)
    if path.stat().st_size > most:
        raise TooLarge(most)
    with path.open("rb") as stream:
        return read_stream(stream, most)
