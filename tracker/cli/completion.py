"""`tracker completion`, and what the shell is told when it completes ids and speakers."""

import click
from click.shell_completion import CompletionItem, get_completion_class

from tracker.cli.state import State
from tracker.errors import TrackerError

EXAMPLES = """\b
Examples:
  tracker completion bash >> ~/.bashrc
  tracker completion zsh >> ~/.zshrc
  tracker completion fish > ~/.config/fish/completions/tracker.fish
"""

# A shell waits for the answer at every press of the tab key.
MOST = 50


@click.command("completion", epilog=EXAMPLES)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> None:
    """Print the completion script for SHELL: commands, options, claim ids and speakers."""
    from tracker.cli.main import app

    complete = get_completion_class(shell)
    assert complete is not None
    click.echo(complete(app, {}, "tracker", "_TRACKER_COMPLETE").source())


def _state(context: click.Context) -> State:
    """The state as the options before the command tell it; while completing, no command has run to set it."""
    found = context.find_object(State)
    return found or State(url=context.find_root().params.get("url"))


def claim_items(context: click.Context, beginning: str) -> list[CompletionItem]:
    """Ids that begin as typed, with the sentences of their claims; none when there is no ledger to ask."""
    from tracker import ledger

    state = _state(context)
    try:
        with ledger.open_ledger(state.ledger_url(), create=False).reading() as session:
            found = ledger.ids_beginning(session, beginning.lower(), limit=MOST)
    except TrackerError:
        return []
    return [CompletionItem(claim_id, help=" ".join(claim.split())[:70]) for claim_id, claim in found]


def speaker_items(context: click.Context, beginning: str) -> list[CompletionItem]:
    """Names that begin as typed, in either case; none when there is no ledger to ask."""
    from tracker import ledger

    state = _state(context)
    try:
        with ledger.open_ledger(state.ledger_url(), create=False).reading() as session:
            names = [speaker.name for speaker in ledger.speakers(session)]
    except TrackerError:
        return []
    return [CompletionItem(name) for name in names if name.lower().startswith(beginning.lower())][:MOST]
