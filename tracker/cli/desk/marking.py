"""Marking a forecast in a transcript that the extractor read past."""

import re
from bisect import bisect_right

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from tracker.records import Transcript

Span = tuple[int, int]


def broken(text: str, width: int) -> str:
    """The text with spaces turned into new lines so that few lines are wider than `width`; as long as it was."""
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
    """The span grown to whole words."""
    while 0 < start < len(text) and not text[start - 1].isspace() and not text[start].isspace():
        start -= 1
    while 0 < end < len(text) and not text[end - 1].isspace() and not text[end].isspace():
        end += 1
    return start, end


class Mark(ModalScreen[Span | None]):
    """The whole transcript, to mark the words of a forecast in it: v begins, moving extends, Enter takes whole words."""

    CSS = """
    Mark > TextArea { height: 1fr; border: none; }
    Mark > Static { height: 1; }
    """

    def __init__(self, transcript: Transcript, at: int, width: int) -> None:
        """Take the transcript, the offset to begin at, and how wide its lines may be."""
        super().__init__()
        self.text = broken(transcript.text, max(20, width - 4))
        self.starts = [0, *(found.end() for found in re.finditer("\n", self.text))]
        self.at = at
        self.begun: tuple[int, int] | None = None

    def compose(self) -> ComposeResult:
        """The text and the keys."""
        yield Static(Text("Mark a forecast: go to its first word, v, go to its last word, Enter.  Escape leaves.", style="reverse"))
        yield TextArea(self.text, read_only=True, soft_wrap=True, id="text")

    def on_mount(self) -> None:
        """Begin at the claim's quote."""
        area = self.query_one(TextArea)
        area.focus()
        row = bisect_right(self.starts, self.at) - 1
        area.move_cursor((row, self.at - self.starts[row]), center=True)

    def on_key(self, event: events.Key) -> None:
        """The keys that are not the text's own: v, Enter, Escape."""
        area = self.query_one(TextArea)
        if event.key == "escape":
            event.stop()
            self.dismiss(None)
        elif event.key == "v":
            event.stop()
            self.begun = area.cursor_location
        elif event.key == "enter":
            event.stop()
            event.prevent_default()
            self.dismiss(self.span())

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """Once begun, moving extends what is marked."""
        if self.begun is not None and event.selection.start != self.begun:
            event.text_area.selection = type(event.selection)(self.begun, event.selection.end)

    def span(self) -> Span | None:
        """The offsets of the whole words marked; None when nothing is."""
        area = self.query_one(TextArea)
        start, end = sorted(self.starts[row] + column for row, column in (area.selection.start, area.selection.end))
        if start == end:
            return None
        return widened(self.text, start, end)
