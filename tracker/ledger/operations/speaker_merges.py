"""Speakers: listing, merging and splitting the spellings of their names."""

import datetime as dt
import difflib
from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.errors import InvalidRecord, LedgerError
from tracker.ledger.database.models import ClaimRow, SpeakerRow
from tracker.ledger.events.chain import entries_of_speakers
from tracker.ledger.operations.operation import Operation
from tracker.ledger.projection.name_likeness import Pair, name_key, suggestions
from tracker.ledger.projection.speaker_state import apply_speakers


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerRecord:
    """A speaker: the main name, the other spellings, and the number of claims."""

    name: str
    aliases: tuple[str, ...]
    claims: int


def speakers(session: Session) -> list[SpeakerRecord]:
    """Every speaker, those with the most claims first."""
    counts = _claims_by_spelling(session)
    rows = session.execute(sa.select(SpeakerRow.number, SpeakerRow.name, SpeakerRow.person)).all()
    names = {row.number: row.name for row in rows}
    spellings: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        spellings[row.person].append(row.number)
    found = [
        SpeakerRecord(
            name=names[person],
            aliases=tuple(sorted(names[each] for each in members if each != person)),
            claims=sum(counts.get(each, 0) for each in members),
        )
        for person, members in spellings.items()
    ]
    return sorted(found, key=lambda each: (-each.claims, each.name))


def _claims_by_spelling(session: Session) -> dict[int | None, int]:
    query = sa.select(ClaimRow.speaker_number, sa.func.count()).group_by(ClaimRow.speaker_number)
    return {row[0]: row[1] for row in session.execute(query)}


def find_speaker(session: Session, name: str) -> str:
    """The spelling that a name refers to, compared by `name_key`; raises LedgerError, which suggests the nearest, if there is none.

    Of several spellings with the same key, it is the person's main one.
    """
    names = list(session.execute(sa.select(SpeakerRow.name)).scalars())
    if name in names:
        return name
    same = sorted(each for each in names if name_key(each) == name_key(name))
    if same:
        return next((each for each in same if _person(session, each) == each), same[0])
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    hint = f"; did you mean {near[0]!r}?" if near else "; `tracker speakers` shows them"
    raise LedgerError(f"no speaker is named {name!r}{hint}")


def merge_speakers(
    session: Session, name: str, into: str, *, by: str, now: dt.datetime, reason: str | None = None
) -> SpeakerRecord:
    """Merges all spellings of one person into another person; records nothing if they are one already.

    The spellings are kept, and a split takes one out again. `into` may be a new spelling of the same name, which is shown from then
    on. Raises LedgerError for an unknown name.
    """
    operation = Operation(session, by=by, now=now)
    moved = find_speaker(session, name)
    target = " ".join(into.split()) if name_key(into) == name_key(moved) else find_speaker(session, into)
    if moved == target:
        raise InvalidRecord("speakers", moved, "two different names")
    if _person(session, moved) != target:
        known = tuple(entries_of_speakers(session))
        operation.append_other("speaker-merge", {"speaker": _person(session, moved), "into": target}, reason=reason, after=known)
        operation.close()
        apply_speakers(session, operation.numbers)
    return _record(session, target)


def split_speaker(session: Session, name: str, *, by: str, now: dt.datetime, reason: str | None = None) -> SpeakerRecord:
    """Makes one spelling a separate person again. Raises LedgerError for an unknown name, or one that is not merged."""
    operation = Operation(session, by=by, now=now)
    spelling = find_speaker(session, name)
    record = _record(session, _person(session, spelling))
    if not record.aliases:
        raise LedgerError(f"{spelling!r} is not merged with another name; there is nothing to split")
    known = tuple(entries_of_speakers(session))
    operation.append_other("speaker-split", {"speaker": spelling, "from": record.name}, reason=reason, after=known)
    operation.close()
    apply_speakers(session, operation.numbers)
    return _record(session, spelling)


def suggest_merges(session: Session) -> list[Pair]:
    """Pairs of speakers whose names look alike, the likeliest first; pairs that somebody split are not suggested again."""
    counts = [(record.name, record.claims) for record in speakers(session)]
    parted = [
        (str(entry.details.get("speaker")), str(entry.details.get("from")))
        for entry in entries_of_speakers(session)
        if entry.kind == "speaker-split"
    ]
    return suggestions(counts, parted)


def _person(session: Session, name: str) -> str:
    person = sa.select(SpeakerRow.person).where(SpeakerRow.name == name).scalar_subquery()
    return str(session.execute(sa.select(SpeakerRow.name).where(SpeakerRow.number == person)).scalar_one())


def _record(session: Session, name: str) -> SpeakerRecord:
    found = next((record for record in speakers(session) if record.name == name or name in record.aliases), None)
    if found is None:
        raise LedgerError(f"no speaker is named {name!r}; `tracker speakers` shows them")
    return found
