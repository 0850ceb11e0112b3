"""Verifying a ledger: every hash and link of every chain, every derived row, every quote against its source."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.errors import TrackerError
from tracker.ledger.database.instants import instant_text
from tracker.ledger.database.raw_rows import lenient, raw_rows
from tracker.ledger.events.chain import NAMES
from tracker.ledger.events.entry import event_hash
from tracker.ledger.integrity import verifying_derived as derived
from tracker.ledger.integrity.verifying_schema import schema_faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The result of a verification: the head of the ledger, the counts, and the faults found.

    The head is a hash over the hashes of all events in order of arrival, of whichever chain (see `heads`): comparing it with one
    noted earlier shows that no event was removed or replaced.
    """

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

    `head` is a head that was noted earlier: a ledger that never had it was truncated or replaced. The hash of an event also works,
    for that event and those before it in its chain. Writes nothing; memory use does not grow with the ledger.
    """
    counts = {"claims": 0, "sources": 0}

    def found() -> Iterator[str]:
        yield from _ledger_faults(session, ledgers)
        if gap is not None:
            yield f"event number {gap} is missing in the order of arrival"
        if not holds:
            yield f"no event has the hash {head}: events were cut off or replaced since it was noted"
        for what, fault in chain(_derived_faults(session, counts), schema_faults(session)):
            yield f"{what}: {fault}" if what else fault

    with lenient(session):
        ledgers = raw_rows(session, "SELECT id, length, head, own FROM ledgers ORDER BY id")
        last, holds, gap = _arrivals(session, head)
        faults = tuple(islice(found(), most))
    return Verification(
        head=last,
        ledgers=len(ledgers),
        events=sum(int(length) for _id, length, _head, _own in ledgers if isinstance(length, int)),
        claims=counts["claims"],
        sources=counts["sources"],
        faults=faults,
    )


def _ledger_faults(session: Session, ledgers: Sequence[tuple[Any, ...]]) -> Iterator[str]:
    for ledger_id, length, noted, own in ledgers:
        yield from chain_faults(session, ledger_id, length, noted, own=bool(own))
    owned = sum(bool(own) for _id, _length, _head, own in ledgers)
    if owned != 1:
        yield f"{owned} chains are said to be this ledger's own, not one"
    yield from _orphans(session)


def _derived_faults(session: Session, counts: dict[str, int]) -> Iterator[tuple[str, str]]:
    try:
        yield from derived.faults(session, counts)
    except (TrackerError, ValueError, KeyError, TypeError, sa.exc.SQLAlchemyError) as error:
        yield "", f"the derived state cannot be computed: {' '.join(str(error).split())[:200]}"


def _arrivals(session: Session, head: str | None) -> tuple[str, bool, int | None]:
    """The ledger's head, whether it ever had the wanted one, and the first missing event number."""
    last, holds, gap = "", not head, None
    for expected, (number, last) in enumerate(heads(session), 1):
        holds = holds or last == head
        if number != expected and gap is None:
            gap = expected
    return last, holds or bool(raw_rows(session, "SELECT 1 FROM events WHERE hash = :hash", {"hash": head})), gap


def heads(session: Session) -> Iterator[tuple[Any, str]]:
    """The number of every event in order of arrival, with the ledger's head at that time.

    A head is the SHA-256, in hexadecimal, of the head before it ("" at first) followed by the hash of the event.
    """
    last, head = -1, ""
    while rows := raw_rows(
        session, "SELECT number, hash FROM events WHERE number > :last ORDER BY number LIMIT 5000", {"last": last}
    ):
        for number, hashed in rows:
            head = hashlib.sha256(f"{head}{hashed}".encode("utf-8", "surrogatepass")).hexdigest()
            yield number, head
        last = rows[-1][0]


def _orphans(session: Session) -> list[str]:
    rows = raw_rows(session, "SELECT number FROM events WHERE ledger_id NOT IN (SELECT id FROM ledgers) ORDER BY number LIMIT 3")
    return [f"event number {row[0]} belongs to no known ledger" for row in rows]


def chain_faults(session: Session, ledger_id: Any, length: Any, head: Any, *, own: bool) -> Iterator[str]:
    """The faults of a chain, in the order of its events; after a break the check continues from the stored event.

    Events of the ledger's `own` chain arrive in chain order, those of another in the order of the export that brought them.
    """
    previous, expected, arrived = "", 1, 0
    for event in _events(session, ledger_id):
        name = f"event {event['position']} of ledger {ledger_id}"
        if event["claim_id"]:
            name += f" ({event['kind']} of claim {event['claim_id']})"
        if event["position"] != expected:
            yield f"event {expected} of ledger {ledger_id} is missing"
        elif event["previous_hash"] != previous:
            yield f"{name} does not follow the one before it: its previous hash is not that event's hash"
        if computed(event) != event["hash"]:
            yield f"{name} was changed: its hash does not match"
        if own and not arrived < event["number"]:
            yield f"{name} arrived before the one before it: the order of arrival, or which chain is this ledger's own, was changed"
        previous, expected, arrived = event["hash"], _next(event["position"], expected), event["number"]
    if expected - 1 != length or previous != head:
        noted = f"ledger {ledger_id} notes {length} events and the head {str(head)[:12]}"
        yield f"{noted}, but its chain has {expected - 1} and {str(previous)[:12]}"


def _next(position: Any, expected: int) -> int:
    return position + 1 if isinstance(position, int) else expected + 1


def computed(event: dict[str, Any]) -> str:
    """The hash computed from the stored text of an event."""
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


def _events(session: Session, ledger_id: Any) -> Iterator[dict[str, Any]]:
    query = f"SELECT {', '.join(NAMES)} FROM events WHERE ledger_id = :ledger AND position > :last ORDER BY position LIMIT 2000"  # noqa: S608
    last = -1
    while rows := raw_rows(session, query, {"ledger": ledger_id, "last": last}):
        events = [dict(zip(NAMES, row, strict=True)) for row in rows]
        yield from events
        position = events[-1]["position"]
        last = position if isinstance(position, int) else last + 2000
