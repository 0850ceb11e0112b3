"""Sources: the transcripts that claims were read from, each identified by the SHA-256 of its text."""

import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.errors import LedgerError
from tracker.ledger.database.models import ClaimRow, EventRow, SourceRow
from tracker.ledger.projection.id_prefixes import AFTER_EVERY_ID
from tracker.ledger.projection.packing import parts_of_layout, text_hash, unpack
from tracker.records import Source, Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """A source with its state: `active`, `replaced` (by the source `replaced_by`) or `withdrawn`; `claims` is their number.

    `like` is the SHA-256 of an earlier source that seems to hold the same talk. `has_text` is False after an import without text.
    `channel` is where the recording was published, according to the source's first event.
    """

    source: Source
    status: str
    claims: int
    channel: str | None
    language: str | None
    reader: str | None
    replaced_by: str | None
    like: str | None
    has_text: bool


def is_named(name: str) -> sa.ColumnElement[bool]:
    """The condition that a source has this document name, or a SHA-256 with this prefix."""
    prefix = name.lower()
    return sa.or_(SourceRow.doc == name, sa.and_(SourceRow.sha256 >= prefix, SourceRow.sha256 < prefix + AFTER_EVERY_ID))


_COLUMNS = (
    SourceRow.number,
    SourceRow.sha256,
    SourceRow.doc,
    SourceRow.said_on,
    SourceRow.title,
    SourceRow.url,
    SourceRow.status,
    SourceRow.language,
    SourceRow.reader,
    SourceRow.replaced_by,
    SourceRow.like,
    SourceRow.packed_sha256,
    EventRow.details,
)
# A source has the number of its first event.
_SOURCES = sa.select(*_COLUMNS).outerjoin(EventRow, EventRow.number == SourceRow.number)


def _record(row: Any, claims: int) -> SourceRecord:
    return SourceRecord(
        source=Source(doc=row.doc, sha256=row.sha256, said_on=row.said_on, title=row.title, url=row.url),
        status=row.status,
        claims=claims,
        channel=json.loads(row.details or "{}").get("channel"),
        language=row.language,
        reader=row.reader,
        replaced_by=row.replaced_by,
        like=row.like,
        has_text=row.packed_sha256 is not None,
    )


def sources(session: Session, name: str | None = None) -> list[SourceRecord]:
    """The sources, or those with one document name or hash prefix, sorted by the day of speaking."""
    query = _SOURCES.order_by(SourceRow.said_on, SourceRow.sha256)
    if name is not None:
        query = query.where(is_named(name.strip()))
    counting = sa.select(ClaimRow.source_number, sa.func.count()).group_by(ClaimRow.source_number)
    counts = {row[0]: row[1] for row in session.execute(counting)} if name is None else {}
    found = []
    for row in session.execute(query).all():
        count = counts.get(row.number, 0)
        if name is not None:
            count = session.execute(sa.select(sa.func.count()).where(ClaimRow.source_number == row.number)).scalar_one()
        found.append(_record(row, count))
    return found


def find_source(session: Session, name: str) -> Source:
    """The only source with this document name or SHA-256 prefix; raises LedgerError if there are none or several."""
    rows = session.execute(_SOURCES.where(is_named(name.strip())).limit(6)).all() if name.strip() else []
    if len(rows) == 1:
        return _record(rows[0], 0).source
    if not rows:
        raise LedgerError(f"no source is named {name!r}; `tracker sources` shows them")
    several = ", ".join(f"{row.sha256[:12]} ({row.doc})" for row in rows)
    raise LedgerError(f"source {name!r} is ambiguous: {several}; give the first characters of its SHA-256")


def source_at(session: Session, sha256: str) -> Source | None:
    """The source with exactly this SHA-256, or None."""
    columns = (SourceRow.doc, SourceRow.said_on, SourceRow.title, SourceRow.url)
    row = session.execute(sa.select(*columns).where(SourceRow.sha256 == sha256)).first()
    return row and Source(doc=row.doc, sha256=sha256, said_on=row.said_on, title=row.title, url=row.url)


def source_text(session: Session, sha256: str) -> str | None:
    """The text of a source, or None after an import without text. Raises LedgerError for a damaged one."""
    packed = session.execute(sa.select(SourceRow.packed).where(SourceRow.sha256 == sha256)).scalar()
    return None if packed is None else unpack(packed, f"the text of source {sha256[:12]}")


def stored_transcript(session: Session, source: Source | None) -> Transcript | None:
    """The transcript of a claim's source; None without a source, or if the ledger has no text of it."""
    return transcript(session, source.sha256) if source is not None and source_text(session, source.sha256) is not None else None


def transcript(session: Session, name: str) -> Transcript:
    """The transcript of a source, with its speakers and times; `name` as for `find_source`.

    Raises LedgerError if there is no such source, or the ledger has no text of it.
    """
    source = find_source(session, name)
    row = session.execute(sa.select(SourceRow).where(SourceRow.sha256 == source.sha256)).scalar_one()
    if row.packed is None or row.layout is None:
        raise LedgerError(f"the ledger has no text of {source.doc}; extract its file again to add it")
    what = f"the text of source {source.sha256[:12]}"
    text = unpack(row.packed, what)
    return Transcript(
        doc=row.doc,
        text=text,
        sha256=text_hash(text),
        said_on=row.said_on,
        title=row.title,
        url=row.url,
        language=row.language,
        reader=row.reader or "text",
        **parts_of_layout(unpack(row.layout, what)),
    )
