"""The second half of a check: derived rows against what their events come to, and quotes and texts against their hashes."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from tracker.errors import LedgerError
from tracker.ledger.chain import chunks, entries_by_claim, entries_of_source, entries_of_speakers
from tracker.ledger.entries import Entry
from tracker.ledger.models import ClaimRow, LinkRow, RunRow, SourceRow, SpeakerRow
from tracker.ledger.packing import packed_hash, text_hash, unpack
from tracker.ledger.rebuilding import first_numbers
from tracker.ledger.sources import fold_source, source_columns
from tracker.ledger.speaking import fold_speakers
from tracker.ledger.state import ClaimState, fold
from tracker.ledger.storing import CHILDREN, child_rows, claim_row, component, first_said, speaker_number

Fault = tuple[str, str]
BATCH = 500


class _Known:
    """Numbers of sources as they stand and of speakers as they must be; writes nothing."""

    def __init__(self, session: Session) -> None:
        self._sources = {row[0]: row[1] for row in session.execute(sa.select(SourceRow.sha256, SourceRow.number))}

    def source(self, sha256: str | None) -> int | None:
        return self._sources.get(sha256) if sha256 else None

    def speaker(self, name: str | None) -> int | None:
        return speaker_number(name) if name is not None else None


def faults(session: Session, counts: dict[str, int]) -> Iterator[Fault]:
    """What is wrong with sources, speakers and claims, as pairs of what and why; counts what it has checked."""
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
            yield what, "no event brought it in"
            continue
        for name, value in source_columns(state).items():
            if getattr(row, name) != value:
                yield what, f"its {name} is {getattr(row, name)!r}, and {value!r} by its events"
        runs = {entry.number for entry in entries if entry.kind == "run"}
        if runs != set(session.execute(sa.select(RunRow.number).where(RunRow.source_number == row.number)).scalars()):
            yield what, "its extraction runs are not those of its events"
        yield from ((what, fault) for fault in _text_faults(row, sha256, entries))


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120]


def _text_faults(row: Any, sha256: str, entries: list[Entry]) -> Iterator[str]:
    if row.packed is None:
        return
    if row.packed_sha256 != packed_hash(row.packed, row.layout or b""):
        yield "its stored text was changed: the hash of what is stored does not fit"
        return
    try:
        text, layout = unpack(row.packed, "its text"), unpack(row.layout, "its layout")
    except LedgerError as error:
        yield str(error)
        return
    if text_hash(text) != sha256:
        yield "its text was changed: the SHA-256 does not fit"
    noted = {entry.details.get("layout_sha256") for entry in entries if entry.kind == "source"} - {None}
    if noted and text_hash(layout) not in noted:
        yield "its speakers and times were changed: their hash does not fit"


def _speaker_faults(session: Session) -> Iterator[Fault]:
    person = {name: owner for name, owner in fold_speakers(entries_of_speakers(session)).items() if name != owner}
    for row in session.execute(sa.select(SpeakerRow.number, SpeakerRow.name, SpeakerRow.person)):
        if row.number != speaker_number(row.name):
            yield f"speaker {row.name!r}", "the name was changed: its number does not fit it"
        if row.person != speaker_number(person.get(row.name, row.name)):
            yield f"speaker {row.name!r}", "stands for another person than by the events"


def _claim_faults(session: Session, counts: dict[str, int]) -> Iterator[Fault]:
    known = _Known(session)
    texts = _Texts(session)
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
                yield what, "its events do not bring it in"
            elif claim_id in rows:
                row = rows[claim_id]
                found = [*_row_faults(row, number, state, known, children), *texts.faults(state)]
                if row.chain != row.id or state.links or claim_id in linked:
                    found += _chain_faults(session, row)
                yield from ((what, fault) for fault in found)
            elif what not in broken:
                yield what, "it is missing, though its events stand"
    total = int(session.execute(sa.select(sa.func.count()).select_from(ClaimRow)).scalar_one())
    if total != counts["claims"]:
        yield "claims", f"there are {total}, and {counts['claims']} by the events"


def _rows(session: Session, wanted: list[str]) -> tuple[dict[str, Any], list[Fault]]:
    """The rows of claims by id; one by one when a damaged one keeps the database from giving them all."""
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
        if sorted(map(repr, (sorted(each.items()) for each in stored))) != sorted(
            map(repr, (sorted(each.items()) for each in wanted))
        ):
            yield f"its {name.replace('_', ' ')} are not those of its events"


class _Texts:
    """The texts of sources, the last one kept, since claims of one source seldom come one after another but texts are few."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._kept: dict[str, str | None] = {}

    def faults(self, state: ClaimState) -> Iterator[str]:
        forecast, sha256 = state.forecast, state.source_sha256
        if sha256 is None or forecast.quote is None or forecast.start is None or forecast.end is None:
            return
        text = self._text(sha256)
        if text is None:
            return
        if text[forecast.start : forecast.end] != forecast.quote:
            yield f"its quote does not stand at {forecast.start} in source {sha256[:12]}"
        anchor, place = forecast.anchor, forecast.anchor_start
        if anchor is not None and place is not None and text[place : place + len(anchor)] != anchor:
            yield f"its anchor does not stand at {place} in source {sha256[:12]}"

    def _text(self, sha256: str) -> str | None:
        if sha256 not in self._kept:
            if len(self._kept) >= 64:
                self._kept.pop(next(iter(self._kept)))
            packed = self.session.execute(sa.select(SourceRow.packed).where(SourceRow.sha256 == sha256)).scalar()
            try:
                self._kept[sha256] = unpack(packed, "text") if packed is not None else None
            except LedgerError:
                self._kept[sha256] = None
        return self._kept[sha256]


def _search_faults(session: Session) -> Iterator[Fault]:
    if session.get_bind().dialect.name != "sqlite":
        return
    count = sa.text("SELECT (SELECT count(*) FROM claims_search_docsize) - (SELECT count(*) FROM claims)")
    if session.execute(count).scalar_one():
        yield "search", "the index does not hold every claim; type: tracker db rebuild"
