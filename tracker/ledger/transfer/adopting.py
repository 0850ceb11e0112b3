"""Adopting complete chains of other ledgers from an import, after checking their hashes and links."""

import re
import tempfile
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.errors import LedgerError
from tracker.ledger.database.models import EventRow, LedgerRow
from tracker.ledger.events.chain import Chain, chunks
from tracker.ledger.events.entry import Entry, entry_hash
from tracker.ledger.events.event_schema import check_event

PLACE = re.compile(r'"place":\s*"([0-9a-f]{16}):([0-9]{1,12})"')


class Spool:
    """Lines kept on disk so that they can be read twice, with the chain positions of their events.

    Each line comes with its place in the imported file ("line 3").
    """

    def __init__(self, lines: Iterable[tuple[str, str]]) -> None:
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8", errors="surrogatepass", newline="\n")  # noqa: SIM115
        self.places: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
        for where, line in lines:
            written = line.rstrip("\r\n")
            for ledger_id, position in PLACE.findall(written):
                self.places[ledger_id].append(int(position))
            if written.strip():
                self._file.write(f"{where}\t{written}\n")

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Each line that is not empty, with its place in the file."""
        self._file.seek(0)
        for each in self._file:
            where, _tab, line = each.partition("\t")
            yield where, line

    def close(self) -> None:
        """Deletes the lines from disk."""
        self._file.close()


class Adoption:
    """The chains of a file that are adopted unchanged: those without gaps after the events that this ledger has."""

    def __init__(self, session: Session, chain: Chain, places: "Mapping[str, array[int]]") -> None:
        self.session, self.chain = session, chain
        rows = session.execute(sa.select(LedgerRow.id, LedgerRow.length).where(LedgerRow.id.in_(places))).all()
        self.known: dict[str, int] = dict.fromkeys(places, 0) | {row.id: row.length for row in rows}
        self.whole = {name for name, positions in places.items() if _contiguous(positions, self.known[name])}
        here = {row.id for row in rows}
        self.grown = {name for name in self.whole if max(places[name]) > self.known[name]}
        if chain.ledger_id in self.grown:
            raise LedgerError("the file has events of this same ledger that it has lost; import it into a new ledger instead")
        for name in sorted(self.grown - here):
            session.execute(sa.insert(LedgerRow).values(id=name, own=False, length=0, head=""))

    def takes(self, entry: Entry) -> bool:
        """Whether an event belongs to a chain that is adopted."""
        return entry.ledger_id in self.whole

    def check_known(self, entries: Sequence[Entry]) -> None:
        """Raises LedgerError if an event differs from the one that this ledger has in its place."""
        wanted = {entry.hash: entry for entry in entries}
        for part in chunks(wanted):
            found = set(self.session.execute(sa.select(EventRow.hash).where(EventRow.hash.in_(part))).scalars())
            for missing in part:
                if missing not in found:
                    entry = wanted[missing]
                    raise LedgerError(
                        f"the chain of ledger {entry.ledger_id} forks at event {entry.position}; one of the copies was changed"
                    )

    def is_known(self, entry: Entry) -> bool:
        """Whether this ledger already has an event in this place of the chain."""
        return entry.position <= self.known[entry.ledger_id]

    def adopt(self, entry: Entry) -> Entry:
        """Adopts an event; raises LedgerError if its hash does not match, InvalidRecord if no ledger can hold it."""
        check_hash(entry)
        check_event(
            entry.kind,
            by=entry.actor,
            source_sha256=entry.source_sha256,
            known_on=entry.known_on,
            reason=entry.reason,
            details=entry.details,
            recorded_at=entry.recorded_at,
        )
        return self.chain.adopt(entry)

    def finish(self) -> None:
        """Checks the links of the adopted events and stores the new heads; raises LedgerError at the first broken link."""
        for ledger_id in sorted(self.grown):
            broken = first_broken_link(self.session, ledger_id, after=self.known[ledger_id])
            if broken is not None:
                raise LedgerError(f"event {broken} of ledger {ledger_id} does not follow the one before it; the file was changed")
            last = (
                sa.select(EventRow.position, EventRow.hash)
                .where(EventRow.ledger_id == ledger_id)
                .order_by(EventRow.position.desc())
            )
            position, head = self.session.execute(last.limit(1)).one()
            self.session.execute(
                sa.update(LedgerRow).where(LedgerRow.id == ledger_id).values(length=position, head=head),
                execution_options={"synchronize_session": False},
            )


def check_hash(entry: Entry) -> None:
    """Raises LedgerError if the hash of an event does not match."""
    if entry_hash(entry) != entry.hash:
        raise LedgerError(f"event {entry.position} of ledger {entry.ledger_id} was changed: its hash does not match")


def first_broken_link(session: Session, ledger_id: str, *, after: int = 0) -> int | None:
    """The position of the first event that lacks the hash of the previous one, or whose previous one is missing."""
    before = aliased(EventRow)
    query = (
        sa.select(EventRow.position)
        .outerjoin(before, sa.and_(before.ledger_id == EventRow.ledger_id, before.position == EventRow.position - 1))
        .where(
            EventRow.ledger_id == ledger_id,
            EventRow.position > after,
            EventRow.previous_hash != sa.func.coalesce(before.hash, ""),
        )
        .order_by(EventRow.position)
        .limit(1)
    )
    return session.execute(query).scalar()


def _contiguous(positions: Sequence[int], known: int) -> bool:
    new = {position for position in positions if position > known}
    return not new or (min(new) == known + 1 and max(new) == known + len(new))
