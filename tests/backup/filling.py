"""Rows for every table that there is, also for those that come later, with awkward values."""

from datetime import datetime, timedelta, timezone
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Enum,
    Integer,
    LargeBinary,
    String,
    Table,
    func,
    insert,
    select,
)
from sqlalchemy.orm import Session

from app.models import Base
from app.models.base import UtcDateTime

WORDS = 'Ñandú "سلام"\u2028\\n\t🌍 it\'s; -- '
MOMENT = datetime(2026, 3, 14, 9, 30, 15, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30)))
NESTED = {"path": ["", None, -1, 2**53 + 1, 0.1, True], "ключ": {"\u0000": WORDS}}
EVERY_BYTE = bytes(range(256)) + b"\r\n\x00"


def fill_empty_tables(session: Session) -> None:
    """Two rows into every table that has none: one with all columns, one with as few as may be."""
    for table in Base.metadata.sorted_tables:
        if not session.scalar(select(func.count()).select_from(table)):
            for number in (1, 2):
                session.execute(insert(table).values(_row(session, table, number)))


def _row(session: Session, table: Table, number: int) -> dict[str, Any]:
    return {
        column.name: _value(session, column, number)
        for column in table.c
        if _is_given(column, number) and column is not table.autoincrement_column
    }


def _is_given(column: Column[Any], number: int) -> bool:
    """A row that refers to another of its table comes after that one."""
    if any(key.column.table is column.table for key in column.foreign_keys):
        return number == 2
    return not column.nullable or number == 1


def _value(session: Session, column: Column[Any], number: int) -> Any:
    if column.foreign_keys:
        (key,) = column.foreign_keys
        there = session.scalars(select(key.column).order_by(key.column)).all()
        return there[(number - 1) % len(there)]
    kind = column.type
    if isinstance(kind, Enum):
        return list(kind.enum_class or ())[-number]
    if isinstance(kind, String):
        return f"{number}{WORDS * 20}"[: kind.length or 1000]
    values: dict[type, Any] = {
        JSON: NESTED,
        Boolean: number == 1,
        Integer: 2**31 - number,
        LargeBinary: EVERY_BYTE * number,
        UtcDateTime: MOMENT + timedelta(days=number),
    }
    return next(value for one, value in values.items() if isinstance(kind, one))
