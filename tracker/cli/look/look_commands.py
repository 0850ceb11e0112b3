"""Reading the ledger: `list`, `search`, `show`, `history`."""

import datetime as dt
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.filters import filter_of, found_or_explained, listing_options
from tracker.cli.output import emit, emit_claims, on_terminal, print_json, print_table
from tracker.cli.params import CLAIM_ID, DAY, as_of_option, format_option
from tracker.cli.state import State, pass_state

if TYPE_CHECKING:
    from tracker.ledger import ClaimFilter, Session


def _emit(session: "Session", wanted: "ClaimFilter", form: str) -> None:
    """The claims that match; when there are none, says which filter excludes everything."""
    from tracker.ledger import list_claims

    emit_claims(found_or_explained(session, wanted, list_claims(session, wanted)), form)


LIST_EXAMPLES = """\b
Examples:
  tracker list --status accepted --due-before 2026-12-31
  tracker list --speaker "Ada Vance" --as-of 2025-06-30 --format csv > ada.csv
"""


@click.command("list", epilog=LIST_EXAMPLES)
@listing_options
@format_option()
@pass_state
def list_command(state: State, /, form: str, **options: Any) -> None:
    """List claims: all of them, or those that match every filter."""
    with state.reading() as session:
        _emit(session, filter_of(options), form)


SEARCH_EXAMPLES = """\b
Examples:
  tracker search battery prices
  tracker search '"by the end of"' 'desalin*' --speaker "Ada Vance"
"""


@click.command("search", epilog=SEARCH_EXAMPLES)
@click.argument("words", nargs=-1, required=True)
@listing_options
@format_option()
@pass_state
def search_command(state: State, /, words: tuple[str, ...], form: str, **options: Any) -> None:
    """Find claims by WORDS in the claim or its quote; all must occur, in the singular or the plural.

    "Quoted phrases" match exactly; prefix* matches every word that begins with prefix.
    """
    more = options.pop("text")
    wanted = filter_of({**options, "text": " ".join((*words, more) if more else words)})
    with state.reading() as session:
        _emit(session, wanted, form)


SHOW_EXAMPLES = """\b
Examples:
  tracker show 3fa9
  tracker show 3fa9 --as-of 2025-06-30 --format json
"""


@click.command("show", epilog=SHOW_EXAMPLES)
@click.argument("claim_id", type=CLAIM_ID, metavar="ID")
@as_of_option
@click.option("--recorded-by", type=DAY, metavar="DATE", help="Count what had been recorded by the end of this day.")
@format_option("table", "json")
@pass_state
def show_command(state: State, claim_id: str, as_of: dt.date | None, recorded_by: dt.date | None, form: str) -> None:
    """Show the claim ID: what was said, in its context, when it falls due, and how it came out."""
    from tracker import ledger
    from tracker.reports.around_quote import context_text
    from tracker.reports.claim_card import claim_card
    from tracker.reports.rows import claim_row

    with state.reading() as session:
        claim = ledger.get_claim(session, claim_id, as_of=as_of, recorded_by=recorded_by)
        transcript = ledger.stored_transcript(session, claim.source)
    if form == "json":
        print_json(claim_row(claim))
    else:
        around = context_text(transcript, claim.forecast, width=shutil.get_terminal_size().columns if on_terminal() else None)
        print_table(replace(claim_card(claim, as_of=as_of), below=around or ""), with_notes=True)


HISTORY_EXAMPLES = """\b
Examples:
  tracker history 3fa9
  tracker history 81c2 --format jsonl
"""


@click.command("history", epilog=HISTORY_EXAMPLES)
@click.argument("claim_id", type=CLAIM_ID, metavar="ID")
@format_option()
@pass_state
def history_command(state: State, claim_id: str, form: str) -> None:
    """Show every event of the claim ID, the oldest first."""
    from tracker import ledger
    from tracker.reports.rows import event_row
    from tracker.reports.terminal.listings import history_table

    with state.reading() as session:
        events = ledger.history(session, claim_id)
        emit(events, form, table=history_table, row=event_row)
