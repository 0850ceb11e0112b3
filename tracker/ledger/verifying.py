"""Checking a ledger: every hash and link of every chain, every derived row, every quote against its source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.errors import TrackerError
from tracker.ledger import verifying_derived as derived
from tracker.ledger.entries import event_hash, instant_text
from tracker.ledger.raw import lenient, raw_rows

FIELDS = (
    "number",
    "ledger_id",
    "position",
    "previous_hash",
    "kind",
    "claim_id",
    "source_sha256",
    "actor",
    "recorded_at",
    "known_on",
    "reason",
    "details",
    "hash",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a check came to: the head of this ledger's chain, what was counted, and what is wrong, the first first."""

    head: str
    ledgers: int
    events: int
    claims: int
    sources: int
    faults: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify(session: Session, *, head: str | None = None, most: int = 10) -> Verification:
    """Checks the whole ledger and stops after `most` faults; each names the event, claim or source and what is wrong with it.

    `head` is a head that was noted before: a chain that no longer holds it was cut off or replaced. Reading only; memory does not
    grow with the ledger.
    """
    with lenient(session):
        return _verify(session, head, most)


def _verify(session: Session, head: str | None, most: int) -> Verification:
    faults: list[str] = []
    events = 0
    rows = raw_rows(session, "SELECT id, length, head, own FROM ledgers ORDER BY id")
    own = next((row for row in rows if row[3]), None)
    for ledger_id, length, noted, _own in rows:
        for fault in chain_faults(session, ledger_id, length, noted):
            faults.append(fault)
            if len(faults) >= most:
                break
        events += int(length) if isinstance(length, int) else 0
    faults += _orphans(session)
    if head is not None and not _holds(session, head):
        faults.append(f"no event has the hash {head}: events were cut off or replaced since it was noted")
    counts = {"claims": 0, "sources": 0}
    # Derived state of events that cannot be read would only repeat the fault.
    if len(faults) < most:
        try:
            for what, fault in derived.faults(session, counts):
                faults.append(f"{what}: {fault}")
                if len(faults) >= most:
                    break
        except (TrackerError, ValueError, KeyError, TypeError, sa.exc.SQLAlchemyError) as error:
            faults.append(f"the derived state cannot be computed: {' '.join(str(error).split())[:200]}")
    return Verification(
        head=str(own[2]) if own else "",
        ledgers=len(rows),
        events=events,
        claims=counts["claims"],
        sources=counts["sources"],
        faults=tuple(faults[:most]),
    )


def _holds(session: Session, head: str) -> bool:
    if head == "":
        return True
    return bool(raw_rows(session, "SELECT 1 FROM events WHERE hash = :hash", {"hash": head}))


def _orphans(session: Session) -> list[str]:
    rows = raw_rows(session, "SELECT number FROM events WHERE ledger_id NOT IN (SELECT id FROM ledgers) ORDER BY number LIMIT 3")
    return [f"event number {row[0]} is of no ledger that is known" for row in rows]


def chain_faults(session: Session, ledger_id: Any, length: Any, head: Any) -> Iterator[str]:
    """What is wrong with a chain, in the order of its events; after a break the check goes on from the event as it stands."""
    previous, expected = "", 1
    for row in _events(session, ledger_id):
        event = dict(zip(FIELDS, row, strict=True))
        name = f"event {event['position']} of ledger {ledger_id}"
        if event["claim_id"]:
            name += f" ({event['kind']} of claim {event['claim_id']})"
        if event["position"] != expected:
            yield f"event {expected} of ledger {ledger_id} is missing"
        elif event["previous_hash"] != previous:
            yield f"{name} does not follow the one before it: its previous hash is not that event's hash"
        if computed(event) != event["hash"]:
            yield f"{name} was changed: its hash does not fit it"
        previous, expected = event["hash"], _next(event["position"], expected)
    if expected - 1 != length or previous != head:
        noted = f"ledger {ledger_id} notes {length} events and the head {str(head)[:12]}"
        yield f"{noted}, but its chain has {expected - 1} and {str(previous)[:12]}"


def _next(position: Any, expected: int) -> int:
    return position + 1 if isinstance(position, int) else expected + 1


def computed(event: dict[str, Any]) -> str:
    """The hash that the stored text of an event comes to."""
    recorded, known = event["recorded_at"], event["known_on"]
    values: Sequence[Any] = (
        event["ledger_id"],
        event["position"],
        event["previous_hash"],
        event["kind"],
        event["claim_id"],
        event["source_sha256"],
        event["actor"],
        recorded if isinstance(recorded, str) else instant_text(recorded),
        known if known is None or isinstance(known, str) else known.isoformat(),
        event["reason"],
        event["details"],
    )
    return event_hash(*(value if isinstance(value, str | int | None) else repr(value) for value in values))


def _events(session: Session, ledger_id: Any) -> Iterator[tuple[Any, ...]]:
    columns = ", ".join(FIELDS)
    last = -1
    while True:
        rows = raw_rows(
            session,
            f"SELECT {columns} FROM events WHERE ledger_id = :ledger AND position > :last ORDER BY position LIMIT 2000",  # noqa: S608
            {"ledger": ledger_id, "last": last},
        )
        if not rows:
            return
        yield from rows
        last = rows[-1][2] if isinstance(rows[-1][2], int) else last + 2000
