"""Rows as the database holds them, damaged text included."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session


def raw_rows(session: Session, statement: str, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """The rows of a query without any conversion of types; bytes that are not UTF-8 become lone surrogates on SQLite."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return [tuple(row) for row in connection.execute(sa.text(statement), dict(values or {}))]
    driver: Any = connection.connection.dbapi_connection
    before = driver.text_factory
    driver.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        cursor = driver.cursor()
        try:
            return [tuple(row) for row in cursor.execute(statement, dict(values or {}))]
        finally:
            cursor.close()
    finally:
        driver.text_factory = before
