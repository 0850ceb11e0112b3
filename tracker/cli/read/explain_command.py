"""`tracker explain`: what the extractor finds in a text, and why."""

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from tracker.boundary.shown_text import clean_values
from tracker.cli.given_lines import given_lines
from tracker.cli.output import print_drawn, print_json, tell
from tracker.cli.params import DAY, format_option
from tracker.cli.state import today
from tracker.errors import TrackerError


class BadLine(TrackerError):
    """A line of standard input that is not a day, a tab and a text."""


def _lines() -> Iterator[tuple[dt.date, str]]:
    for number, ended in enumerate(given_lines(Path("-")), start=1):
        line = ended.rstrip("\r\n")
        if not line.strip():
            continue
        day, tab, text = line.partition("\t")
        try:
            said_on = dt.date.fromisoformat(day.strip())
        except ValueError:
            said_on = None
        if said_on is None or not tab:
            raise BadLine(f"standard input, line {number}: expected YYYY-MM-DD, a tab and a text")
        yield said_on, text


EXAMPLES = """\b
Examples:
  tracker explain "by the end of the decade, maybe 60/40" --date 2024-06-26
  printf '2024-06-26\\tin two to three years\\n' | tracker explain -
"""


@click.command("explain", epilog=EXAMPLES)
@click.argument("text")
@click.option("--date", "said_on", type=DAY, metavar="DATE", help="The day of speaking.  [default: today]")
@format_option("table", "json", "jsonl")
def explain_command(text: str, said_on: dt.date | None, form: str) -> None:
    """Show what the extractor finds in TEXT, and why.

    It shows horizons, odds, quantities, the classifier's verdict on each phrase, and the rules that fired. With - it reads lines of
    the form YYYY-MM-DD<tab>text and answers each with one line of JSON.
    """
    from tracker.cli.read.explanation_text import explanation_text
    from tracker.extract import explain

    if not text.strip():
        raise click.UsageError("TEXT is empty")
    if text == "-":
        for day, line in _lines():
            print_json(explain(line, day).to_json(), compact=True)
            sys.stdout.flush()
        return
    if said_on is None:
        tell(f"no --date given; taken as said today, {today()}")
    found = explain(text, said_on or today()).to_json()
    if form == "table":
        print_drawn(explanation_text(clean_values(found)))
    else:
        print_json(found, compact=form == "jsonl")
