"""A row as one line of JSON, and back, exactly: bytes in base64, moments in ISO 8601 with zone."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Column, DateTime, LargeBinary, Table, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from app.backup.errors import BackupError

ROWS_AT_ONCE = 100  # a row holds an update of a text, or all of one: a few megabytes at most


def rows_of(session: Session, table: Table) -> Iterator[dict[str, Any]]:
    """Every row of `table`, in the order of its keys, as JSON has it."""
    query = select(table).order_by(*table.primary_key)
    for row in session.execute(query.execution_options(yield_per=ROWS_AT_ONCE)).mappings():
        yield {name: plain(value) for name, value in row.items()}


def plain(value: Any) -> Any:
    """`value` as JSON can hold it."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, datetime) else value


def load(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> int:
    """Put `rows` into `table`, as the database describes it; returns how many.

    Raises BackupError for rows that it does not describe.
    """
    for column in table.c:
        if isinstance(column.type, JSON):
            column.type.none_as_null = column.nullable or False
    count, batch = 0, []
    for count, row in enumerate(rows, 1):  # noqa: B007 - the last count is kept
        batch.append(_typed(table, row))
        if len(batch) == ROWS_AT_ONCE:
            connection.execute(insert(table), batch)
            batch = []
    if batch:
        connection.execute(insert(table), batch)
    return count


def _typed(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    if row.keys() != set(table.c.keys()):
        raise BackupError(f"The rows of {table.name} have other columns than their shape has.")
    try:
        return {column.name: _value(column, row[column.name]) for column in table.c}
    except (TypeError, ValueError) as error:
        raise BackupError(f"A row of {table.name} cannot be read.") from error


def _value(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(value, validate=True)
    if isinstance(column.type, DateTime):
        return datetime.fromisoformat(value).astimezone(UTC)
    return value
