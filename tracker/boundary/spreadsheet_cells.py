"""Cells of CSV files: guarded against being run as formulas, and restored when read."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from tracker.boundary.shown_text import lines, one_line

# OWASP, "CSV Injection": a cell that begins with one of these may be run as a formula.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def _risky(text: str) -> bool:
    # Spreadsheets ignore leading white space and invisible characters.
    return text.startswith(RISKY) or one_line(text).startswith(RISKY)


def defused(cell: object) -> str:
    """A cell as text; text that a spreadsheet would run gets an apostrophe before it. Numbers are unchanged.

    Line breaks are kept, as line feeds, and so are tabs; terminal sequences and other control characters are not.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return str(cell)
    text = "\t".join(map(lines, str(cell).split("\t")))
    return "'" + text if _risky(text) or _guarded(text) else text


def _guarded(cell: str) -> bool:
    return cell.startswith("'") and (cell.startswith("''") or _risky(cell[1:]))


def plain(cell: str) -> str:
    """The text that `defused` made safe."""
    return cell[1:] if _guarded(cell) else cell


def written(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a CSV file (RFC 4180, ended by a line feed), every cell defused."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    for cells in chain((header,), rows):
        writer.writerow([defused(cell) for cell in cells])
        yield held.getvalue()
        held.seek(0)
        held.truncate()
