"""Results on standard output: a table for people, rows for programs; everything else on standard error."""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from tracker.records import Claim
    from tracker.reports import Table

Item = TypeVar("Item")


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def tell(message: str) -> None:
    """A sentence for the person at the keyboard, on standard error."""
    click.echo(f"tracker: {message}", err=True)


def tell_empty(message: str) -> None:
    """Why there is nothing to show, once a command."""
    context = click.get_current_context(silent=True)
    told = context.meta if context else {}
    if not told.get(__name__):
        told[__name__] = True
        tell(message)


def print_pieces(pieces: Iterable[str]) -> None:
    """Text that comes in pieces, as it comes."""
    for piece in pieces:
        click.echo(piece, nl=False)


def print_json(value: object, *, compact: bool = False) -> None:
    """A value as JSON."""
    from tracker.reports import to_json

    click.echo(to_json(value, indent=None if compact else 2))


def print_table(table: "Table", *, with_notes: bool = False) -> None:
    """A table by rich on a terminal; in a pipe plain and uncut, rows alone unless the notes are part of the result."""
    from tracker.reports import show

    if on_terminal():
        show(table, sys.stdout)
    elif not table.rows and not table.below:
        if table.empty:
            tell_empty(table.empty)
    else:
        click.echo((table if with_notes else replace(table, notes=())).plain(), nl=False)


def emit(
    items: Iterable[Item],
    form: str,
    *,
    table: "Callable[[Iterable[Item]], Table]",
    row: Callable[[Item], Mapping[str, Any]],
    cells: Callable[[Item], Mapping[str, Any]] | None = None,
) -> None:
    """Items as `table`, `json`, `jsonl` or `csv`; only a table needs all of them in memory. `cells` is a row made flat for CSV."""
    from tracker.reports import row_lines

    if form == "table":
        print_table(table(items))
        return
    shape = cells if form == "csv" and cells is not None else row
    print_pieces(row_lines((shape(item) for item in items), format=form))


def emit_claims(claims: "Iterable[Claim]", form: str, *, table: "Callable[[Iterable[Claim]], Table] | None" = None) -> None:
    """Claims in any of the four forms."""
    from tracker.claim_columns import claim_cells
    from tracker.reports import claim_row, claims_table

    emit(claims, form, table=table or claims_table, row=claim_row, cells=claim_cells)
