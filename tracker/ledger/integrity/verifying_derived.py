"""Verifying derived rows against the events, quotes against their texts, and texts against their hashes."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from tracker.errors import LedgerError
from tracker.ledger.database.models import ClaimRow, EventRow, LinkRow, RunRow, SourceMarkRow, SourceRow, SpeakerRow
from tracker.ledger.events.chain import chunks, entries_by_claim, entries_of_source, entries_of_speakers
from tracker.ledger.events.claim_state import ClaimState, fold
from tracker.ledger.events.entry import Entry
from tracker.ledger.events.source_state import fold_source
from tracker.ledger.projection.packing import packed_hash, text_hash, unpack
from tracker.ledger.projection.quoting import Texts
from tracker.ledger.projection.rebuilding import first_numbers, run_row
from tracker.ledger.projection.row_numbers import speaker_number
from tracker.ledger.projection.speaker_state import fold_speakers
from tracker.ledger.projection.storing import CHILDREN, child_rows, claim_row, component, first_said
from tracker.ledger.projection.text_marks import marks

Fault = tuple[str, str]
BATCH = 500


class _Known:
    """Row numbers as stored for sources and as computed for speakers; writes nothing."""

    def __init__(self, session: Session) -> None:
        self._sources = {row[0]: row[1] for row in session.execute(sa.select(SourceRow.sha256, SourceRow.number))}

    def source(self, sha256: str | None) -> int | None:
        return self._sources.get(sha256) if sha256 else None

    def speaker(self, name: str | None) -> int | None:
        return speaker_number(name) if name is not None else None


def faults(session: Session, counts: dict[str, int]) -> Iterator[Fault]:
    """The faults of sources, speakers and claims as pairs of what and why; counts what it checks."""
    yield from _source_faults(session, counts)
    yield from _speaker_faults(session)
    yield from _claim_faults(session, counts)
    yield from _search_faults(session)


def _source_faults(session: Session, counts: dict[str, int]) -> Iterator[Fault]:
    for sha256 in session.execute(sa.select(SourceRow.sha256).order_by(SourceRow.sha256)).scalars().all():
        counts["sources"] += 1
        what = f"source {sha256[:12]}"
        try:
            row = session.execute(sa.select(SourceRow.__table__).where(SourceRow.sha256 == sha256)).one()
        except (ValueError, SQLAlchemyError) as error:
            yield what, f"its row cannot be read ({_short(error)})"
            continue
        entries = entries_of_source(session, sha256)
        state = fold_source(entries)
        if state is None:
            yield what, "no event adds it"
            continue
        for name, value in asdict(state).items():
            if getattr(row, name) != value:
                yield what, f"its {name} is {getattr(row, name)!r}, and {value!r} by its events"
        if not _same(_runs(session, row.number), [run_row(entry, row.number) for entry in entries if entry.kind == "run"]):
            yield what, "its extraction runs are not those of its events"
        yield from ((what, fault) for fault in _text_faults(session, row, sha256, entries))
    yield from _missing_sources(session)


def _runs(session: Session, number: int) -> list[dict[str, Any]]:
    query = sa.select(RunRow.__table__).where(RunRow.source_number == number)
    return [dict(each) for each in session.execute(query).mappings()]


def _same(stored: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> bool:
    """Whether rows are the same, in any order."""
    return sorted(repr(sorted(each.items())) for each in stored) == sorted(repr(sorted(each.items())) for each in wanted)


def _missing_sources(session: Session) -> Iterator[Fault]:
    query = sa.select(EventRow.source_sha256).where(
        EventRow.kind == "source", EventRow.source_sha256.not_in(sa.select(SourceRow.sha256))
    )
    for sha256 in session.execute(query.distinct().order_by(EventRow.source_sha256).limit(BATCH)).scalars():
        yield f"source {str(sha256)[:12]}", "it is missing, though its events exist"


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120]


def _text_faults(session: Session, row: Any, sha256: str, entries: list[Entry]) -> Iterator[str]:
    marked = set(session.execute(sa.select(SourceMarkRow.mark).where(SourceMarkRow.source_number == row.number)).scalars())
    if row.packed is None:
        if marked:
            yield "it has marks of a text, and no text"
        return
    if row.packed_sha256 != packed_hash(row.packed, row.layout or b""):
        yield "its stored text was changed: the hash does not match"
        return
    try:
        text, layout = unpack(row.packed, "its text"), unpack(row.layout, "its layout")
    except LedgerError as error:
        yield str(error)
        return
    if text_hash(text) != sha256:
        yield "its text was changed: the SHA-256 does not match"
    elif set(marks(text)) != marked:
        yield "its marks, which recognise the same talk, are not those of its text"
    noted = {entry.details.get("layout_sha256") for entry in entries if entry.kind == "source"} - {None}
    if noted and text_hash(layout) not in noted:
        yield "its speakers and times were changed: their hash does not match"


def _speaker_faults(session: Session) -> Iterator[Fault]:
    person = {name: owner for name, owner in fold_speakers(entries_of_speakers(session)).items() if name != owner}
    for row in session.execute(sa.select(SpeakerRow.number, SpeakerRow.name, SpeakerRow.person)):
        if row.number != speaker_number(row.name):
            yield f"speaker {row.name!r}", "the name was changed: its number does not match"
        if row.person != speaker_number(person.get(row.name, row.name)):
            yield f"speaker {row.name!r}", "belongs to another person than by the events"
        person.pop(row.name, None)
    for name in sorted(person):
        yield f"speaker {name!r}", "the name is missing, though the events merge it"


def _claim_faults(session: Session, counts: dict[str, int]) -> Iterator[Fault]:
    known = _Known(session)
    texts = Texts(session)
    for part in chunks(first_numbers(session), BATCH):
        wanted = [claim_id for claim_id, _number in part]
        entries = entries_by_claim(session, wanted)
        rows, unreadable = _rows(session, wanted)
        yield from unreadable
        broken = {what for what, _why in unreadable}
        children = _children(session, [row.number for row in rows.values()])
        linked = set(session.execute(sa.select(LinkRow.other_id).where(LinkRow.other_id.in_(wanted))).scalars())
        for claim_id, number in part:
            counts["claims"] += 1
            what, state = f"claim {claim_id}", fold(claim_id, entries[claim_id])
            if state is None:
                yield what, "no event adds it"
            elif claim_id in rows:
                row = rows[claim_id]
                found = [*_row_faults(row, number, state, known, children), *texts.faults(state)]
                if row.chain != row.id or state.links or claim_id in linked:
                    found += _chain_faults(session, row)
                yield from ((what, fault) for fault in found)
            elif what not in broken:
                yield what, "it is missing, though its events exist"
    total = int(session.execute(sa.select(sa.func.count()).select_from(ClaimRow)).scalar_one())
    if total != counts["claims"]:
        yield "claims", f"there are {total}, and {counts['claims']} by the events"


def _rows(session: Session, wanted: list[str]) -> tuple[dict[str, Any], list[Fault]]:
    """The rows of claims by id; read one by one if a damaged row makes the whole query fail."""
    try:
        return {row.id: row for row in session.execute(sa.select(ClaimRow.__table__).where(ClaimRow.id.in_(wanted)))}, []
    except (ValueError, SQLAlchemyError):
        found: dict[str, Any] = {}
        faults: list[Fault] = []
    for claim_id in wanted:
        try:
            row = session.execute(sa.select(ClaimRow.__table__).where(ClaimRow.id == claim_id)).first()
        except (ValueError, SQLAlchemyError) as error:
            faults.append((f"claim {claim_id}", f"its row cannot be read ({_short(error)})"))
        else:
            if row is not None:
                found[claim_id] = row
    return found, faults


def _chain_faults(session: Session, row: Any) -> list[str]:
    first = first_said(session, component(session, row.id))
    return [] if row.chain == first else [f"its chain is {row.chain!r}, and {first!r} by the links"]


def _children(session: Session, numbers: list[int]) -> dict[tuple[str, int], list[dict[str, Any]]]:
    found: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for table in CHILDREN:
        for row in session.execute(sa.select(table.__table__).where(table.claim_number.in_(numbers))).mappings():
            found.setdefault((table.__tablename__, row["claim_number"]), []).append(dict(row))
    return found


def _row_faults(
    row: Any,
    number: int,
    state: ClaimState,
    known: _Known,
    children: dict[tuple[str, int], list[dict[str, Any]]],
) -> Iterator[str]:
    expected = claim_row(state, known) | {"number": number}
    for name, value in expected.items():
        if getattr(row, name) != value:
            yield f"its {name} is {getattr(row, name)!r}, and {value!r} by its events"
    for table, wanted in child_rows(number, state).items():
        name = table.__tablename__
        stored = children.get((name, row.number), [])
        if not _same(stored, list(wanted)):
            yield f"its {name.replace('_', ' ')} are not those of its events"


def _search_faults(session: Session) -> Iterator[Fault]:
    if session.get_bind().dialect.name != "sqlite":
        # PostgreSQL computes what it searches from the claim's own columns.
        return
    count = sa.text("SELECT (SELECT count(*) FROM claims_search_docsize) - (SELECT count(*) FROM claims)")
    if session.execute(count).scalar_one():
        yield "search", "the index does not contain every claim; type: tracker db rebuild"
        return
    try:
        # SQLite's own comparison of the index with its content table. It writes nothing, but needs write permission.
        session.execute(sa.text("INSERT INTO claims_search(claims_search, rank) VALUES ('integrity-check', 1)"))
    except DatabaseError as error:
        if "malformed" in str(error.orig):
            yield "search", "the index does not contain the words of the claims; type: tracker db rebuild"
        elif not isinstance(error, OperationalError):
            raise
