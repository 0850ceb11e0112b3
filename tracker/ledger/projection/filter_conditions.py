"""The conditions of a claim filter in SQL."""

import datetime as dt
from collections.abc import Callable, Sequence
from operator import ge, le, lt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.ledger.database.models import ClaimRow, JudgementRow, SourceRow, TagRow
from tracker.ledger.projection.as_of import AsOf
from tracker.ledger.projection.claim_filter import ClaimFilter
from tracker.ledger.projection.row_numbers import speaker_number
from tracker.ledger.projection.searching import MANY, matching
from tracker.ledger.projection.sources import is_named

Condition = sa.ColumnElement[bool]


def source_numbers(session: Session, name: str) -> list[int]:
    """The numbers of the sources with this document name, or a SHA-256 with this prefix."""
    return list(session.execute(sa.select(SourceRow.number).where(is_named(name))).scalars())


def fixed_conditions(session: Session, wanted: ClaimFilter, view: AsOf) -> list[Condition]:
    """The conditions that do not depend on judgements."""
    found: list[Condition] = []
    if wanted.statuses:
        found.append(_statuses(session, wanted))
    if wanted.kinds:
        found.append(ClaimRow.kind.in_([kind.value for kind in wanted.kinds]))
    if wanted.speaker is not None:
        found.append(_one_of(ClaimRow.speaker_number, [speaker_number(each) for each in view.spellings(wanted.speaker)]))
    if wanted.source is not None:
        found.append(ClaimRow.source_number.in_(source_numbers(session, wanted.source)))
    if wanted.tag is not None:
        found.append(_tagged(session, wanted.tag))
    if wanted.chain is not None:
        found.append(in_chain(wanted.chain, view))
    if wanted.reoffered is not None:
        found.append(ClaimRow.reoffered.is_(wanted.reoffered))
    if wanted.ids is not None:
        found.append(ClaimRow.id.in_(wanted.ids))
    if wanted.text is not None:
        # A listing in index order is read only as far as its limit; one that must be sorted tests every claim.
        ordered = len(set(wanted.statuses)) <= 1 and (wanted.speaker is None or len(view.spellings(wanted.speaker)) <= 1)
        found.append(matching(session, wanted.text, in_order=ordered))
    return found + _bounds(wanted)


def _one_of(column: Any, values: Sequence[Any]) -> Condition:
    """SQLite reads in index order for one equal value, but not for a list of one."""
    found: Condition = column == values[0] if len(values) == 1 else column.in_(values)
    return found


def _statuses(session: Session, wanted: ClaimFilter) -> Condition:
    values = [status.value for status in wanted.statuses]
    found = _one_of(ClaimRow.status, values)
    if not on_sqlite(session):
        return found
    narrowed = (wanted.speaker, wanted.source, wanted.chain, wanted.ids) != (None, None, None, None)
    if not narrowed:
        if len(values) == 1:
            return found
        few = sa.select(sa.literal(1)).where(found).limit(MANY + 1).subquery()
        if int(session.execute(sa.select(sa.func.count()).select_from(few)).scalar_one()) <= MANY:
            return found
    # SQLite does not know how many claims have a status. The plus rules out the index on statuses: SQLite then uses that of the
    # speaker or source, or reads in the listing's order instead of sorting most of the ledger.
    return sa.literal_column("+claims.status").in_(values)


def in_chain(chain: str, view: AsOf) -> Condition:
    """The condition that a claim is in a chain, as of the view's day."""
    return ClaimRow.chain == chain if view.day is None else ClaimRow.id.in_(view.chained(chain))


def _tagged(session: Session, tag: str) -> Condition:
    """The condition that a claim has a tag: looked up at once for a rare tag, claim by claim for a common one."""
    few = sa.select(sa.literal(1)).where(TagRow.tag == tag).limit(MANY + 1).subquery()
    if int(session.execute(sa.select(sa.func.count()).select_from(few)).scalar_one()) <= MANY:
        return ClaimRow.number.in_(sa.select(TagRow.claim_number).where(TagRow.tag == tag))
    return sa.exists().where(TagRow.claim_number == ClaimRow.number, TagRow.tag == tag)


def _bounds(wanted: ClaimFilter) -> list[Condition]:
    bounds: tuple[tuple[Any, Callable[[Any, Any], Condition], object], ...] = (
        (ClaimRow.due, le, wanted.due_before),
        (ClaimRow.due, ge, wanted.due_after),
        (ClaimRow.said_on, le, wanted.said_before),
        (ClaimRow.said_on, ge, wanted.said_after),
        (ClaimRow.said_on, le, wanted.as_of),
        (ClaimRow.confidence, lt, wanted.below),
        (ClaimRow.confidence, ge, wanted.at_least),
    )
    return [compared(column, bound) for column, compared, bound in bounds if bound is not None]


def outcome_conditions(wanted: ClaimFilter) -> list[Condition]:
    """The conditions that depend on judgements."""
    found: list[Condition] = []
    if wanted.outcomes:
        found.append(ClaimRow.outcome.in_([outcome.value for outcome in wanted.outcomes]))
    if wanted.pending is not None:
        found.append(ClaimRow.outcome.is_(None) if wanted.pending else ClaimRow.outcome.is_not(None))
    if wanted.conflicted is not None:
        found.append(ClaimRow.conflicted.is_(wanted.conflicted))
    return found


def known_later(as_of: dt.date) -> Condition:
    """The condition that a judgement of the claim was known only after a day."""
    later = sa.select(JudgementRow.claim_number).where(JudgementRow.known_on > as_of)
    return ClaimRow.number.in_(later)


def not_known_later(as_of: dt.date) -> Condition:
    """The opposite, tested claim by claim, since a listing is read only as far as its limit."""
    later = sa.exists().where(JudgementRow.claim_number == ClaimRow.number, JudgementRow.known_on > as_of)
    return sa.or_(ClaimRow.outcome.is_(None), ~later)


def on_sqlite(session: Session) -> bool:
    """Whether the session's database is SQLite."""
    return session.get_bind().dialect.name == "sqlite"
