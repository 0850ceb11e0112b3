"""The tables of a ledger: append-only events, and what is derived from them.

`events` and the texts in `sources` are the record; every other table can be emptied and rebuilt from them. Deleting never
cascades. Four of the indexes are partial (`own`, `claim_id IS NULL`, `outcome IS NULL`, `outcome IS NOT NULL`); only the
migrations say so, since saying it here would load both databases' dialects at every start.
"""

import datetime as dt
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Date,
    DateTime,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from tracker.ledger.database.instants import instant_from_text, instant_text

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# Byte order on both databases, so that sorting and prefix ranges agree whatever the server's locale.
IDENTIFIER = String(40).with_variant(String(40, collation="C"), "postgresql")


class Instant(TypeDecorator[dt.datetime]):
    """An aware instant: `timestamptz` on PostgreSQL, fixed-width text in UTC on SQLite, microseconds on both."""

    impl = String(27)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column type of a database."""
        kind: TypeEngine[Any] = DateTime(timezone=True) if dialect.name == "postgresql" else String(27)
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> object:
        """The value to give to the driver."""
        if value is None or dialect.name == "postgresql":
            return value
        return instant_text(value)

    def process_result_value(self, value: object, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """The value in UTC."""
        if value is None:
            return None
        return value.astimezone(dt.UTC) if isinstance(value, dt.datetime) else instant_from_text(str(value))


class Base(DeclarativeBase):
    """The declarative base; every constraint gets a name, because later migrations need one."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {int: BigInteger().with_variant(Integer, "sqlite"), str: Text, float: Double, dt.datetime: Instant}  # noqa: RUF012


class LedgerRow(Base):
    """A chain of events: this ledger's own, or one that was imported. `head` is the hash of its last event."""

    __tablename__ = "ledgers"
    __table_args__ = (Index("uq_ledgers_own", "own", unique=True),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    own: Mapped[bool] = mapped_column(Boolean)
    length: Mapped[int]
    head: Mapped[str] = mapped_column(String(64))


class EventRow(Base):
    """One event; a trigger refuses every change. `number` is the order of arrival in this ledger.

    `details` is canonical JSON text, because the hash covers its exact characters.
    """

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("ledger_id", "position"),
        Index("ix_events_claim_id", "claim_id"),
        Index("ix_events_source_sha256", "source_sha256"),
        Index("ix_events_hash", "hash"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ledger_id: Mapped[str] = mapped_column(String(32), ForeignKey("ledgers.id", ondelete="RESTRICT"))
    position: Mapped[int]
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(32))
    claim_id: Mapped[str | None] = mapped_column(IDENTIFIER)
    source_sha256: Mapped[str | None] = mapped_column(String(64))
    actor: Mapped[str]
    recorded_at: Mapped[dt.datetime]
    known_on: Mapped[dt.date | None] = mapped_column(Date)
    reason: Mapped[str | None]
    details: Mapped[str]


class SourceRow(Base):
    """A transcript: its text, and its state after all its events. `like` is the SHA-256 of a source with the same talk.

    `packed` is the text and `layout` its speakers, passages and times as JSON, both compressed by zlib; None after an import
    without text. `packed_sha256` is the hash of both as stored.
    """

    __tablename__ = "sources"
    __table_args__ = (Index("ix_sources_said_on", "said_on"), Index("ix_sources_doc", "doc"))

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    doc: Mapped[str]
    said_on: Mapped[dt.date] = mapped_column(Date)
    title: Mapped[str | None]
    url: Mapped[str | None]
    language: Mapped[str | None]
    reader: Mapped[str | None]
    status: Mapped[str] = mapped_column(String(16))
    replaced_by: Mapped[str | None] = mapped_column(String(64))
    like: Mapped[str | None] = mapped_column(String(64))
    characters: Mapped[int | None]
    packed: Mapped[bytes | None] = mapped_column(LargeBinary)
    layout: Mapped[bytes | None] = mapped_column(LargeBinary)
    packed_sha256: Mapped[str | None] = mapped_column(String(64))


class SourceMarkRow(Base):
    """A fingerprint of a source's text, by which the same talk from another site is recognised (see `text_marks`)."""

    __tablename__ = "source_marks"
    __table_args__ = (Index("ix_source_marks_source_number", "source_number"),)

    mark: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source_number: Mapped[int] = mapped_column(
        ForeignKey("sources.number", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )


class SpeakerRow(Base):
    """One spelling of a speaker's name. `person` is the number of the person's main spelling."""

    __tablename__ = "speakers"
    __table_args__ = (Index("ix_speakers_person", "person"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text, unique=True)
    person: Mapped[int] = mapped_column(ForeignKey("speakers.number", ondelete="RESTRICT", deferrable=True, initially="DEFERRED"))


class RunRow(Base):
    """One run of the extractor on one source: who ran it, when, and its version and options as canonical JSON."""

    __tablename__ = "extraction_runs"
    __table_args__ = (Index("ix_extraction_runs_source_number", "source_number"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source_number: Mapped[int] = mapped_column(ForeignKey("sources.number", ondelete="RESTRICT"))
    actor: Mapped[str]
    recorded_at: Mapped[dt.datetime]
    options: Mapped[str]


class ClaimRow(Base):
    """The state of a claim after all its events.

    `number` is that of its first event, `uncertainty` the distance of its confidence from 0.5.
    """

    __tablename__ = "claims"
    __table_args__ = (
        CheckConstraint("status IN ('candidate', 'accepted', 'rejected', 'withdrawn')", name="status"),
        Index("ix_claims_due", "due", "id"),
        Index("ix_claims_said_on", "said_on", "id"),
        Index("ix_claims_source", "source_number", "quote_start"),
        Index("ix_claims_speaker", "speaker_number", "due", "id"),
        Index("ix_claims_speaker_said", "speaker_number", "said_on", "id"),
        Index("ix_claims_status_confidence", "status", "confidence", "id"),
        Index("ix_claims_status_uncertainty", "status", "uncertainty", "id"),
        Index("ix_claims_status_due", "status", "due", "id"),
        Index("ix_claims_status_said", "status", "said_on", "id"),
        Index("ix_claims_chain", "chain"),
        Index("ix_claims_outcome_said", "outcome", "said_on", "id"),
        Index("ix_claims_pending", "status", "due", "id"),
        Index("ix_claims_pending_speaker", "speaker_number", "due", "id"),
        Index("ix_claims_recorded_last", "recorded_last"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(IDENTIFIER, unique=True)
    source_number: Mapped[int | None] = mapped_column(ForeignKey("sources.number", ondelete="RESTRICT"))
    speaker_number: Mapped[int | None] = mapped_column(ForeignKey("speakers.number", ondelete="RESTRICT"))
    status: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(16))
    polarity: Mapped[str] = mapped_column(String(16))
    said_on: Mapped[dt.date] = mapped_column(Date)
    claim: Mapped[str]
    doc: Mapped[str | None]
    quote: Mapped[str | None]
    quote_start: Mapped[int | None]
    quote_end: Mapped[int | None]
    anchor: Mapped[str | None]
    anchor_start: Mapped[int | None]
    speaker_confidence: Mapped[float]
    t_start_ms: Mapped[int | None]
    t_end_ms: Mapped[int | None]
    horizon_text: Mapped[str | None]
    window_start: Mapped[dt.date | None] = mapped_column(Date)
    due: Mapped[dt.date | None] = mapped_column(Date)
    grain: Mapped[str | None] = mapped_column(String(16))
    horizon_rule: Mapped[str | None]
    anchored_on: Mapped[dt.date | None] = mapped_column(Date)
    odds_text: Mapped[str | None]
    odds_low: Mapped[float | None]
    odds_high: Mapped[float | None]
    hedge_text: Mapped[str | None]
    hedge_low: Mapped[float | None]
    hedge_high: Mapped[float | None]
    hedge_scale: Mapped[str | None]
    condition: Mapped[str | None]
    confidence: Mapped[float]
    uncertainty: Mapped[float]
    trace: Mapped[str]
    about: Mapped[str] = mapped_column(Text, server_default="[]")
    outcome: Mapped[str | None] = mapped_column(String(16))
    outcome_known_on: Mapped[dt.date | None] = mapped_column(Date)
    conflicted: Mapped[bool] = mapped_column(Boolean)
    reoffered: Mapped[bool] = mapped_column(Boolean)
    chain: Mapped[str] = mapped_column(IDENTIFIER)
    recorded_first: Mapped[dt.datetime]
    recorded_last: Mapped[dt.datetime]


class QuantityRow(Base):
    """A magnitude in a claim; `place` is its order there."""

    __tablename__ = "quantities"

    claim_number: Mapped[int] = mapped_column(
        ForeignKey("claims.number", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[str]
    low: Mapped[float | None]
    high: Mapped[float | None]
    unit: Mapped[str]
    comparator: Mapped[str] = mapped_column(String(16))


class TagRow(Base):
    """A tag of a claim."""

    __tablename__ = "claim_tags"
    __table_args__ = (Index("ix_claim_tags_tag", "tag", "claim_number"),)

    claim_number: Mapped[int] = mapped_column(
        ForeignKey("claims.number", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    tag: Mapped[str] = mapped_column(Text, primary_key=True)


class JudgementRow(Base):
    """A current judgement of a claim's outcome; at most one for each claim counts."""

    __tablename__ = "judgements"
    __table_args__ = (Index("ix_judgements_known_on", "known_on", "claim_number"),)

    claim_number: Mapped[int] = mapped_column(
        ForeignKey("claims.number", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    counts: Mapped[bool] = mapped_column(Boolean)
    actor: Mapped[str]
    outcome: Mapped[str] = mapped_column(String(16))
    known_on: Mapped[dt.date] = mapped_column(Date)
    happened_on: Mapped[dt.date | None] = mapped_column(Date)
    credit: Mapped[float | None]
    value: Mapped[float | None]
    evidence: Mapped[str]
    note: Mapped[str | None]


class LinkRow(Base):
    """A link from a claim to another: `restates`, `updates` or `contradicts`. The other claim may not have been imported yet."""

    __tablename__ = "links"
    __table_args__ = (Index("ix_links_other_id", "other_id"),)

    claim_number: Mapped[int] = mapped_column(
        ForeignKey("claims.number", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    other_id: Mapped[str] = mapped_column(IDENTIFIER, primary_key=True)
    relation: Mapped[str] = mapped_column(String(16))
    recorded_at: Mapped[dt.datetime]
