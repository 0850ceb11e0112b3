"""Random command lines with odd values on a throw-away ledger: done, or refused in one line with the ledger as it was."""

import random
import shlex
import time
from collections.abc import Callable, Sequence

import click

from tests.fuzzing.altered import ODD
from tests.fuzzing.finding import Finding
from tests.fuzzing.throwaway import Throwaway, check_ended
from tests.hostile import TEXTS
from tracker.cli.main import app

# A server does not end, and two commands learn or measure for minutes.
LEFT_OUT = {"serve", "evaluate", "fit"}
# What would ask the network, or start processes.
WITHOUT = {"--feed", "--scheduler", "--jobs"}
# They keep what was answered, or read, before the failure.
PIECEMEAL = {"extract", "review", "due"}
# An exit code of 1 is their answer.
REPORTING = {("db", "verify"), ("db", "status")}
SLOWEST = 30.0
NAMES = ("Ada Vance", "ADA  VANCE", "Ida Long", "Bram Okafor", "Nobody", "", " ", "none", "Zoe\u0308 Ri\u0301os", "-")
DAYS = ("2024-06-26", "today", "yesterday", "2024-02-30", "0001-01-01", "9999-12-31", "26/06/2024", "next year", "none", "", "1e9")
NUMBERS = ("0", "1", "0.5", "-1", "1e400", "nan", "-inf", "99999999999999999999", "60%", "½", "1,5", "", "0x10", "２")
SPANS = ("90d", "12w", "6m", "1y", "0d", "-3d", "99999999999y", "d", "", "1.5w", "7 d", "2024-06-26")
TEXT = (
    *(
        "the boat",
        "It opens by 2027.",
        '"boat',
        "a OR",
        "NEAR(",
        "*",
        "-x",
        "%",
        "_",
        "'; DROP TABLE claims; --",
        "x" * 20_000,
        "\n",
    ),
    *(
        "by the end of 2028",
        "in two years",
        "60/40",
        "one in three",
        "more than 10 billion dollars",
        "https://example.org",
        "\udcff",
    ),
    *(each.replace("\0", "") for each in TEXTS.values()),
    *(each.replace("\0", "") for each in ODD if isinstance(each, str)),
)
LEDGERS = (
    "sqlite:///missing/x",
    "sqlite:///talk0.txt",
    "sqlite:///.",
    "postgresql://127.0.0.1:1/x",
    "mysql://x/y",
    "nonsense",
    "",
    "://",
)
KEYS = ("y\nn\ny\n", "a\nr\nu\nq\n", "e\ndue\nnext year\n", "?\nx\n\n", "t\nf\np\n0.5\nq\n", "\x1b[A\n", "")


class CommandLines:
    """Command lines drawn from what every command declares to take."""

    def __init__(self, ledger: Throwaway) -> None:
        self.ledger = ledger
        self.commands = list(_commands(app, ()))
        folder = ledger.folder
        (folder / "full").mkdir()
        (folder / "full" / "kept.txt").write_text("kept", encoding="utf-8")
        (folder / "odd.jsonl").write_text('{"id": 1}\n[]\n', encoding="utf-8")
        (folder / "odd.csv").write_text("file,date\ntalk0.txt,never\n", encoding="utf-8")
        self.paths: tuple[str, ...] = (
            "talk0.txt",
            "talk1.txt",
            "odd.jsonl",
            "odd.csv",
            "full",
            "missing.txt",
            "full/new.out",
            "ledger.sqlite3-x",
            "-",
        )
        self.paths += ("/dev/null", "/dev/zero", "/proc/x/y", "missing/x", "", ".", "x" * 300, "first.sqlite3")
        ids = ledger.held.claims()
        sources = [row.sha256 for row in ledger.held.rows["sources"]]
        texts = (*TEXT, *NAMES)
        self.values: dict[str, Sequence[str]] = {
            "claim": (*ids, *ids, ids[0][:5], ids[0][:1], ids[0].upper(), "zzzz", "", "..", "0"),
            "source": (*sources, sources[0][:6], "talk0", "talk1", "talk", "", "%", *NAMES),
            "speaker": (*NAMES, *NAMES, *texts),
            "tag": ("boats", "Zürich ", "", *texts),
            "day": DAYS,
            "since": (*DAYS, *SPANS),
            "span": SPANS,
            "number": NUMBERS,
            "integer range": NUMBERS,
            "float range": NUMBERS,
            "path": self.paths,
            "text": (*texts, *DAYS, *NUMBERS),
        }

    def one(self, chosen: random.Random) -> str:
        """Runs one command line, a hundredth of them on a ledger that cannot be opened."""
        path, command = chosen.choice(self.commands)
        arguments = [*path, *self._arguments(path, command, chosen)]
        url = chosen.choice(LEDGERS) if chosen.random() < 0.01 else None
        start = time.process_time()
        try:
            ran = self.ledger.call(*arguments, url=url, text=chosen.choice(KEYS))
        except Exception as error:
            raise Finding(shown(arguments), repr(error)) from error
        finally:
            changed = self.ledger.changed()
            if changed:
                verified = self.ledger.call("db", "verify")
                self.ledger.restore()
        spent = time.process_time() - start
        told = shown(arguments)
        if spent > SLOWEST:
            raise Finding(told, f"took {spent:.1f} s")
        if changed and verified.code:
            raise Finding(told, verified.out + verified.err)
        if path[0] in PIECEMEAL and ran.code in {1, 130}:
            check_ended(ran, told, several=True)
            return "commands that ended early"
        if path not in REPORTING or ran.code != 1:
            check_ended(ran, told)
        if ran.code and changed:
            raise Finding(told, f"the ledger has changed, with exit code {ran.code}\n{ran.err}")
        return ("commands done", "commands refused", "commands refused for their use", "commands done")[ran.code]

    def _arguments(self, path: tuple[str, ...], command: click.Command, chosen: random.Random) -> list[str]:
        """Values for the arguments of a command, mostly as many as it takes, and up to three options."""
        positional: list[str] = []
        options: list[str] = []
        takes = [each for each in command.params if isinstance(each, click.Option) and each.opts[-1] not in WITHOUT]
        for each in command.params:
            if isinstance(each, click.Argument):
                count = chosen.choice((1, 1, 2)) if each.nargs < 0 else chosen.choice((1,) * 15 + (0, 2))
                positional += [self._value(path, each, chosen) for _ in range(count)]
        for option in chosen.sample(takes, min(len(takes), chosen.choice((0, 1, 1, 2, 3)))):
            options.append(chosen.choice(option.opts))
            if not option.is_flag:
                options.append(self._value(path, option, chosen))
        return chosen.choice(([*positional, *options], [*options, *positional], [*options, "--", *positional]))

    def _value(self, path: tuple[str, ...], parameter: click.Parameter, chosen: random.Random) -> str:
        if isinstance(parameter.type, click.Choice):
            return str(chosen.choice((*parameter.type.choices, *parameter.type.choices, "", "other")))
        if path[0] == "extract" and parameter.name == "files":
            return chosen.choice(self.paths)
        return chosen.choice(self.values.get(parameter.type.name, self.values["text"]))


def _commands(command: click.Command, path: tuple[str, ...]) -> "list[tuple[tuple[str, ...], click.Command]]":
    """Every command below one, with the words that call it."""
    if path and path[0] in LEFT_OUT:
        return []
    if not isinstance(command, click.Group):
        return [(path, command)]
    context = click.Context(command)
    below: Callable[[str], click.Command | None] = lambda name: command.get_command(context, name)  # noqa: E731
    found = [each for name in command.list_commands(context) if (sub := below(name)) for each in _commands(sub, (*path, name))]
    return [*found, (path, command)] if path and command.invoke_without_command else found


def shown(arguments: Sequence[str]) -> bytes:
    """A command line as a shell takes it."""
    return shlex.join(arguments).encode("utf-8", "surrogateescape" if "\udcff" in "".join(arguments) else "backslashreplace")
