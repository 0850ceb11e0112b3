"""The names that a claim speaks of, as the extractor read them: tags to suggest.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the column; claims found by earlier versions name nothing."""
    op.add_column("claims", sa.Column("about", sa.Text(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """A ledger is never moved down: take back the copy that `tracker db backup` made."""
    raise NotImplementedError
