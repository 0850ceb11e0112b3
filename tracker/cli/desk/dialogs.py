"""The small windows over the review screen: a line to type with a preview, a choice by one key, help."""

from collections.abc import Callable, Sequence

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tracker.errors import TrackerError

Preview = Callable[[str], str]


class Ask(ModalScreen[str | None]):
    """Asks for a line of text; what it comes to is shown below while one types, and counts only when it is understood."""

    CSS = """
    Ask { align: center middle; }
    Ask > Vertical { width: 90%; max-width: 100; height: auto; border: round $accent; padding: 0 1; background: $surface; }
    Ask Input { border: none; height: 1; padding: 0; }
    """

    def __init__(self, title: str, hint: str, value: str, preview: Preview) -> None:
        """Take the title, an example of what may be typed, the value to begin with, and the function that reads it."""
        super().__init__()
        self.title_text, self.hint, self.value, self.preview = title, hint, value, preview

    def compose(self) -> ComposeResult:
        """Title, example, the line, and how it reads."""
        with Vertical():
            yield Static(Text(self.title_text, style="bold"))
            yield Static(Text(f"such as: {self.hint}", style="dim")) if self.hint else Static("")
            yield Input(value=self.value, id="line")
            yield Static("", id="reading")
            yield Static(Text("Enter keeps it, Escape leaves it", style="dim"))

    def on_mount(self) -> None:
        """Begin in the line, with how its value reads."""
        self.query_one("#line", Input).focus()
        self.show(self.value)

    def show(self, words: str) -> bool:
        """Show how the words read; whether they are understood."""
        try:
            reading, understood = f"reads as: {self.preview(words)}", True
        except TrackerError as error:
            reading, understood = str(error), False
        self.query_one("#reading", Static).update(Text(reading, style="" if understood else "italic"))
        return understood

    def on_input_changed(self, event: Input.Changed) -> None:
        """Read again what is typed."""
        self.show(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand back what is understood; otherwise stay."""
        if self.show(event.value):
            self.dismiss(event.value)

    def on_key(self, event: events.Key) -> None:
        """Escape leaves everything as it was."""
        if event.key == "escape":
            event.stop()
            self.dismiss(None)


class Choose(ModalScreen[str | None]):
    """Asks for one of a few, by one key each."""

    CSS = """
    Choose { align: center middle; }
    Choose > Vertical {
        width: 90%; max-width: 100; height: auto; max-height: 90%; border: round $accent; padding: 0 1; background: $surface;
    }
    """

    def __init__(self, title: str, choices: Sequence[tuple[str, str]]) -> None:
        """Take the title, and the choices as key and label."""
        super().__init__()
        self.title_text, self.choices = title, choices

    def compose(self) -> ComposeResult:
        """Title and choices."""
        with Vertical():
            yield Static(Text(self.title_text, style="bold"))
            for key, label in self.choices:
                yield Static(Text.assemble((f" {key} ", "reverse"), " ", label))
            yield Static(Text("Escape leaves it", style="dim"))

    def on_key(self, event: events.Key) -> None:
        """A choice's key takes it, Escape none; other keys do nothing."""
        event.stop()
        if event.key == "escape":
            self.dismiss(None)
        elif event.character in dict(self.choices):
            self.dismiss(event.character)


class Help(ModalScreen[None]):
    """Every key and what it does; any key closes it."""

    CSS = """
    Help { align: center middle; }
    Help > VerticalScroll { width: 90%; max-width: 90; height: 90%; border: round $accent; padding: 0 1; background: $surface; }
    """

    def __init__(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        """Take the title, and the keys with what each does."""
        super().__init__()
        self.title_text, self.lines = title, lines

    def compose(self) -> ComposeResult:
        """A line a key."""
        with VerticalScroll(can_focus=False):
            yield Static(Text(self.title_text, style="bold"))
            for key, what in self.lines:
                yield Static(Text.assemble((f"{key:>10}", "bold"), "  ", what))

    def on_key(self, event: events.Key) -> None:
        """Page keys scroll, any other key closes."""
        event.stop()
        box = self.query_one(VerticalScroll)
        if event.key in {"down", "pagedown"}:
            box.scroll_page_down(animate=False)
        elif event.key in {"up", "pageup"}:
            box.scroll_page_up(animate=False)
        else:
            self.dismiss(None)
