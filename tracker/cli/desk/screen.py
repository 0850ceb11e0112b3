"""The full-screen program for reviewing candidates and for resolving what fell due: one key a decision."""

import datetime as dt
from collections.abc import Callable

from rich.text import Text
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from tracker.cli.desk import changes
from tracker.cli.desk.card import rendered
from tracker.cli.desk.desk import REASONS, Desk, Place
from tracker.cli.desk.dialogs import Ask, Choose, Closed, Dialog, Page
from tracker.cli.desk.keys import DUE, REVIEW, Keys
from tracker.cli.desk.letters import OUTCOMES, RELATIONS
from tracker.cli.desk.marking import Mark
from tracker.errors import TrackerError
from tracker.records import Outcome


class DeskScreen(Screen[None]):
    """The claim at hand between a line of where one is and the keys."""

    CSS = """
    #head { height: 1; background: $primary; color: $text; padding: 0 1; }
    #body { height: 1fr; padding: 0 1; }
    #said { height: 1; padding: 0 1; }
    #asked { height: auto; max-height: 80%; padding: 0 1; border-top: solid $accent; display: none; }
    #keys { height: 2; padding: 0 1; }
    """

    def __init__(self, desk: Desk, keys: Keys, today: dt.date) -> None:
        """Take the desk, what each key does, and the day that counts as today for outcomes."""
        super().__init__()
        self.desk, self.keys, self.today = desk, keys, today
        self.place: Place | None = None
        self.saying = "? shows every key"
        self.dialogs: list[tuple[Dialog, Callable[[str], str | None]]] = []

    def compose(self) -> ComposeResult:
        """Head, card, last message, keys."""
        yield Static("", id="head")
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="card")
        yield Static("", id="asked")
        yield Static("", id="said")
        yield Static(Text(self.keys.hint, style="dim"), id="keys")

    def on_mount(self) -> None:
        """Show the first claim."""
        self.show()

    def on_resize(self) -> None:
        """Fit the context to the room there is."""
        self.draw()

    def show(self) -> None:
        """Read the claim at hand again and draw it."""
        self.place = self.desk.place()
        self.query_one("#body", VerticalScroll).scroll_home(animate=False)
        self.draw()

    def draw(self) -> None:
        """Draw what was read, at the terminal's size."""
        width, height = max(20, self.app.size.width - 3), max(6, self.app.size.height - 4)
        card = self.query_one("#card", Static)
        if self.place is None:
            card.update(Text("\nNothing is left here. u takes back your last decision, f and / look elsewhere, q quits."))
        else:
            card.update(rendered(self.place, width, height, blind=self.desk.blind))
        self.query_one("#head", Static).update(Text(self.where(), no_wrap=True, overflow="ellipsis"))
        self.query_one("#said", Static).update(Text(self.saying, style="italic", no_wrap=True, overflow="ellipsis"))
        self.draw_dialog()

    def draw_dialog(self) -> None:
        """Draw the dialog that is open, if any, between the claim and the keys."""
        asked = self.query_one("#asked", Static)
        asked.display = bool(self.dialogs)
        if self.dialogs:
            dialog = self.dialogs[-1][0]
            width, height = max(10, self.app.size.width - 3), max(3, self.app.size.height * 3 // 4 - 3)
            asked.update(Text("\n").join([Text(dialog.title, style="bold"), *dialog.lines(width, height)]))

    def where(self) -> str:
        """How far one is, and what the queue holds."""
        desk = self.desk
        wanted = desk.wanted
        filters = [value for value in (wanted.speaker, wanted.source, wanted.tag and f"#{wanted.tag}", wanted.text) if value]
        claim = f"{self.place.claim.id}  " if self.place else ""
        blind = "blind  " if desk.blind else ""
        return f"{claim}{desk.done} decided of {desk.total}  {blind}{desk.order} first  {' '.join(filters)}".rstrip()

    def on_key(self, event: events.Key) -> None:
        """Hand the key to the dialog that is open, else do what it stands for. Escape and a key in one burst arrive as alt+key."""
        event.stop()
        event.prevent_default()
        if event.key.startswith("alt+"):
            self.press("escape", None)
            self.press(event.key.removeprefix("alt+"), event.character)
        else:
            self.press(event.key, event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted words go into the dialog that is open, and are no keys."""
        event.stop()
        if self.dialogs:
            self.dialogs[-1][0].paste(event.text)
        else:
            self.saying = "nothing to paste into here"
        self.draw()

    def press(self, key: str, character: str | None) -> None:
        """Do what a key means, at once."""
        if self.dialogs:
            self.answered(self.dialogs[-1][0].press(key, character))
            return
        name = self.keys.actions.get(key) or self.keys.actions.get(character or "")
        if name is None:
            printable = bool(character and character.isprintable())
            self.saying = f"{character} is no key here; ? shows them all" if printable else self.saying
            self.draw()
            return
        verb, _, argument = name.partition(" ")
        self.act(lambda: getattr(self, f"do_{verb}")(argument))

    def answered(self, closed: Closed | None) -> None:
        """Go on with a dialog's answer; without one it stays, or is left."""
        if closed is not None:
            _dialog, then = self.dialogs.pop()
            answer = closed.answer
            if answer is not None:
                self.act(lambda: then(answer))
        self.draw()

    def act(self, function: Callable[[], str | None]) -> None:
        """Call an action, say what came of it, and show the claim that is now at hand; None is for actions that ask first."""
        try:
            said = function()
        except TrackerError as error:
            self.saying = f"error: {error}"
            self.draw()
            return
        if said is None:
            return
        self.saying = said or self.saying
        self.show()

    def ask(
        self,
        title: str,
        hint: str,
        value: str,
        preview: Callable[[str], str],
        then: Callable[[str], str | None],
        *,
        empty: bool = False,
    ) -> None:
        """Ask for a line, and go on with it when it is given; an empty one counts only where `empty` says so."""
        self.open(Ask(title, hint, value, preview, empty=empty), then)

    def choose(self, title: str, choices: list[tuple[str, str]], then: Callable[[str], str | None], about: str = "") -> None:
        """Ask for one of a few, and go on with its key."""
        self.open(Choose(title, choices, about), then)

    def open(self, dialog: Dialog, then: Callable[[str], str | None]) -> None:
        """Let a dialog take the keys."""
        self.dialogs.append((dialog, then))
        self.draw()

    def need(self) -> Place:
        """The claim at hand; raises LedgerError when there is none."""
        self.desk.at_hand()
        assert self.place is not None
        return self.place

    def do_accept(self, _argument: str) -> str:
        """Accept and go on."""
        return self.desk.accept()

    def do_reject(self, number: str) -> str:
        """Reject, for the numbered reason or none, and go on."""
        return self.desk.reject(REASONS[int(number) - 1] if number else None)

    def do_skip(self, _argument: str) -> str:
        """Go on."""
        return self.desk.skip()

    def do_back(self, _argument: str) -> str:
        """Go back."""
        return self.desk.back() or "back"

    def do_undo(self, _argument: str) -> str:
        """Take the last decision back."""
        return self.desk.undo()

    def do_order(self, _argument: str) -> str:
        """Sort otherwise."""
        return self.desk.next_order()

    def do_edit(self, _argument: str) -> None:
        """Ask which field, then for its value."""
        forecast = self.need().claim.forecast
        fields = [(key, label) for key, (_name, label, _hint) in changes.FIELDS.items()]

        def typed(key: str) -> None:
            name, label, hint = changes.FIELDS[key]
            self.ask(
                label,
                hint,
                changes.field_text(forecast, name),
                lambda words: changes.preview(forecast, name, words),
                lambda words: self._edited(name, label, words),
            )

        self.choose("Edit which field?", fields, typed)

    def _edited(self, name: str, label: str, words: str) -> str | None:
        """Keep what was typed for a field; taking a value away is asked once more."""
        if not (changes.clears(name, words) and changes.field_text(self.need().claim.forecast, name) != "none"):
            return changes.edit(self.desk, name, words)
        now = f"it is now: {changes.field_text(self.need().claim.forecast, name)}"
        choices = [("y", f"yes, no {label}"), ("n", "no, leave it")]

        def sure(key: str) -> str:
            return changes.edit(self.desk, name, words) if key == "y" else f"{label} is as it was"

        self.choose(f"Take the {label} away?", choices, sure, now)
        return None

    def do_tag(self, _argument: str) -> None:
        """Ask for tags."""
        have = ", ".join(self.need().claim.tags)
        self.ask("Tags", "energy, -draft", have, lambda words: words or "no change", lambda words: changes.tag(self.desk, words))

    def do_split(self, _argument: str) -> None:
        """Ask for the sentences of the parts."""
        sentence = self.need().claim.forecast.claim

        def reading(words: str) -> str:
            parts = [part.strip() for part in words.split("|") if part.strip()]
            if len(parts) < 2:
                raise TrackerError("two sentences, with a | between them")
            return f"{len(parts)} claims"

        self.ask("Split: one sentence | another", "It opens in 2026. | It employs 500.", sentence, reading, self._split)

    def _split(self, words: str) -> str:
        return changes.split(self.desk, words)

    def do_join(self, _argument: str) -> None:
        """Ask with which other claim of the transcript to join."""
        self._pick("Join with", lambda other: changes.join(self.desk, other), same_source=True)

    def do_link(self, _argument: str) -> None:
        """Ask for an earlier claim, and how this one stands to it."""

        def related(other: str) -> None:
            self.choose(
                "This claim ... the other", list(RELATIONS), lambda key: changes.link(self.desk, other, dict(RELATIONS)[key])
            )

        self._pick("Link to", related, same_source=False)

    def _pick(self, title: str, then: Callable[[str], str | None], *, same_source: bool) -> None:
        """Ask for words, show the claims that have them, go on with the one chosen."""
        claim = self.need().claim

        def found(words: str) -> None:
            near = self.desk.candidates_for(claim, words, same_source=same_source)
            if not near:
                raise TrackerError("no other claim fits")
            choices = [(str(at), f"{each.forecast.said_on} {each.forecast.claim}") for at, each in enumerate(near, start=1)]
            self.choose(title, choices, lambda key: then(near[int(key) - 1].id))

        hint = "words, or nothing for the nearest"
        self.ask(f"{title}: search", hint, "", lambda words: words or "the nearest claims", found, empty=True)

    def do_mark(self, _argument: str) -> None:
        """Show the transcript to mark a forecast in."""
        place = self.need()
        transcript = place.transcript
        if transcript is None:
            raise TrackerError("the ledger has no text of this transcript")

        def marked(span: str) -> None:
            start, end = (int(each) for each in span.split())
            speaker = next((each.speaker for each in transcript.utterances if each.start <= start < each.end), None)
            words = " ".join(transcript.text[start:end].split())

            def sure(key: str) -> str:
                if key != "y":
                    return "nothing is added"
                return changes.mark(self.desk, place.claim, start, end, transcript.text, speaker)

            choices = [("y", "yes, add it"), ("n", "no")]
            self.choose("Add this as a claim?", choices, sure, f"{speaker or 'speaker unknown'}: {words}")

        self.open(Mark(transcript, place.claim.forecast.start or 0, max(20, self.app.size.width - 4)), marked)

    def do_search(self, _argument: str) -> None:
        """Ask for words that the claims must have."""
        words_now = self.desk.wanted.text or ""
        self.ask(
            "Search",
            "battery prices",
            words_now,
            lambda words: words or "every claim",
            lambda words: self._narrow(text=words),
            empty=True,
        )

    def _narrow(self, **changed: str | None) -> str:
        return self.desk.narrow(**{name: value or None for name, value in changed.items()})

    def do_filter(self, _argument: str) -> None:
        """Ask by what to narrow the queue."""
        choices = [("p", "this speaker"), ("s", "this transcript"), ("t", "a tag"), ("c", "everything again")]

        def narrowed(key: str) -> str | None:
            if key == "c":
                return self.desk.narrow(speaker=None, source=None, tag=None, text=None)
            if key == "t":
                self.ask(
                    "Only the tag",
                    "energy",
                    "",
                    lambda words: words or "any",
                    lambda words: self.desk.narrow(tag=words or None),
                    empty=True,
                )
                return None
            claim = self.need().claim
            if key == "s":
                return self.desk.narrow(source=claim.source.sha256 if claim.source else None)
            return self.desk.narrow(speaker=claim.forecast.speaker)

        self.choose("Show only ...", choices, narrowed)

    def do_resolve(self, key: str) -> None:
        """Ask for the evidence of an outcome, and for the share of a partial one."""
        outcome = OUTCOMES[key]
        self.need()

        def with_evidence(words: str, credit: float | None = None) -> str:
            return changes.resolve(self.desk, outcome, changes.evidence_from(words, self.today), credit)

        def asked(credit: float | None = None) -> None:
            self.ask(
                f"{outcome}: what shows it?",
                "2025-03-01 https://example.org/report value 12 a remark",
                "",
                lambda words: str(changes.evidence_from(words, self.today)),
                lambda words: with_evidence(words, credit),
                empty=True,
            )

        if outcome is Outcome.PARTIAL:
            shares = [(str(tenth), f"{tenth * 10} % of it came true") for tenth in range(1, 10)]
            self.choose("How much of it?", shares, lambda chosen: asked(int(chosen) / 10))
        else:
            asked()

    def do_scroll(self, direction: str) -> None:
        """Move the card when it is longer than the screen."""
        body = self.query_one("#body", VerticalScroll)
        if direction == "down":
            body.scroll_page_down(animate=False)
        else:
            body.scroll_page_up(animate=False)

    def do_help(self, _argument: str) -> None:
        """Show every key."""
        lines = [Text.assemble((f"{key:>10}", "bold"), "  ", what) for key, what in self.keys.help]
        self.open(Page(self.keys.title, lines), lambda _answer: None)

    def do_quit(self, _argument: str) -> None:
        """Leave; everything is kept already."""
        self.app.exit()


class DeskApp(App[None]):
    """The program around the screen."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [Binding("ctrl+c", "quit", show=False, priority=True)]  # noqa: RUF012 - textual's own shape

    def __init__(self, desk: Desk, keys: Keys, today: dt.date) -> None:
        """Take the desk, the keys, and the day that counts as today."""
        super().__init__()
        self.desk_screen = DeskScreen(desk, keys, today)

    def on_mount(self) -> None:
        """Show the screen."""
        self.push_screen(self.desk_screen)


def run(desk: Desk, *, resolving: bool, today: dt.date) -> None:
    """Run the program until q is pressed."""
    app = DeskApp(desk, DUE if resolving else REVIEW, today)
    app.run()
    if app.return_code:
        raise TrackerError("the screen has failed; every decision made is kept, and `tracker review --plain` needs no screen")
