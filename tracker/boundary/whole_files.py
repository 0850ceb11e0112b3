"""Files that are written whole or not at all: to a temporary file beside the target, then moved into place.

Never through a link and never to a device: only the file that was named is written. Standard library only.
"""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from tracker.errors import TrackerError


class CannotWrite(TrackerError):
    """A file that cannot be written: which, and why; the old file is unchanged."""

    def __init__(self, path: Path, why: str) -> None:
        self.path, self.why = path, why
        super().__init__(f"{path}: {why}")


def refuse_links_and_devices(path: Path, *, folder: bool = False) -> None:
    """Raises CannotWrite if the path is a link or a device, or a folder where a file is wanted (or the reverse)."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise CannotWrite(path, error.strerror or str(error)) from error
    if stat.S_ISLNK(mode):
        raise CannotWrite(path, "is a link; name the file or folder itself")
    if folder and not stat.S_ISDIR(mode):
        raise CannotWrite(path, "is a file; name a folder")
    if not folder and stat.S_ISDIR(mode):
        raise CannotWrite(path, "is a folder; name a file")
    if not folder and not stat.S_ISREG(mode):
        raise CannotWrite(path, "is a device or a pipe, not a file; - is standard output")


def part_beside(path: Path) -> Path:
    """A new empty file beside a path, with an unpredictable name, readable by its owner only. Raises CannotWrite."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise CannotWrite(path, error.strerror or str(error)) from error
    os.close(handle)
    return Path(name)


def _usual_rights(path: Path) -> int:
    """The permissions of the file to replace, else those that the umask gives a new file."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _move(part: Path, path: Path, rights: int) -> None:
    with part.open("rb") as made:
        os.fsync(made.fileno())
    part.chmod(rights)
    part.replace(path)


@contextmanager
def whole_file(path: Path, *, private: bool = False) -> Iterator[TextIO]:
    """A UTF-8 text file to write, line ends untranslated, which replaces the old one when the block ends. Its `buffer` takes bytes.

    If the block raises, or the disk is full, the old file is unchanged and no temporary file is left. A `private` file is readable
    by its owner only; any other keeps the permissions of the old file, or gets the default ones. Raises CannotWrite.
    """
    refuse_links_and_devices(path)
    part = part_beside(path)
    try:
        try:
            with part.open("w", encoding="utf-8", newline="") as out:
                yield out
            _move(part, path, 0o600 if private else _usual_rights(path))
        except OSError as error:
            if error.filename not in {None, str(part), str(path)}:
                raise
            raise CannotWrite(path, f"{error.strerror or error}; the old file is unchanged") from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A new folder to fill; its files move into `path` when the block ends, and none moves if the block raises.

    Files in `path` that the block did not write stay. Raises CannotWrite if `path`, or a folder written to in it, is a link.
    """
    refuse_links_and_devices(path, folder=True)
    there = path.is_dir()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Inside an existing folder, since its parent may be on another file system.
        with tempfile.TemporaryDirectory(prefix=".making-", dir=path if there else path.parent) as made:
            yield (part := Path(made) / "new")
            if there:
                _move_all(part, path)
            else:
                part.rename(path)
    except OSError as error:
        why = error.strerror or str(error)
        raise CannotWrite(path, f"{why}; the old files are unchanged") from error


def _move_all(part: Path, path: Path) -> None:
    folders = [each for each in part.rglob("*") if each.is_dir()]
    for folder in folders:
        refuse_links_and_devices(path / folder.relative_to(part), folder=True)
    for folder in folders:
        (path / folder.relative_to(part)).mkdir(parents=True, exist_ok=True)
    for file in part.rglob("*"):
        if file.is_file():
            file.replace(path / file.relative_to(part))
