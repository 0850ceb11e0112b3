"""A table as data, shown by rich on a terminal and as plain text, uncut and without colour, in a pipe."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING

from tracker.reports.cleaning import lines, one_line
from tracker.reports.terminal.stacked import NARROW, Stacking, stacked

if TYPE_CHECKING:
    from rich.console import RenderableType


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A heading; figures are right-aligned. `fold` lets a terminal break the cell over lines where it is narrow.

    `ids` says that the cells are claims' ids, which may be shown as short as they can be typed.
    """

    name: str
    right: bool = False
    fold: bool = False
    style: str = ""
    ids: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Columns and rows of text; `styles` gives single cells a rich style by (row, column).

    `stacking` says how rows become cards on a narrow terminal. `below` is text shown as it is, such as a plot; `notes` come last.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str | None = None
    notes: tuple[str, ...] = ()
    empty: str = "nothing to show"
    styles: tuple[tuple[tuple[int, int], str], ...] = ()
    headed: bool = True
    below: str = ""
    stacking: Stacking | None = None

    def claim_ids(self) -> list[str]:
        """The cells of the id columns."""
        return [cell for row in self.rows for cell, column in zip(row, self.columns, strict=True) if column.ids]

    def with_ids(self, short: Mapping[str, str]) -> "Table":
        """The table with each id as short as the mapping has it; what it does not have stays."""
        rows = (zip(row, self.columns, strict=True) for row in self.rows)
        return replace(
            self, rows=tuple(tuple(short.get(cell, cell) if column.ids else cell for cell, column in row) for row in rows)
        )

    def plain(self) -> str:
        """The table as text: columns two spaces apart, no cell cut, one row a line; ends with a new line."""
        parts = [] if self.title is None else [one_line(self.title), ""]
        if not self.rows:
            parts.append(one_line(self.empty))
        else:
            head = tuple(one_line(column.name) for column in self.columns)
            body = [tuple(one_line(cell) for cell in row) for row in self.rows]
            sizes = [max(map(width, cells)) for cells in zip(head, *body, strict=True)]
            for row in (head, *body) if self.headed else body:
                cells = (_padded(cell, size, column) for cell, size, column in zip(row, sizes, self.columns, strict=True))
                parts.append("  ".join(cells).rstrip())
        if self.below:
            parts += ["", lines(self.below)]
        if self.notes:
            parts += ["", *(one_line(note) for note in self.notes)]
        return "\n".join(parts) + "\n"


def width(text: str) -> int:
    """Terminal cells that a text takes: two for wide East Asian characters, none for combining marks."""
    return sum(0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def _padded(cell: str, size: int, column: Column) -> str:
    gap = " " * (size - width(cell))
    return gap + cell if column.right else cell + gap


def rich_table(table: Table) -> "RenderableType":
    """The table for a rich console."""
    from rich import box
    from rich.console import Group
    from rich.table import Table as RichTable
    from rich.text import Text

    notes = [Text(one_line(note), style="dim") for note in table.notes]
    if not table.rows:
        return Group(Text(one_line(table.empty), style="dim"), *notes)
    shown = RichTable(
        title=Text(one_line(table.title), style="bold") if table.title else None,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        show_header=table.headed,
        pad_edge=False,
        header_style="bold",
    )
    for place, column in enumerate(table.columns):
        shown.add_column(
            Text(one_line(column.name)),
            justify="right" if column.right else "left",
            style=column.style,
            no_wrap=not column.fold,
            min_width=min(12, max((width(row[place]) for row in table.rows), default=0)) if column.fold else None,
            overflow="fold",
        )
    styles = dict(table.styles)
    for index, row in enumerate(table.rows):
        shown.add_row(*(Text(one_line(cell), style=styles.get((index, place), "")) for place, cell in enumerate(row)))
    below = [Text(f"\n{lines(table.below)}\n")] if table.below else []
    return Group(shown, *below, *notes)


def show(table: Table, file: IO[str], *, terminal: bool | None = None, columns: int | None = None) -> None:
    """Write a table to a file: with rich on a terminal, as plain text otherwise.

    `terminal` and `columns` overrule what the file says of itself.
    """
    if not (file.isatty() if terminal is None else terminal):
        file.write(table.plain())
        return
    from rich.console import Console

    console = Console(file=file, force_terminal=True, width=columns, highlight=False)
    if table.stacking is not None and table.rows and console.width < NARROW:
        console.print(stacked(table, table.stacking, console))
    else:
        console.print(rich_table(table))
