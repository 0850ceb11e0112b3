"""`tracker digest`: a summary of what changed since a day, for mail or chat."""

import datetime as dt

import click

from tracker.cli.output import print_json, print_pieces
from tracker.cli.params import SINCE, as_of_option, first_day, format_option
from tracker.cli.state import State, pass_state, today

EXAMPLES = """\b
Examples:
  tracker digest
  tracker digest --since 1d --format md
  0 7 * * 1  tracker digest --since 7d | mail -s "Predictions" ana@example.org    (in a crontab)
"""


@click.command("digest", epilog=EXAMPLES)
@click.option(
    "--since",
    type=SINCE,
    default="7d",
    show_default=True,
    metavar="DATE|SPAN",
    help="First day, or a length of time before --as-of.",
)
@as_of_option
@format_option("text", "md", "html", "json", default="text")
@pass_state
def digest_command(state: State, since: dt.date | dt.timedelta, as_of: dt.date | None, form: str) -> None:
    """Summarise what is new, decided, resolved and moved since a day, what fell due, and what falls due in as many days.

    What counts is when it was recorded. Claims of every status are included; text, md and html show twenty of each kind, json all.
    """
    from tracker import ledger
    from tracker.reports import change_digest
    from tracker.reports.changes import changes

    day = as_of or today()
    first = first_day(since, day)
    with state.reading() as session:
        claims = ledger.list_claims(session, ledger.ClaimFilter(as_of=as_of), with_events=True)
    found = changes(claims, since=first, as_of=day)
    if form == "json":
        print_json(change_digest.digest_json(found))
    else:
        write = {"text": change_digest.digest_text, "md": change_digest.digest_markdown, "html": change_digest.digest_html}[form]
        print_pieces([write(found)])
