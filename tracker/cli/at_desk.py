"""Going through a desk's queue, full-screen or by prompts."""

import sys
from typing import TYPE_CHECKING

from tracker.cli.output import on_terminal
from tracker.cli.state import today

if TYPE_CHECKING:
    from tracker.desk.review_desk import Desk


def work(desk: "Desk", *, plain: bool, resolving: bool) -> None:
    """Go through a desk's queue full-screen, or by prompts where that is asked for or there is no terminal to type at."""
    if plain or not on_terminal() or not sys.stdin.isatty():
        from tracker.cli import prompts

        prompts.run(desk, resolving=resolving, today=today())
        return
    from tracker.desk import screen

    screen.run(desk, resolving=resolving, today=today())
