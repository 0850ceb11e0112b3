"""The report's pages for the current ledger, cached until it changes."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock

from tracker.errors import LedgerError
from tracker.ledger import ClaimFilter, Ledger, Session, chain_head, list_claims
from tracker.records import Status

# Cached pages, as text: rendering takes the time.
MOST = 200
TITLE = "Predictions and how they came out"


@dataclass(slots=True)
class LiveCards:
    """Renders the report's pages of a ledger; claims, scores and pages are cached by the heads of its chains and the day."""

    ledger: Ledger
    today: Callable[[], dt.date]
    _key: tuple[str, dt.date] | None = None
    _makers: Mapping[str, Callable[[], str]] = field(default_factory=dict)
    _made: dict[str, str] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def text(self, path: str) -> str:
        """The page or script at a path of the report; raises LedgerError if there is none."""
        with self._lock, self.ledger.reading() as session:
            makers = self._now(session)
            if path not in makers or path.startswith("claims/"):
                raise LedgerError("there is no such page; the first is /scorecards")
            if path not in self._made:
                if len(self._made) >= MOST:
                    self._made.clear()
                self._made[path] = makers[path]()
            return self._made[path]

    def _now(self, session: Session) -> Mapping[str, Callable[[], str]]:
        from tracker.cli.score.scorecard_commands import word_ranges
        from tracker.reports.site.build import looked_back, page_makers
        from tracker.reports.site.shown import shown
        from tracker.reports.site.site_pages import Frame
        from tracker.scoring.score_records import DEFAULT_POLICY

        key = (chain_head(session), self.today())
        if self._key != key:
            self._made.clear()
            claims = list_claims(session, ClaimFilter(statuses=(Status.ACCEPTED,)))
            site = shown(
                claims,
                title=TITLE,
                as_of=key[1],
                since=looked_back(key[1]),
                policy=DEFAULT_POLICY,
                words=word_ranges(),
                site_url=None,
            )
            self._makers = page_makers(Frame(shown=site, desk="/review"))
            self._key = key
        return self._makers
