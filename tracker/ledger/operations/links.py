"""Links between claims that restate, update or contradict one another, and how due dates slipped along such chains."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.errors import InvalidRecord, LedgerError
from tracker.ledger.database.models import ClaimRow, LinkRow
from tracker.ledger.events.event_schema import RELATIONS
from tracker.ledger.operations.operation import Operation
from tracker.ledger.operations.restating import Restatement, suggest
from tracker.ledger.projection.claim_filter import ClaimFilter
from tracker.ledger.projection.id_prefixes import resolve_id
from tracker.ledger.projection.listing import get_claim, list_claims
from tracker.records import Claim, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """How the due date moved along a chain of restatements.

    `dues` are pairs of the day of speaking and the due date given then. `days` is the last due date minus the first,
    `months_a_year` the same in months for each year between the first and last statement; None when both are on one day.
    """

    chain: str
    dues: tuple[tuple[dt.date, dt.date], ...]
    days: int
    months_a_year: float | None


def link(
    session: Session,
    claim_id: str,
    other_id: str,
    relation: str = "restates",
    *,
    by: str,
    now: dt.datetime,
    reason: str | None = None,
) -> Claim:
    """Records that a claim restates, updates or contradicts another, or is `unrelated`; repeating a link records nothing.

    Restatements and updates form a chain, whose id is that of the earliest claim. Raises InvalidRecord for another relation or for
    a link of a claim to itself, UnknownClaim.
    """
    if relation not in RELATIONS:
        raise InvalidRecord("relation", relation, " or ".join(RELATIONS))
    operation = Operation(session, by=by, now=now)
    held, other = operation.take(claim_id), resolve_id(session, other_id)
    if held.claim_id == other:
        raise InvalidRecord("link", other, "two different claims")
    if not any(each.other_id == other and each.relation == relation for each in held.now.links):
        operation.append(held, "link", {"to": other, "as": relation}, reason=reason)
    return operation.done(held)


def unlink(session: Session, claim_id: str, other_id: str, *, by: str, now: dt.datetime, reason: str | None = None) -> Claim:
    """Removes the link between two claims, in either direction. Raises LedgerError if there is none, UnknownClaim."""
    operation = Operation(session, by=by, now=now)
    first, second = operation.take(claim_id), operation.take(other_id)
    found = False
    for held, other in ((first, second), (second, first)):
        if any(each.other_id == other.claim_id for each in held.now.links):
            operation.append(held, "unlink", {"to": other.claim_id}, reason=reason)
            found = True
    if not found:
        raise LedgerError(f"claims {first.claim_id} and {second.claim_id} are not linked")
    return operation.done(first)


def slip(claims: Sequence[Claim]) -> Slip | None:
    """How the due date moved along a chain; None with fewer than two dated claims."""
    dated = sorted((claim.forecast.said_on, claim.due, claim.id) for claim in claims if claim.due is not None)
    dues = tuple((said, due) for said, due, _id in dated if due is not None)
    if len(dues) < 2:
        return None
    (first_said, first_due), (last_said, last_due) = dues[0], dues[-1]
    days, between = (last_due - first_due).days, (last_said - first_said).days
    # A month is a twelfth of a year, so the unit of days cancels.
    rate = None if between == 0 else 12 * days / between
    return Slip(chain=claims[0].chain or claims[0].id, dues=dues, days=days, months_a_year=rate)


def slips(session: Session, *, speaker: str | None = None) -> list[Slip]:
    """How far the due dates of a speaker's (or everybody's) chains slipped, the longest slip first."""
    multiple = sa.select(ClaimRow.chain).group_by(ClaimRow.chain).having(sa.func.count() > 1)
    found: Iterable[str] = session.execute(multiple).scalars().all()
    each = (slip(list_claims(session, ClaimFilter(chain=chain, speaker=speaker))) for chain in sorted(found))
    return sorted((one for one in each if one is not None), key=lambda one: (-one.days, one.chain))


def restatements(
    session: Session, *, speaker: str | None = None, claim_id: str | None = None, at_least: float = 0.45
) -> list[Restatement]:
    """Suggested restatements, updates and contradictions, for one speaker, one claim, or everybody; the likeliest first.

    Rejected and withdrawn claims are left out, and so are pairs that are already linked. Raises UnknownClaim.
    """
    only = None
    if claim_id is not None:
        claim = get_claim(session, claim_id)
        only, speaker = frozenset((claim.id,)), claim.forecast.speaker
        if speaker is None:
            return []
    wanted = ClaimFilter(statuses=(Status.CANDIDATE, Status.ACCEPTED), speaker=speaker)
    persons: dict[str, list[Claim]] = {}
    for each in list_claims(session, wanted):
        if each.forecast.speaker is not None:
            persons.setdefault(each.forecast.speaker, []).append(each)
    pairs = session.execute(sa.select(ClaimRow.id, LinkRow.other_id).join(ClaimRow, ClaimRow.number == LinkRow.claim_number))
    settled = frozenset(frozenset(row) for row in pairs.all())
    found = [each for claims in persons.values() for each in suggest(claims, only=only, settled=settled, at_least=at_least)]
    return sorted(found, key=lambda each: (-each.score, each.claim_id))
