"""Storing a transcript as a source of the ledger."""

import datetime as dt
from typing import Any

import sqlalchemy as sa

from tracker.errors import InvalidRecord
from tracker.ledger.database.models import SourceRow
from tracker.ledger.events.entry import canonical
from tracker.ledger.events.source_state import fold_source
from tracker.ledger.operations.operation import Operation
from tracker.ledger.projection.packing import layout_of, text_hash
from tracker.ledger.projection.source_rows import add_text, insert_source, like, packed_columns
from tracker.records import Transcript

Json = dict[str, Any]


def put_source(operation: Operation, transcript: Transcript, *, said_on: dt.date | None = None) -> str:
    """Stores a transcript, with an event, unless the ledger has it; returns the SHA-256 of its text.

    Raises InvalidRecord if the hash does not match the text, or the day of speaking is not known.
    """
    session, sha256 = operation.session, transcript.sha256
    row = session.execute(sa.select(SourceRow.number, SourceRow.packed_sha256).where(SourceRow.sha256 == sha256)).first()
    if row is not None and row.packed_sha256 is not None:
        return sha256
    if text_hash(transcript.text) != sha256:
        raise InvalidRecord("sha256", sha256, "the SHA-256 of the transcript's text")
    layout = canonical(layout_of(transcript))
    if row is not None:
        add_text(session, sha256, transcript.text, layout)
        return sha256
    day = transcript.said_on or said_on
    if day is None:
        raise InvalidRecord("said_on", None, "the day of speaking")
    details: Json = {
        "doc": transcript.doc,
        "said_on": day.isoformat(),
        "title": transcript.title,
        "url": transcript.url,
        "channel": transcript.channel,
        "language": transcript.language,
        "reader": transcript.reader,
        "characters": len(transcript.text),
        "layout_sha256": text_hash(layout),
        "like": like(session, transcript.text),
    }
    entry = operation.append_other(
        "source", {name: value for name, value in details.items() if value is not None}, source_sha256=sha256
    )
    state = fold_source([entry])
    if state is not None:
        insert_source(session, entry.number, sha256, state, packed_columns(transcript.text, layout), transcript.text)
    return sha256
