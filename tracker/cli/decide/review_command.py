"""`tracker review`: candidates, one key per decision."""

import click

from tracker.cli.at_desk import work
from tracker.cli.output import tell
from tracker.cli.params import SPEAKER, by_option
from tracker.cli.state import State, now, pass_state

ORDERS = ("transcript", "place", "uncertain")

ORDER_HELP = "One transcript at a time, the most uncertain first; by place in the text; or the most uncertain of all first."

EXAMPLES = """\b
Examples:
  tracker review
  tracker review --source interview --order place
  tracker review --blind --by ben
"""


@click.command("review", epilog=EXAMPLES)
@click.option("--speaker", type=SPEAKER, metavar="NAME", help="Only this speaker.")
@click.option("--source", metavar="NAME", help="Only this transcript.")
@click.option("--tag", metavar="TAG", help="Only claims with this tag.")
@click.option("--text", metavar="WORDS", help="Only claims with these words.")
@click.option("--order", type=click.Choice(ORDERS), default="transcript", show_default=True, help=ORDER_HELP)
@click.option(
    "--blind", is_flag=True, help="Review as a second reader: hide what others decided, and keep your decisions for agreement."
)
@click.option("--plain", is_flag=True, help="Use prompts only, for screen readers and scripts.")
@by_option
@pass_state
def review_command(
    state: State,
    speaker: str | None,
    source: str | None,
    tag: str | None,
    text: str | None,
    order: str,
    blind: bool,
    plain: bool,
    by: str,
) -> None:
    """Go through candidates, one key per decision, one transcript at a time, the most uncertain first.

    Every decision is saved when the key is pressed. On the screen, ? shows all keys.
    """
    from tracker.desk.review_desk import Desk, review_filter

    wanted = review_filter(blind=blind, speaker=speaker, source=source, tag=tag, text=text)
    desk = Desk(ledger=state.ledger(create=False), by=by, wanted=wanted, clock=now, order=order, blind=blind)
    work(desk, plain=plain, resolving=False)
    tell(f"{desk.done} decided; `tracker undo --by {by}` takes the last one back" if desk.done else "nothing decided")
