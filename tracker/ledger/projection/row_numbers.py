"""The row numbers of sources and speakers; the rows of speakers are created and deleted here."""

import hashlib
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.errors import LedgerError
from tracker.ledger.database.models import ClaimRow, SourceRow, SpeakerRow
from tracker.ledger.projection.name_likeness import name_key


class Numbering(Protocol):
    """Looks up the row numbers of sources and speakers."""

    def source(self, sha256: str | None) -> int | None:
        """The number of a source; None for None."""

    def speaker(self, name: str | None) -> int | None:
        """The number of a spelling; None for None."""


class Numbers:
    """The row numbers of sources and speakers, each looked up once; a new spelling gets a row."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._sources: dict[str, int | None] = {}
        self._speakers: dict[str, int] = {}
        self._written: dict[str, str] | None = None
        self._shown: dict[str, str] = {}

    def source(self, sha256: str | None) -> int | None:
        """The number of a source; None for None or an unknown source."""
        if sha256 is None:
            return None
        if sha256 not in self._sources:
            query = sa.select(SourceRow.number).where(SourceRow.sha256 == sha256)
            self._sources[sha256] = self.session.execute(query).scalar()
        return self._sources[sha256]

    def forget_source(self, sha256: str) -> None:
        """Drops a source from the cache."""
        self._sources.pop(sha256, None)

    def speaker(self, name: str | None) -> int | None:
        """The number of a spelling, which gets a row if it is new."""
        if name is None:
            return None
        if name not in self._speakers:
            number = speaker_number(name)
            found = self.session.execute(sa.select(SpeakerRow.name).where(SpeakerRow.number == number)).scalar()
            if found is None:
                self.session.execute(sa.insert(SpeakerRow).values(number=number, name=name, person=number))
            elif found != name:
                raise LedgerError(f"the names {found!r} and {name!r} have the same number; spell one of them differently")
            self._speakers[name] = number
        return self._speakers[name]

    def known_spelling(self, name: str | None) -> str | None:
        """The ledger's existing spelling of a name, compared by `name_key`; a new name unchanged."""
        if name is None or name in self._speakers:
            return name
        if name not in self._shown:
            self._shown[name] = self._first_written(name)
        return self._shown[name]

    def _first_written(self, name: str) -> str:
        if self.session.execute(sa.select(SpeakerRow.name).where(SpeakerRow.number == speaker_number(name))).scalar() == name:
            return name
        if self._written is None:
            query = sa.select(SpeakerRow.name).order_by(SpeakerRow.person == SpeakerRow.number, SpeakerRow.name.desc())
            # The last wins: main spellings before merged ones.
            self._written = {name_key(each): each for each in self.session.execute(query).scalars()}
        return self._written.setdefault(name_key(name), name)

    def drop_unused(self, name: str | None) -> None:
        """Deletes the row of a spelling if no claim and no merge uses it."""
        if name is not None:
            prune_speakers(self.session, SpeakerRow.number == speaker_number(name))
            self._speakers.pop(name, None)
            self._written = None
            self._shown.clear()


def speaker_number(name: str) -> int:
    """The number of a spelling: 63 bits of its SHA-256, which does not depend on the order of insertion."""
    return int.from_bytes(hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()[:8]) >> 1


def prune_speakers(session: Session, *conditions: sa.ColumnElement[bool]) -> None:
    """Deletes the spellings that no claim has and that no other spelling belongs to."""
    other = aliased(SpeakerRow)
    unused = sa.and_(
        SpeakerRow.person == SpeakerRow.number,
        ~sa.exists().where(ClaimRow.speaker_number == SpeakerRow.number),
        ~sa.exists().where(other.person == SpeakerRow.number, other.number != SpeakerRow.number),
        *conditions,
    )
    session.execute(sa.delete(SpeakerRow).where(unused), execution_options={"synchronize_session": False})
