"""Outcomes of predictions: `resolve`, `reopen`."""

import datetime as dt

import click

from tracker.cli.output import say, tell
from tracker.cli.params import CLAIM_ID, DAY, NUMBER, SHARE, by_option, reason_option
from tracker.cli.state import State, now, pass_state, today
from tracker.records import Outcome, Resolution
from tracker.stating import stated

RESOLVE_EXAMPLES = """\b
Examples:
  tracker resolve 3fa9 true --known-on 2025-03-01 --evidence https://example.org/report
  tracker resolve 81c2 partial --credit 0.5 --note "half of them opened"
"""


@click.command("resolve", epilog=RESOLVE_EXAMPLES)
@click.argument("claim_id", type=CLAIM_ID, metavar="ID")
@click.argument("outcome", type=click.Choice([each.value for each in Outcome]))
@click.option("--credit", type=SHARE, metavar="X", help="The share of a partial outcome that came true, from 0 to 1.")
@click.option("--value", type=NUMBER, metavar="X", help="The magnitude reached, in the unit of the claim's first magnitude.")
@click.option("--happened-on", type=DAY, metavar="DATE", help="The day on which it happened.")
@click.option("--known-on", type=DAY, metavar="DATE", help="The first day on which the outcome could be known.  [default: today]")
@click.option("--evidence", multiple=True, metavar="URL", help="A link that shows it; may be repeated.")
@click.option("--note", metavar="TEXT", help="A remark.")
@click.option("--settle", is_flag=True, help="Settle a conflict: this outcome counts, the others do not.")
@by_option
@pass_state
def resolve_command(
    state: State,
    claim_id: str,
    outcome: str,
    credit: float | None,
    value: float | None,
    happened_on: dt.date | None,
    known_on: dt.date | None,
    evidence: tuple[str, ...],
    note: str | None,
    settle: bool,
    by: str,
) -> None:
    """Record that the claim ID came out true, false, partial, ambiguous, or void (its condition was never met).

    Recording the same outcome again changes nothing; another analyst's outcome is added, and both are kept.
    """
    from tracker import ledger

    resolution = Resolution(
        outcome=Outcome(outcome),
        by=by,
        known_on=known_on or today(),
        happened_on=happened_on,
        credit=credit,
        value=value,
        evidence=evidence,
        note=note,
    )
    with state.writing() as session:
        claim = ledger.resolve(session, claim_id, resolution, now=now(), settle=settle)
    counts = claim.resolution.outcome.value if claim.resolution else "open"
    say(f"{claim.id}  {counts}  {stated(claim.forecast)}")
    for other in claim.conflicting:
        tell(f"{other.by} says {other.outcome}; `tracker resolve {claim.id} OUTCOME --settle` settles it")


REOPEN_EXAMPLES = """\b
Examples:
  tracker reopen 3fa9 --reason "the report was corrected"
"""


@click.command("reopen", epilog=REOPEN_EXAMPLES)
@click.argument("claim_id", type=CLAIM_ID, metavar="ID")
@reason_option
@by_option
@pass_state
def reopen_command(state: State, claim_id: str, reason: str | None, by: str) -> None:
    """Take back the outcome of the claim ID; it stays in the claim's history."""
    from tracker import ledger

    with state.writing() as session:
        claim = ledger.reopen(session, claim_id, by=by, now=now(), reason=reason)
    say(f"{claim.id}  open  {stated(claim.forecast)}")
