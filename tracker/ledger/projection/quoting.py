"""Checks that quotes and anchors of claims match the texts of their sources."""

from collections.abc import Iterator
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.errors import LedgerError
from tracker.ledger.database.models import SourceRow
from tracker.ledger.events.claim_state import ClaimState
from tracker.ledger.projection.packing import unpack

KEPT = 64


def check_quoted(session: Session, claim_id: str, state: ClaimState, source_sha256: str | None = None) -> None:
    """Raises LedgerError if quote or anchor of a claim do not match the text of its source, or of another that it moves to."""
    wanted = state if source_sha256 is None else replace(state, source_sha256=source_sha256)
    for fault in Texts(session).faults(wanted):
        raise LedgerError(f"claim {claim_id}: {fault}; give quote, start and end, anchor and anchor_start as in the text")


class Texts:
    """The texts of sources, the latest ones cached: claims of one source are rarely neighbours, but texts are few."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._kept: dict[str, str | None] = {}

    def faults(self, state: ClaimState) -> Iterator[str]:
        """What is wrong with the offsets of a claim's quote and anchor; nothing if the ledger has no text."""
        forecast, sha256 = state.forecast, state.source_sha256
        if sha256 is None or forecast.quote is None or forecast.start is None or forecast.end is None:
            return
        text = self._text(sha256)
        if text is None:
            return
        if text[forecast.start : forecast.end] != forecast.quote:
            yield f"its quote is not at offset {forecast.start} of source {sha256[:12]}"
        anchor, place = forecast.anchor, forecast.anchor_start
        if anchor is not None and place is not None and text[place : place + len(anchor)] != anchor:
            yield f"its anchor is not at offset {place} of source {sha256[:12]}"

    def forget(self, sha256: str) -> None:
        """Drops a text from the cache."""
        self._kept.pop(sha256, None)

    def _text(self, sha256: str) -> str | None:
        if sha256 not in self._kept:
            if len(self._kept) >= KEPT:
                self._kept.pop(next(iter(self._kept)))
            packed = self.session.execute(sa.select(SourceRow.packed).where(SourceRow.sha256 == sha256)).scalar()
            try:
                self._kept[sha256] = unpack(packed, "text") if packed is not None else None
            except LedgerError:
                self._kept[sha256] = None
        return self._kept[sha256]
