"""Import and export: `export`, `import`."""

import io
import logging
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.boundary.bounded_reading import TooLarge, read_bounded, refuse_devices
from tracker.boundary.whole_files import whole_file
from tracker.cli.given_lines import given_lines, name_of
from tracker.cli.output import print_pieces, tell
from tracker.cli.params import by_option
from tracker.cli.state import State, now, pass_state
from tracker.errors import TrackerError, TranscriptError

if TYPE_CHECKING:
    from tracker.exchange import Questions, TableOptions
    from tracker.ledger import ImportReport, Session

log = logging.getLogger(__name__)

# The names of tracker.exchange's formats; a test keeps them equal. Importing them would load the database library for --help.
DATE_ORDERS = ("day-first", "month-first")
FORMATS = ("jsonl", "csv", "fatebook", "claimreview", "annotation")

LARGEST_TABLE = 500_000_000

EXPORT_EXAMPLES = """\b
Examples:
  tracker export ledger.jsonl
  tracker export --format csv - | head
"""


@click.command("export", epilog=EXPORT_EXAMPLES)
@click.option("--format", "form", type=click.Choice(FORMATS), default="jsonl", show_default=True, help="Output format.")
@click.option("--without-text", is_flag=True, help="Leave out the text of transcripts.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), default="-")
@pass_state
def export_command(state: State, form: str, without_text: bool, file: Path) -> None:
    """Write the ledger to FILE, or to standard output.

    jsonl keeps everything: imported into an empty ledger and exported again, it gives the same bytes.
    """
    from tracker import exchange

    with state.reading() as session:
        pieces = exchange.export_text(session, form, without_text=without_text)
        if str(file) == "-":
            print_pieces(pieces)
            return
        with whole_file(file) as out:
            out.writelines(pieces)
    tell(f"wrote {file}")


IMPORT_EXAMPLES = """\b
Examples:
  tracker import ledger.jsonl
  tracker --db sqlite:///copy.sqlite3 import - < ledger.jsonl
  tracker import predictions.csv --dry-run --map "Prediction=claim,Deadline=due"
  tracker import bets.json --questions markets.json
"""


def _bytes(file: Path) -> bytes:
    try:
        return read_bounded(file, LARGEST_TABLE)
    except TooLarge as error:
        raise TrackerError(f"{file}: {error}; only JSON lines may be larger") from None


def _table_text(file: Path) -> str:
    """The text of a table, decoded; a message names the encoding if it had to be guessed."""
    from tracker.transcripts.decoding import decode

    try:
        text, notes = decode(str(file), _bytes(file))
    except TranscriptError:
        raise TrackerError(f"{file}: neither text nor a workbook; save it as CSV or XLSX") from None
    for note in notes:
        tell(f"{file}: {note}")
    return text.replace("\r\n", "\n")


def _begins(file: Path) -> bytes:
    """The first bytes of a file; empty for standard input."""
    if str(file) == "-":
        return b""
    refuse_devices(file)
    with file.open("rb") as source:
        return source.read(64)


class _NothingKept(Exception):
    """Rolls back the transaction of a dry run."""


def fields_of(pairs: str | None) -> dict[str, str]:
    """The fields of headings in "Heading=field,Another=field". A usage error for anything else."""
    found = {}
    for pair in (pairs or "").split(","):
        heading, mark, field = pair.rpartition("=")
        if mark and heading.strip() and field.strip():
            found[heading.strip()] = field.strip()
        elif pair.strip():
            raise click.UsageError(f'--map takes "HEADING=FIELD,...", not {pair.strip()!r}')
    return found


@click.command("import", epilog=IMPORT_EXAMPLES)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option("--dry-run", is_flag=True, help="Show how FILE would be read and what could not be kept; import nothing.")
@click.option("--map", "pairs", metavar='"HEADING=FIELD,..."', help="Which fields a table's headings hold; - for none.")
@click.option(
    "--questions",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="The questions of FILE's forecasts, if they are in another file.",
)
@click.option("--dates", type=click.Choice(DATE_ORDERS), help="How numeric dates in a table are written.  [default: detected]")
@by_option
@pass_state
def import_command(
    state: State, file: Path, dry_run: bool, pairs: str | None, questions: Path | None, dates: str | None, by: str
) -> None:
    """Import the claims in FILE, all or nothing; claims already in the ledger stay as they are.

    FILE is JSON lines as export writes them, a spreadsheet (CSV, or XLSX with the extra documents), or an export of Fatebook,
    Metaculus, Manifold, PredictionBook or the Good Judgment Project. A line of JSON needs a claim or a quote, said_on, and
    speaker (null if unknown). What could not be kept is reported, field by field.
    """
    from tracker import exchange

    options = exchange.TableOptions(fields=fields_of(pairs), dates=exchange.DateOrder(dates) if dates else None)
    asked = exchange.Questions(name=questions.name, text=_table_text(questions)) if questions else None
    report: ImportReport | None = None
    try:
        with state.writing() as session:
            report = _imported(session, file, options, asked, by)
            if dry_run:
                raise _NothingKept
    except _NothingKept:
        tell("dry run, nothing was imported; without --dry-run:")
    assert report is not None
    log.info("imported", extra={"numbers": {"added": report.added, "changed": report.changed, "known": report.known}})
    _told(name_of(file), report)


def _imported(session: "Session", file: Path, options: "TableOptions", questions: "Questions | None", by: str) -> "ImportReport":
    from tracker import exchange

    begins = _begins(file)
    if exchange.is_archive(begins):
        if questions is not None:
            raise TrackerError(f"{file}: a workbook or archive takes no --questions")
        return exchange.import_archive(session, _bytes(file), by=by, now=now(), options=options)
    # JSON is UTF-8 and may be too large for memory; a table may be in any encoding that spreadsheets save.
    streamed = str(file) == "-" or begins.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"[", b""}
    lines = (line.replace("\r\n", "\n") for line in given_lines(file)) if streamed else io.StringIO(_table_text(file))
    return exchange.import_text(session, lines, by=by, now=now(), options=options, questions=questions)


def _told(name: str, report: "ImportReport") -> None:
    for heading, field in report.mapping:
        tell(f"{name}: {heading!r} is read as {field}")
    for loss in report.losses:
        often = "once" if loss.count == 1 else f"{loss.count} times"
        tell(f"{name}, {loss.where}: {loss.field} could not be kept ({loss.why}); {often}")
    for each in report.misplaced:
        tell(f"{name}, {each.where}: claim {each.claim_id}: {each.what}; kept, and left out of scores")
    if report.signed:
        few = report.signed == 1
        tell(
            f"{name}: {report.signed} event{'' if few else 's'} came without the rest of {'its' if few else 'their'} chain; "
            f"{'its hash fits it' if few else 'their hashes fit them'}, and this ledger signs {'it' if few else 'them'} again"
        )
    tell(f"{name}: {report.added} claims added, {report.changed} changed, {report.known} known, {report.sources} transcripts")
