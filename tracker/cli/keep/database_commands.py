"""`tracker db`: the ledger's schema, its hash chain, and backups."""

from pathlib import Path

import click

from tracker.cli.lazy import SuggestingGroup
from tracker.cli.output import print_json, print_table, say, tell
from tracker.cli.params import format_option
from tracker.cli.state import State, pass_state

DB_EXAMPLES = """\b
Examples:
  tracker db status
  tracker db backup ledger-copy.sqlite3
"""


@click.group("db", cls=SuggestingGroup, epilog=DB_EXAMPLES)
def db_command() -> None:
    """Upgrade, check and back up the ledger."""


@db_command.command("upgrade", epilog="\b\nExamples:\n  tracker db upgrade\n")
@pass_state
def upgrade_command(state: State) -> None:
    """Create the ledger, or bring it to the schema of this program; a current one stays as it is."""
    from tracker import ledger

    status = ledger.upgrade(state.ledger_url())
    say(f"{status.url}  schema {status.revision}")


@db_command.command("status", epilog="\b\nExamples:\n  tracker db status --format json\n")
@format_option("table", "json")
@pass_state
def status_command(state: State, form: str) -> None:
    """Show where the ledger is, its schema and its size; exit code 1 if it needs an upgrade."""
    from tracker import ledger
    from tracker.reports.text_table import Column, Table

    status = ledger.status(state.ledger_url())
    facts = {"url": status.url, "schema": status.revision, "current": status.current, "ledger": status.ledger_id, **status.counts}
    if form == "json":
        print_json(facts)
    else:
        rows = tuple((name, str(value)) for name, value in facts.items())
        print_table(Table(columns=(Column(name="what"), Column(name="value", fold=True)), rows=rows))
    if not status.current:
        tell("type: tracker db upgrade")
        raise click.exceptions.Exit(1)


@db_command.command("verify", epilog="\b\nExamples:\n  tracker db verify\n  tracker db verify --head 9f2c...\n")
@click.option("--head", metavar="HASH", help="A head noted earlier; fails if the chain no longer contains it.")
@pass_state
def verify_command(state: State, head: str | None) -> None:
    """Check every hash and every derived row, and print the head of the chain; exit code 1 if a check fails."""
    from tracker import ledger

    with state.ledger(create=False).reading() as session:
        report = ledger.verify(session, head=head)
    for fault in report.faults:
        say(f"fault: {fault}")
    say(f"head {report.head}")
    tell(f"{report.events} events checked, {len(report.faults)} faults")
    if report.faults:
        raise click.exceptions.Exit(1)


@db_command.command("rebuild", epilog="\b\nExamples:\n  tracker db rebuild\n")
@pass_state
def rebuild_command(state: State) -> None:
    """Recompute all derived rows from the events."""
    from tracker import ledger

    with state.writing() as session:
        claims = ledger.rebuild(session)
    tell(f"rebuilt {claims} claims from their events")


@db_command.command("backup", epilog="\b\nExamples:\n  tracker db backup ledger-copy.sqlite3\n")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_state
def backup_command(state: State, file: Path) -> None:
    """Write a consistent copy of the ledger to FILE; others may go on working."""
    from tracker import ledger

    ledger.backup(state.ledger_url(), file)
    tell(f"copied to {file}")
