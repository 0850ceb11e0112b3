"""Which spellings belong to one person: the state of speakers after all merges and splits."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.ledger.database.models import SpeakerRow
from tracker.ledger.events.chain import entries_of_speakers
from tracker.ledger.events.entry import Entry, cancelled
from tracker.ledger.projection.row_numbers import Numbers, prune_speakers


def fold_speakers(entries: Iterable[Entry]) -> dict[str, str]:
    """The main spelling of each spelling that a merge or split names.

    A merge moves every spelling of one person to another person; a split takes one spelling out again.
    """
    ordered = sorted(entries, key=lambda entry: entry.order)
    gone = cancelled(ordered)
    person: dict[str, str] = {}
    for entry in ordered:
        if entry.hash in gone:
            continue
        name = str(entry.details.get("speaker", ""))
        if entry.kind == "speaker-merge":
            into = person.setdefault(str(entry.details.get("into", "")), str(entry.details.get("into", "")))
            moved = person.setdefault(name, name)
            for spelling, owner in person.items():
                if owner == moved:
                    person[spelling] = into
        elif entry.kind == "speaker-split":
            heirs = sorted(spelling for spelling, owner in person.items() if owner == name and spelling != name)
            for spelling in heirs:
                person[spelling] = heirs[0]
            person[name] = name
    return person


def apply_speakers(session: Session, numbers: Numbers) -> dict[str, str]:
    """Writes which spellings belong to one person, and returns the result of `fold_speakers`."""
    person = fold_speakers(entries_of_speakers(session))
    pairs = {spelling: owner for spelling, owner in person.items() if spelling != owner}
    wanted = {numbers.speaker(spelling): numbers.speaker(owner) for spelling, owner in pairs.items()}
    for row in session.execute(sa.select(SpeakerRow.number, SpeakerRow.person)).all():
        target = wanted.get(row.number, row.number)
        if target != row.person:
            session.execute(
                sa.update(SpeakerRow).where(SpeakerRow.number == row.number).values(person=target),
                execution_options={"synchronize_session": False},
            )
    prune_speakers(session)
    return person
