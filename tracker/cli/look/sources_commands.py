"""`tracker sources`: the transcripts in the ledger, and correcting the date, title or text of one."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.lazy import SuggestingGroup
from tracker.cli.output import emit, tell
from tracker.cli.params import DAY, SOURCE, SPEAKER, by_option, format_option, reason_option
from tracker.cli.state import State, now, pass_state
from tracker.errors import UndatedTranscript
from tracker.records import Transcript

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.ledger import Session, SourceCorrection, SourceRecord
    from tracker.reports.text_table import Table

Place = tuple[int, int, int | None]

EXAMPLES = """\b
Examples:
  tracker sources
  tracker sources edit interview --said-on 2024-06-26
"""


def _row(record: "SourceRecord") -> dict[str, Any]:
    source = record.source
    return {
        "doc": source.doc,
        "said_on": source.said_on.isoformat(),
        "title": source.title,
        "url": source.url,
        "channel": record.channel,
        "sha256": source.sha256,
        "claims": record.claims,
        "status": record.status,
        "replaced_by": record.replaced_by,
        "like": record.like,
        "language": record.language,
        "reader": record.reader,
        "has_text": record.has_text,
    }


def _table(records: "Iterable[SourceRecord]") -> "Table":
    from tracker.reports.terminal.listings import sources_table

    found = list(records)
    return sources_table([record.source for record in found], {record.source.sha256: record.claims for record in found})


def told(correction: "SourceCorrection", why_left: str) -> None:
    """Report the result of correcting a source, and which claims need a look."""
    tell(f"{correction.source.source.doc}: {len(correction.moved)} claims changed")
    for claim_id, before, after in correction.dues:
        tell(f"{claim_id}: due date moved from {before} to {after}")
    for claim_id in correction.reworded:
        tell(f"{claim_id}: its quote was corrected; its sentence, date and odds stay; see tracker show {claim_id}")
    if correction.left:
        tell(f"{', '.join(correction.left)}: {why_left}")


def found_again(session: "Session", sha256: str, new: Transcript) -> dict[tuple[int | None, int | None], Place]:
    """The places of a source's quotes in a new transcript, by their old offsets; lost quotes are left out."""
    from tracker import ledger
    from tracker.transcripts.corrected.anchors import anchor_of, reanchor

    old = ledger.transcript(session, sha256).text
    forecasts = [claim.forecast for claim in ledger.list_claims(session, ledger.ClaimFilter(source=sha256))]
    placed = [each for each in forecasts if each.start is not None and each.end is not None and each.start < each.end]
    anchors = [anchor_of(old, each.start or 0, each.end or 0) for each in placed]
    places: dict[tuple[int | None, int | None], Place] = {}
    for forecast, found in zip(placed, reanchor(anchors, old, new.text), strict=True):
        if found.start is not None and found.end is not None:
            at = new.text.find(forecast.anchor or "", found.start, found.end) if forecast.anchor else -1
            places[forecast.start, forecast.end] = (found.start, found.end, at if at >= 0 else None)
    return places


@click.group("sources", cls=SuggestingGroup, invoke_without_command=True, epilog=EXAMPLES)
@format_option()
@click.pass_context
def sources_command(context: click.Context, form: str) -> None:
    """List transcripts, or correct one with edit, replace or withdraw."""
    if context.invoked_subcommand:
        return
    from tracker import ledger

    with context.ensure_object(State).reading() as session:
        emit(ledger.sources(session), form, table=_table, row=_row)


@sources_command.command("edit", epilog="\b\nExamples:\n  tracker sources edit interview --said-on 2024-06-26\n")
@click.argument("source", type=SOURCE, metavar="SOURCE")
@click.option("--said-on", type=DAY, metavar="DATE", help="The day of speaking; dates of its claims are counted from it again.")
@click.option("--speaker", type=SPEAKER, metavar="NAME", help="The speaker of all its claims.")
@click.option("--title", metavar="TEXT", help="The title.")
@click.option("--url", metavar="URL", help="Where the recording is.")
@click.option("--force", is_flag=True, help="Allow a day of speaking after an outcome.")
@reason_option
@by_option
@pass_state
def edit_command(
    state: State,
    source: str,
    said_on: dt.date | None,
    speaker: str | None,
    title: str | None,
    url: str | None,
    force: bool,
    reason: str | None,
    by: str,
) -> None:
    """Correct the details of SOURCE (a name, or the beginning of a SHA-256); its claims follow, decisions stay."""
    from tracker import ledger
    from tracker.by_hand.reread_dates import reread

    if said_on is None and speaker is None and title is None and url is None:
        raise click.UsageError("name what to change: --said-on, --speaker, --title or --url")
    with state.writing() as session:
        correction = ledger.edit_source(
            session,
            source,
            by=by,
            now=now(),
            said_on=said_on,
            speaker=speaker,
            title=title,
            url=url,
            reread=reread,
            reason=reason,
            force=force,
        )
    told(correction, "keep their dates, because their phrases do not read as one date on that day")


@sources_command.command("replace", epilog="\b\nExamples:\n  tracker sources replace interview interview-corrected.txt\n")
@click.argument("old", type=SOURCE, metavar="OLD")
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--reader", metavar="NAME", help="Read the file as this format.  [default: detected]")
@reason_option
@by_option
@pass_state
def replace_command(state: State, old: str, new: Path, reader: str | None, reason: str | None, by: str) -> None:
    """Replace the source OLD with the corrected transcript in the file NEW; its claims are found again there.

    A quote that is not found again is reported, and its claim stays with the old transcript.
    """
    from tracker import ledger
    from tracker.extract.batch import open_bytes
    from tracker.transcripts import Declared, read_transcript

    with state.writing() as session:
        before = ledger.find_source(session, old)
        declared = Declared(said_on=before.said_on, title=before.title, url=before.url)
        transcript = read_transcript(str(new), open_bytes(str(new)), declared, reader=reader)
        if transcript.said_on is None:
            raise UndatedTranscript(str(new))
        places = found_again(session, before.sha256, transcript)
        correction = ledger.replace_source(
            session,
            before.sha256,
            transcript,
            by=by,
            now=now(),
            reanchor=lambda _old, _new, forecast: places.get((forecast.start, forecast.end)),
            reason=reason,
        )
    told(correction, f"were not found again and stay with {before.doc}")


@sources_command.command("withdraw", epilog="\b\nExamples:\n  tracker sources withdraw interview --reason 'a parody'\n")
@click.argument("source", type=SOURCE, metavar="SOURCE")
@reason_option
@by_option
@pass_state
def withdraw_command(state: State, source: str, reason: str | None, by: str) -> None:
    """Withdraw SOURCE with all its claims; everything stays in the history."""
    from tracker import ledger

    with state.writing() as session:
        correction = ledger.withdraw_source(session, source, by=by, now=now(), reason=reason)
    told(correction, "stay")
