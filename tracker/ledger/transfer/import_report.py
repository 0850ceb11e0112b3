"""The report of an import: what was added, what could not be kept, and which days are in the wrong order."""

from collections import Counter
from dataclasses import dataclass

from tracker.order_of_days import Misplaced


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A field that an import could not keep: how often, where first ("line 3", "results[0].question"), and why."""

    field: str
    count: int
    where: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MisplacedClaim:
    """An imported claim whose days are in the wrong order: its place in the file, its id, and which days."""

    where: str
    claim_id: str
    what: Misplaced


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """The result of an import in claims, sources and events; `known` claims gained nothing, `changed` ones gained events.

    `misplaced` are claims whose days are in the wrong order: they are kept unchanged, and no score counts them. `mapping` says
    which heading of a table was read as which field. `signed` counts the events that came without the rest of their chain: their
    hashes match, and they are now in this ledger's own chain.
    """

    added: int
    changed: int
    known: int
    sources: int
    events: int
    losses: tuple[Loss, ...]
    misplaced: tuple[MisplacedClaim, ...] = ()
    mapping: tuple[tuple[str, str], ...] = ()
    signed: int = 0


class Losses:
    """Collects what an import cannot keep, field by field."""

    def __init__(self) -> None:
        self._count: Counter[tuple[str, str]] = Counter()
        self._first: dict[tuple[str, str], str] = {}

    def note(self, field: str, where: str, why: str) -> None:
        """Records one lost value."""
        self._count[field, why] += 1
        self._first.setdefault((field, why), where or "the file")

    def all(self) -> tuple[Loss, ...]:
        """The losses, by field."""
        return tuple(
            Loss(field=field, count=count, where=self._first[field, why], why=why)
            for (field, why), count in sorted(self._count.items())
        )
