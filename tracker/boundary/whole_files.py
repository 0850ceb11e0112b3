"""Files that are written whole or not at all: made beside under a name of their own, then moved into place.

Never through a link and never onto a device: what is written is the file that was named. Standard library only.
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
    """A file that cannot be written: which, and why; what was there before is as it was."""

    def __init__(self, path: Path, why: str) -> None:
        self.path, self.why = path, why
        super().__init__(f"{path}: {why}")


def refuse_links_and_devices(path: Path, *, folder: bool = False) -> None:
    """Raises CannotWrite where a link, a device, or a folder in place of a file (and the other way round) has the name."""
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
    """A new empty file beside a path, under a name that nobody can foresee, for its owner alone. Raises CannotWrite."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise CannotWrite(path, error.strerror or str(error)) from error
    os.close(handle)
    return Path(name)


def _usual_rights(path: Path) -> int:
    """The rights of the file that is replaced, else those that a new file gets by the user's mask."""
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
    """A text file to write in UTF-8, its line ends as they are given, which takes the place of the old one when the block ends.

    Its `buffer` takes bytes.

    Where the block raises, or there is no room, the old file is as it was and nothing is left beside it. A `private` file can be
    read by its owner alone; another has the rights of the one before it, or the usual ones. Raises CannotWrite.
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
            raise CannotWrite(path, f"{error.strerror or error}; what was there is as it was") from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A new folder to fill, whose files take their places in `path` when the block ends; nothing is moved where it raises.

    Files of `path` that are not made anew stay. Raises CannotWrite where `path` or a folder in it that is written to is a link.
    """
    refuse_links_and_devices(path, folder=True)
    there = path.is_dir()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Within the folder where it is there, which may be another file system than the one around it.
        with tempfile.TemporaryDirectory(prefix=".making-", dir=path if there else path.parent) as made:
            yield (part := Path(made) / "new")
            if there:
                _settle(part, path)
            else:
                part.rename(path)
    except OSError as error:
        why = error.strerror or str(error)
        raise CannotWrite(path, f"{why}; what was there is as it was") from error


def _settle(part: Path, path: Path) -> None:
    folders = [each for each in part.rglob("*") if each.is_dir()]
    for folder in folders:
        refuse_links_and_devices(path / folder.relative_to(part), folder=True)
    for folder in folders:
        (path / folder.relative_to(part)).mkdir(parents=True, exist_ok=True)
    for file in part.rglob("*"):
        if file.is_file():
            file.replace(path / file.relative_to(part))
