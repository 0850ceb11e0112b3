"""Odd values for every option and argument of every command: done, or one line; never a traceback, and a sound ledger."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.command_line import Command
from tracker import ledger
from tracker.cli.main import app
from tracker.cli.params import Day, Span

# Those that load models, wait for keys, or write wherever they are told.
LEFT_OUT = {
    "agreement",
    "backup",
    "completion",
    "doctor",
    "evaluate",
    "explain",
    "export",
    "extract",
    "fit",
    "report",
    "review",
    "serve",
}
TEXTS = ("", "\x1b[31mred\u202e'; DROP TABLE claims;-- \"*", "x" * 20_000, "\udcff")
DAYS = ("9999-12-31", "0001-01-01", "2024-02-30", "")
SPANS = ("3000000d", "9" * 30 + "y", "0d", "-1d")
NUMBERS = ("nan", "1e400", "9" * 30, "-1")
GIVEN = {"outcome": "true", "source": "talk", "old": "talk", "other": "OTHER", "one": "ID", "two": "OTHER", "text": "boats"}


def commands(group: click.Group, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with arguments for it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if name in LEFT_OUT or found is None:
            continue
        if isinstance(found, click.Group):
            yield from commands(found, (*words, name))
        else:
            yield (*words, name), found


def values_for(parameter: click.Parameter) -> tuple[str, ...]:
    """Odd values for an option or an argument, by its type."""
    if isinstance(parameter.type, click.Choice | click.Path) or getattr(parameter, "is_flag", False):
        return ()
    if isinstance(parameter.type, Day):
        return DAYS
    if isinstance(parameter.type, Span):
        return SPANS
    return NUMBERS if isinstance(parameter.type, click.types.FloatParamType | click.types.IntParamType) else TEXTS


def typed(command: click.Command, parameter: click.Parameter, value: str) -> list[str]:
    """The arguments that give one parameter a value, and the others that must be there one that they take."""
    options = [f"{parameter.opts[0]}={value}"] if isinstance(parameter, click.Option) else []
    words = [
        value if each is parameter else GIVEN.get(str(each.name), "ID" if "claim" in str(each.name) else "x")
        for each in command.params
        if isinstance(each, click.Argument) and (each.required or each is parameter)
    ]
    return [*options, "--", *words]


TRIED = [
    (words, command, parameter)
    for words, command in commands(app)
    for parameter in command.params
    if parameter.name != "help" and values_for(parameter)
]


@pytest.mark.parametrize("family", sorted({words[0] for words, _command, _parameter in TRIED}))
def test_odd_values_are_refused_in_one_line_or_taken(ten: str, tracker: Command, family: str) -> None:
    """Wrong usage is 2, what cannot be done 1, and after all of them the check is clean."""
    with ledger.open_ledger(ten).reading() as session:
        first, second = (claim.id for claim in ledger.list_claims(session)[:2])
    tried = 0
    for words, command, parameter in TRIED:
        for value in values_for(parameter) if words[0] == family else ():
            arguments = [
                first if each == "ID" else second if each == "OTHER" else each for each in typed(command, parameter, value)
            ]
            ran = tracker(*words, *arguments)
            tried += 1
            what = (words, parameter.name, value[:40], ran.err[:300])
            assert ran.code in {0, 1, 2, 3}, what
            assert "Traceback" not in ran.err, what
            assert sum("error:" in line.lower() for line in ran.err.splitlines()) <= 1, what
    assert tried
    assert tracker("db", "verify").code == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("explain", ""), 2),
        (("extract", ""), 2),
        (("extract", "talk.txt", " "), 2),
        (("due", "--within", "3000000d"), 2),
        (("due", "--within", "900y", "--as-of", "9999-01-01"), 0),
        (("list", "--limit", "9" * 30), 2),
        (("list", "--below", "nan"), 2),
        (("resolve", "ID", "true", "--value", "nan"), 2),
        (("resolve", "ID", "partial", "--credit", "nan"), 2),
        (("edit", "ID", "--odds", "-5%"), 1),
        (("edit", "ID", "--odds", "60/0"), 1),
        (("add", "It opens.", "--odds", "0:5"), 1),
        (("scorecard", "--grace", "9" * 12), 2),
    ],
)
def test_everyday_mistakes_have_their_exit_code(ten: str, tracker: Command, arguments: tuple[str, ...], code: int) -> None:
    """What cannot be an option's value is wrong usage; words that do not read as what they stand for are an error."""
    with ledger.open_ledger(ten).reading() as session:
        first = ledger.list_claims(session)[0].id
    ran = tracker(*(first if each == "ID" else each for each in arguments))
    assert ran.code == code, ran
    assert "Traceback" not in ran.err


def test_a_cell_as_long_as_a_book_is_one_line(ten: str, tracker: Command, tmp_path: Path) -> None:
    """In a manifest and in an imported table."""
    manifest, table = tmp_path / "m.csv", tmp_path / "t.csv"
    manifest.write_text(f"file,title\ntalk.txt,{'x' * 200_000}\n", encoding="utf-8")
    table.write_text(f"claim,said_on,speaker\n{'x' * 200_000},2024-01-02,Ada\n", encoding="utf-8")
    for arguments in (("extract", "--manifest", str(manifest)), ("import", str(table))):
        ran = tracker(*arguments)
        assert (ran.code, len(ran.err.splitlines())) == (1, 1), ran.err[:300]


def test_windows_at_the_end_of_time_break_nothing(ten: str, tracker: Command, tmp_path: Path) -> None:
    """A claim due on the last day of the calendar, and one on the first, are listed, scored, exported and reported."""
    for due in ("9999-12-31", "2024-06-26"):
        assert tracker("add", f"It ends on {due}.", "--due", due, "--said-on", "2024-06-26").code == 0
    for arguments in (
        ("list",),
        ("due", "--all"),
        ("due", "--all", "--format", "ics"),
        ("scorecard",),
        ("restatements",),
        ("export",),
    ):
        assert tracker(*arguments).code == 0, arguments
    assert tracker("report", "--out", str(tmp_path / "site")).code == 0
