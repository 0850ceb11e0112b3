"""Each analyst's last decision on each claim, for comparing readers."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.ledger.events.chain import chunks, entries_by_claim
from tracker.ledger.events.entry import Entry, cancelled
from tracker.ledger.projection.claim_filter import ClaimFilter, Order
from tracker.ledger.projection.listing import list_claims

KINDS = {"accept": "decision", "reject": "decision", "withdraw": "decision", "resolve": "outcome", "settle": "outcome"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderDecision:
    """An analyst's last decision on a claim, of kind `decision` (whether to keep it) or `outcome`.

    `value` is accept, reject or withdraw, or the outcome with the credit of a partial one. `blind` means that the analyst had not
    seen the decisions of others.
    """

    claim_id: str
    by: str
    kind: str
    value: str
    blind: bool


def reader_decisions(session: Session, wanted: ClaimFilter | None = None) -> list[ReaderDecision]:
    """Every analyst's last decision and last judgement on each claim, by claim, kind and analyst; undone ones are left out."""
    claims = list_claims(session, wanted or ClaimFilter(order=Order.ID))
    found: list[ReaderDecision] = []
    for part in chunks(sorted(claim.id for claim in claims)):
        entries = entries_by_claim(session, part)
        for claim_id in part:
            found += _of_claim(claim_id, entries.get(claim_id, []))
    return found


def _of_claim(claim_id: str, entries: list[Entry]) -> Iterator[ReaderDecision]:
    gone = cancelled(entries)
    last: dict[tuple[str, str], ReaderDecision] = {}
    for entry in entries:
        if entry.hash in gone or entry.kind not in KINDS or entry.details.get("because"):
            continue
        value = entry.kind
        if KINDS[entry.kind] == "outcome":
            credit = entry.details.get("credit")
            value = str(entry.details.get("outcome")) + (f" {credit:g}" if credit is not None else "")
        last[KINDS[entry.kind], entry.actor] = ReaderDecision(
            claim_id=claim_id,
            by=entry.actor,
            kind=KINDS[entry.kind],
            value=value,
            blind=bool(entry.details.get("blind")),
        )
    yield from (last[key] for key in sorted(last))
