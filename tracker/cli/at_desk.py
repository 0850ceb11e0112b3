"""Work through a review queue, full-screen or by prompts."""

import sys
from typing import TYPE_CHECKING

from tracker.cli.output import on_terminal
from tracker.cli.state import today

if TYPE_CHECKING:
    from tracker.desk.review_desk import Desk


def work(desk: "Desk", *, plain: bool, resolving: bool) -> None:
    """Work through a desk's queue full-screen, or by prompts on request or without a terminal."""
    if plain or not on_terminal() or not sys.stdin.isatty():
        from tracker.cli import prompts

        prompts.run(desk, resolving=resolving, today=today())
        return
    from tracker.desk import screen

    screen.run(desk, resolving=resolving, today=today())
