"""The files that a command line names, and what it says about each: paths, folders, standard input, a manifest."""

import csv
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tracker.boundary.bounded_reading import TooLarge, read_bounded
from tracker.cli.output import tell
from tracker.errors import TrackerError
from tracker.fetch import is_web_address, kept_address, path_of
from tracker.transcripts import Declared
from tracker.transcripts.metadata.sidecar import ENDING, declared_in_sidecar

# The suffixes searched for in a folder; a file given by name is read whatever its suffix.
SUFFIXES = frozenset(
    ".txt .md .markdown .vtt .srt .json .json3 .srv3 .ttml .html .htm .pdf .docx .tsv .csv .sbv .ass .ssa .xml "
    ".srv1 .srv2 .smi .sub .lrc .yaml .yml .jsonl".split()
)

LARGEST_BESIDE = 100_000_000

_COLUMNS = {
    "file": ("file", "path", "name", "transcript", "doc"),
    "said_on": ("said_on", "date", "day"),
    "speaker": ("speaker",),
    "host": ("host",),
    "title": ("title",),
    "url": ("url", "link"),
}


class ManifestError(TrackerError):
    """A manifest that cannot be used; the message names the file, the line and the reason."""

    def __init__(self, path: Path, why: str, *, line: int | None = None) -> None:
        """Name the manifest, the line if there is one, and what is wrong with it."""
        super().__init__(f"{path}{f', line {line}' if line else ''}: {why}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One transcript to read: its path or URL, or "-" for standard input, and what the user says about it.

    `doc` is the name of its document if that differs from the file's.
    """

    name: str
    declared: Declared
    doc: str | None = None

    @property
    def document(self) -> str:
        """The name of its document, by which the ledger knows it."""
        return self.doc or Path(path_of(self.name) if is_web_address(self.name) else self.name).stem


def _files(name: str) -> Iterator[str]:
    path = Path(name)
    if name == "-" or not path.is_dir():
        yield name
        return
    found = sorted(
        str(each)
        for each in path.rglob("*")
        if each.suffix.lower() in SUFFIXES and not each.name.endswith(ENDING) and each.is_file()
    )
    if not found:
        raise TrackerError(f"{name}: no transcript in this folder; looked for {', '.join(sorted(SUFFIXES))}")
    yield from found


def _column(header: Sequence[str], names: Sequence[str]) -> str | None:
    return next((each for each in header if each.strip().lower() in names), None)


def _declared(row: Mapping[str, str | None], columns: Mapping[str, str | None], path: Path, line: int) -> Declared:
    def value(field: str) -> str | None:
        column = columns[field]
        return ((row.get(column) or "").strip() or None) if column else None

    said_on = value("said_on")
    try:
        day = dt.date.fromisoformat(said_on) if said_on else None
    except ValueError:
        raise ManifestError(path, f"{said_on!r} is not a day; write it as 2024-06-26", line=line) from None
    return Declared(said_on=day, speaker=value("speaker"), host=value("host"), title=value("title"), url=value("url"))


def read_manifest(path: Path) -> dict[str, Declared]:
    """The rows of a manifest by file; columns are separated by commas or tabs, and only `file` is required.

    A relative path is relative to the manifest. Raises ManifestError.
    """
    try:
        text = read_bounded(path, LARGEST_BESIDE).decode("utf-8-sig")
    except TooLarge as error:
        raise ManifestError(path, str(error)) from None
    except UnicodeDecodeError:
        raise ManifestError(path, "not UTF-8 text") from None
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    rows = csv.DictReader(text.splitlines(), delimiter=delimiter)
    try:
        header = [name for name in rows.fieldnames or () if name]
    except csv.Error as error:
        raise ManifestError(path, f"not a table ({error})", line=1) from None
    columns = {field: _column(header, names) for field, names in _COLUMNS.items()}
    file_column = columns["file"]
    if file_column is None:
        raise ManifestError(
            path, "no column called file; the first line names the columns: file, date, speaker, host, title, url", line=1
        )
    found: dict[str, Declared] = {}
    try:
        for row in rows:
            name = (row.get(file_column) or "").strip()
            if name:
                found[str(path.parent / name)] = _declared(row, columns, path, rows.line_num)
    except csv.Error as error:
        raise ManifestError(path, f"not a table ({error})", line=rows.line_num) from None
    if not found:
        raise ManifestError(path, "names no file")
    return found


def _said(given: Declared, listed: Declared | None) -> Declared:
    """What a manifest says about a file, completed from the options."""
    if listed is None:
        return given
    both = ("said_on", "speaker", "host", "title", "url")
    return replace(listed, **{name: getattr(listed, name) or getattr(given, name) for name in both})


def _with_sidecar(name: str, declared: Declared) -> Declared:
    """What is declared about a file, completed from the NAME.info.json beside it; NAME may lack the language of "NAME.en.vtt".

    A transcript from the web keeps its address.
    """
    if is_web_address(name):
        return replace(declared, url=declared.url or kept_address(name))
    if name == "-" or "://" in name:
        return declared
    path = Path(name)
    stems = dict.fromkeys((path.stem, Path(path.stem).stem))
    found = next((one for stem in stems if (one := path.with_name(stem + ENDING)).is_file()), None)
    if found is None:
        return declared
    try:
        return replace(declared, sidecar=declared_in_sidecar(str(found), read_bounded(found, LARGEST_BESIDE)))
    except (OSError, TrackerError) as error:
        tell(f"{found}: {error}" if isinstance(error, TooLarge) else str(error))
        return declared


def gather(names: Sequence[str], manifest: Path | None, given: Declared) -> list[Input]:
    """The inputs in the order given, with folders searched; those of the manifest if no file is named.

    A file is found in the manifest by its path or, if given on its own, by its file name. Raises TrackerError.
    """
    listed = read_manifest(manifest) if manifest else {}
    by_name = {Path(name).name: declared for name, declared in listed.items()}
    files = [file for name in names for file in _files(name)] if names else list(listed)
    found = dict.fromkeys(files)
    return [
        Input(name=name, declared=_with_sidecar(name, _said(given, listed.get(name) or by_name.get(Path(name).name))))
        for name in found
    ]
