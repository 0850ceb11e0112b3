"""A table for a narrow terminal: a card of a few lines a row instead of columns of one word."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.reports.cleaning import lines, one_line
from tracker.reports.written import NONE
from tracker.stating import own_sentence

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from tracker.reports.text_table import Table

# Tables that can be stacked are stacked below this width in columns.
NARROW = 100
# The most lines shown of the long value.
LINES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Stacking:
    """Which columns of a table make the lines of a card: those of `head` on the first, `body` below it, as wide as need be."""

    head: tuple[str, ...]
    body: str


def stacked(table: "Table", stacking: Stacking, console: "Console") -> "RenderableType":
    """The rows as cards for a rich console: the short values on a line, the long one on two lines below at most.

    A claim that would be cut leaves out the sentences in brackets in front of it.
    """
    from rich.console import Group
    from rich.text import Text

    names = [column.name for column in table.columns]
    styles = dict(table.styles)
    parts: list[RenderableType] = [Text(one_line(table.title), style="bold")] if table.title else []
    for index, row in enumerate(table.rows):
        head = Text()
        for name in stacking.head:
            place = names.index(name)
            if row[place] == NONE:
                continue
            cell = f"said {row[place]}" if name == "said" else row[place]
            head.append("  " if head else "").append(one_line(cell), styles.get((index, place), table.columns[place].style))
        head.truncate(console.width, overflow="ellipsis")
        cell, room = one_line(row[names.index(stacking.body)]), max(10, console.width - 2)
        body = list(Text(cell).wrap(console, room))
        if len(body) > LINES:
            body = list(Text(own_sentence(cell)).wrap(console, room))
        if len(body) > LINES:
            body[LINES - 1].rstrip()
            body[LINES - 1].truncate(max(9, console.width - 3))
            body[LINES - 1].append("…")
        parts += [head, *(Text.assemble("  ", line) for line in body[:LINES])]
    parts += [Text(f"\n{lines(table.below)}\n")] if table.below else []
    return Group(*parts, *(Text(one_line(note), style="dim") for note in table.notes))
