"""Moving data: `export`, `import`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from tracker.cli.output import print_pieces, tell
from tracker.cli.params import by_option
from tracker.cli.state import State, now, pass_state
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from tracker.ledger import Session
FORMATS = ("jsonl", "csv")

EXPORT_EXAMPLES = """\b
Examples:
  tracker export ledger.jsonl
  tracker export --format csv - | head
"""


def _pieces(session: "Session", form: str, *, without_text: bool) -> Iterator[str]:
    """The ledger in a format, piece by piece."""
    from tracker import ledger
    from tracker.reports import claims_text

    if form == "jsonl":
        return (line + "\n" for line in ledger.export_lines(session, without_text=without_text))
    return claims_text(ledger.list_claims(session), format="csv")


@contextmanager
def replacing(path: Path) -> Iterator[IO[str]]:
    """A file to write, which takes the place of the old one only when it is whole."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as out:
            yield out
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@click.command("export", epilog=EXPORT_EXAMPLES)
@click.option("--format", "form", type=click.Choice(FORMATS), default="jsonl", show_default=True, help="How to write it.")
@click.option("--without-text", is_flag=True, help="Leave out the transcripts' texts.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), default="-")
@pass_state
def export_command(state: State, form: str, without_text: bool, file: Path) -> None:
    """Write the ledger to FILE, or to standard output.

    jsonl keeps everything: imported into an empty ledger and exported again it gives the same bytes.
    """
    with state.reading() as session:
        pieces = _pieces(session, form, without_text=without_text)
        if str(file) == "-":
            print_pieces(pieces)
            return
        with replacing(file) as out:
            out.writelines(pieces)
    tell(f"wrote {file}")


IMPORT_EXAMPLES = """\b
Examples:
  tracker import ledger.jsonl
  tracker --db sqlite:///copy.sqlite3 import - < ledger.jsonl
"""


def _lines(file: Path) -> Iterator[str]:
    if str(file) == "-":
        yield from sys.stdin
        return
    try:
        with file.open(encoding="utf-8-sig") as source:
            yield from source
    except UnicodeDecodeError:
        raise TrackerError(f"{file}: not UTF-8 text; an export is") from None


@click.command("import", epilog=IMPORT_EXAMPLES)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@by_option
@pass_state
def import_command(state: State, file: Path, by: str) -> None:
    """Read claims from FILE (JSON lines, as export writes them), all or nothing; what is there already stays as it is.

    Each line needs a claim or a quote, said_on, and speaker (null where nobody knows). What could not be kept is said.
    """
    from tracker import ledger

    with state.writing() as session:
        report = ledger.import_lines(session, _lines(file), by=by, now=now())
    name = "standard input" if str(file) == "-" else str(file)
    for loss in report.losses:
        tell(f"{name}, line {loss.line}: {loss.field} could not be kept ({loss.why}); {loss.count} times")
    tell(f"{name}: {report.added} claims added, {report.changed} changed, {report.known} known, {report.sources} transcripts")
