"""The same work by prompts alone, one line at a time, for screen readers, slow lines and scripts."""

import datetime as dt
from collections.abc import Callable
from functools import partial

import click

from tracker.cli.desk import changes
from tracker.cli.desk.card import plain
from tracker.cli.desk.desk import REASONS, Desk
from tracker.cli.desk.letters import OUTCOMES, RELATIONS
from tracker.errors import TrackerError
from tracker.records import Outcome

REVIEW_HINT = (
    "a accept, x reject, 1-7 reject because, s skip, k back, u undo, e edit, g tag, l link, S split, J join, ? help, q quit"
)
DUE_HINT = "t true, f false, p partial, b ambiguous, v void, s skip, k back, u undo, e edit, g tag, l link, ? help, q quit"

HELP = """e FIELD VALUE   edit: due, odds, statement, speaker, condition, sizes or polarity
g TAG, -TAG     put a tag on, take one off
l ID RELATION   link: restates, updates or contradicts
S ONE | OTHER   split into the claims of two sentences
J ID            join with another claim
t, f, p, b, v   may be followed by a day, links, "value 12" and a remark; p by the share first, as in p 0.5
/ WORDS         search; / alone shows everything again
o               sort otherwise"""


def _reject(desk: Desk, rest: str) -> str:
    if not rest:
        return desk.reject()
    if not rest.isdigit() or not 1 <= int(rest) <= len(REASONS):
        raise TrackerError(f"reasons are numbered 1 to {len(REASONS)}")
    return desk.reject(REASONS[int(rest) - 1])


def _reject_numbered(number: int, desk: Desk, _rest: str) -> str:
    return desk.reject(REASONS[number - 1])


def _edit(desk: Desk, rest: str) -> str:
    name, _, value = rest.partition(" ")
    names = [field for field, _label, _hint in changes.FIELDS.values()]
    if name not in names or not value.strip():
        raise TrackerError(f"e FIELD VALUE, where FIELD is {', '.join(names)}")
    place = desk.place()
    reading = changes.preview(place.claim.forecast, name, value) if place else ""
    return f"{changes.edit(desk, name, value)}: {reading}"


def _link(desk: Desk, rest: str) -> str:
    other, _, relation = rest.partition(" ")
    relation = relation.strip() or "restates"
    if not other or relation not in dict(RELATIONS).values():
        raise TrackerError("l ID RELATION, where RELATION is restates, updates or contradicts")
    return changes.link(desk, other, relation)


def _resolve(desk: Desk, key: str, rest: str, today: dt.date) -> str:
    outcome = OUTCOMES[key]
    credit = None
    if outcome is Outcome.PARTIAL:
        share, _, rest = rest.partition(" ")
        try:
            credit = float(share)
        except ValueError:
            raise TrackerError("p SHARE, the part that came true from 0 to 1, as in p 0.5") from None
    return changes.resolve(desk, outcome, changes.evidence_from(rest, today), credit)


def _search(desk: Desk, rest: str) -> str:
    return desk.narrow(text=rest or None)


SHARED: dict[str, Callable[[Desk, str], str]] = {
    "s": lambda desk, _rest: desk.skip(),
    "k": lambda desk, _rest: desk.back(),
    "u": lambda desk, _rest: desk.undo(),
    "o": lambda desk, _rest: desk.next_order(),
    "g": changes.tag,
    "S": changes.split,
    "J": changes.join,
    "e": _edit,
    "l": _link,
    "/": _search,
}

REVIEW: dict[str, Callable[[Desk, str], str]] = {
    **SHARED,
    "a": lambda desk, _rest: desk.accept(),
    "x": _reject,
    **{str(number): partial(_reject_numbered, number) for number in range(1, len(REASONS) + 1)},
}


def answer(desk: Desk, line: str, *, resolving: bool, today: dt.date) -> str:
    """Do what one line says; what came of it. Raises TrackerError for a line that says nothing."""
    key, _, rest = line.strip().partition(" ")
    if key.startswith("/") and len(key) > 1:
        key, rest = "/", f"{key[1:]} {rest}"
    if resolving and key in OUTCOMES:
        return _resolve(desk, key, rest.strip(), today)
    action = (SHARED if resolving else REVIEW).get(key)
    if action is None:
        raise TrackerError(f"{key!r} is no answer; ? shows them all" if key else "? shows the answers")
    return action(desk, rest.strip())


def run(desk: Desk, *, resolving: bool, today: dt.date) -> None:
    """Show a claim, ask, do, until q or the end of the input."""
    hint = DUE_HINT if resolving else REVIEW_HINT
    shown = ""
    while True:
        place = desk.place()
        if place is None:
            click.echo("Nothing is left here.")
        elif place.claim.id != shown:
            click.echo(f"\n{desk.done} decided of {desk.total}\n{plain(place, blind=desk.blind)}")
        shown = place.claim.id if place else ""
        try:
            line = click.prompt(hint, prompt_suffix="\n> ", default="", show_default=False)
        except click.Abort:
            return
        if line.strip() == "q":
            return
        if line.strip() == "?":
            reasons = [f"{number}               {reason}" for number, reason in enumerate(REASONS, start=1)]
            click.echo("\n".join([HELP, *([] if resolving else reasons)]))
            continue
        try:
            click.echo(answer(desk, line, resolving=resolving, today=today))
        except TrackerError as error:
            click.echo(f"error: {error}")
