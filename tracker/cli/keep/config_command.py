"""`tracker config`: where settings come from, and what they are."""

import os

import click

from tracker.boundary.address import without_password
from tracker.cli.output import print_json, print_table
from tracker.cli.params import format_option
from tracker.cli.settings import VARIABLE, load_defaults
from tracker.cli.state import State, pass_state

EXAMPLES = """\b
Examples:
  tracker config
  tracker config --format json
"""


@click.command("config", epilog=EXAMPLES)
@format_option("table", "json")
@pass_state
def config_command(state: State, form: str) -> None:
    """Show where settings come from and what they are.

    An option overrides a TRACKER_* variable, which overrides the settings file. In the file, db and analyst are at the top level,
    and a table named after a command holds defaults for its options, such as [extract] with min-confidence = 0.3. Every option
    has a variable too, such as TRACKER_EXTRACT_MIN_CONFIDENCE.
    """
    from tracker.reports.text_table import Column, Table

    settings = load_defaults()
    rows: list[tuple[str, str, str]] = [
        ("settings file", str(settings.path), "found" if settings.found else f"not found; {VARIABLE} names another"),
        ("ledger", without_password(state.ledger_url()), _origin("TRACKER_DB", state.url, settings.db)),
        ("analyst", state.who(None), _origin("TRACKER_ANALYST", os.environ.get("TRACKER_ANALYST"), settings.analyst)),
    ]
    for command, table in sorted(settings.commands.items()):
        rows += [
            (f"{command} {name.replace('_', '-')}", without_password(str(value)), "settings file")
            for name, value in sorted(table.items())
        ]
    known = {"TRACKER_DB", "TRACKER_ANALYST"}
    rows += [
        (name, without_password(value), "environment")
        for name, value in sorted(os.environ.items())
        if name.startswith("TRACKER_") and name not in known
    ]
    if form == "json":
        print_json([{"setting": name, "value": value, "from": origin} for name, value, origin in rows])
    else:
        columns = (Column(name="setting", style="bold"), Column(name="value", fold=True), Column(name="from", fold=True))
        print_table(Table(columns=columns, rows=tuple(rows)))


def _origin(variable: str, value: str | None, setting: str | None) -> str:
    if os.environ.get(variable) and os.environ[variable] == value:
        return variable
    if value and value == setting:
        return "settings file"
    return "settings file" if setting and not value else "option" if value else "default"
