"""One operation of one analyst: the claims it reads under the ledger's lock, and the events it appends."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.errors import LedgerError
from tracker.ledger.database.models import ClaimRow
from tracker.ledger.events.chain import Chain, entries_of
from tracker.ledger.events.claim_state import ClaimState, fold
from tracker.ledger.events.entry import Entry
from tracker.ledger.projection.id_prefixes import resolve_id
from tracker.ledger.projection.listing import get_claim
from tracker.ledger.projection.row_numbers import Numbers
from tracker.ledger.projection.storing import insert_states, update_state
from tracker.records import Claim


@dataclass(slots=True)
class HeldClaim:
    """A claim that an operation works on: its events and its state, which is None before the first event."""

    claim_id: str
    number: int | None
    entries: list[Entry]
    state: ClaimState | None

    @property
    def now(self) -> ClaimState:
        """The state; raises LedgerError if no event adds the claim."""
        if self.state is None:
            raise LedgerError(f"no event of claim {self.claim_id} adds it; type: tracker db verify")
        return self.state


class Operation:
    """Appends events and keeps the derived rows up to date; `close` writes what is left.

    Its events belong together and are undone together.
    """

    def __init__(self, session: Session, *, by: str, now: dt.datetime) -> None:
        self.session, self.by = session, by
        self.chain = Chain(session, now)
        self.numbers = Numbers(session)
        self.first: str | None = None

    def take(self, prefix: str) -> HeldClaim:
        """The claim whose id has this prefix; raises UnknownClaim."""
        self.chain.flush()
        claim_id = resolve_id(self.session, prefix)
        number = self.session.execute(sa.select(ClaimRow.number).where(ClaimRow.id == claim_id)).scalar_one()
        entries = entries_of(self.session, claim_id)
        return HeldClaim(claim_id=claim_id, number=number, entries=entries, state=fold(claim_id, entries))

    def append(
        self,
        held: HeldClaim,
        kind: str,
        details: dict[str, Any] | None = None,
        *,
        reason: str | None = None,
        known_on: dt.date | None = None,
        source_sha256: str | None = None,
    ) -> Entry:
        """Appends an event about a claim and writes the new state."""
        entry = self.chain.append(
            kind,
            by=self.by,
            claim_id=held.claim_id,
            source_sha256=source_sha256,
            known_on=known_on,
            reason=reason,
            details=self.grouped(details),
            after=held.entries,
        )
        self.first = self.first or entry.hash
        before = held.state
        held.entries.append(entry)
        held.state = fold(held.claim_id, held.entries)
        if held.number is None or before is None:
            held.number = entry.number
            insert_states(self.session, [(entry.number, held.now)], self.numbers)
        else:
            update_state(self.session, held.number, before, held.now, self.numbers)
        return entry

    def append_other(
        self,
        kind: str,
        details: dict[str, Any],
        *,
        reason: str | None = None,
        source_sha256: str | None = None,
        after: tuple[Entry, ...] = (),
    ) -> Entry:
        """Appends an event about a source or speaker."""
        entry = self.chain.append(
            kind, by=self.by, source_sha256=source_sha256, reason=reason, details=self.grouped(details), after=after
        )
        self.first = self.first or entry.hash
        return entry

    def grouped(self, details: dict[str, Any] | None) -> dict[str, Any]:
        """The details, with the hash of the operation's first event if there was one."""
        return dict(details or {}) | ({"with": self.first} if self.first else {})

    def close(self) -> None:
        """Writes the pending events and the head of the chain."""
        self.chain.flush()

    def done(self, held: HeldClaim) -> Claim:
        """Closes the operation and returns the claim as it is now, with its events."""
        self.close()
        return get_claim(self.session, held.claim_id)
