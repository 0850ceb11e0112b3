"""Sources: the transcripts that claims were read from, each known by the SHA-256 of its text."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.errors import InvalidRecord, LedgerError
from tracker.ledger.chain import entries_of_source
from tracker.ledger.desk import Desk
from tracker.ledger.entries import Entry, cancelled, canonical
from tracker.ledger.id_beginnings import AFTER_EVERY_ID
from tracker.ledger.likeness import MARKS, alike, marks
from tracker.ledger.models import ClaimRow, EventRow, SourceMarkRow, SourceRow
from tracker.ledger.packing import layout_of, pack, packed_hash, text_hash, transcript_of, unpack
from tracker.ledger.storing import insert_rows
from tracker.records import Source, Transcript

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """A source with its state: `active`, `replaced` (by the source `replaced_by`) or `withdrawn`; `claims` are counted.

    `like` is the SHA-256 of an earlier source that seems to hold the same talk. `has_text` is False after an import without text.
    `channel` is where the recording was published, as the event that brought the source in says.
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
    characters: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What the events of a source come to."""

    doc: str
    said_on: dt.date
    title: str | None
    url: str | None
    language: str | None
    reader: str | None
    like: str | None
    characters: int | None
    status: str
    replaced_by: str | None


def fold_source(entries: Iterable[Entry]) -> SourceState | None:
    """The state of a source from its events; None when none of them brings it in."""
    ordered = sorted(entries, key=lambda entry: entry.order)
    gone = cancelled(ordered)
    found: Json = {}
    for entry in ordered:
        if entry.hash in gone and entry.kind != "source":
            continue
        if entry.kind == "source" and "doc" not in found:
            # What was edited in another program may bear an instant before that of the import.
            found = {"status": "active", "replaced_by": None} | entry.details | found
        elif entry.kind == "source-edit":
            found |= entry.details.get("set", {})
        elif entry.kind == "source-replace":
            # Earlier releases wrote `by`, which an export could not tell from the analyst's name.
            found |= {"status": "replaced", "replaced_by": entry.details.get("replaced_by") or entry.details.get("by")}
        elif entry.kind == "source-withdraw":
            found |= {"status": "withdrawn"}
    if "doc" not in found:
        return None
    return SourceState(
        doc=found["doc"],
        said_on=dt.date.fromisoformat(found["said_on"]),
        title=found.get("title"),
        url=found.get("url"),
        language=found.get("language"),
        reader=found.get("reader"),
        like=found.get("like"),
        characters=found.get("characters"),
        status=found["status"],
        replaced_by=found["replaced_by"],
    )


def source_columns(state: SourceState) -> Json:
    """The columns of a source that its state fills."""
    return {
        "doc": state.doc,
        "said_on": state.said_on,
        "title": state.title,
        "url": state.url,
        "language": state.language,
        "reader": state.reader,
        "status": state.status,
        "replaced_by": state.replaced_by,
        "like": state.like,
        "characters": state.characters,
    }


def packed_columns(text: str, layout: str) -> Json:
    """The columns that hold a source's text."""
    packed, packed_layout = pack(text), pack(layout)
    return {"packed": packed, "layout": packed_layout, "packed_sha256": packed_hash(packed, packed_layout)}


NO_TEXT: Json = {"packed": None, "layout": None, "packed_sha256": None}


def insert_source(session: Session, number: int, sha256: str, state: SourceState, packed: Json, text: str | None) -> None:
    """Writes a source that the ledger does not have yet, and the marks by which the same talk is known again."""
    session.execute(sa.insert(SourceRow).values(number=number, sha256=sha256, **source_columns(state), **packed))
    if text is not None:
        insert_rows(session, SourceMarkRow, [{"mark": mark, "source_number": number} for mark in marks(text)])


def add_text(session: Session, sha256: str, text: str, layout: str) -> None:
    """Stores the text of a source that came without it; a text that is there stays."""
    row = session.execute(sa.select(SourceRow.number, SourceRow.packed_sha256).where(SourceRow.sha256 == sha256)).one()
    if row.packed_sha256 is not None:
        return
    session.execute(
        sa.update(SourceRow).where(SourceRow.number == row.number).values(**packed_columns(text, layout)),
        execution_options={"synchronize_session": False},
    )
    insert_rows(session, SourceMarkRow, [{"mark": mark, "source_number": row.number} for mark in marks(text)])


def put_source(desk: Desk, transcript: Transcript, *, said_on: dt.date | None = None) -> str:
    """The SHA-256 of a transcript's text, which is stored with an event when the ledger does not have it yet.

    Raises InvalidRecord when the hash does not fit the text, or nobody has told the day of speaking.
    """
    session, sha256 = desk.session, transcript.sha256
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
    entry = desk.append_other("source", {name: value for name, value in details.items() if value is not None}, source_sha256=sha256)
    state = fold_source([entry])
    if state is not None:
        insert_source(session, entry.number, sha256, state, packed_columns(transcript.text, layout), transcript.text)
    return sha256


def like(session: Session, text: str) -> str | None:
    """The SHA-256 of the stored source that seems most to hold the same talk as this text, or None."""
    wanted = marks(text)
    if len(wanted) < MARKS // 2:
        return None
    shared = sa.func.count().label("shared")
    query = (
        sa.select(SourceMarkRow.source_number, shared)
        .where(SourceMarkRow.mark.in_(wanted))
        .group_by(SourceMarkRow.source_number)
        .order_by(shared.desc(), SourceMarkRow.source_number)
        .limit(1)
    )
    best = session.execute(query).first()
    if best is None or not alike(int(best.shared)):
        return None
    return session.execute(sa.select(SourceRow.sha256).where(SourceRow.number == best.source_number)).scalar()


def _conditions(name: str) -> sa.ColumnElement[bool]:
    prefix = name.strip().lower()
    return sa.or_(SourceRow.doc == name.strip(), sa.and_(SourceRow.sha256 >= prefix, SourceRow.sha256 < prefix + AFTER_EVERY_ID))


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
    SourceRow.characters,
    SourceRow.packed_sha256,
    EventRow.details,
)
# A source has the number of the event that brought it in.
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
        characters=row.characters,
    )


def sources(session: Session, name: str | None = None) -> list[SourceRecord]:
    """The sources, those of one document name or hash prefix when given, sorted by the day of speaking."""
    query = _SOURCES.order_by(SourceRow.said_on, SourceRow.sha256)
    if name is not None:
        query = query.where(_conditions(name))
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
    """The one source with this document name, or whose SHA-256 begins so; raises LedgerError when there is none or several."""
    rows = session.execute(_SOURCES.where(_conditions(name)).limit(6)).all() if name.strip() else []
    if len(rows) == 1:
        return _record(rows[0], 0).source
    if not rows:
        raise LedgerError(f"no source is named {name!r}; `tracker sources` shows them")
    several = ", ".join(f"{row.sha256[:12]} ({row.doc})" for row in rows)
    raise LedgerError(f"source {name!r} is ambiguous: {several}; give the beginning of its SHA-256")


def source_text(session: Session, sha256: str) -> str | None:
    """The text of a source, or None after an import without text. Raises LedgerError for a damaged one."""
    packed = session.execute(sa.select(SourceRow.packed).where(SourceRow.sha256 == sha256)).scalar()
    return None if packed is None else unpack(packed, f"the text of source {sha256[:12]}")


def transcript(session: Session, name: str) -> Transcript:
    """The transcript of a source as it was read, with its speakers and times; `name` as for `find_source`.

    Raises LedgerError when there is no such source, or it came without its text.
    """
    source = find_source(session, name)
    row = session.execute(sa.select(SourceRow).where(SourceRow.sha256 == source.sha256)).scalar_one()
    if row.packed is None or row.layout is None:
        raise LedgerError(f"the ledger has no text of {source.doc}; extract its file again to add it")
    what = f"the text of source {source.sha256[:12]}"
    return transcript_of(
        doc=row.doc,
        text=unpack(row.packed, what),
        layout=unpack(row.layout, what),
        said_on=row.said_on,
        title=row.title,
        url=row.url,
        language=row.language,
        reader=row.reader,
    )


def refresh_source(session: Session, sha256: str) -> None:
    """Writes what the events of a source come to into its row."""
    state = fold_source(entries_of_source(session, sha256))
    if state is None:
        raise LedgerError(f"the events of source {sha256[:12]} do not make a source; type: tracker db verify")
    session.execute(
        sa.update(SourceRow).where(SourceRow.sha256 == sha256).values(**source_columns(state)),
        execution_options={"synchronize_session": False},
    )
