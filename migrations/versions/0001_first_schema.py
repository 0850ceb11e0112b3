"""The first schema: events, and what is derived from them.

Revision ID: 0001
Revises:
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
IDENTIFIER = sa.String(40).with_variant(sa.String(40, collation="C"), "postgresql")
INSTANT = sa.String(27).with_variant(sa.DateTime(timezone=True), "postgresql")

SQLITE = (
    "CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END",
    "CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END",
    "CREATE VIRTUAL TABLE claims_search USING fts5(claim, quote, content='claims', content_rowid='number', "
    "tokenize='unicode61 remove_diacritics 2', prefix='2 3 4')",
    "CREATE TRIGGER claims_search_insert AFTER INSERT ON claims BEGIN "
    "INSERT INTO claims_search(rowid, claim, quote) VALUES (new.number, new.claim, new.quote); END",
    "CREATE TRIGGER claims_search_delete AFTER DELETE ON claims BEGIN "
    "INSERT INTO claims_search(claims_search, rowid, claim, quote) VALUES ('delete', old.number, old.claim, old.quote); END",
    "CREATE TRIGGER claims_search_update AFTER UPDATE OF claim, quote ON claims "
    "WHEN old.claim IS NOT new.claim OR old.quote IS NOT new.quote BEGIN "
    "INSERT INTO claims_search(claims_search, rowid, claim, quote) VALUES ('delete', old.number, old.claim, old.quote); "
    "INSERT INTO claims_search(rowid, claim, quote) VALUES (new.number, new.claim, new.quote); END",
)

POSTGRESQL = (
    "CREATE FUNCTION tracker_events_are_final() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'events are never changed or deleted'; END $$",
    "CREATE TRIGGER events_no_change BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION tracker_events_are_final()",
    "CREATE TRIGGER events_no_truncate BEFORE TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION tracker_events_are_final()",
    "ALTER TABLE claims ADD COLUMN search tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple', claim || ' ' || coalesce(quote, ''))) STORED",
    "CREATE INDEX ix_claims_search ON claims USING gin (search)",
)


def upgrade() -> None:
    """Makes every table, the triggers that keep events as they are, full text search, and this ledger's id."""
    _ledgers()
    _sources()
    _source_marks()
    _speakers()
    _claims()
    _events()
    _extraction_runs()
    _claim_tags()
    _judgements()
    _links()
    _quantities()
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.get_bind().exec_driver_sql(statement)
    ledgers = sa.table("ledgers", sa.column("id"), sa.column("own"), sa.column("length"), sa.column("head"))
    op.execute(ledgers.insert().values(id=secrets.token_hex(8), own=True, length=0, head=""))


def downgrade() -> None:
    """A ledger is never moved down: take back the copy that `tracker db backup` made."""
    raise NotImplementedError


def _ledgers() -> None:
    op.create_table(
        "ledgers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("length", WHOLE, nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ledgers"),
    )
    op.create_index("uq_ledgers_own", "ledgers", ["own"], unique=True, sqlite_where=sa.text("own"), postgresql_where=sa.text("own"))


def _sources() -> None:
    op.create_table(
        "sources",
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("reader", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("replaced_by", sa.String(length=64), nullable=True),
        sa.Column("like", sa.String(length=64), nullable=True),
        sa.Column("characters", WHOLE, nullable=True),
        sa.Column("packed", sa.LargeBinary(), nullable=True),
        sa.Column("layout", sa.LargeBinary(), nullable=True),
        sa.Column("packed_sha256", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_sources"),
        sa.UniqueConstraint("sha256", name="uq_sources_sha256"),
    )
    op.create_index("ix_sources_doc", "sources", ["doc"], unique=False)
    op.create_index("ix_sources_said_on", "sources", ["said_on"], unique=False)


def _source_marks() -> None:
    op.create_table(
        "source_marks",
        sa.Column("mark", WHOLE, autoincrement=False, nullable=False),
        sa.Column("source_number", WHOLE, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["source_number"], ["sources.number"], name="fk_source_marks_source_number_sources", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("mark", "source_number", name="pk_source_marks"),
    )
    op.create_index("ix_source_marks_source_number", "source_marks", ["source_number"], unique=False)


def _speakers() -> None:
    op.create_table(
        "speakers",
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("person", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["person"],
            ["speakers.number"],
            name="fk_speakers_person_speakers",
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("number", name="pk_speakers"),
        sa.UniqueConstraint("name", name="uq_speakers_name"),
    )
    op.create_index("ix_speakers_person", "speakers", ["person"], unique=False)


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("source_number", WHOLE, nullable=True),
        sa.Column("speaker_number", WHOLE, nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("polarity", sa.String(length=16), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("doc", sa.Text(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column("quote_start", WHOLE, nullable=True),
        sa.Column("quote_end", WHOLE, nullable=True),
        sa.Column("anchor", sa.Text(), nullable=True),
        sa.Column("anchor_start", WHOLE, nullable=True),
        sa.Column("speaker_confidence", sa.Double(), nullable=False),
        sa.Column("t_start_ms", WHOLE, nullable=True),
        sa.Column("t_end_ms", WHOLE, nullable=True),
        sa.Column("horizon_text", sa.Text(), nullable=True),
        sa.Column("window_start", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("grain", sa.String(length=16), nullable=True),
        sa.Column("horizon_rule", sa.Text(), nullable=True),
        sa.Column("anchored_on", sa.Date(), nullable=True),
        sa.Column("odds_text", sa.Text(), nullable=True),
        sa.Column("odds_low", sa.Double(), nullable=True),
        sa.Column("odds_high", sa.Double(), nullable=True),
        sa.Column("hedge_text", sa.Text(), nullable=True),
        sa.Column("hedge_low", sa.Double(), nullable=True),
        sa.Column("hedge_high", sa.Double(), nullable=True),
        sa.Column("hedge_scale", sa.Text(), nullable=True),
        sa.Column("condition", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("uncertainty", sa.Double(), nullable=False),
        sa.Column("trace", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("outcome_known_on", sa.Date(), nullable=True),
        sa.Column("conflicted", sa.Boolean(), nullable=False),
        sa.Column("reoffered", sa.Boolean(), nullable=False),
        sa.Column("chain", IDENTIFIER, nullable=False),
        sa.Column("recorded_first", INSTANT, nullable=False),
        sa.Column("recorded_last", INSTANT, nullable=False),
        sa.CheckConstraint("status IN ('candidate', 'accepted', 'rejected', 'withdrawn')", name="ck_claims_status"),
        sa.ForeignKeyConstraint(["source_number"], ["sources.number"], name="fk_claims_source_number_sources", ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["speaker_number"], ["speakers.number"], name="fk_claims_speaker_number_speakers", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_claims"),
        sa.UniqueConstraint("id", name="uq_claims_id"),
    )
    op.create_index("ix_claims_chain", "claims", ["chain"], unique=False)
    op.create_index("ix_claims_due", "claims", ["due", "id"], unique=False)
    op.create_index(
        "ix_claims_outcome",
        "claims",
        ["outcome", "due"],
        unique=False,
        sqlite_where=sa.text("outcome IS NOT NULL"),
        postgresql_where=sa.text("outcome IS NOT NULL"),
    )
    op.create_index("ix_claims_recorded_last", "claims", ["recorded_last"], unique=False)
    op.create_index("ix_claims_said_on", "claims", ["said_on", "id"], unique=False)
    op.create_index("ix_claims_source", "claims", ["source_number", "quote_start"], unique=False)
    op.create_index("ix_claims_speaker", "claims", ["speaker_number", "due", "id"], unique=False)
    op.create_index("ix_claims_status_confidence", "claims", ["status", "confidence", "id"], unique=False)
    op.create_index("ix_claims_status_uncertainty", "claims", ["status", "uncertainty", "id"], unique=False)
    op.create_index("ix_claims_status_due", "claims", ["status", "due", "id"], unique=False)


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("ledger_id", sa.String(length=32), nullable=False),
        sa.Column("position", WHOLE, nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("claim_id", IDENTIFIER, nullable=True),
        sa.Column("source_sha256", sa.String(length=64), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("known_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ledger_id"], ["ledgers.id"], name="fk_events_ledger_id_ledgers", ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("number", name="pk_events"),
        sa.UniqueConstraint("ledger_id", "position", name="uq_events_ledger_id_position"),
    )
    op.create_index("ix_events_claim_id", "events", ["claim_id"], unique=False)
    op.create_index("ix_events_hash", "events", ["hash"], unique=False)
    op.create_index(
        "ix_events_source_sha256",
        "events",
        ["source_sha256"],
        unique=False,
        sqlite_where=sa.text("claim_id IS NULL"),
        postgresql_where=sa.text("claim_id IS NULL"),
    )


def _extraction_runs() -> None:
    op.create_table(
        "extraction_runs",
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("source_number", WHOLE, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_number"], ["sources.number"], name="fk_extraction_runs_source_number_sources", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_extraction_runs"),
    )
    op.create_index("ix_extraction_runs_source_number", "extraction_runs", ["source_number"], unique=False)


def _claim_tags() -> None:
    op.create_table(
        "claim_tags",
        sa.Column("claim_number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim_number"], ["claims.number"], name="fk_claim_tags_claim_number_claims", ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("claim_number", "tag", name="pk_claim_tags"),
    )
    op.create_index("ix_claim_tags_tag", "claim_tags", ["tag", "claim_number"], unique=False)


def _judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("claim_number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("place", WHOLE, autoincrement=False, nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("credit", sa.Double(), nullable=True),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["claim_number"], ["claims.number"], name="fk_judgements_claim_number_claims", ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("claim_number", "place", name="pk_judgements"),
    )


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("claim_number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("other_id", IDENTIFIER, nullable=False),
        sa.Column("relation", sa.String(length=16), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["claim_number"], ["claims.number"], name="fk_links_claim_number_claims", ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("claim_number", "other_id", name="pk_links"),
    )
    op.create_index("ix_links_other_id", "links", ["other_id"], unique=False)


def _quantities() -> None:
    op.create_table(
        "quantities",
        sa.Column("claim_number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("place", WHOLE, autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("comparator", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["claim_number"], ["claims.number"], name="fk_quantities_claim_number_claims", ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("claim_number", "place", name="pk_quantities"),
    )
