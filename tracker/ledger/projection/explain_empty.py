"""Explains why a listing is empty: which condition no claim meets, and which names are close."""

import difflib
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.ledger.database.models import ClaimRow, SourceRow, SpeakerRow
from tracker.ledger.projection.as_of import AsOf
from tracker.ledger.projection.claim_filter import ClaimFilter
from tracker.ledger.projection.filter_conditions import source_numbers
from tracker.ledger.projection.listing import list_claims, tags
from tracker.ledger.projection.name_likeness import name_key

SHOWN = 6
# Fields that set the order, the size or the day of a listing, and exclude no claim by themselves.
NO_FILTERS = frozenset({"order", "descending", "limit", "offset", "as_of", "recorded_by"})


def explain_empty(session: Session, wanted: ClaimFilter) -> str | None:
    """A sentence about a filter that no claim passes; None if the ledger has no claims at all.

    It names an unknown speaker, source or tag together with known ones, the most similar first; else the conditions that no claim
    meets even alone; else all of them.
    """
    if session.execute(sa.select(ClaimRow.number).limit(1)).first() is None:
        return None
    unknown = _unknown(session, wanted)
    if unknown:
        return unknown
    given = [each.name for each in fields(wanted) if each.name not in NO_FILTERS and _given(getattr(wanted, each.name))]
    times = ClaimFilter(as_of=wanted.as_of, recorded_by=wanted.recorded_by, limit=1)
    alone = [name for name in given if not list_claims(session, replace(times, **{name: getattr(wanted, name)}))]
    if alone:
        return f"no claim with {' or with '.join(_words(name, getattr(wanted, name)) for name in alone)}"
    if not given:
        day = wanted.as_of or wanted.recorded_by
        return f"there was no claim on {day}" if day else None
    return f"no claim with {' and '.join(_words(name, getattr(wanted, name)) for name in given)}"


def _given(value: object) -> bool:
    return value is not None and value != ()


def _words(name: str, value: Any) -> str:
    shown = {"statuses": "status", "kinds": "kind", "outcomes": "outcome"}.get(name, name.replace("_", "-"))
    if isinstance(value, bool):
        return shown if value else f"no {shown}"
    return f"{shown} {' or '.join(map(str, value)) if isinstance(value, tuple) else value}"


def _unknown(session: Session, wanted: ClaimFilter) -> str | None:
    if wanted.speaker is not None and not AsOf(session, wanted.recorded_by).spellings(wanted.speaker):
        names = session.execute(sa.select(SpeakerRow.name).where(SpeakerRow.person == SpeakerRow.number)).scalars().all()
        return _near("speaker", wanted.speaker, names)
    if wanted.source is not None and not source_numbers(session, wanted.source):
        return _near("source", wanted.source, session.execute(sa.select(SourceRow.doc).distinct()).scalars().all())
    if wanted.tag is not None:
        known = tags(session)
        if wanted.tag not in known:
            return _near("tag", wanted.tag, known)
    return None


def _near(what: str, name: str, known: Sequence[str]) -> str:
    if not known:
        return f"no {what} {name!r}; the ledger has none"
    by_key = {name_key(each): each for each in sorted(known, reverse=True)}
    near = [by_key[each] for each in difflib.get_close_matches(name_key(name), by_key, n=SHOWN, cutoff=0.5)]
    near += [each for each in by_key.values() if name_key(name) in name_key(each) and each not in near]
    shown = (near + [each for each in sorted(known) if each not in near])[:SHOWN]
    more = ", ..." if len(known) > len(shown) else ""
    return f"no {what} {name!r}; {len(known)} {what}{'' if len(known) == 1 else 's'}: {', '.join(shown)}{more}"
