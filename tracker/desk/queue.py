"""The claims to go through, in order, read from the ledger a few hundred at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tracker.records import Claim

# Large enough that reading more is rare, small enough to be fast.
BATCH = 200


@dataclass(slots=True)
class Queue:
    """The ids of the claims read so far, and the current position among them.

    `fetch` reads the first so many claims of the queue from the ledger as it is then; `left` holds the ids of those that were
    decided and need not come again.
    """

    fetch: Callable[[int], Sequence[Claim]]
    ids: list[str] = field(default_factory=list)
    left: set[str] = field(default_factory=set)
    known: dict[str, Claim] = field(default_factory=dict)
    at: int = -1
    exhausted: bool = False

    @property
    def current(self) -> str | None:
        """The id of the current claim; None before the first and after the last."""
        return self.ids[self.at] if 0 <= self.at < len(self.ids) else None

    def _more(self) -> bool:
        """Read the next claims; returns whether there were any. Skipped ones come again from the ledger, and are dropped here."""
        met = set(self.ids)
        limit = BATCH + len(met - self.left)
        found = self.fetch(limit)
        fresh = [claim for claim in found if claim.id not in met]
        self.exhausted = len(found) < limit
        self.ids += [claim.id for claim in fresh]
        self.known = {claim.id: claim for claim in fresh}
        return bool(fresh)

    def forward(self) -> str | None:
        """Go to the next undecided claim, reading more as needed; to None after the last one."""
        while True:
            self.at = min(self.at, len(self.ids) - 1) + 1
            if self.at >= len(self.ids) and (self.exhausted or not self._more()):
                return None
            if self.current not in self.left:
                return self.current

    def ahead(self, count: int) -> list[str]:
        """The ids of the next undecided claims, as far as they have been read."""
        return [each for each in self.ids[self.at + 1 :] if each not in self.left][:count]

    def passed_over(self) -> int:
        """How many of the claims read are undecided."""
        return len(set(self.ids) - self.left)

    def back(self) -> str | None:
        """Go to the previous claim; stay at the first."""
        self.at = max(0, min(self.at, len(self.ids)) - 1)
        return self.current

    def go_to(self, claim_id: str) -> None:
        """Go to a claim, inserting it here if it was not read before."""
        if claim_id in self.ids:
            self.at = self.ids.index(claim_id)
            return
        self.at = min(max(self.at, 0), len(self.ids))
        self.ids.insert(self.at, claim_id)
