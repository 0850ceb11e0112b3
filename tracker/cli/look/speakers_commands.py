"""`tracker speakers`: the speakers in the ledger, and merging or splitting their names."""

import click

from tracker.cli.lazy import SuggestingGroup
from tracker.cli.output import emit, print_table, tell
from tracker.cli.params import SPEAKER, by_option, format_option, reason_option
from tracker.cli.state import State, now, pass_state, today

EXAMPLES = """\b
Examples:
  tracker speakers
  tracker speakers merge "A. Vance" "Ada Vance"
"""


@click.group("speakers", cls=SuggestingGroup, invoke_without_command=True, epilog=EXAMPLES)
@format_option()
@click.pass_context
def speakers_command(context: click.Context, form: str) -> None:
    """List speakers with their claims, or correct their names with merge and split."""
    if context.invoked_subcommand:
        return
    from dataclasses import asdict

    from tracker import ledger
    from tracker.reports.terminal.listings import speakers_table

    with context.ensure_object(State).reading() as session:
        if form == "table":
            print_table(speakers_table(ledger.list_claims(session), as_of=today()))
        else:
            emit(ledger.speakers(session), form, table=lambda _: speakers_table([]), row=asdict)


@speakers_command.command("merge", epilog='\b\nExamples:\n  tracker speakers merge "A. Vance" "Ada Vance"\n')
@click.argument("other", type=SPEAKER, metavar="A")
@click.argument("name", type=SPEAKER, metavar="B")
@reason_option
@by_option
@pass_state
def merge_command(state: State, other: str, name: str, reason: str | None, by: str) -> None:
    """Record that A is another spelling of B; the claims of both are listed and scored under B."""
    from tracker import ledger

    with state.writing() as session:
        ledger.merge_speakers(session, other, name, by=by, now=now(), reason=reason)
    tell(f"{other} is {name}")


@speakers_command.command("split", epilog='\b\nExamples:\n  tracker speakers split "A. Vance"\n')
@click.argument("name", type=SPEAKER, metavar="NAME")
@reason_option
@by_option
@pass_state
def split_command(state: State, name: str, reason: str | None, by: str) -> None:
    """Separate the spelling NAME from the person it was merged into."""
    from tracker import ledger

    with state.writing() as session:
        ledger.split_speaker(session, name, by=by, now=now(), reason=reason)
    tell(f"{name} is a person of its own again")
