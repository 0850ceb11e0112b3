"""A click group whose commands are imported when they are called, so that help and completion answer at once."""

import difflib
import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import click
from click.shell_completion import CompletionItem


@dataclass(frozen=True, slots=True)
class Entry:
    """The module that defines a command NAME as `NAME_command`, the heading under which help lists it, and its summary."""

    module: str
    section: str
    summary: str


def nearest(word: str, words: Sequence[str]) -> str | None:
    """The closest of `words` to `word`, or None."""
    found = difflib.get_close_matches(word, words, n=1, cutoff=0.55)
    return found[0] if found else None


class SuggestingGroup(click.Group):
    """A group that names the nearest command when it does not know one."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names; raises UsageError with a suggestion when there is none."""
        name = args[0]
        command = self.get_command(ctx, name)
        if command is not None:
            return name, command, args[1:]
        if name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        hint = nearest(name, self.list_commands(ctx))
        rest = f"did you mean '{ctx.command_path} {hint}'?" if hint else f"'{ctx.command_path} --help' lists them"
        raise click.UsageError(f"no command {name!r}; {rest}", ctx=ctx)


class LazyGroup(SuggestingGroup):
    """A group that knows its commands from a table and imports the module of the one that is called."""

    def __init__(self, *, entries: Mapping[str, Entry], **rest: object) -> None:
        """Take the table of commands in the order in which help shows them; `rest` goes to click."""
        super().__init__(**rest)  # type: ignore[arg-type]
        self.entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of the table."""
        return [*self.entries, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now, or None."""
        entry = self.entries.get(cmd_name)
        if entry is None:
            return super().get_command(ctx, cmd_name)
        command = getattr(importlib.import_module(entry.module), f"{cmd_name}_command")
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """List the commands under their headings, from the table alone."""
        width = max(len(name) for name in self.entries)
        for section in dict.fromkeys(entry.section for entry in self.entries.values()):
            with formatter.section(section):
                rows = [(name.ljust(width), entry.summary) for name, entry in self.entries.items() if entry.section == section]
                formatter.write_dl(rows)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Command names with their summaries, without importing a command; options are click's."""
        names = [CompletionItem(name, help=entry.summary) for name, entry in self.entries.items() if name.startswith(incomplete)]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]
