"""Rows for people and for programs: a table on a terminal, plain uncut text in a pipe, JSON, JSON lines, CSV."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import click

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Column(Generic[Item]):
    """A column of a table: its title, what stands in it, and whether it holds numbers."""

    title: str
    value: Callable[[Item], object]
    number: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class Listing(Generic[Item]):
    """How items of one kind are listed: the columns for people and CSV, the JSON object for programs."""

    columns: Sequence[Column[Item]]
    to_json: Callable[[Item], dict[str, Any]]
    nothing: str = "nothing to show"


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def cell(value: object) -> str:
    """A value as one line of text; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, tuple | list):
        return ", ".join(cell(each) for each in value)
    return " ".join(str(value).split())


def dumps(value: object, *, indent: int | None = None) -> str:
    """A value as JSON text, letters beyond ASCII as they are."""
    return json.dumps(value, ensure_ascii=False, indent=indent)


def plain_table(titles: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[bool]) -> str:
    """Columns padded to their widest cell, two spaces apart, nothing cut; a heading line first."""
    widths = [max(len(titles[at]), *(len(row[at]) for row in rows)) if rows else len(titles[at]) for at in range(len(titles))]

    def line(cells: Sequence[str]) -> str:
        return "  ".join(
            text.rjust(widths[at]) if numbers[at] else text.ljust(widths[at]) for at, text in enumerate(cells)
        ).rstrip()

    return "\n".join([line(titles), *(line(row) for row in rows)])


def rich_table(columns: Sequence[Column[Item]], rows: Sequence[Sequence[str]]) -> None:
    """The same rows as a table as wide as the terminal, long cells folded."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(
            column.title,
            justify="right" if column.number else "left",
            style=column.style,
            overflow="fold",
            no_wrap=bool(column.number),
        )
    for row in rows:
        table.add_row(*(Text(text) for text in row))
    Console(highlight=False).print(table)


def csv_text(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Comma-separated values with a heading line, lines ended by a new line alone."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([title.replace(" ", "_") for title in titles])
    writer.writerows(rows)
    return out.getvalue()


def emit(items: Iterable[Item], listing: Listing[Item], form: str) -> None:
    """Write items to standard output as `table`, `json`, `jsonl` or `csv`."""
    if form == "jsonl":
        for item in items:
            click.echo(dumps(listing.to_json(item)))
        return
    if form == "json":
        click.echo(dumps([listing.to_json(item) for item in items], indent=2))
        return
    titles = [column.title for column in listing.columns]
    rows = [[cell(column.value(item)) for column in listing.columns] for item in items]
    if form == "csv":
        click.echo(csv_text(titles, rows), nl=False)
    elif not rows:
        click.echo(listing.nothing, err=True)
    elif on_terminal():
        rich_table(listing.columns, rows)
    else:
        click.echo(plain_table(titles, rows, [column.number for column in listing.columns]))


def tell(message: str) -> None:
    """A sentence for the person at the keyboard, on standard error."""
    click.echo(f"tracker: {message}", err=True)
