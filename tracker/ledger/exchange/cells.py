"""Cells of CSV files: kept from being run by a spreadsheet, and put back when read."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

# OWASP, "CSV Injection": a cell that begins with one of these may be run as a formula.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def defused(cell: object) -> str:
    """A cell as text; text that a spreadsheet would run gets an apostrophe before it. Numbers stay as they are."""
    if cell is None:
        return ""
    if isinstance(cell, bool | int | float):
        return str(cell)
    text = str(cell)
    return "'" + text if text.startswith(RISKY) or (text.startswith("'") and text[1:].startswith((*RISKY, "'"))) else text


def plain(cell: str) -> str:
    """The text that `defused` made safe."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*RISKY, "'")) else cell


def written(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a CSV file (RFC 4180, ended by a line feed), every cell defused."""
    yield _line(header)
    for cells in rows:
        yield _line(cells)


def _line(cells: Sequence[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([defused(cell) for cell in cells])
    return out.getvalue()
