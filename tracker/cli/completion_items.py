"""Shell completion of ids, speakers, tags and sources from the ledger."""

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

Items = Callable[["Session", str], list[CompletionItem]]


def completed(context: click.Context, items: Items, beginning: str) -> list[CompletionItem]:
    """At most MOST items that begin as typed, without those that a shell cannot show and type; nothing without a ledger."""
    from tracker import ledger

    # During completion no command has run to set the state.
    state = context.find_object(State) or State(url=context.find_root().params.get("url"))
    try:
        with ledger.open_ledger(state.ledger_url(), create=False).reading() as session:
            found = items(session, beginning)
    except TrackerError:
        return []
    for item in found:
        item.help = one_line(item.help) if item.help else None
    return [item for item in found if item.value == one_line(item.value)][:MOST]


def claim_items(session: "Session", beginning: str) -> list[CompletionItem]:
    """Ids that begin as typed, with the sentences of their claims."""
    from tracker import ledger

    found = ledger.ids_with_prefix(session, beginning.lower(), limit=MOST)
    return [CompletionItem(claim_id, help=" ".join(claim.split())[:70]) for claim_id, claim in found]


def speaker_items(session: "Session", beginning: str) -> list[CompletionItem]:
    """Names that begin as typed, as names are compared."""
    from tracker import ledger
    from tracker.ledger.projection.name_likeness import name_key

    known = [speaker.name for speaker in ledger.speakers(session)]
    return [CompletionItem(name) for name in known if name_key(name).startswith(name_key(beginning))]


def tag_items(session: "Session", beginning: str) -> list[CompletionItem]:
    """Tags that begin as typed, in either case."""
    from tracker import ledger

    return [CompletionItem(each) for each in ledger.tags(session) if each.casefold().startswith(beginning.casefold())]


def source_items(session: "Session", beginning: str) -> list[CompletionItem]:
    """Names of transcripts that begin as typed, in either case, with their titles."""
    from tracker import ledger

    found = [record.source for record in ledger.sources(session)]
    return [CompletionItem(each.doc, help=each.title) for each in found if each.doc.casefold().startswith(beginning.casefold())]
