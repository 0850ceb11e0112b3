"""Correcting claims: `edit`, `split`, `join`."""

import datetime as dt
from dataclasses import replace

import click

from tracker.by_hand.claim_fields import changes_from
from tracker.by_hand.claim_parts import join_claims, parts_of
from tracker.by_hand.source_fiscal_year import context_of
from tracker.cli.output import say, tell
from tracker.cli.params import CLAIM_ID, DAY, SPEAKER, TAG, by_option, reason_option
from tracker.cli.state import State, now, pass_state
from tracker.records import Claim, Polarity
from tracker.stating import stated

EDIT_EXAMPLES = """\b
Examples:
  tracker edit 3fa9 --due "by the end of 2027" --odds 60-70%
  tracker edit 3fa9 --statement "The cable carries power by the end of 2022." --tag energy
"""


@click.command("edit", epilog=EDIT_EXAMPLES)
@click.argument("claim_id", type=CLAIM_ID, metavar="ID")
@click.option(
    "--due", metavar="WHEN", help="When it falls due: a day, or words such as 'by the end of 2027'; none removes the date."
)
@click.option("--odds", metavar="ODDS", help="0.6, 60%, 60-70%, 60/40, 'one in three', 'very likely'; none removes the odds.")
@click.option("--statement", metavar="TEXT", help="The claim as one sentence that can be judged true or false.")
@click.option("--speaker", type=SPEAKER, metavar="NAME", help="Who said it; none if unknown.")
@click.option("--condition", metavar="TEXT", help="What it depends on; none removes the condition.")
@click.option("--size", "sizes", metavar="TEXT", help="The magnitudes, such as 'more than 10 billion dollars'; none removes them.")
@click.option(
    "--polarity",
    type=click.Choice([each.value for each in Polarity]),
    help="Whether the claim says that it will or will not happen.",
)
@click.option("--said-on", type=DAY, metavar="DATE", help="The day of speaking; dates counted from it move along.")
@click.option("--tag", "plus", multiple=True, type=TAG, metavar="TAG", help="Add this tag; may be repeated.")
@click.option("--untag", "minus", multiple=True, type=TAG, metavar="TAG", help="Remove this tag; may be repeated.")
@click.option("--force", is_flag=True, help="Allow a day of speaking after an outcome.")
@reason_option
@by_option
@pass_state
def edit_command(
    state: State,
    /,
    claim_id: str,
    said_on: dt.date | None,
    plus: tuple[str, ...],
    minus: tuple[str, ...],
    force: bool,
    reason: str | None,
    by: str,
    **typed: str | None,
) -> None:
    """Correct the claim ID; the old values stay in its history."""
    from tracker import ledger
    from tracker.by_hand.reread_dates import reread
    from tracker.cli.output import print_table
    from tracker.reports.claim_card import claim_card

    if said_on is None and not plus and not minus and all(value is None for value in typed.values()):
        raise click.UsageError("name what to change, such as --due or --odds")
    with state.writing() as session:
        claim = before = ledger.get_claim(session, claim_id)
        spoken = replace(claim.forecast, said_on=said_on or claim.forecast.said_on)
        context = context_of(session, claim.source, spoken.said_on) if typed["due"] else None
        changes = changes_from(spoken, typed, context) | ({"said_on": said_on} if said_on else {})
        if changes:
            claim = ledger.edit(session, claim.id, changes, by=by, now=now(), reason=reason, reread=reread, force=force)
        if plus or minus:
            claim = ledger.tag(session, claim.id, add=plus, remove=minus, by=by, now=now(), reason=reason)
    print_table(claim_card(claim))
    if said_on is not None and before.due is not None and typed.get("due") is None:
        tell(due_change(before, claim))


def due_change(before: Claim, after: Claim) -> str:
    """Whether a due date moved when the day of speaking changed."""
    if after.due != before.due:
        return f"{after.id}: due date moved from {before.due} to {after.due}, counted from {after.forecast.said_on}"
    return f"{after.id}: due date stays {after.due}; --due changes it"


SPLIT_EXAMPLES = """\b
Examples:
  tracker split 3fa9 "The plant opens by 2026." "The plant employs 500 people by 2027."
"""


@click.command("split", epilog=SPLIT_EXAMPLES)
@click.argument("claim_id", type=CLAIM_ID, metavar="ID")
@click.argument("statements", nargs=-1, metavar="SENTENCE SENTENCE...")
@reason_option
@by_option
@pass_state
def split_command(state: State, claim_id: str, statements: tuple[str, ...], reason: str | None, by: str) -> None:
    """Replace the claim ID with one claim per SENTENCE; the old one is withdrawn.

    Each keeps the quote, and also the date, odds and magnitudes unless its sentence names others.
    """
    from tracker import ledger

    if len(statements) < 2:
        raise click.UsageError("give two sentences or more")
    with state.writing() as session:
        claim = ledger.get_claim(session, claim_id)
        parts = parts_of(claim.forecast, statements, context_of(session, claim.source, claim.forecast.said_on))
        made = ledger.split(session, claim.id, parts, by=by, now=now(), reason=reason)
    for each in made:
        say(f"{each.id}  {each.status.value}  {stated(each.forecast)}")


JOIN_EXAMPLES = """\b
Examples:
  tracker join 3fa9 81c2 --statement "The plant opens by 2026 and employs 500 people."
"""


@click.command("join", epilog=JOIN_EXAMPLES)
@click.argument("first_id", type=CLAIM_ID, metavar="ID")
@click.argument("second_id", type=CLAIM_ID, metavar="ID")
@click.option("--statement", metavar="TEXT", help="The sentence of the new claim.  [default: both, one after the other]")
@reason_option
@by_option
@pass_state
def join_command(state: State, first_id: str, second_id: str, statement: str | None, reason: str | None, by: str) -> None:
    """Replace two claims with one; the old ones are withdrawn."""
    with state.writing() as session:
        claim = join_claims(session, first_id, second_id, statement=statement, by=by, now=now(), reason=reason)
    say(f"{claim.id}  {claim.status.value}  {stated(claim.forecast)}")
