"""Everything that is kept about somebody, as JSON, piece by piece."""

import base64
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Table, false, or_, select
from sqlalchemy.orm import Session

from app.models import Base, Document, Person, Update

SECRET = frozenset({"token_hash"})  # worth nothing to who reads it, and something to a thief
ADDRESSES = frozenset({"email", "address"})
ROWS_AT_ONCE = 200


def export(session: Session, person_id: int) -> Iterator[str]:
    """One JSON object in pieces: table -> its rows about the person, or by them.

    Every table that names people is in it, by the keys that lead from it to them; and every one
    that holds their e-mail address. Bytes are in base64, moments in ISO 8601.
    """
    person = session.get_one(Person, person_id)
    yield '{"documents":'
    yield from _rows(session, Document.__table__, _written_by(person_id))
    for table in tables():
        yield f",{json.dumps(table.name)}:"
        yield from _rows(session, table, about(table, person))
    yield "}\n"


def tables() -> list[Table]:
    """Every table that has rows about people."""
    named = (table for table in Base.metadata.sorted_tables if table is not Document.__table__)
    return [table for table in named if _keys(table) or _addresses(table)]


def about(table: Table, person: Person) -> ColumnElement[bool]:
    """Which rows of `table` are about the person, or by them."""
    criteria = [column == person.id for column in _keys(table)]
    if person.email:
        criteria += [column == person.email for column in _addresses(table)]
    return or_(false(), *criteria)


def _written_by(person_id: int) -> ColumnElement[bool]:
    mine = select(Update.document_id).where(Update.author_id == person_id)
    return Document.id.in_(mine)


def _keys(table: Table) -> list[Column[Any]]:
    people = Base.metadata.tables[Person.__tablename__]
    if table is people:
        return [people.c["id"]]
    return [column for column in table.c if column.references(people.c["id"])]


def _addresses(table: Table) -> list[Column[Any]]:
    return [column for column in table.c if column.name in ADDRESSES]


def _rows(session: Session, table: Any, criterion: ColumnElement[bool]) -> Iterator[str]:
    columns = [column for column in table.c if column.name not in SECRET]
    found = session.execute(select(*columns).where(criterion).order_by(*table.primary_key))
    separator = "["
    for row in found.yield_per(ROWS_AT_ONCE):
        yield separator + json.dumps(_plain(row), ensure_ascii=False)
        separator = ","
    yield "]" if separator == "," else "[]"


def _plain(row: Row[Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in row._mapping.items()}


def _value(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, datetime) else value
