"""The same prediction said again, moved or withdrawn: `link`, `restatements`."""

import click

from tracker.cli.params import CLAIM_ID, by_option, reason_option
from tracker.cli.state import State, now, pass_state

RELATIONS = ("restates", "updates", "contradicts")

LINK_EXAMPLES = """\b
Examples:
  tracker link 81c2 3fa9 --as updates
  tracker link 81c2 3fa9 --remove
"""


@click.command("link", epilog=LINK_EXAMPLES)
@click.argument("claim_id", type=CLAIM_ID, metavar="ID")
@click.argument("other_id", type=CLAIM_ID, metavar="ID")
@click.option(
    "--as",
    "relation",
    type=click.Choice(RELATIONS),
    default="restates",
    show_default=True,
    help="What the first does to the second.",
)
@click.option("--remove", is_flag=True, help="Take the link away.")
@reason_option
@by_option
@pass_state
def link_command(state: State, claim_id: str, other_id: str, relation: str, remove: bool, reason: str | None, by: str) -> None:
    """Say that one claim restates, updates or contradicts another; claims so linked are scored as one."""
    from tracker import ledger

    with state.writing() as session:
        if remove:
            claim = ledger.unlink(session, claim_id, other_id, by=by, now=now(), reason=reason)
        else:
            claim = ledger.link(session, claim_id, other_id, relation, by=by, now=now(), reason=reason)
    click.echo(f"{claim.id}  {'unlinked from' if remove else relation}  {other_id}")
