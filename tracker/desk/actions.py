"""What each key does to the current claim; the screen draws the dialogs that it opens, the prompts ask them."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from rich.text import Text

from tracker.desk import typed_changes
from tracker.desk.card import rules
from tracker.desk.choices import OUTCOMES, REASONS, RELATIONS
from tracker.desk.dialogs import Ask, Choose, Closed, Dialog, Page
from tracker.desk.keys import Keys
from tracker.desk.marking import Mark
from tracker.desk.review_desk import ORDER_LABELS, Desk, Place
from tracker.errors import TrackerError
from tracker.records import Outcome
from tracker.reports.cleaning import one_line

# Actions that are done as soon as the key is pressed, without a question.
AT_ONCE = frozenset({"accept", "reject", "skip", "back", "undo", "order", "repeat", "rules", "help", "quit"})

Then = Callable[[str], str | None]


@dataclass(slots=True)
class Actions:
    """The current claim, the dialogs open over it, and the last message; keys and typed lines change them.

    `changed` counts how often the current claim was read again. `width` is that of the terminal.
    """

    desk: Desk
    keys: Keys
    today: dt.date
    width: int = 80
    place: Place | None = None
    saying: str = "? shows every key"
    dialogs: list[tuple[Dialog, Then]] = field(default_factory=list)
    changed: int = 0
    ended: bool = False
    last: tuple[str, Callable[[], str]] | None = None

    def __post_init__(self) -> None:
        self.show()

    def show(self) -> None:
        """Read the current claim again."""
        self.place = self.desk.place()
        self.changed += 1

    def where(self) -> str:
        """The progress, and what the queue holds."""
        desk = self.desk
        wanted = desk.wanted
        filters = [value for value in (wanted.speaker, wanted.source, wanted.tag and f"#{wanted.tag}", wanted.text) if value]
        claim = f"{self.place.short.get(self.place.claim.id, self.place.claim.id)}  " if self.place else ""
        blind = "blind  " if desk.blind else ""
        return f"{claim}{desk.done} decided of {desk.total}  {blind}{ORDER_LABELS[desk.order]}  {' '.join(filters)}".rstrip()

    def press(self, key: str, character: str | None) -> None:
        """Do what a key stands for."""
        if self.dialogs:
            self.answered(self.dialogs[-1][0].press(key, character))
            return
        name = self.keys.actions.get(key) or self.keys.actions.get(character or "")
        if name is not None:
            self.do(name)
        elif character and character.isprintable():
            self.saying = f"unknown key: {character}; ? shows every key"

    def typed(self, line: str) -> None:
        """Do what a typed line says: a key, then the answers to what it asks, or the answer to the open dialog.

        An empty line cancels a dialog that takes no empty answer; the word "escape" cancels any.
        """
        words = line.strip()
        if not self.dialogs:
            words = self._begin(words)
            if not words:
                return
        while self.dialogs:
            dialog, _then = self.dialogs[-1]
            if words == "escape" or not (words or (isinstance(dialog, Ask) and dialog.empty)):
                self.answered(Closed())
                self.saying = "cancelled"
                return
            try:
                answer, words = dialog.take(words)
            except TrackerError as error:
                self.saying = f"error: {error}"
                return
            self.answered(Closed(answer))
            if not words:
                return

    def _begin(self, line: str) -> str:
        """Do what the first word of a line says; returns the rest of the line for the dialogs that it opens."""
        key, _, rest = line.partition(" ")
        if key.startswith("/") and len(key) > 1:
            key, rest = "/", f"{key[1:]} {rest}".strip()
        name = self.keys.actions.get(key)
        if name == "reject" and rest.isdigit() and rest in self.keys.actions:
            name, rest = self.keys.actions[rest], ""
        if name is None or name.startswith("scroll"):
            self.saying = f"error: {key!r} is not a key; ? shows them all" if key else "? shows every key"
            return ""
        if rest and name.partition(" ")[0] in AT_ONCE:
            self.saying = f"error: nothing may follow {key}"
            return ""
        before = len(self.dialogs)
        self.do(name)
        return rest.strip() if len(self.dialogs) > before else ""

    def do(self, name: str) -> None:
        """Do the action of that name."""
        verb, _, argument = name.partition(" ")
        self.act(lambda: getattr(self, f"do_{verb}")(argument))

    def paste(self, words: str) -> None:
        """Pasted words go into the open dialog and are not read as keys."""
        if self.dialogs:
            self.dialogs[-1][0].paste(words)
        else:
            self.saying = "nothing to paste into here"

    def answered(self, closed: Closed | None) -> None:
        """Go on with a dialog's answer; without one it stays open or is cancelled."""
        if closed is not None:
            _dialog, then = self.dialogs.pop()
            answer = closed.answer
            if answer is not None:
                self.act(lambda: then(answer))

    def act(self, function: Callable[[], str | None]) -> bool:
        """Call an action, keep its result as the message, and read the current claim again; returns whether it succeeded.

        Actions that ask first return None.
        """
        try:
            said = function()
        except TrackerError as error:
            self.saying = f"error: {error}"
            return False
        if said is not None:
            self.saying = said or self.saying
            self.show()
        return True

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
        """Ask for a line and go on with it; an empty one counts only if `empty` is set."""
        self.open(Ask(title, hint, value, preview, empty=empty), then)

    def choose(self, title: str, choices: list[tuple[str, str]], then: Callable[[str], str | None], about: str = "") -> None:
        """Ask for one of a few choices, and go on with its key."""
        self.open(Choose(title, choices, about), then)

    def open(self, dialog: Dialog, then: Callable[[str], str | None]) -> None:
        """Open a dialog, which takes the keys."""
        self.dialogs.append((dialog, then))

    def need(self) -> Place:
        """The current claim; raises LedgerError if there is none."""
        self.desk.at_hand()
        assert self.place is not None
        return self.place

    def do_accept(self, _argument: str) -> str:
        """Accept and go on."""
        return self.repeatable("accept", self.desk.accept)

    def do_reject(self, number: str) -> str:
        """Reject, for the numbered reason or none, and go on."""
        reason = REASONS[int(number) - 1] if number else None
        return self.repeatable("reject", lambda: self.desk.reject(reason))

    def repeatable(self, what: str, function: Callable[[], str]) -> str:
        """Do something to the current claim that can be repeated for the next."""
        said = function()
        self.last = (what, function)
        return said

    def do_repeat(self, _argument: str) -> str:
        """Repeat the last action on this claim: the same decision, edit of a field, tags or outcome."""
        if self.last is None:
            raise TrackerError("there is no decision or change to repeat yet")
        what, function = self.last
        return f"repeated: {self.repeatable(what, function)}"

    def do_alike(self, _argument: str) -> None:
        """Ask which similar candidates to reject, then for the reason."""
        groups = self.desk.alike(self.need().claim)
        if not groups:
            raise TrackerError("no other candidate of this transcript is similar")

        def chosen(key: str) -> None:
            label, group = groups[int(key) - 1]
            reasons = [("x", "reject them, without a reason")]
            reasons += [(str(number), f"reject: {reason}") for number, reason in enumerate(REASONS, start=1)]
            shown = "\n".join(f"- {one_line(each.forecast.claim)}" for each in group)
            self.choose(
                f"Reject these {len(group)} candidates, {label}?",
                reasons,
                lambda reason: self.desk.reject_all(group, None if reason == "x" else REASONS[int(reason) - 1]),
                shown,
            )

        choices = [(str(at), f"{label}: {len(group)} candidates") for at, (label, group) in enumerate(groups, start=1)]
        self.choose("Reject all similar candidates of this transcript:", choices, chosen)

    def do_skip(self, _argument: str) -> str:
        """Go on."""
        return self.desk.skip()

    def do_back(self, _argument: str) -> str:
        """Go back."""
        self.desk.back()
        return "back"

    def do_undo(self, _argument: str) -> str:
        """Take the last decision back."""
        return self.desk.undo()

    def do_order(self, _argument: str) -> str:
        """Change the sort order."""
        return self.desk.next_order()

    def do_edit(self, _argument: str) -> None:
        """Ask which field, then for its value."""
        place = self.need()
        forecast = place.claim.forecast
        fields = [(key, label) for key, (_name, label, _hint) in typed_changes.FIELDS.items()]

        def typed(key: str) -> None:
            name, label, hint = typed_changes.FIELDS[key]
            context = typed_changes.context_at(place) if name == "due" else None
            self.ask(
                label,
                hint,
                typed_changes.field_text(forecast, name),
                lambda words: typed_changes.preview(forecast, name, words, context),
                lambda words: self._edited(name, label, words),
            )

        self.choose("Edit which field?", fields, typed)

    def _edited(self, name: str, label: str, words: str) -> str | None:
        """Save what was typed for a field; removing a value asks for confirmation."""
        if not (typed_changes.clears(name, words) and typed_changes.field_text(self.need().claim.forecast, name) != "none"):
            return self._kept(name, words)
        now = f"it is now: {typed_changes.field_text(self.need().claim.forecast, name)}"
        choices = [("y", f"yes, no {label}"), ("n", "no, leave it")]

        def sure(key: str) -> str:
            return self._kept(name, words) if key == "y" else f"{label} unchanged"

        self.choose(f"Remove the {label}?", choices, sure, now)
        return None

    def _kept(self, name: str, words: str) -> str:
        def function() -> str:
            return typed_changes.edit(self.desk, name, words)

        return function() if name == "statement" else self.repeatable(f"edit {name}", function)

    def do_tag(self, _argument: str) -> None:
        """Ask for tags."""
        have = ", ".join(self.need().claim.tags)

        def tagged(words: str) -> str:
            return self.repeatable("tag", lambda: typed_changes.tag(self.desk, words))

        self.ask("Tags", "energy, -draft", have, lambda words: words or "no change", tagged)

    def do_split(self, _argument: str) -> None:
        """Ask for one sentence per part."""
        sentence = self.need().claim.forecast.claim

        def reading(words: str) -> str:
            parts = [part.strip() for part in words.split("|") if part.strip()]
            if len(parts) < 2:
                raise TrackerError("give two sentences with a | between them")
            return f"{len(parts)} claims"

        def parted(words: str) -> str:
            return typed_changes.split(self.desk, words)

        self.ask("Split: one sentence | another", "It opens in 2026. | It employs 500.", sentence, reading, parted)

    def do_join(self, _argument: str) -> None:
        """Ask which other claim of the transcript to join."""
        self._pick("Join with", lambda other: typed_changes.join(self.desk, other), same_source=True)

    def do_link(self, _argument: str) -> None:
        """Ask for an earlier claim, and how this one relates to it."""

        def related(other: str) -> None:
            self.choose(
                "This claim ... the other", list(RELATIONS), lambda key: typed_changes.link(self.desk, other, dict(RELATIONS)[key])
            )

        self._pick("Link to", related, same_source=False)

    def _pick(self, title: str, then: Callable[[str], str | None], *, same_source: bool) -> None:
        """Ask for words, show the claims that contain them, go on with the one chosen."""
        claim = self.need().claim

        def found(words: str) -> str | None:
            named = self.desk.named(words)
            if named is not None and named != claim.id:
                return then(named)
            near = self.desk.candidates_for(claim, words, same_source=same_source)
            if not near:
                raise TrackerError("no other claim matches")
            choices = [(str(at), f"{each.forecast.said_on} {each.forecast.claim}") for at, each in enumerate(near, start=1)]
            self.choose(title, choices, lambda key: then(near[int(key) - 1].id))
            return None

        hint = "words, an id, or nothing for the closest claims"
        self.ask(f"{title}: search", hint, "", lambda words: words or "the closest claims", found, empty=True)

    def do_mark(self, _argument: str) -> None:
        """Show the transcript to mark a forecast in."""
        place = self.need()
        transcript = place.transcript
        if transcript is None:
            raise TrackerError("the ledger has no text of this transcript")

        def marked(span: str) -> None:
            start, end = (int(each) for each in span.split())
            speaker = transcript.speaker_at(start)
            words = " ".join(transcript.text[start:end].split())

            def sure(key: str) -> str:
                if key != "y":
                    return "nothing is added"
                return typed_changes.mark(self.desk, place.claim, start, end, transcript)

            choices = [("y", "yes, add it"), ("n", "no")]
            self.choose("Add this as a claim?", choices, sure, f"{speaker or 'speaker unknown'}: {words}")

        self.open(Mark(transcript, place.claim.forecast.start or 0, max(20, self.width - 4)), marked)

    def do_search(self, _argument: str) -> None:
        """Ask for words that the claims must contain."""
        words_now = self.desk.wanted.text or ""
        self.ask(
            "Search",
            "battery prices",
            words_now,
            lambda words: words or "every claim",
            lambda words: self.desk.narrow(text=words or None),
            empty=True,
        )

    def do_filter(self, _argument: str) -> None:
        """Ask how to filter the queue."""
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
        """Ask for evidence of an outcome, and for the share of a partial one."""
        outcome = OUTCOMES[key]
        self.need()

        def with_evidence(words: str, credit: float | None = None) -> str:
            evidence = typed_changes.evidence_from(words, self.today)
            return self.repeatable(f"resolve {outcome}", lambda: typed_changes.resolve(self.desk, outcome, evidence, credit))

        def asked(credit: float | None = None) -> None:
            self.ask(
                f"{outcome}: evidence",
                "2025-03-01 https://example.org/report value 12 a remark",
                "",
                lambda words: str(typed_changes.evidence_from(words, self.today)),
                lambda words: with_evidence(words, credit),
                empty=True,
            )

        if outcome is Outcome.PARTIAL:
            shares = [(str(tenth), f"{tenth * 10} % came true") for tenth in range(1, 10)]
            self.choose("How much came true?", shares, lambda chosen: asked(int(chosen) / 10))
        else:
            asked()

    def do_help(self, _argument: str) -> None:
        """Show every key."""
        lines = [Text.assemble((f"{key:>10}", "bold"), "  ", what) for key, what in self.keys.help]
        self.open(Page(self.keys.title, lines), lambda _answer: None)

    def do_rules(self, _argument: str) -> None:
        """Show the rules behind the extraction."""
        self.open(Page("Rules behind the extraction", [Text(each) for each in rules(self.need().claim)]), lambda _answer: None)

    def do_quit(self, _argument: str) -> None:
        """Quit; everything is saved already."""
        self.ended = True
