"""On SQLite a statement that replaces a row fires no trigger on deleting; events refuse it as they refuse a change.

Revision ID: 0004
Revises: 0003
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the trigger; PostgreSQL knows no such statement, and its `ON CONFLICT DO UPDATE` is an update."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER events_no_replace BEFORE INSERT ON events "
            "WHEN EXISTS (SELECT 1 FROM events WHERE number = new.number) "
            "OR EXISTS (SELECT 1 FROM events WHERE ledger_id = new.ledger_id AND position = new.position) "
            "BEGIN SELECT RAISE(ABORT, 'events are never replaced'); END"
        )


def downgrade() -> None:
    """A ledger is never moved down: take back the copy that `tracker db backup` made."""
    raise NotImplementedError
