"""`tracker help`: the help of a command, as `--help` prints it."""

import click

from tracker.cli.output import say

EXAMPLES = """\b
Examples:
  tracker help
  tracker help extract
  tracker help db upgrade
"""


@click.command("help", epilog=EXAMPLES)
@click.argument("names", nargs=-1, metavar="[COMMAND]...")
@click.pass_context
def help_command(context: click.Context, names: tuple[str, ...]) -> None:
    """Print the help of COMMAND, or of the program without one."""
    above = context.parent
    assert above is not None
    for name in names:
        if not isinstance(above.command, click.Group):
            raise click.UsageError(f"'{above.command_path}' has no commands of its own", ctx=above)
        found, command, _rest = above.command.resolve_command(above, [name])
        assert command is not None
        above = click.Context(command, info_name=found, parent=above)
    say(above.get_help())
