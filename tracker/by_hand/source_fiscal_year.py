"""The fiscal year given in a transcript of the ledger, for dates typed by an analyst."""

import datetime as dt
from typing import TYPE_CHECKING

from tracker.records import Source

if TYPE_CHECKING:
    from tracker.horizons import HorizonContext
    from tracker.ledger import Session


def context_of(session: "Session", source: Source | None, said_on: dt.date) -> "HorizonContext":
    """The context for dates of a transcript: its fiscal year, as an extraction reads it."""
    from tracker import ledger
    from tracker.horizons import transcript_context

    return transcript_context(ledger.source_text(session, source.sha256) if source else None, said_on)
