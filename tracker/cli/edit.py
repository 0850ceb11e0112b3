"""Correcting claims: `edit`, `split`, `join`."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from tracker.cli.fiscal_years import context_of
from tracker.cli.output import say, tell
from tracker.cli.params import CLAIM_ID, DAY, SPEAKER, TAG, by_option, reason_option
from tracker.cli.state import State, now, pass_state
from tracker.errors import TrackerError
from tracker.records import Claim, Forecast, Hedge, Polarity
from tracker.stating import stated
from tracker.wording import due_from, named_in, none_meant, odds_from, sizes_from

if TYPE_CHECKING:
    from tracker.horizons import HorizonContext
    from tracker.ledger import Session
Changes = dict[str, object]


def changes_from(forecast: Forecast, typed: Mapping[str, str | None], context: "HorizonContext | None" = None) -> Changes:
    """The fields that typed values change, by their names in the JSON of a forecast; "none" takes a value away.

    `typed` may hold due, odds, statement, speaker, condition, sizes and polarity; `context` holds the fiscal year of the source.
    Raises NotUnderstood.
    """
    changes: Changes = {}
    for name, words in typed.items():
        if words is None:
            continue
        if name == "due":
            changes["horizon"] = due_from(words, forecast.said_on, forecast.horizon, context)
        elif name == "odds":
            changes |= _likelihood(words)
        elif name == "sizes":
            changes["quantities"] = sizes_from(words)
        elif name == "statement":
            changes["claim"] = words.strip()
        elif name in {"speaker", "condition"}:
            changes[name] = None if none_meant(words) else words.strip()
        else:
            changes[name] = words
    return changes


def _likelihood(words: str) -> Changes:
    """Odds take the place of odds; words of likelihood take the place of both."""
    likely = odds_from(words)
    return {"probability": None, "hedge": likely} if isinstance(likely, Hedge) else {"probability": likely}


EDIT_EXAMPLES = """\b
Examples:
  tracker edit 3fa9 --due "by the end of 2027" --odds 60-70%
  tracker edit 3fa9 --statement "The cable carries power by the end of 2022." --tag energy
"""


@click.command("edit", epilog=EDIT_EXAMPLES)
@click.argument("claim_id", type=CLAIM_ID, metavar="ID")
@click.option("--due", metavar="WHEN", help="When it falls due: a day, or words such as 'by the end of 2027'; none for no date.")
@click.option("--odds", metavar="ODDS", help="0.6, 60%, 60-70%, 60/40, 'one in three', 'very likely'; none for no odds.")
@click.option("--statement", metavar="TEXT", help="The sentence that can be judged true or false.")
@click.option("--speaker", type=SPEAKER, metavar="NAME", help="Who said it; none for nobody known.")
@click.option("--condition", metavar="TEXT", help="On what it depends; none for nothing.")
@click.option("--size", "sizes", metavar="TEXT", help="The magnitudes, such as 'more than 10 billion dollars'; none for none.")
@click.option("--polarity", type=click.Choice([each.value for each in Polarity]), help="Whether it says that it will happen.")
@click.option("--said-on", type=DAY, metavar="DATE", help="The day of speaking; what was counted from it moves along.")
@click.option("--tag", "plus", multiple=True, type=TAG, metavar="TAG", help="Put this tag on; may be repeated.")
@click.option("--untag", "minus", multiple=True, type=TAG, metavar="TAG", help="Take this tag off; may be repeated.")
@click.option("--force", is_flag=True, help="Put the day of speaking after an outcome all the same.")
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
    """Correct the claim ID; what stood before stays in its history."""
    from tracker import ledger
    from tracker.cli.output import print_table
    from tracker.cli.rereading import reread
    from tracker.reports import claim_card

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
        tell(due_told(before, claim))


def due_told(before: Claim, after: Claim) -> str:
    """What became of a due date when the day of speaking changed."""
    if after.due != before.due:
        return f"{after.id}: due date moved from {before.due} to {after.due}, counted from {after.forecast.said_on}"
    return f"{after.id}: due date stays {after.due}; --due changes it"


SPLIT_EXAMPLES = """\b
Examples:
  tracker split 3fa9 "The plant opens by 2026." "The plant employs 500 people by 2027."
"""


def parts_of(forecast: Forecast, statements: tuple[str, ...], context: "HorizonContext | None" = None) -> list[Forecast]:
    """One forecast a statement: the same quote, and of dates, odds and magnitudes what the statement itself names, if anything."""
    return [with_statement(forecast, statement, context) for statement in statements]


def with_statement(forecast: Forecast, statement: str, context: "HorizonContext | None" = None) -> Forecast:
    """The forecast with another sentence; a date, odds, likelihood or magnitudes that it names replace those of the whole."""
    text = statement.strip()
    if not text:
        raise TrackerError("an empty sentence makes no claim")
    named = named_in(text, forecast.said_on, context)
    return replace(
        forecast,
        claim=text,
        horizon=named.horizon or forecast.horizon,
        probability=named.probability or forecast.probability,
        hedge=named.hedge or forecast.hedge,
        quantities=named.quantities or forecast.quantities,
    )


@click.command("split", epilog=SPLIT_EXAMPLES)
@click.argument("claim_id", type=CLAIM_ID, metavar="ID")
@click.argument("statements", nargs=-1, metavar="SENTENCE SENTENCE...")
@reason_option
@by_option
@pass_state
def split_command(state: State, claim_id: str, statements: tuple[str, ...], reason: str | None, by: str) -> None:
    """Put one claim for each SENTENCE in the place of the claim ID, which is withdrawn.

    Each keeps the quote, and the date, odds and magnitudes too unless its sentence names others.
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


def joined(first: Forecast, second: Forecast, text: str | None, statement: str | None) -> Forecast:
    """One forecast over both: the quote from the earlier to the later, what the earlier one lacks from the later one.

    `text` is the transcript's; without it, or for claims of no place, the quote is the earlier one's.
    """
    ordered = sorted((first, second), key=lambda each: each.start if each.start is not None else 0)
    early, late = ordered
    sentence = statement or f"{early.claim.rstrip('.')}; {late.claim}"
    whole = replace(
        early,
        claim=sentence.strip(),
        horizon=early.horizon or late.horizon,
        probability=early.probability or late.probability,
        hedge=early.hedge or late.hedge,
        quantities=tuple(dict.fromkeys((*early.quantities, *late.quantities))),
        condition=early.condition or late.condition,
    )
    if text is None or early.start is None or late.start is None or early.end is None or late.end is None:
        return whole
    end = max(early.end, late.end)
    return replace(whole, end=end, quote=text[early.start : end])


def join_claims(
    session: "Session", first_id: str, second_id: str, *, statement: str | None, by: str, reason: str | None
) -> "Claim":
    """One claim in the place of two, in the ledger. Raises TrackerError for claims of different transcripts."""
    from tracker import ledger

    first, second = ledger.get_claim(session, first_id), ledger.get_claim(session, second_id)
    if first.id == second.id:
        raise TrackerError(f"claim {first.id} cannot be joined with itself")
    if (first.source and first.source.sha256) != (second.source and second.source.sha256):
        raise TrackerError(f"claims {first.id} and {second.id} stand in different transcripts; `tracker link` connects them")
    text = ledger.source_text(session, first.source.sha256) if first.source else None
    whole = joined(first.forecast, second.forecast, text, statement)
    return ledger.join(session, (first.id, second.id), whole, by=by, now=now(), reason=reason)


@click.command("join", epilog=JOIN_EXAMPLES)
@click.argument("first_id", type=CLAIM_ID, metavar="ID")
@click.argument("second_id", type=CLAIM_ID, metavar="ID")
@click.option("--statement", metavar="TEXT", help="The sentence of the whole.  [default: both, one after the other]")
@reason_option
@by_option
@pass_state
def join_command(state: State, first_id: str, second_id: str, statement: str | None, reason: str | None, by: str) -> None:
    """Put one claim in the place of two, which are withdrawn."""
    with state.writing() as session:
        claim = join_claims(session, first_id, second_id, statement=statement, by=by, reason=reason)
    say(f"{claim.id}  {claim.status.value}  {stated(claim.forecast)}")
