"""The main name of each speaker and the chain of each claim: now, or as recorded by the end of a day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.ledger.database.models import ClaimRow, EventRow, LinkRow, SpeakerRow
from tracker.ledger.events.chain import chunks, entries_by_claim, entries_of_speakers
from tracker.ledger.events.claim_state import ClaimState, fold
from tracker.ledger.projection.claim_rows import claim_of_state, source_of
from tracker.ledger.projection.name_likeness import name_key
from tracker.ledger.projection.sources import source_at
from tracker.ledger.projection.speaker_state import fold_speakers
from tracker.ledger.projection.storing import CHAINING
from tracker.records import Claim, Event, Source


def end_of_day(day: dt.date) -> dt.datetime:
    """The first instant after a day, in UTC; the last possible instant for the calendar's last day."""
    if day == dt.date.max:
        return dt.datetime.max.replace(tzinfo=dt.UTC)
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), dt.UTC)


class AsOf:
    """Speakers and chains as recorded by a day, or now without one; read once, for one listing."""

    def __init__(self, session: Session, day: dt.date | None = None) -> None:
        self.session, self.day = session, day
        self._sources: dict[str, Source | None] = {}
        self._meant: dict[str, frozenset[str]] = {}

    @cached_property
    def person(self) -> dict[str, str]:
        """The main spelling of each spelling's person."""
        rows = self.session.execute(sa.select(SpeakerRow.number, SpeakerRow.name, SpeakerRow.person)).all()
        if self.day is None:
            by_number = {row.number: row.name for row in rows}
            return {row.name: by_number[row.person] for row in rows}
        end = end_of_day(self.day)
        merged = fold_speakers(entry for entry in entries_of_speakers(self.session) if entry.recorded_at < end)
        return {row.name: row.name for row in rows} | merged

    @cached_property
    def _chains(self) -> dict[str, str]:
        return {} if self.day is None else chains_by(self.session, self.day)

    def name(self, spelling: str | None) -> str | None:
        """The main name of a spelling's person; the spelling itself if it is not known."""
        return None if spelling is None else self.person.get(spelling, spelling)

    def spellings(self, name: str) -> frozenset[str]:
        """Every spelling of the persons that a name refers to, compared by `name_key`."""
        if name not in self._meant:
            wanted = name_key(name)
            persons = {person for each, person in self.person.items() if name_key(each) == wanted}
            self._meant[name] = frozenset(each for each, person in self.person.items() if person in persons)
        return self._meant[name]

    def means(self, name: str, spelling: str | None) -> bool:
        """Whether a name refers to the person with a spelling, which may be one that no claim has any more."""
        if spelling is None:
            return False
        return spelling in self.spellings(name) or (spelling not in self.person and name_key(spelling) == name_key(name))

    def chain(self, claim_id: str) -> str | None:
        """The id of a claim's chain."""
        if self.day is not None:
            return self._chains.get(claim_id, claim_id)
        return self.session.execute(sa.select(ClaimRow.chain).where(ClaimRow.id == claim_id)).scalar()

    def chained(self, chain: str) -> list[str]:
        """The ids of the claims in a chain on that day."""
        members = [each for each, first in self._chains.items() if first == chain]
        return members or ([] if chain in self._chains else [chain])

    def claim(self, state: ClaimState, row: Any, events: tuple[Event, ...] = ()) -> Claim:
        """The claim of a state; `row` is its current row."""
        source = source_of(row) if row.source_sha256 == state.source_sha256 else self._source(state.source_sha256)
        chain = self.chain(state.id) if self.day is not None else row.chain
        return claim_of_state(state, source=source, speaker=self.name(state.forecast.speaker), chain=chain, events=events)

    def _source(self, sha256: str | None) -> Source | None:
        if sha256 is None:
            return None
        if sha256 not in self._sources:
            self._sources[sha256] = source_at(self.session, sha256)
        return self._sources[sha256]


def chains_by(session: Session, day: dt.date) -> dict[str, str]:
    """The chain ids of the claims that were in a chain of several by the end of a day; the id is that of the earliest claim."""
    end = end_of_day(day)
    linked = set(session.execute(sa.select(ClaimRow.id).join(LinkRow, LinkRow.claim_number == ClaimRow.number)).scalars())
    # A link that was undone later has no row any more, but then its claim has later events.
    since = (
        sa.select(EventRow.claim_id)
        .join(ClaimRow, ClaimRow.id == EventRow.claim_id)
        .where(ClaimRow.recorded_last >= end, EventRow.kind == "link", EventRow.recorded_at < end)
    )
    linked |= {str(claim_id) for claim_id in session.execute(since.distinct()).scalars()}
    states = _states(session, linked, day)
    others = {each.other_id for state in states.values() for each in state.links} - linked
    states |= _states(session, others, day)
    near: dict[str, set[str]] = defaultdict(set)
    for state in states.values():
        for each in state.links:
            if each.relation in CHAINING and each.other_id in states:
                near[state.id].add(each.other_id)
                near[each.other_id].add(state.id)
    found: dict[str, str] = {}
    for members in _components(near):
        first = min(members, key=lambda each: (states[each].forecast.said_on, each))
        found |= dict.fromkeys(members, first)
    return found


def _states(session: Session, claim_ids: Iterable[str], day: dt.date) -> dict[str, ClaimState]:
    found: dict[str, ClaimState] = {}
    for part in chunks(sorted(claim_ids)):
        for claim_id, entries in entries_by_claim(session, part).items():
            state = fold(claim_id, entries, recorded_by=day)
            if state is not None:
                found[claim_id] = state
    return found


def _components(near: dict[str, set[str]]) -> Iterator[set[str]]:
    left = set(near)
    while left:
        members, edge = set[str](), {left.pop()}
        while edge:
            members |= edge
            edge = {other for each in edge for other in near[each]} - members
        left -= members
        yield members
