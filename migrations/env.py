"""Runs the migrations on the connection that `tracker.ledger.database.migrations` hands over, inside its transaction."""

from typing import Any

from alembic import context

from tracker.ledger.database.models import Base


def include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """Leaves out what SQLite makes for its full text index, and the column that PostgreSQL fills by itself."""
    return not (kind == "table" and (name or "").startswith("claims_search")) and not (kind == "column" and name == "search")


def include_object(_object: Any, name: str | None, kind: str, _reflected: bool, _compared: Any) -> bool:
    """Leaves out the index over that column."""
    return not (kind == "index" and name == "ix_claims_search")


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    include_name=include_name,
    include_object=include_object,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
