"""The review by prompts alone, for screen readers, slow lines and scripts: the same keys and questions, line by line."""

import datetime as dt

import click

from tracker.cli.output import ask, say
from tracker.desk.actions import Actions
from tracker.desk.card import plain
from tracker.desk.dialogs import Page
from tracker.desk.keys import DUE, REVIEW
from tracker.desk.review_desk import Desk

HOW = """Type a key, and after it, if you like, the answers to what it asks: e due by the end of 2027; g energy, -draft;
l ID restates; S one sentence | another; J ID; m words of the transcript; t 2026-07-01 https://... a remark; p 5 2026-07-01.
An empty line cancels a question, or is the answer where an empty one is allowed; "escape" always cancels."""


def run(desk: Desk, *, resolving: bool, today: dt.date) -> None:
    """Show a claim, ask, act, until q or the end of the input."""
    actions = Actions(desk, DUE if resolving else REVIEW, today)
    shown, said = "", ""
    while not actions.ended:
        place = actions.place
        if place is None:
            say(desk.end())
        elif place.claim.id != shown:
            say(f"\n{desk.done} decided of {desk.total}\n{plain(place, blind=desk.blind)}")
        shown = place.claim.id if place else ""
        asked = actions.dialogs[-1][0].question() if actions.dialogs else " ".join(actions.keys.hint.split("\n"))
        try:
            line = ask(asked)
        except click.Abort:
            return
        actions.saying = ""
        actions.typed(line)
        said = actions.saying
        while actions.dialogs and isinstance(actions.dialogs[-1][0], Page):
            page, _then = actions.dialogs.pop()
            said = page.question() if line.strip() != "?" else f"{page.question()}\n{HOW}"
        if said:
            say(said)
