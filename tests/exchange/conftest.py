"""The ledgers of the tests of the ledger."""

from tests.ledger.conftest import (
    ledger,
    new_ledger,
    new_postgres,
    new_sqlite,
    new_url,
    sqlite_ledger,
)

__all__ = ["ledger", "new_ledger", "new_postgres", "new_sqlite", "new_url", "sqlite_ledger"]
