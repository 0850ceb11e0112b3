"""`tracker completion`: the shell completion script."""

import click
from click.shell_completion import get_completion_class

from tracker.cli.output import print_pieces

EXAMPLES = """\b
Examples:
  tracker completion bash >> ~/.bashrc
  tracker completion zsh >> ~/.zshrc
  tracker completion fish > ~/.config/fish/completions/tracker.fish
"""


@click.command("completion", epilog=EXAMPLES)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> None:
    """Print the completion script for SHELL: commands, options, claim ids, speakers, tags and sources."""
    from tracker.cli.main import app

    complete = get_completion_class(shell)
    assert complete is not None
    print_pieces([complete(app, {}, "tracker", "_TRACKER_COMPLETE").source(), "\n"])
