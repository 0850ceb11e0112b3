"""Marking a forecast in a transcript that the extractor missed."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from rich.text import Text

from tracker.desk.dialogs import Closed
from tracker.errors import TrackerError
from tracker.records import Transcript

Span = tuple[int, int]


def broken(text: str, width: int) -> str:
    """The text with spaces turned into line breaks so that few lines are wider than `width`; its length is unchanged."""
    letters = list(text)
    line_start, last_space = 0, -1
    for at, letter in enumerate(text):
        if letter in "\n\r":
            line_start, last_space = at + 1, -1
        elif letter == " ":
            last_space = at
        if at - line_start >= width and last_space >= line_start:
            letters[last_space] = "\n"
            line_start, last_space = last_space + 1, -1
    return "".join("\n" if letter == "\r" else letter for letter in letters)


def widened(text: str, start: int, end: int) -> Span:
    """The span extended to whole words."""
    while 0 < start < len(text) and not text[start - 1].isspace() and not text[start].isspace():
        start -= 1
    while 0 < end < len(text) and not text[end - 1].isspace() and not text[end].isspace():
        end += 1
    return start, end


@dataclass(slots=True)
class Mark:
    """The whole transcript, to mark the words of a forecast: v starts, moving extends, Enter takes whole words."""

    transcript: Transcript
    at: int
    width: int
    title: str = "Mark a forecast: go to its first word, v, go to its last word, Enter. Escape cancels."
    begun: int | None = None
    text: str = field(init=False)
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.text = broken(self.transcript.text, self.width)
        self.starts = [0, *(found.end() for found in re.finditer("\n", self.text))]

    def _row(self) -> int:
        return bisect_right(self.starts, self.at) - 1

    def _end_of(self, row: int) -> int:
        return self.starts[row + 1] - 1 if row + 1 < len(self.starts) else len(self.text)

    def _down(self, rows: int) -> int:
        row = self._row()
        to = max(0, min(row + rows, len(self.starts) - 1))
        return min(self.starts[to] + self.at - self.starts[row], self._end_of(to))

    def press(self, key: str, character: str | None) -> Closed | None:  # noqa: ARG002 - every dialog's signature
        """Move, start marking, take what is marked, or cancel."""
        if key == "escape":
            return Closed()
        if key == "v":
            self.begun = self.at
        elif key == "enter":
            span = self.span()
            return Closed(f"{span[0]} {span[1]}") if span else None
        rows = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10}
        if key in rows:
            self.at = self._down(rows[key])
        elif key in {"left", "right"}:
            self.at = max(0, min(len(self.text), self.at + (1 if key == "right" else -1)))
        elif key in {"ctrl+left", "b"}:
            found = re.search(r"\S+\s*$", self.text[: self.at])
            self.at = found.start() if found else 0
        elif key in {"ctrl+right", "w"}:
            after = re.compile(r"\S*\s*").match(self.text, self.at)
            self.at = after.end() if after else len(self.text)
        elif key == "home":
            self.at = self.starts[self._row()]
        elif key == "end":
            self.at = self._end_of(self._row())
        return None

    def paste(self, words: str) -> None:
        """Nothing: words are marked, not typed."""

    def span(self) -> Span | None:
        """The offsets of the whole words marked; None without a mark."""
        if self.begun is None or self.begun == self.at:
            return None
        return widened(self.text, *sorted((self.begun, self.at)))

    def lines(self, width: int, height: int) -> list[Text]:  # noqa: ARG002 - every dialog's signature
        """The rows around the cursor, with what is marked in reverse."""
        row = self._row()
        first = max(0, row - height // 2)
        shown = range(first, min(len(self.starts), first + height))
        low, high = self.span() or (self.at, self.at + 1)
        found = []
        for each in shown:
            start, end = self.starts[each], self._end_of(each)
            line = Text(self.text[start:end] + " ", no_wrap=True)
            line.stylize("reverse", max(0, low - start), max(0, high - start))
            found.append(line)
        return found

    def question(self) -> str:
        """What to type instead of marking."""
        return "The words exactly as in the transcript"

    def take(self, words: str) -> tuple[str, str]:
        """The place of words that occur once in the transcript, whatever its line breaks. Raises TrackerError."""
        found = list(re.finditer(r"\s+".join(map(re.escape, words.split())), self.text)) if words.strip() else []
        if len(found) != 1:
            raise TrackerError(f"these words occur {len(found)} times in the transcript; give words that occur once")
        return f"{found[0].start()} {found[0].end()}", ""
