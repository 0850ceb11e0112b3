"""Files that commands write are whole or as they were, never behind a link or on a device, and a ledger is its owner's alone."""

import os
import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import pytest

from tests.command_line import Command
from tracker import ledger
from tracker.boundary.whole_files import whole_file
from tracker.errors import TrackerError

WRITERS = {
    "export": ("export",),
    "csv": ("export", "--format", "csv"),
    "scorecard": ("scorecard", "--format", "html", "--out"),
    "markdown": ("scorecard", "--format", "md", "--out"),
}
every_writer = pytest.mark.parametrize("typed", WRITERS.values(), ids=WRITERS.keys())


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@every_writer
def test_a_full_disk_leaves_the_old_file(tracker: Command, samples: str, tmp_path: Path, typed: tuple[str, ...]) -> None:
    """One line names the file and says that it is as it was; nothing is left beside it."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "old").write_bytes(b"what was there")
    import_module("matplotlib.font_manager")  # keeps a list of the fonts when it is first imported, or says that it cannot
    book = ledger.open_ledger(samples)
    with book.reading(), room_for(200):  # SQLite's own files are there already
        ran = tracker(*typed, str(folder / "old"))
    book.close()
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1
    assert f"{folder / 'old'}: File too large; the old file is unchanged" in ran.err
    assert snapshot(folder) == {"old": b"what was there"}


def test_a_full_disk_leaves_the_old_report(tracker: Command, ten: str, tmp_path: Path) -> None:
    """Pages of a report take their places only when all of them are made; files of the user's own stay."""
    assert tracker("accept", "--at-least", "0.9").code == 0
    out = tmp_path / "site"
    assert tracker("report", "--out", str(out)).code == 0
    (out / "CNAME").write_bytes(b"example.org")
    before = snapshot(tmp_path)
    with room_for(3000):
        ran = tracker("report", "--out", str(out), "--title", "Another")
    assert ran.code == 1
    assert "File too large; the old files are unchanged" in ran.err
    assert snapshot(tmp_path) == before
    assert tracker("report", "--out", str(out), "--title", "Another").code == 0
    after = snapshot(out)
    assert b"Another" in after["index.html"]
    assert after["CNAME"] == b"example.org"
    assert {name for name in after if name.startswith(".making")} == set()


def test_a_full_disk_leaves_no_half_of_a_backup(tracker: Command, samples: str, tmp_path: Path) -> None:
    """A backup that does not fit leaves no file; one that fits is readable by its owner only."""
    folder = tmp_path / "out"
    folder.mkdir()
    with room_for(5000):
        ran = tracker("db", "backup", str(folder / "copy.sqlite3"))
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1
    assert not [*folder.iterdir()]
    assert tracker("db", "backup", str(folder / "copy.sqlite3")).code == 0
    assert stat.S_IMODE((folder / "copy.sqlite3").stat().st_mode) == 0o600


@every_writer
def test_nothing_is_written_through_a_link_or_onto_a_device(
    tracker: Command, samples: str, tmp_path: Path, typed: tuple[str, ...]
) -> None:
    """A link, a dangling link, a device, a pipe and a folder are refused in one line and stay what they are."""
    (tmp_path / "secret").write_bytes(b"theirs")
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    (tmp_path / "dangling").symlink_to(tmp_path / "not there")
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "link", tmp_path / "dangling", tmp_path / "pipe", Path("/dev/full")):
        ran = tracker(*typed, str(path))
        assert ran.code == 1
        assert len(ran.err.splitlines()) == 1
        assert str(path) in ran.err
        assert path.is_symlink() or not path.is_file()
    assert (tmp_path / "secret").read_bytes() == b"theirs"
    assert not (tmp_path / "not there").exists()


def test_a_report_stays_in_its_folder(tracker: Command, ten: str, tmp_path: Path) -> None:
    """Nothing is written through a folder that is a link, or a link within a report."""
    assert tracker("accept", "--at-least", "0.9").code == 0
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "link").symlink_to(elsewhere, target_is_directory=True)
    assert "is a link" in tracker("report", "--out", str(tmp_path / "link")).err
    out = tmp_path / "site"
    assert tracker("report", "--out", str(out)).code == 0
    for page in (out / "claims").iterdir():
        page.unlink()
    (out / "claims").rmdir()
    (out / "claims").symlink_to(elsewhere, target_is_directory=True)
    before = snapshot(out)
    assert "is a link" in tracker("report", "--out", str(out)).err
    assert not [*elsewhere.iterdir()]
    assert snapshot(out) == before


@pytest.mark.parametrize("place", ["missing/file", "/proc/file"])
def test_a_folder_where_nothing_can_be_written(tracker: Command, samples: str, tmp_path: Path, place: str) -> None:
    """One line names the file."""
    ran = tracker("export", str(tmp_path / place))
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1
    assert place in ran.err


def test_a_ledger_is_its_owners_alone(tmp_path: Path) -> None:
    """The file, those that SQLite makes beside it, and the folder made for it; another folder's rights are left alone."""
    mask = os.umask(0o022)
    try:
        book = ledger.open_ledger(f"sqlite:///{tmp_path}/made/ledger.sqlite3")
        with book.reading():
            rights = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "made").iterdir()}
        book.close()
    finally:
        os.umask(mask)
    assert rights == dict.fromkeys(("ledger.sqlite3", "ledger.sqlite3-wal", "ledger.sqlite3-shm"), 0o600)
    assert stat.S_IMODE((tmp_path / "made").stat().st_mode) == 0o700


def test_rights_of_a_file_written_anew(tmp_path: Path) -> None:
    """A new file has the usual rights, one that is replaced keeps its own, and a private one is its owner's."""
    mask = os.umask(0o022)
    try:
        for name, private, before, after in (
            ("new", False, None, 0o644),
            ("kept", False, 0o640, 0o640),
            ("private", True, 0o644, 0o600),
        ):
            path = tmp_path / name
            if before is not None:
                path.touch()
                path.chmod(before)
            with whole_file(path, private=private) as out:
                out.write("text\r\n")
            assert stat.S_IMODE(path.stat().st_mode) == after
            assert path.read_bytes() == b"text\r\n"
    finally:
        os.umask(mask)


@pytest.mark.parametrize("error", [TrackerError("x"), KeyboardInterrupt()], ids=["error", "interrupt"])
def test_a_block_that_raises_leaves_the_old_file(tmp_path: Path, error: BaseException) -> None:
    """Any error inside the block is raised, and the file is as it was."""
    path = tmp_path / "file"
    path.write_text("old")

    def write() -> None:
        with whole_file(path) as out:
            out.write("new")
            raise error

    with pytest.raises(type(error)):
        write()
    assert snapshot(tmp_path) == {"file": b"old"}
