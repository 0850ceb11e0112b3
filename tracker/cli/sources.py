"""`tracker sources`: the transcripts in the ledger, and mending a wrong date or title for all of one's claims."""

import click

from tracker.cli.lazy import SuggestingGroup
from tracker.cli.output import emit
from tracker.cli.params import format_option
from tracker.cli.state import State

SOURCES_EXAMPLES = """\b
Examples:
  tracker sources
  tracker sources edit interview --said-on 2024-06-26
"""


@click.group("sources", cls=SuggestingGroup, invoke_without_command=True, epilog=SOURCES_EXAMPLES)
@format_option()
@click.pass_context
def sources_group(context: click.Context, form: str) -> None:
    """List transcripts; or mend one with edit, replace, withdraw."""
    if context.invoked_subcommand:
        return
    from tracker import ledger
    from tracker.cli.tables import source_row, sources_table

    with context.ensure_object(State).reading() as session:
        emit(ledger.sources(session), form, table=sources_table, row=source_row)
