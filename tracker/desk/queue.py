"""The claims to go through, in order, read from the ledger a few hundred at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tracker.records import Claim

# Enough that reading more is rare, few enough that it is not felt.
BATCH = 200


@dataclass(slots=True)
class Queue:
    """The ids of the claims met so far, and where among them one is.

    `fetch` reads the first so many claims that are to be gone through as the ledger is then; `left` holds the ids of those that
    need not come again, because they were decided.
    """

    fetch: Callable[[int], Sequence[Claim]]
    ids: list[str] = field(default_factory=list)
    left: set[str] = field(default_factory=set)
    known: dict[str, Claim] = field(default_factory=dict)
    at: int = -1
    exhausted: bool = False

    @property
    def current(self) -> str | None:
        """The id of the claim one is at; None before the first and after the last."""
        return self.ids[self.at] if 0 <= self.at < len(self.ids) else None

    def _more(self) -> bool:
        """Read the next claims; whether there were any. Those passed over come again from the ledger, and are dropped here."""
        met = set(self.ids)
        limit = BATCH + len(met - self.left)
        found = self.fetch(limit)
        fresh = [claim for claim in found if claim.id not in met]
        self.exhausted = len(found) < limit
        self.ids += [claim.id for claim in fresh]
        self.known = {claim.id: claim for claim in fresh}
        return bool(fresh)

    def forward(self) -> str | None:
        """Go to the next claim that is not decided, reading more when those read are at an end; None past the last one."""
        while True:
            self.at = min(self.at, len(self.ids) - 1) + 1
            if self.at >= len(self.ids) and (self.exhausted or not self._more()):
                return None
            if self.current not in self.left:
                return self.current

    def ahead(self, count: int) -> list[str]:
        """The ids of the next claims that are not decided, as far as they have been read."""
        return [each for each in self.ids[self.at + 1 :] if each not in self.left][:count]

    def passed_over(self) -> int:
        """How many of the claims met are not decided."""
        return len(set(self.ids) - self.left)

    def back(self) -> str | None:
        """Go to the claim before; stays at the first."""
        self.at = max(0, min(self.at, len(self.ids)) - 1)
        return self.current

    def go_to(self, claim_id: str) -> None:
        """Go to a claim, which is put here when it was not met before."""
        if claim_id in self.ids:
            self.at = self.ids.index(claim_id)
            return
        self.at = min(max(self.at, 0), len(self.ids))
        self.ids.insert(self.at, claim_id)
