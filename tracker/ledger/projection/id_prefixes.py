"""Prefixes of claim ids: finding the claim that one refers to, and shortening ids for display."""

import difflib
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.errors import UnknownClaim
from tracker.ledger.database.models import ClaimRow
from tracker.ledger.events.chain import chunks

AFTER_EVERY_ID = "~"
SHORTEST = 4
BATCH = 500


def resolve_id(session: Session, prefix: str) -> str:
    """The only id with this prefix; otherwise raises UnknownClaim, which suggests the nearest."""
    wanted = prefix.strip()
    for tried in dict.fromkeys((wanted, wanted.lower())):
        if not tried:
            break
        query = (
            sa.select(ClaimRow.id).where(ClaimRow.id >= tried, ClaimRow.id < tried + AFTER_EVERY_ID).order_by(ClaimRow.id).limit(6)
        )
        found = list(session.execute(query).scalars())
        if len(found) == 1 or tried in found:
            return str(tried if tried in found else found[0])
        if found:
            raise UnknownClaim(prefix, matches=tuple(found))
    raise UnknownClaim(prefix, nearest=_nearest(session, wanted.lower()))


def ids_with_prefix(session: Session, beginning: str, *, limit: int = 50) -> list[tuple[str, str]]:
    """At most `limit` ids with this prefix and their claims' sentences, for completion."""
    query = sa.select(ClaimRow.id, ClaimRow.claim).where(ClaimRow.id >= beginning, ClaimRow.id < beginning + AFTER_EVERY_ID)
    return [(row[0], row[1]) for row in session.execute(query.order_by(ClaimRow.id).limit(limit))]


def _shared(one: str, other: str) -> int:
    """The length of the common prefix of two words."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def short_ids(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """The shortest unique prefix of each claim id, of at least four characters."""
    other = aliased(ClaimRow)
    before = sa.select(sa.func.max(other.id)).where(other.id < ClaimRow.id).scalar_subquery()
    after = sa.select(sa.func.min(other.id)).where(other.id > ClaimRow.id).scalar_subquery()
    found = {}
    for part in chunks(dict.fromkeys(ids), BATCH):
        for claim_id, *neighbours in session.execute(sa.select(ClaimRow.id, before, after).where(ClaimRow.id.in_(part))):
            shared = [_shared(claim_id, each) for each in neighbours if each]
            found[claim_id] = claim_id[: max(SHORTEST, 1 + max(shared, default=0))]
    return found


def _nearest(session: Session, wanted: str) -> str | None:
    if not wanted:
        return None
    query = sa.select(ClaimRow.id).where(ClaimRow.id >= wanted[0], ClaimRow.id < wanted[0] + AFTER_EVERY_ID).limit(2000)
    short = {claim_id[: max(len(wanted), 4)]: claim_id for claim_id in session.execute(query).scalars()}
    close = difflib.get_close_matches(wanted, short, n=1, cutoff=0.6)
    return short[close[0]] if close else None
