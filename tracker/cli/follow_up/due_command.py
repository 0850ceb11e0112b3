"""`tracker due`: pending predictions that are due now or soon."""

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

import click

from tracker.cli.filters import found_or_explained
from tracker.cli.output import emit_claims, print_pieces
from tracker.cli.params import SPAN, SPEAKER, TAG, as_of_option, by_option, format_option
from tracker.cli.state import State, now, pass_state, today
from tracker.order_of_days import later

if TYPE_CHECKING:
    from tracker.ledger import ClaimFilter

EXAMPLES = """\b
Examples:
  tracker due
  tracker due --within 90d --format ics --alarm 7d > due.ics
  tracker due --quiet || tracker digest --since 1d | mail -s "Predictions due" ana@example.org
  tracker due --screen
"""


#: The exit code of `--quiet` when something is due.
SOMETHING_DUE = 3


def pending(*, as_of: dt.date, until: dt.date | None, speaker: str | None, tag: str | None, candidates: bool) -> "ClaimFilter":
    """Claims without an outcome by `as_of` that fall due by `until` (None for any day), the oldest first."""
    from tracker import ledger
    from tracker.records import Status

    statuses = (Status.ACCEPTED, Status.CANDIDATE) if candidates else (Status.ACCEPTED,)
    return ledger.ClaimFilter(
        statuses=statuses,
        pending=True,
        due_after=dt.date.min,
        due_before=until,
        speaker=speaker,
        tag=tag,
        as_of=as_of if as_of != today() else None,
        order=ledger.Order.DUE,
    )


@click.command("due", epilog=EXAMPLES)
@as_of_option
@click.option("--within", type=SPAN, metavar="SPAN", help="Include what falls due within this time: 90d, 12w, 6m or 1y.")
@click.option("--all", "everything", is_flag=True, help="Include every pending prediction with a date.")
@click.option("--speaker", type=SPEAKER, metavar="NAME", help="Only this speaker.")
@click.option("--tag", type=TAG, metavar="TAG", help="Only claims with this tag.")
@click.option("--candidates", is_flag=True, help="Include claims that nobody has accepted yet.")
@click.option("--screen", is_flag=True, help="Resolve them full-screen, one key per outcome.")
@click.option("--plain", is_flag=True, help="Resolve them by prompts.")
@click.option("--quiet", is_flag=True, help="Print nothing; exit with 0 if nothing is due, with 3 if something is.")
@click.option("--alarm", type=SPAN, metavar="SPAN", help="With --format ics: remind this long before the day, such as 7d.")
@by_option
@format_option("table", "json", "jsonl", "csv", "ics")
@pass_state
def due_command(
    state: State,
    as_of: dt.date | None,
    within: dt.timedelta | None,
    everything: bool,
    speaker: str | None,
    tag: str | None,
    candidates: bool,
    screen: bool,
    plain: bool,
    quiet: bool,
    alarm: dt.timedelta | None,
    by: str,
    form: str,
) -> None:
    """List accepted predictions that have fallen due and have no outcome yet, the oldest first.

    With --format ics the list is a calendar with one event per prediction; importing it again updates the events. A calendar holds
    every pending prediction unless --within limits it. --quiet is for cron: it exits with 3 if something is due.
    """
    if alarm is not None and form != "ics":
        raise click.UsageError("--alarm is for a calendar; add --format ics")
    day = as_of or today()
    unlimited = everything or (form == "ics" and within is None)
    until = None if unlimited else later(day, within or dt.timedelta())
    wanted = pending(as_of=day, until=until, speaker=speaker, tag=tag, candidates=candidates)
    if screen or plain:
        from tracker.cli.at_desk import work
        from tracker.desk.review_desk import Desk

        work(Desk(ledger=state.ledger(create=False), by=by, wanted=wanted, clock=now, order="due"), plain=plain, resolving=True)
        return
    from tracker.ledger import ClaimFilter, list_claims

    with state.reading() as session:
        claims = list_claims(session, wanted)
        if not claims and (speaker or tag):
            asked = ClaimFilter(speaker=speaker, tag=tag, limit=1)
            found_or_explained(session, asked, list_claims(session, asked))
    if quiet:
        raise click.exceptions.Exit(SOMETHING_DUE if claims else 0)
    if form == "ics":
        from tracker.reports.due_calendar import calendar

        print_pieces([calendar(claims, now=now(), alarm=alarm).decode("utf-8")])
        return
    from tracker.reports.terminal.listings import due_table

    emit_claims(claims, form, table=partial(due_table, as_of=day))
