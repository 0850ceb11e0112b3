"""The report's pages for the ledger as it is now, kept until anything is done in it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from tracker.errors import LedgerError
from tracker.ledger import ClaimFilter, Ledger, Session, chain_head, list_claims
from tracker.records import Status

if TYPE_CHECKING:
    from tracker.reports.site import ReportPages

# Pages kept as text, which is what takes the time to make.
MOST = 200


@dataclass(slots=True)
class LiveCards:
    """Makes the report's pages of a ledger; claims, scores and pages made are kept by the heads of its chains and the day."""

    ledger: Ledger
    today: Callable[[], dt.date]
    _key: tuple[str, dt.date] | None = None
    _pages: "ReportPages | None" = None
    _made: dict[str, str] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def text(self, path: str) -> str:
        """The page or script at a path of the report; raises LedgerError where it has none."""
        with self._lock, self.ledger.reading() as session:
            pages = self._now(session)
            if path not in self._made:
                if len(self._made) >= MOST:
                    self._made.clear()
                self._made[path] = made(pages, path)
            return self._made[path]

    def _now(self, session: Session) -> "ReportPages":
        from tracker.cli.scorecard import word_ranges
        from tracker.reports.site import pages_of

        key = (chain_head(session), self.today())
        if self._pages is None or self._key != key:
            self._made.clear()
            claims = list_claims(session, ClaimFilter(statuses=(Status.ACCEPTED,)))
            self._pages = pages_of(claims, as_of=key[1], word_ranges=word_ranges(), desk="/review")
            self._key = key
        return self._pages


def made(pages: "ReportPages", path: str) -> str:
    """The text at a path of the report; raises LedgerError where it has none."""
    if path == "index.html":
        return pages.overview()
    if path == "claims.html":
        return pages.claim_list()
    if path == "assets/claims.js":
        return pages.claim_data()
    name = next((who for who, file in pages.names.items() if path == f"speakers/{file}"), None)
    if name is None:
        raise LedgerError("there is no such page; the first is /scorecards")
    return pages.speaker(name)
