"""Moving data: `export`, `import`."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from tracker.cli.output import print_pieces, tell
from tracker.cli.params import by_option
from tracker.cli.state import State, now, pass_state
from tracker.errors import TrackerError

FORMATS = ("jsonl", "csv", "fatebook", "claimreview", "annotation")

EXPORT_EXAMPLES = """\b
Examples:
  tracker export ledger.jsonl
  tracker export --format csv - | head
"""


@click.command("export", epilog=EXPORT_EXAMPLES)
@click.option("--format", "form", type=click.Choice(FORMATS), default="jsonl", show_default=True, help="How to write it.")
@click.option("--without-text", is_flag=True, help="Leave out the transcripts' texts.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), default="-")
@pass_state
def export_command(state: State, form: str, without_text: bool, file: Path) -> None:
    """Write the ledger to FILE, or to standard output.

    jsonl keeps everything: imported into an empty ledger and exported again it gives the same bytes.
    """
    from tracker import ledger

    with state.reading() as session:
        pieces = ledger.export(session, format=form, with_text=not without_text)
        if str(file) == "-":
            print_pieces(pieces)
            return
        with file.open("w", encoding="utf-8", newline="") as out:
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
        report = ledger.import_lines(session, _lines(file), by=by, now=now(), name=str(file))
    for note in report.notes:
        tell(f"{file}: {note}")
    tell(f"{file}: {report.added} claims added, {report.known} known")
