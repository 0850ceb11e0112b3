"""The full-screen program for reviewing candidates and for resolving what fell due: one key a decision."""

import datetime as dt
import os
import select
import signal
import sys
from threading import Thread

from rich.text import Text
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from tracker.boundary.shown_text import hidden
from tracker.boundary.shown_text import lines as lines_of
from tracker.desk.actions import Actions
from tracker.desk.card import lines
from tracker.desk.keys import DUE, REVIEW, Keys
from tracker.desk.review_desk import Desk
from tracker.errors import TrackerError

# On narrower terminals the line of keys names only those for decisions.
NARROW = 80


def clean(text: Text) -> Text:
    """The text in its colours, without control characters."""
    places = [*hidden(text.plain)]
    if not places:
        return text
    # Every second piece is hidden text.
    pieces = text.divide([edge for place in places for edge in place])
    return text.blank_copy().append_text(Text().join(pieces[::2]))


class DeskScreen(Screen[None]):
    """The current claim, between a line of progress and the keys."""

    CSS = """
    #head { height: 1; background: $primary; color: $text; padding: 0 1; }
    #body { height: 1fr; padding: 0 0 0 1; scrollbar-gutter: stable; scrollbar-size-vertical: 1; }
    #said { height: 1; padding: 0 1; }
    #asked { height: auto; max-height: 80%; padding: 0 1; border-top: solid $accent; display: none; }
    #keys { height: 2; padding: 0 1; }
    """

    def __init__(self, actions: Actions) -> None:
        """Take the actions."""
        super().__init__()
        self.actions = actions
        self.drawn = (0, Size(0, 0))

    def compose(self) -> ComposeResult:
        """Head, card, dialog, last message, keys."""
        yield Static("", id="head")
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="card")
        yield Static("", id="asked")
        yield Static("", id="said")
        yield Static("", id="keys")

    def on_mount(self) -> None:
        """Show the first claim."""
        self.draw()

    def on_resize(self) -> None:
        """Fit the context to the new size."""
        self.draw()

    def draw(self) -> None:
        """Draw the current claim and what is open over it, at the terminal's size."""
        actions, size = self.actions, self.app.size
        actions.width = size.width
        before, self.drawn = self.drawn, (actions.changed, size)
        if before[0] != actions.changed:
            self.query_one("#body", VerticalScroll).scroll_home(animate=False)
        if before != self.drawn:
            self.write("#card", self.card(max(20, size.width - 2), max(6, size.height - 4)))
        self.write("#head", Text(lines_of(actions.where()), no_wrap=True, overflow="ellipsis"))
        hint = actions.keys.hint if size.width >= NARROW else actions.keys.short
        self.write("#keys", Text(hint, style="dim"))
        self.write("#said", Text(lines_of(actions.saying), style="italic", no_wrap=True, overflow="ellipsis"))
        self.draw_dialog()

    def write(self, part: str, text: Text) -> None:
        """Put clean text into a part of the screen; nothing else does."""
        self.query_one(part, Static).update(clean(text))

    def card(self, width: int, height: int) -> Text:
        """The current claim, or a message that there is none."""
        if self.actions.place is None:
            return Text(f"\n{self.actions.desk.end()} u takes back your last decision, w and / change the filter, q quits.")
        return Text("\n").join(lines(self.actions.place, width, height, blind=self.actions.desk.blind))

    def draw_dialog(self) -> None:
        """Draw the dialog that is open, if any, between the claim and the keys."""
        asked = self.query_one("#asked", Static)
        asked.display = bool(self.actions.dialogs)
        if self.actions.dialogs:
            dialog = self.actions.dialogs[-1][0]
            width, height = max(10, self.app.size.width - 3), max(3, self.app.size.height * 3 // 4 - 3)
            self.write("#asked", Text("\n").join([Text(dialog.title, style="bold"), *dialog.lines(width, height)]))

    def on_key(self, event: events.Key) -> None:
        """Pass the key on. Escape and a key in quick succession arrive as alt+key."""
        event.stop()
        event.prevent_default()
        if event.key.startswith("alt+"):
            self.press("escape", None)
            self.press(event.key.removeprefix("alt+"), event.character)
        else:
            self.press(event.key, event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted words go into the open dialog and are not read as keys."""
        event.stop()
        self.actions.paste(event.text)
        self.draw()

    def press(self, key: str, character: str | None) -> None:
        """Do what a key stands for and draw the result; scrolling is done here."""
        action = "" if self.actions.dialogs else self.actions.keys.actions.get(key, "")
        if action.startswith("scroll"):
            self.scroll(action.removeprefix("scroll "))
            return
        self.actions.press(key, character)
        if self.actions.ended:
            self.app.exit()
        else:
            self.draw()

    def scroll(self, direction: str) -> None:
        """Scroll a card that is longer than the screen."""
        body = self.query_one("#body", VerticalScroll)
        if direction == "down":
            body.scroll_page_down(animate=False)
        else:
            body.scroll_page_up(animate=False)


class DeskApp(App[None]):
    """The program around the screen."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [Binding("ctrl+c", "quit", show=False, priority=True)]  # noqa: RUF012 - textual's own shape

    def __init__(self, desk: Desk, keys: Keys, today: dt.date) -> None:
        """Take the desk, the keys, and the day that counts as today."""
        super().__init__()
        self.desk_screen = DeskScreen(Actions(desk, keys, today))

    def on_mount(self) -> None:
        """Show the screen."""
        self.push_screen(self.desk_screen)


def end_with(terminal: int) -> None:
    """Wait until a terminal is closed, then end this process as SIGHUP does; every decision made is saved.

    If the signal is not sent, or was ignored (nohup), textual would read the end of the input forever, and nobody could press q.
    Returns if the system cannot watch a terminal.
    """
    watch = select.poll()
    watch.register(terminal, 0)  # a hang-up is always reported
    if any(event & (select.POLLHUP | select.POLLERR) for _, event in watch.poll()):
        os.kill(os.getpid(), signal.SIGHUP)


def run(desk: Desk, *, resolving: bool, today: dt.date) -> None:
    """Run the program until q is pressed or the terminal is closed."""
    if hasattr(select, "poll"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        Thread(target=end_with, args=(sys.stdin.fileno(),), daemon=True).start()
    app = DeskApp(desk, DUE if resolving else REVIEW, today)
    app.run()
    if app.return_code:
        raise TrackerError("the screen failed; every decision made is saved, and `tracker review --plain` needs no screen")
