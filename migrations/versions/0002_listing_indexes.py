"""Indexes for the commonest listings: a status, a speaker or an outcome in the order of speaking, what is due, judgements by day.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the indexes; the one of outcomes by due day gives way to one by the day of speaking."""
    op.create_index("ix_claims_status_said", "claims", ["status", "said_on", "id"], unique=False)
    op.create_index("ix_claims_speaker_said", "claims", ["speaker_number", "said_on", "id"], unique=False)
    op.drop_index("ix_claims_outcome", "claims")
    op.create_index(
        "ix_claims_outcome_said",
        "claims",
        ["outcome", "said_on", "id"],
        unique=False,
        sqlite_where=sa.text("outcome IS NOT NULL"),
        postgresql_where=sa.text("outcome IS NOT NULL"),
    )
    for name, column in (("ix_claims_pending", "status"), ("ix_claims_pending_speaker", "speaker_number")):
        op.create_index(
            name,
            "claims",
            [column, "due", "id"],
            unique=False,
            sqlite_where=sa.text("outcome IS NULL"),
            postgresql_where=sa.text("outcome IS NULL"),
        )
    op.create_index("ix_judgements_known_on", "judgements", ["known_on", "claim_number"], unique=False)


def downgrade() -> None:
    """A ledger is never moved down: take back the copy that `tracker db backup` made."""
    raise NotImplementedError
