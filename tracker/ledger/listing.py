"""Claims by filter and by id, as they stand or as they stood on a day."""

import datetime as dt
import difflib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.errors import LedgerError, UnknownClaim
from tracker.ledger.chain import chunks, entries_by_claim
from tracker.ledger.entries import to_record
from tracker.ledger.filters import ClaimFilter, Order
from tracker.ledger.models import ClaimRow, JudgementRow, SourceRow, SpeakerRow, TagRow
from tracker.ledger.rows import claim_of_state, claims_of, select_claims, source_of
from tracker.ledger.searching import MANY, matching
from tracker.ledger.state import ClaimState, fold
from tracker.records import Claim, Event, Source

Condition = sa.ColumnElement[bool]
Key = tuple[Any, ...]

AFTER_EVERY_ID = "~"
BATCH = 500


def end_of_day(day: dt.date) -> dt.datetime:
    """The first instant after a day, in UTC."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), dt.UTC)


def speaker_numbers(session: Session, name: str) -> list[int]:
    """The numbers of every spelling of the persons that a name, in any case, can mean."""
    exact = session.execute(sa.select(SpeakerRow.person).where(SpeakerRow.name == name)).scalars().all()
    persons = exact or [
        row.person
        for row in session.execute(sa.select(SpeakerRow.name, SpeakerRow.person))
        if row.name.casefold() == name.strip().casefold()
    ]
    return list(session.execute(sa.select(SpeakerRow.number).where(SpeakerRow.person.in_(persons))).scalars())


def source_numbers(session: Session, name: str) -> list[int]:
    """The numbers of the sources with this document name, or whose SHA-256 begins so."""
    prefix = name.lower()
    query = sa.select(SourceRow.number).where(
        sa.or_(SourceRow.doc == name, sa.and_(SourceRow.sha256 >= prefix, SourceRow.sha256 < prefix + AFTER_EVERY_ID))
    )
    return list(session.execute(query).scalars())


def _fixed_conditions(session: Session, wanted: ClaimFilter) -> list[Condition]:
    """The conditions that no later judgement can change."""
    found: list[Condition] = []
    if wanted.statuses:
        found.append(ClaimRow.status.in_([status.value for status in wanted.statuses]))
    if wanted.kinds:
        found.append(ClaimRow.kind.in_([kind.value for kind in wanted.kinds]))
    if wanted.speaker is not None:
        found.append(ClaimRow.speaker_number.in_(speaker_numbers(session, wanted.speaker)))
    if wanted.source is not None:
        found.append(ClaimRow.source_number.in_(source_numbers(session, wanted.source)))
    if wanted.tag is not None:
        found.append(_tagged(session, wanted.tag))
    if wanted.chain is not None:
        found.append(ClaimRow.chain == wanted.chain)
    if wanted.reoffered is not None:
        found.append(ClaimRow.reoffered.is_(wanted.reoffered))
    if wanted.ids is not None:
        found.append(ClaimRow.id.in_(wanted.ids))
    if wanted.text is not None:
        found.append(matching(session, wanted.text))
    return found + _bounds(wanted)


def _tagged(session: Session, tag: str) -> Condition:
    """The condition that a claim bears a tag: looked up at once for a rare tag, claim by claim for a common one."""
    few = sa.select(sa.literal(1)).where(TagRow.tag == tag).limit(MANY + 1).subquery()
    if int(session.execute(sa.select(sa.func.count()).select_from(few)).scalar_one()) <= MANY:
        return ClaimRow.number.in_(sa.select(TagRow.claim_number).where(TagRow.tag == tag))
    return sa.exists().where(TagRow.claim_number == ClaimRow.number, TagRow.tag == tag)


def _bounds(wanted: ClaimFilter) -> list[Condition]:
    found: list[Condition] = []
    if wanted.due_before is not None:
        found.append(ClaimRow.due <= wanted.due_before)
    if wanted.due_after is not None:
        found.append(ClaimRow.due >= wanted.due_after)
    if wanted.said_before is not None:
        found.append(ClaimRow.said_on <= wanted.said_before)
    if wanted.said_after is not None:
        found.append(ClaimRow.said_on >= wanted.said_after)
    if wanted.as_of is not None:
        found.append(ClaimRow.said_on <= wanted.as_of)
    if wanted.below is not None:
        found.append(ClaimRow.confidence < wanted.below)
    if wanted.at_least is not None:
        found.append(ClaimRow.confidence >= wanted.at_least)
    return found


def _outcome_conditions(wanted: ClaimFilter) -> list[Condition]:
    found: list[Condition] = []
    if wanted.outcomes:
        found.append(ClaimRow.outcome.in_([outcome.value for outcome in wanted.outcomes]))
    if wanted.pending is not None:
        found.append(ClaimRow.outcome.is_(None) if wanted.pending else ClaimRow.outcome.is_not(None))
    if wanted.conflicted is not None:
        found.append(ClaimRow.conflicted.is_(wanted.conflicted))
    return found


def _known_later(as_of: dt.date) -> Condition:
    later = sa.select(JudgementRow.claim_number).where(JudgementRow.known_on > as_of)
    return ClaimRow.number.in_(later)


_COLUMNS: dict[Order, tuple[Any, ...]] = {
    Order.SAID: (ClaimRow.said_on, ClaimRow.id),
    Order.DUE: (ClaimRow.due, ClaimRow.id),
    Order.SOURCE: (ClaimRow.source_number, ClaimRow.quote_start, ClaimRow.id),
    Order.CONFIDENCE: (ClaimRow.confidence, ClaimRow.id),
    Order.UNCERTAIN: (ClaimRow.uncertainty, ClaimRow.id),
    Order.RECORDED: (ClaimRow.number,),
    Order.ID: (ClaimRow.id,),
}


def _ordered(query: sa.Select[Any], wanted: ClaimFilter) -> sa.Select[Any]:
    columns = _COLUMNS[wanted.order]
    if wanted.descending:
        return query.order_by(*(column.desc().nulls_first() if column.nullable else column.desc() for column in columns))
    return query.order_by(*(column.asc().nulls_last() if column.nullable else column.asc() for column in columns))


def _key(claim: Claim, row: Any, order: Order) -> Key:
    forecast = claim.forecast
    values: dict[Order, Key] = {
        Order.SAID: (forecast.said_on, claim.id),
        Order.DUE: (claim.due or dt.date.max, claim.due is None, claim.id),
        Order.SOURCE: (row.source_number is None, row.source_number, forecast.start is None, forecast.start, claim.id),
        Order.CONFIDENCE: (forecast.confidence, claim.id),
        Order.UNCERTAIN: (abs(forecast.confidence - 0.5), claim.id),
        Order.RECORDED: (row.number,),
        Order.ID: (claim.id,),
    }
    return values[order]


def _split(session: Session, wanted: ClaimFilter) -> tuple[list[Condition], list[Condition] | None]:
    """The conditions for claims whose rows tell how they stood, and for those whose events must be read; None where all do."""
    fixed, outcome = _fixed_conditions(session, wanted), _outcome_conditions(wanted)
    if wanted.recorded_by is not None:
        end = end_of_day(wanted.recorded_by)
        settled: list[Condition] = [ClaimRow.recorded_last < end, *fixed, *outcome]
        moved: list[Condition] = [ClaimRow.recorded_first < end, ClaimRow.recorded_last >= end]
        if wanted.text is not None:
            moved.append(matching(session, wanted.text))
        if wanted.as_of is not None:
            later = _known_later(wanted.as_of)
            return [*settled, sa.not_(later)], [sa.or_(sa.and_(*moved), sa.and_(ClaimRow.recorded_last < end, *fixed, later))]
        return settled, moved
    if wanted.as_of is not None:
        later = _known_later(wanted.as_of)
        return [*fixed, *outcome, sa.not_(later)], [*fixed, later]
    return [*fixed, *outcome], None


def list_claims(session: Session, wanted: ClaimFilter | None = None, *, with_events: bool = False) -> list[Claim]:
    """The claims that a filter lets through, sorted, with their events only when asked for."""
    wanted = wanted or ClaimFilter()
    plain, moved = _split(session, wanted)
    query = _ordered(select_claims(*plain), wanted)
    if moved is None:
        if wanted.limit is not None or wanted.offset:
            query = query.limit(-1 if wanted.limit is None and _sqlite(session) else wanted.limit).offset(wanted.offset)
        return [claim for _row, claim in _read(session, query, with_events=with_events)]
    if wanted.limit is not None:
        query = query.limit(wanted.limit + wanted.offset)
    found = list(_read(session, query, with_events=with_events))
    found += _moved_claims(session, moved, wanted, with_events=with_events)
    found.sort(key=lambda each: _key(each[1], each[0], wanted.order), reverse=wanted.descending)
    end = None if wanted.limit is None else wanted.offset + wanted.limit
    return [claim for _row, claim in found[wanted.offset : end]]


def _sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _read(session: Session, query: sa.Select[Any], *, with_events: bool) -> Iterator[tuple[Any, Claim]]:
    for part in chunks(session.execute(query), BATCH):
        yield from zip(part, claims_of(session, part, with_events=with_events), strict=True)


def _moved_claims(
    session: Session, conditions: list[Condition], wanted: ClaimFilter, *, with_events: bool
) -> Iterator[tuple[Any, Claim]]:
    names = Persons(session, wanted.recorded_by)
    for part in chunks(session.execute(select_claims(*conditions)).all(), BATCH):
        entries = entries_by_claim(session, [row.id for row in part])
        for row in part:
            state = fold(row.id, entries[row.id], as_of=wanted.as_of, recorded_by=wanted.recorded_by)
            if state is None or not stands(session, state, wanted, names):
                continue
            events = tuple(to_record(entry) for entry in entries[row.id]) if with_events else ()
            yield row, names.claim(state, row, _counted(events, wanted))


def _counted(events: tuple[Event, ...], wanted: ClaimFilter) -> tuple[Event, ...]:
    if wanted.recorded_by is None:
        return events
    return tuple(event for event in events if event.recorded_at.date() <= wanted.recorded_by)


class Persons:
    """The name that stands for each spelling, and the sources, looked up once for a listing of claims as they stood."""

    def __init__(self, session: Session, recorded_by: dt.date | None = None) -> None:
        self.session, self.recorded_by = session, recorded_by
        rows = session.execute(sa.select(SpeakerRow.number, SpeakerRow.name, SpeakerRow.person)).all()
        by_number = {row.number: row.name for row in rows}
        self.person = {row.name: by_number[row.person] for row in rows}
        self._sources: dict[str, Source | None] = {}

    def claim(self, state: ClaimState, row: Any, events: tuple[Event, ...] = ()) -> Claim:
        """The claim of a state; `row` is its row as it stands now."""
        source = source_of(row) if row.source_sha256 == state.source_sha256 else self._source(state.source_sha256)
        spoken = state.forecast.speaker
        return claim_of_state(state, source=source, speaker=self.person.get(spoken or "", spoken), chain=row.chain, events=events)

    def _source(self, sha256: str | None) -> Source | None:
        if sha256 is None:
            return None
        if sha256 not in self._sources:
            columns = (SourceRow.doc, SourceRow.said_on, SourceRow.title, SourceRow.url)
            found = self.session.execute(sa.select(*columns).where(SourceRow.sha256 == sha256)).first()
            self._sources[sha256] = found and Source(
                doc=found.doc, sha256=sha256, said_on=found.said_on, title=found.title, url=found.url
            )
        return self._sources[sha256]


def stands(session: Session, state: ClaimState, wanted: ClaimFilter, names: Persons) -> bool:
    """Whether a claim, as it stood, passes a filter; its text has been looked at already."""
    forecast = state.forecast
    due = forecast.horizon.end if forecast.horizon else None
    checks = (
        not wanted.statuses or state.status in wanted.statuses,
        not wanted.kinds or forecast.kind in wanted.kinds,
        not wanted.outcomes or (state.resolution is not None and state.resolution.outcome in wanted.outcomes),
        wanted.pending is None or wanted.pending is (state.resolution is None),
        wanted.conflicted is None or wanted.conflicted is bool(state.conflicting),
        wanted.reoffered is None or wanted.reoffered is (state.offer is not None),
        wanted.tag is None or wanted.tag in state.tags,
        wanted.ids is None or state.id in wanted.ids,
        wanted.due_before is None or (due is not None and due <= wanted.due_before),
        wanted.due_after is None or (due is not None and due >= wanted.due_after),
        wanted.said_before is None or forecast.said_on <= wanted.said_before,
        wanted.said_after is None or forecast.said_on >= wanted.said_after,
        wanted.below is None or forecast.confidence < wanted.below,
        wanted.at_least is None or forecast.confidence >= wanted.at_least,
    )
    if not all(checks):
        return False
    if wanted.speaker is not None:
        persons = {names.person.get(name) for name in names.person if name.casefold() == wanted.speaker.strip().casefold()}
        if forecast.speaker is None or names.person.get(forecast.speaker) not in persons:
            return False
    if wanted.source is not None:
        sha256 = state.source_sha256 or ""
        if not (sha256 and sha256.startswith(wanted.source.lower())) and forecast.doc != wanted.source:
            return False
    return wanted.chain is None or _chain_of(session, state.id) == wanted.chain


def _chain_of(session: Session, claim_id: str) -> str | None:
    return session.execute(sa.select(ClaimRow.chain).where(ClaimRow.id == claim_id)).scalar()


def count_claims(session: Session, wanted: ClaimFilter | None = None) -> int:
    """How many claims a filter lets through, whatever its limit."""
    wanted = wanted or ClaimFilter()
    plain, moved = _split(session, wanted)
    count = int(session.execute(sa.select(sa.func.count()).select_from(ClaimRow).where(*plain)).scalar_one())
    if moved is not None:
        count += sum(1 for _each in _moved_claims(session, moved, wanted, with_events=False))
    return count


def resolve_id(session: Session, prefix: str) -> str:
    """The id that begins so, when just one does; raises UnknownClaim, which names the nearest, otherwise."""
    wanted = prefix.strip()
    for tried in dict.fromkeys((wanted, wanted.lower())):
        if not tried:
            break
        query = (
            sa.select(ClaimRow.id).where(ClaimRow.id >= tried, ClaimRow.id < tried + AFTER_EVERY_ID).order_by(ClaimRow.id).limit(6)
        )
        found = list(session.execute(query).scalars())
        if len(found) == 1 or tried in found:
            return str(tried if tried in found else found[0])
        if found:
            raise UnknownClaim(prefix, matches=tuple(found))
    raise UnknownClaim(prefix, nearest=_nearest(session, wanted.lower()))


def ids_beginning(session: Session, beginning: str, *, limit: int = 50) -> list[tuple[str, str]]:
    """The ids that begin so, with their claims' sentences, at most `limit`; for completion."""
    query = sa.select(ClaimRow.id, ClaimRow.claim).where(ClaimRow.id >= beginning, ClaimRow.id < beginning + AFTER_EVERY_ID)
    return [(row[0], row[1]) for row in session.execute(query.order_by(ClaimRow.id).limit(limit))]


def _nearest(session: Session, wanted: str) -> str | None:
    if not wanted:
        return None
    query = sa.select(ClaimRow.id).where(ClaimRow.id >= wanted[0], ClaimRow.id < wanted[0] + AFTER_EVERY_ID).limit(2000)
    short = {claim_id[: max(len(wanted), 4)]: claim_id for claim_id in session.execute(query).scalars()}
    close = difflib.get_close_matches(wanted, short, n=1, cutoff=0.6)
    return short[close[0]] if close else None


def get_claim(session: Session, prefix: str, *, as_of: dt.date | None = None, recorded_by: dt.date | None = None) -> Claim:
    """The claim whose id begins so, with its events; as it stood on a day when one is given.

    Raises UnknownClaim when no claim, or more than one, has such an id, LedgerError when it was not there yet on that day.
    """
    claim_id = resolve_id(session, prefix)
    found = list_claims(session, ClaimFilter(ids=(claim_id,), as_of=as_of, recorded_by=recorded_by), with_events=True)
    if not found:
        day = as_of or recorded_by
        raise LedgerError(f"claim {claim_id} was not there yet on {day}; ask for a later day, or without one")
    return found[0]


def history(session: Session, prefix: str) -> tuple[Event, ...]:
    """Everything that was ever done to a claim, in the order in which it counts. Raises UnknownClaim."""
    return get_claim(session, prefix).events
