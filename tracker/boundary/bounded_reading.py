"""Reading files only after checking their type and size: never a device, never more bytes than the limit.

Standard library only.
"""

import errno
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO


class TooLarge(OSError):
    """The input is larger than a limit in bytes."""

    def __init__(self, most: int) -> None:
        self.text = f"larger than {most // 1_000_000} MB"
        super().__init__(errno.EFBIG, self.text)

    def __str__(self) -> str:
        """What is wrong, without the number of the error."""
        return self.text


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


def text_lines(stream: IO[bytes], most: int) -> Iterator[str]:
    """The lines of a stream in UTF-8, with their ends and without a byte order mark.

    Raises TooLarge for a line of more than `most` bytes, and UnicodeDecodeError.
    """
    encoding = "utf-8-sig"
    while line := stream.readline(most + 1):
        if len(line) > most:
            raise TooLarge(most)
        yield line.decode(encoding)
        encoding = "utf-8"


def read_bounded(path: Path, most: int) -> bytes:
    """The bytes of a file. Raises TooLarge, before reading where the size is known, and OSError for a device."""
    refuse_devices(path)
    if path.stat().st_size > most:
        raise TooLarge(most)
    with path.open("rb") as stream:
        return read_stream(stream, most)
