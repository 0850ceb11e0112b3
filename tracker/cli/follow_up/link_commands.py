"""Predictions that are repeated, moved or withdrawn: `link`, `restatements`."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.output import emit, say
from tracker.cli.params import CLAIM_ID, SHARE, SPEAKER, by_option, format_option, reason_option
from tracker.cli.state import State, now, pass_state

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.ledger import Restatement, Slip
    from tracker.reports.text_table import Table

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
    help="How the first relates to the second.",
)
@click.option("--remove", is_flag=True, help="Remove the link.")
@reason_option
@by_option
@pass_state
def link_command(state: State, claim_id: str, other_id: str, relation: str, remove: bool, reason: str | None, by: str) -> None:
    """Record that one claim restates, updates or contradicts another; linked claims are scored as one."""
    from tracker import ledger

    with state.writing() as session:
        if remove:
            claim = ledger.unlink(session, claim_id, other_id, by=by, now=now(), reason=reason)
        else:
            claim = ledger.link(session, claim_id, other_id, relation, by=by, now=now(), reason=reason)
    say(f"{claim.id}  {'unlinked from' if remove else relation}  {other_id}")


RESTATEMENTS_EXAMPLES = """\b
Examples:
  tracker restatements --speaker "Ada Vance"
  tracker restatements --slips
"""


def _suggestion_row(found: "Restatement") -> dict[str, Any]:
    return asdict(found) | {"why": list(found.why)}


def _suggestions_table(found: "Iterable[Restatement]") -> "Table":
    from tracker.reports.text_table import Column, Table

    rows = tuple((each.claim_id, each.relation, each.other_id, f"{each.score:.2f}", "; ".join(each.why)) for each in found)
    columns = (
        Column(name="claim", style="cyan", ids=True),
        Column(name="may"),
        Column(name="the earlier", style="cyan", ids=True),
        Column(name="likeness", right=True),
        Column(name="why", fold=True),
    )
    return Table(columns=columns, rows=rows, empty="no claim looks like a restatement that is not linked yet")


def _slip_row(slip: "Slip") -> dict[str, Any]:
    return asdict(slip) | {"dues": [[said.isoformat(), due.isoformat()] for said, due in slip.dues]}


def _slips_table(found: "Iterable[Slip]") -> "Table":
    from tracker.reports.text_table import Column, Table

    rows = tuple(
        (
            slip.chain,
            "; ".join(f"{said}: {due}" for said, due in slip.dues),
            str(slip.days),
            "" if slip.months_a_year is None else f"{slip.months_a_year:.1f}",
        )
        for slip in found
    )
    columns = (
        Column(name="chain", style="cyan", ids=True),
        Column(name="said: due", fold=True),
        Column(name="days moved", right=True),
        Column(name="months a year", right=True),
    )
    return Table(columns=columns, rows=rows, empty="no date was moved by a linked restatement")


@click.command("restatements", epilog=RESTATEMENTS_EXAMPLES)
@click.argument("claim_id", type=CLAIM_ID, metavar="[ID]", required=False)
@click.option("--speaker", type=SPEAKER, metavar="NAME", help="Only this speaker.")
@click.option("--at-least", type=SHARE, default=0.45, show_default=True, metavar="X", help="Minimum similarity, from 0 to 1.")
@click.option("--slips", is_flag=True, help="Show instead how the due dates of linked restatements have moved.")
@format_option()
@pass_state
def restatements_command(state: State, claim_id: str | None, speaker: str | None, at_least: float, slips: bool, form: str) -> None:
    """Suggest claims that may repeat, move or take back an earlier one; confirm with `tracker link`."""
    from tracker import ledger

    with state.reading() as session:
        if slips:
            emit(ledger.slips(session, speaker=speaker), form, table=_slips_table, row=_slip_row)
            return
        found = ledger.restatements(session, speaker=speaker, claim_id=claim_id, at_least=at_least)
    emit(found, form, table=_suggestions_table, row=_suggestion_row)
