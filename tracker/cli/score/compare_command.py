"""`tracker compare`: two speakers compared."""

import datetime as dt

import click

from tracker.cli.output import print_json, print_pieces, print_table
from tracker.cli.params import SPEAKER, as_of_option, format_option
from tracker.cli.score.scorecard_commands import scored_claims, word_ranges
from tracker.cli.state import State, pass_state, today

EXAMPLES = """\b
Examples:
  tracker compare "Ada Vance" "Bram Okafor"
  tracker compare "Ada Vance" "Bram Okafor" --as-of 2025-12-31 --format json
  tracker compare "Ada Vance" "Bram Okafor" --format html > ada-and-bram.html
"""


@click.command("compare", epilog=EXAMPLES)
@click.argument("first", type=SPEAKER, metavar="A")
@click.argument("second", type=SPEAKER, metavar="B")
@as_of_option
@format_option("table", "json", "csv", "md", "html")
@pass_state
def compare_command(state: State, first: str, second: str, as_of: dt.date | None, form: str) -> None:
    """Compare the speakers A and B, and say how surely one is better.

    If both spoke about the same things (linked claims), those are compared; otherwise predictions with similar horizons.
    """
    from tracker import ledger, scoring
    from tracker.reports.rows import csv_lines
    from tracker.reports.site.comparing_pages import pair_html
    from tracker.reports.terminal.side_by_side_table import side_by_side_markdown, side_by_side_rows, side_by_side_table

    day = as_of or today()
    with state.reading() as session:
        names, claims = [], []
        for given in (first, second):
            spelling = ledger.find_speaker(session, given)
            said = scored_claims(session, (spelling,), day, None)
            names.append(next((claim.forecast.speaker or spelling for claim in said), spelling))
            claims += said
    spoken = scoring.by_speaker(claims, as_of=day, words=word_ranges())
    found = scoring.side_by_side(spoken, names[0], names[1], as_of=day)
    if form == "json":
        print_json(scoring.side_by_side_to_json(found))
    elif form == "csv":
        print_pieces(csv_lines(side_by_side_rows(found)))
    elif form == "md":
        print_pieces([side_by_side_markdown(found)])
    elif form == "html":
        print_pieces([pair_html(found, claims)])
    else:
        print_table(side_by_side_table(found), with_notes=True)
