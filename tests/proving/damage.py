"""Single bytes changed in what a database holds, each change taken back again."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import JSON, Column, LargeBinary, Table, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

LOWEST, HIGHEST = 1, 0x80  # bits of a byte; with the highest one, a letter becomes no UTF-8


@dataclass(frozen=True)
class Damage:
    """One value of one row, changed. position: of the byte, or of the letter."""

    column: Column[Any]
    key: tuple[Any, ...]
    position: int
    bit: int


def damages(session: Session, table: Table, left_out: frozenset[str]) -> Iterator[Damage]:
    """In every column but those: the first, the middle and the last byte in the first and in the
    last row that has any."""
    for column in table.c:
        if column.name in left_out:
            continue
        keys = session.execute(select(*table.primary_key).order_by(*table.primary_key)).all()
        values = {tuple(key): _value(session, column, tuple(key)) for key in keys}
        filled = [key for key, value in values.items() if value not in (None, b"", "")]
        for key in dict.fromkeys(filled[:1] + filled[-1:]):
            value = values[key]
            length = len(value) if isinstance(value, bytes | str) else 1
            for position in sampled(range(length)):
                yield Damage(column, key, position, LOWEST)
            if isinstance(value, bytes):
                yield Damage(column, key, length // 2, HIGHEST)


def sampled(those: Sequence[Any]) -> list[Any]:
    """The first, the middle and the last."""
    return [those[at] for at in sorted({0, len(those) // 2, len(those) - 1})] if those else []


@contextmanager
def done(session: Session, damage: Damage) -> Iterator[bool]:
    """Whether the database takes it, and gives another value since: for that long."""
    column, key = damage.column, damage.key
    before, read = _value(session, column, key), _read(session, column, key)
    with session.begin_nested() as savepoint:
        is_done = True
        try:
            with session.begin_nested():
                _write(session, column, key, _changed(before, damage), isinstance(before, bytes))
        except DBAPIError:
            is_done = False
        else:
            is_done = column.primary_key or _read(session, column, key) != read
        session.expunge_all()
        yield is_done
        session.expunge_all()
        savepoint.rollback()


def let_everything_be_changed(session: Session) -> None:
    """In this transaction, also what other rows refer to."""
    session.execute(
        text(
            "PRAGMA defer_foreign_keys = ON"
            if _is_sqlite(session)
            else "SET LOCAL session_replication_role = replica"
        )
    )


def _changed(value: Any, damage: Damage) -> Any:
    at = damage.position
    if isinstance(value, bytes):
        return value[:at] + bytes([value[at] ^ damage.bit]) + value[at + 1 :]
    if isinstance(value, str):
        return value[:at] + chr(ord(value[at]) ^ damage.bit) + value[at + 1 :]
    return value ^ damage.bit if isinstance(value, int) else value + timedelta(microseconds=1)


def _value(session: Session, column: Column[Any], key: tuple[Any, ...]) -> Any:
    """As it is kept: SQLite keeps most as text, of which it gives the bytes."""
    name = f'"{column.name}"'
    if _is_sqlite(session):
        name = f"CASE typeof({name}) WHEN 'text' THEN CAST({name} AS BLOB) ELSE {name} END"
    elif isinstance(column.type, JSON):
        name = f"{name}::text"
    return session.scalar(text(f"SELECT {name} FROM {_where(column)}"), _keys(key))  # noqa: S608


def _write(
    session: Session, column: Column[Any], key: tuple[Any, ...], value: Any, was_bytes: bool
) -> None:
    new = ":value"
    if was_bytes and not isinstance(column.type, LargeBinary):
        new = "CAST(:value AS TEXT)"
    elif isinstance(column.type, JSON):
        new = "CAST(:value AS json)"
    table, condition = _where(column).split(" WHERE ")
    statement = f'UPDATE {table} SET "{column.name}" = {new} WHERE {condition}'  # noqa: S608
    session.execute(text(statement), {**_keys(key), "value": value})


def _read(session: Session, column: Column[Any], key: tuple[Any, ...]) -> Any:
    """As CoCharter reads it; what it cannot read is the error."""
    where = [one == value for one, value in zip(column.table.primary_key, key, strict=True)]
    try:
        return session.scalar(select(column).where(*where))
    except (DBAPIError, LookupError, TypeError, ValueError) as error:
        return repr(error)


def _where(column: Column[Any]) -> str:
    keys = " AND ".join(f"{one.name} = :k{at}" for at, one in enumerate(column.table.primary_key))
    return f"{column.table.name} WHERE {keys}"


def _keys(key: tuple[Any, ...]) -> dict[str, Any]:
    return {f"k{at}": value for at, value in enumerate(key)}


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
