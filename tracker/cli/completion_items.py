"""Shell completion of ids, speakers, tags and sources."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from tracker.boundary.shown_text import one_line
from tracker.cli.state import State
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from tracker.ledger import Session

# The shell waits for the answer at every press of the tab key.
MOST = 50


def _state(context: click.Context) -> State:
    """The state from the options before the command; during completion no command has run to set it."""
    found = context.find_object(State)
    return found or State(url=context.find_root().params.get("url"))


def _asked(context: click.Context, question: "Callable[[Session], list[CompletionItem]]") -> list[CompletionItem]:
    """What the ledger answers, at most MOST items; nothing when there is no ledger to ask."""
    from tracker import ledger

    try:
        with ledger.open_ledger(_state(context).ledger_url(), create=False).reading() as session:
            return _safe(question(session))[:MOST]
    except TrackerError:
        return []


def _safe(items: list[CompletionItem]) -> list[CompletionItem]:
    """The items that a shell can show and type as they are; explanations on one line."""
    for item in items:
        item.help = one_line(item.help) if item.help else None
    return [item for item in items if item.value == one_line(item.value)]


def claim_items(context: click.Context, beginning: str) -> list[CompletionItem]:
    """Ids that begin as typed, with the sentences of their claims."""
    from tracker import ledger

    def ids(session: "Session") -> list[CompletionItem]:
        found = ledger.ids_with_prefix(session, beginning.lower(), limit=MOST)
        return [CompletionItem(claim_id, help=" ".join(claim.split())[:70]) for claim_id, claim in found]

    return _asked(context, ids)


def speaker_items(context: click.Context, beginning: str) -> list[CompletionItem]:
    """Names that begin as typed, as names are compared."""
    from tracker import ledger
    from tracker.ledger.projection.name_likeness import name_key

    def names(session: "Session") -> list[CompletionItem]:
        known = [speaker.name for speaker in ledger.speakers(session)]
        return [CompletionItem(name) for name in known if name_key(name).startswith(name_key(beginning))]

    return _asked(context, names)


def tag_items(context: click.Context, beginning: str) -> list[CompletionItem]:
    """Tags that begin as typed, in either case."""
    from tracker import ledger

    def tags(session: "Session") -> list[CompletionItem]:
        known = ledger.tags(session)
        return [CompletionItem(each) for each in known if each.casefold().startswith(beginning.casefold())]

    return _asked(context, tags)


def source_items(context: click.Context, beginning: str) -> list[CompletionItem]:
    """Names of transcripts that begin as typed, in either case, with their titles."""
    from tracker import ledger

    def docs(session: "Session") -> list[CompletionItem]:
        found = [record.source for record in ledger.sources(session)]
        return [CompletionItem(each.doc, help=each.title) for each in found if each.doc.casefold().startswith(beginning.casefold())]

    return _asked(context, docs)
