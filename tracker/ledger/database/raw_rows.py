"""Rows as stored, damaged text included."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session


@contextmanager
def lenient(session: Session) -> Iterator[None]:
    """Within the block, bytes on SQLite that are not UTF-8 are read as lone surrogates instead of raising."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    before = driver.text_factory
    driver.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = before


def raw_rows(session: Session, statement: str, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """The rows of a query as the driver returns them, without type conversion."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return [tuple(row) for row in connection.execute(sa.text(statement), dict(values or {}))]
    driver: Any = connection.connection.dbapi_connection
    cursor = driver.cursor()
    try:
        return [tuple(row) for row in cursor.execute(statement, dict(values or {}))]
    finally:
        cursor.close()
