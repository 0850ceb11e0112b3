"""The dialogs of the review: a line to type, a choice by one key, a page to read. Plain objects; the screen passes them keys.

A dialog never waits: it takes one key at a time, however fast they come.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from rich.console import Console
from rich.text import Text

from tracker.desk.line_editor import LineEditor
from tracker.errors import TrackerError

Preview = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Closed:
    """The end of a dialog: the answer, or None if it was cancelled."""

    answer: str | None = None


class Dialog(Protocol):
    """What is shown over the claim and takes the keys until it is closed."""

    title: str

    def press(self, key: str, character: str | None) -> Closed | None:
        """Take a key; `Closed` at the end."""

    def paste(self, words: str) -> None:
        """Take pasted words, which never close it."""

    def lines(self, width: int, height: int) -> list[Text]:
        """What it shows, in at most `height` lines."""

    def question(self) -> str:
        """The same as a prompt."""

    def take(self, words: str) -> tuple[str, str]:
        """The answer in a typed line, and the rest of the line for the next question. Raises TrackerError."""


@dataclass(slots=True)
class Ask:
    """Asks for a line of text; how it is read is shown below while typing, and it counts only when it can be read."""

    title: str
    hint: str
    value: str
    preview: Preview
    empty: bool = False
    editor: LineEditor = field(init=False)
    width: int = 60

    def __post_init__(self) -> None:
        self.editor = LineEditor.of(self.value)

    def reading(self) -> tuple[str, bool]:
        """How the words are read, and whether they can be."""
        words = self.editor.text
        if not words.strip() and not self.empty:
            return "nothing is typed; Escape cancels", False
        try:
            return f"reads as: {self.preview(words)}", True
        except TrackerError as error:
            return str(error), False

    def press(self, key: str, character: str | None) -> Closed | None:
        """Enter returns what can be read, Escape cancels; everything else is typing."""
        if key == "escape":
            return Closed()
        if key == "enter":
            return Closed(self.editor.text) if self.reading()[1] else None
        self.editor.press(key, character, self.width)
        return None

    def paste(self, words: str) -> None:
        """Put the words in at the cursor."""
        self.editor.insert(words)

    def lines(self, width: int, height: int) -> list[Text]:
        """The text in as many rows as it needs, the example above it, the reading below."""
        self.width = max(10, width)
        reading, understood = self.reading()
        below = list(Text(reading, style="green" if understood else "italic yellow").wrap(console(), width))[:2]
        below.append(Text("Enter saves, Escape cancels", style="dim"))
        hint = [cut(Text(f"for example: {self.hint}", style="dim"), width)] if self.hint else []
        rows = [Text(row) for row in self.editor.rows(self.width)]
        row, column = divmod(self.editor.at, self.width)
        if column >= len(rows[row]):
            rows[row].append(" ")
        rows[row].stylize("reverse", column, column + 1)
        room = max(1, height - len(below) - len(hint))
        first = max(0, min(row - room // 2, len(rows) - room))
        return [*hint, *rows[first : first + room], *below]

    def question(self) -> str:
        """The title with an example, and the present value."""
        now = f" [now: {self.value}]" if self.value else ""
        return f"{self.title} (for example: {self.hint}){now}" if self.hint else f"{self.title}{now}"

    def take(self, words: str) -> tuple[str, str]:
        """The whole line."""
        self.editor = LineEditor.of(words.strip())
        reading, understood = self.reading()
        if not understood:
            raise TrackerError(reading)
        return words.strip(), ""


@dataclass(slots=True)
class Choose:
    """Asks for one of a few choices, by one key each; a choice may also be written out."""

    title: str
    choices: Sequence[tuple[str, str]]
    about: str = ""

    def press(self, key: str, character: str | None) -> Closed | None:
        """The key of a choice selects it, Escape cancels; other keys do nothing."""
        if key == "escape":
            return Closed()
        return Closed(character) if character and character in dict(self.choices) else None

    def paste(self, words: str) -> None:
        """Nothing: a choice is a key."""

    def lines(self, width: int, height: int) -> list[Text]:
        """One line per choice, below `about`: wrapped if it is one line, otherwise as many of its lines as fit."""
        found = [cut(Text.assemble((f" {key} ", "reverse"), " ", label), width) for key, label in self.choices]
        last = Text("Escape cancels", style="dim")
        return [*self._about(width, max(1, height - len(found) - 1)), *found, last][-height:]

    def _about(self, width: int, room: int) -> list[Text]:
        rows = self.about.split("\n") if self.about else []
        if len(rows) < 2:
            return list(Text(self.about).wrap(console(), width))[:room] if rows else []
        shown = rows if len(rows) <= room else [*rows[: room - 1], f"and {len(rows) - room + 1} more"]
        return [cut(Text(row), width) for row in shown]

    def question(self) -> str:
        """The title and every choice."""
        about = [self.about] if self.about else []
        return "\n".join([self.title, *about, *(f"  {key}: {label}" for key, label in self.choices)])

    def take(self, words: str) -> tuple[str, str]:
        """The choice that the first word names, by its key or its label."""
        first, _, rest = words.strip().partition(" ")
        for key, label in self.choices:
            if first in {key, label}:
                return key, rest
        raise TrackerError(f"{first!r} is not one of {', '.join(key for key, _label in self.choices)}")


@dataclass(slots=True)
class Page:
    """A page to read; page keys scroll, any other key closes it."""

    title: str
    content: Sequence[Text]
    top: int = 0

    def press(self, key: str, character: str | None) -> Closed | None:  # noqa: ARG002 - every dialog's signature
        """Scroll or close."""
        steps = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10}
        if key not in steps:
            return Closed()
        self.top = max(0, min(self.top + steps[key], len(self.content) - 1))
        return None

    def paste(self, words: str) -> None:
        """Nothing."""

    def lines(self, width: int, height: int) -> list[Text]:
        """As much as fits from the current position."""
        wrapped = [row for line in self.content for row in (line.wrap(console(), width) or [Text()])]
        self.top = min(self.top, max(0, len(wrapped) - height + 1))
        last = Text("down and up scroll, any other key closes", style="dim")
        return [*wrapped[self.top : self.top + height - 1], last]

    def question(self) -> str:
        """The whole page."""
        return "\n".join([self.title, *(line.plain for line in self.content)])

    def take(self, words: str) -> tuple[str, str]:
        """Nothing is asked."""
        return "", words


def cut(line: Text, width: int) -> Text:
    """The line, ended by an ellipsis if it is too wide."""
    line.truncate(width, overflow="ellipsis")
    return line


@cache
def console() -> Console:
    """The console that breaks text into lines."""
    return Console(width=200)
