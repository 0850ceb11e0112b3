"""Output: results on standard output, as a table or as rows; everything else on standard error.

Only this module writes to the terminal, and it makes safe what it writes; a test checks that no other module of the command
line echoes, prints or prompts.
"""

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tracker.boundary.address import without_passwords
from tracker.boundary.shown_text import lines, one_line

if TYPE_CHECKING:
    from tracker.records import Claim
    from tracker.reports.text_table import Table

Item = TypeVar("Item")


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def say(text: str, *, err: bool = False) -> None:
    """Print lines of text on standard output or standard error, without control sequences."""
    click.echo(lines(text), err=err)


def tell(message: str) -> None:
    """Print a message on standard error, with the passwords in addresses left out."""
    say(f"tracker: {without_passwords(one_line(message))}", err=True)


def complain(message: str) -> None:
    """Print an error in one line on standard error."""
    tell(f"error: {message}")


def ask(question: str) -> str:
    """Ask a question and return what is typed; raises click.Abort at the end of the input."""
    return str(click.prompt(lines(question), prompt_suffix="\n> ", default="", show_default=False))


def tell_empty(message: str) -> None:
    """Say why there is nothing to show, at most once per command."""
    if not _told_empty():
        context = click.get_current_context(silent=True)
        if context is not None:
            context.meta[__name__] = True
        tell(message)


def _told_empty() -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(__name__))


def print_pieces(pieces: Iterable[str]) -> None:
    """Print text piece by piece: byte for byte in a pipe, without control sequences on a terminal."""
    terminal = on_terminal()
    for piece in pieces:
        click.echo(lines(piece) if terminal else piece, nl=False)


def print_drawn(text: str) -> None:
    """Print lines that hold the program's own colours and clean words; in a pipe without the colours."""
    click.echo(text)


def print_json(value: object, *, compact: bool = False) -> None:
    """A value as JSON."""
    from tracker.reports.cleaning import to_json

    click.echo(to_json(value, indent=None if compact else 2))


def page(text: str, height: int) -> None:
    """Print text on a terminal, through $PAGER or less when it is longer than `height` lines; an empty $PAGER means no pager."""
    if text.count("\n") < height or not os.environ.get("PAGER", "less").strip() or not sys.stdin.isatty():
        click.echo(text, nl=False, color=True)
        return
    # The pager that click starts shows colours and quits when everything fits.
    os.environ.setdefault("LESS", "-RFX")
    click.echo_via_pager(text, color=True)


def print_table(table: "Table", *, with_notes: bool = False) -> None:
    """Print a table: by rich on a terminal; plain and uncut in a pipe, without notes unless they are part of the result."""
    from tracker.reports.text_table import show

    if not table.rows and not table.below and (_told_empty() or not on_terminal()):
        if table.empty:
            tell_empty(table.empty)
    elif on_terminal():
        shown = io.StringIO()
        size = shutil.get_terminal_size()
        show(table, shown, terminal=True, columns=size.columns)
        page(shown.getvalue(), size.lines)
    else:
        click.echo((table if with_notes else replace(table, notes=())).plain(), nl=False)


def _short(table: "Table") -> "Table":
    """The table with its ids shortened as far as the ledger allows."""
    from tracker.cli.state import State

    ids = table.claim_ids()
    if not ids:
        return table
    from tracker.ledger import short_ids

    with click.get_current_context().ensure_object(State).reading() as session:
        return table.with_ids(short_ids(session, ids))


def emit(
    items: Iterable[Item],
    form: str,
    *,
    table: "Callable[[Iterable[Item]], Table]",
    row: Callable[[Item], Mapping[str, Any]],
    cells: Callable[[Item], Mapping[str, Any]] | None = None,
) -> None:
    """Print items as `table`, `json`, `jsonl` or `csv`; only a table needs all in memory. `cells` flattens a row for CSV."""
    from tracker.reports.rows import row_lines

    if form == "table":
        print_table(_short(table(items)))
        return
    shape = cells if form == "csv" and cells is not None else row
    print_pieces(row_lines((shape(item) for item in items), format=form))


def emit_claims(claims: "Iterable[Claim]", form: str, *, table: "Callable[[Iterable[Claim]], Table] | None" = None) -> None:
    """Print claims in any of the four formats."""
    from tracker.claim_columns import claim_cells
    from tracker.reports.rows import claim_row
    from tracker.reports.terminal.listings import claims_table

    emit(claims, form, table=table or claims_table, row=claim_row, cells=claim_cells)
