"""`tracker add`: a claim by hand."""

import datetime as dt
from typing import TYPE_CHECKING

import click

from tracker.by_hand.claim_by_hand import forecast_by_hand
from tracker.by_hand.source_fiscal_year import context_of
from tracker.cli.params import DAY, SOURCE, SPEAKER, TAG, by_option
from tracker.cli.state import State, now, pass_state, today
from tracker.records import Source
from tracker.wording import due_from, odds_from

if TYPE_CHECKING:
    from tracker.ledger import Session

EXAMPLES = """\b
Examples:
  tracker add "The cable carries power by the end of 2027." --speaker "Ada Vance" --said-on 2024-06-26
  tracker add --source interview --quote "we'll have a second plant by 2030"
"""


def _speaker_of(session: "Session", source: Source | None, quote: str | None) -> str | None:
    """Who speaks at the place of a quote in a transcript; None if unknown."""
    from tracker import ledger

    transcript = ledger.stored_transcript(session, source) if quote else None
    if quote is None or transcript is None or quote not in transcript.text:
        return None
    return transcript.speaker_at(transcript.text.index(quote))


@click.command("add", epilog=EXAMPLES)
@click.argument("claim", required=False, metavar="[CLAIM]")
@click.option("--source", type=SOURCE, metavar="NAME", help="The transcript that contains the quote.")
@click.option("--quote", metavar="TEXT", help="Verbatim words of the transcript; they must occur there exactly once.")
@click.option("--speaker", type=SPEAKER, metavar="NAME", help="Who said it.  [default: the transcript's speaker]")
@click.option(
    "--said-on", "--date", "said_on", type=DAY, metavar="DATE", help="The day of speaking.  [default: the transcript's, today]"
)
@click.option("--due", metavar="WHEN", help="When it falls due.  [default: read from the words]")
@click.option("--odds", metavar="ODDS", help="The odds that the speaker gives.  [default: read from the words]")
@click.option("--condition", metavar="TEXT", help="What it depends on.")
@click.option("--negative", is_flag=True, help="The claim says that something will not happen.")
@click.option("--tag", "tags", multiple=True, type=TAG, metavar="TAG", help="Add this tag; may be repeated.")
@by_option
@pass_state
def add_command(
    state: State,
    claim: str | None,
    source: str | None,
    quote: str | None,
    speaker: str | None,
    said_on: dt.date | None,
    due: str | None,
    odds: str | None,
    condition: str | None,
    negative: bool,
    tags: tuple[str, ...],
    by: str,
) -> None:
    """Add CLAIM by hand, as accepted; a quote anchors it in a transcript of the ledger."""
    from tracker import ledger
    from tracker.cli.output import print_table
    from tracker.reports.claim_card import claim_card

    if claim is None and quote is None:
        raise click.UsageError("give a CLAIM, or a --quote from a --source")
    if quote is not None and source is None:
        raise click.UsageError("--quote needs the --source that contains it")
    # An error in the words must not create a ledger.
    if odds is not None:
        odds_from(odds)
    if due is not None:
        due_from(due, said_on or today())
    with state.writing() as session:
        found: Source | None = ledger.find_source(session, source) if source else None
        day = said_on or (found.said_on if found else today())
        name = speaker or (_speaker_of(session, found, quote))
        forecast = forecast_by_hand(
            statement=claim,
            quote=quote,
            said_on=day,
            speaker=name,
            due=due,
            odds=odds,
            condition=condition,
            negative=negative,
            context=context_of(session, found, day),
        )
        made = ledger.add(session, forecast, by=by, now=now(), source=found.sha256 if found else None, tags=tags)
    print_table(claim_card(made))
