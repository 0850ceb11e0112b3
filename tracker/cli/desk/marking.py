"""Marking a forecast in a transcript that the extractor read past."""

import re
from bisect import bisect_right

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea
from textual.widgets.text_area import Selection

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


class MarkedText(TextArea):
    """A text in which every movement extends what is marked, once that was begun."""

    marking = False

    def begin(self) -> None:
        """Begin at the cursor; begun before, begin anew."""
        self.selection = Selection(self.cursor_location, self.cursor_location)
        self.marking = True

    def action_cursor_left(self, select: bool = False) -> None:
        """A letter back."""
        super().action_cursor_left(select or self.marking)

    def action_cursor_right(self, select: bool = False) -> None:
        """A letter on."""
        super().action_cursor_right(select or self.marking)

    def action_cursor_up(self, select: bool = False) -> None:
        """A line up."""
        super().action_cursor_up(select or self.marking)

    def action_cursor_down(self, select: bool = False) -> None:
        """A line down."""
        super().action_cursor_down(select or self.marking)

    def action_cursor_word_left(self, select: bool = False) -> None:
        """A word back."""
        super().action_cursor_word_left(select or self.marking)

    def action_cursor_word_right(self, select: bool = False) -> None:
        """A word on."""
        super().action_cursor_word_right(select or self.marking)

    def action_cursor_line_start(self, select: bool = False) -> None:
        """To the start of the line."""
        super().action_cursor_line_start(select or self.marking)

    def action_cursor_line_end(self, select: bool = False) -> None:
        """To the end of the line."""
        super().action_cursor_line_end(select or self.marking)


class Mark(ModalScreen[Span | None]):
    """The whole transcript, to mark the words of a forecast in it: v begins, moving extends, Enter takes whole words."""

    CSS = """
    Mark > MarkedText { height: 1fr; border: none; }
    Mark > Static { height: 1; }
    """

    def __init__(self, transcript: Transcript, at: int, width: int) -> None:
        """Take the transcript, the offset to begin at, and how wide its lines may be."""
        super().__init__()
        self.text = broken(transcript.text, max(20, width - 4))
        self.starts = [0, *(found.end() for found in re.finditer("\n", self.text))]
        self.at = at

    def compose(self) -> ComposeResult:
        """The text and the keys."""
        yield Static(Text("Mark a forecast: go to its first word, v, go to its last word, Enter.  Escape leaves.", style="reverse"))
        yield MarkedText(self.text, read_only=True, soft_wrap=True, id="text")

    def on_mount(self) -> None:
        """Begin at the claim's quote."""
        area = self.query_one(MarkedText)
        area.focus()
        row = bisect_right(self.starts, self.at) - 1
        area.move_cursor((row, self.at - self.starts[row]), center=True)

    def on_key(self, event: events.Key) -> None:
        """The keys that are not the text's own: v, Enter, Escape."""
        area = self.query_one(MarkedText)
        if event.key == "escape":
            event.stop()
            self.dismiss(None)
        elif event.key == "v":
            event.stop()
            area.begin()
        elif event.key == "enter":
            event.stop()
            event.prevent_default()
            self.dismiss(self.span())

    def span(self) -> Span | None:
        """The offsets of the whole words marked; None when nothing is."""
        area = self.query_one(MarkedText)
        start, end = sorted(self.starts[row] + column for row, column in (area.selection.start, area.selection.end))
        if start == end:
            return None
        return widened(self.text, start, end)
