"""Everything that is kept about somebody, as JSON, piece by piece."""

import base64
import json
import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Table, case, false, or_, select
from sqlalchemy.orm import Session

from app.domain.roles import Action, roles_that_may
from app.models import (
    Ballot,
    Base,
    Document,
    Group,
    Invitation,
    Membership,
    MembershipEvent,
    Objection,
    Person,
    Update,
    Voter,
)

SECRET = frozenset({"token_hash"})  # worth nothing to who reads it, and something to a thief
ADDRESSES = frozenset({"email", "address"})
# What a row by somebody may tell of somebody else: whom it is about, and these columns.
OF_OTHERS = {
    Invitation.__table__: ("email", {"email", "name", "organisation", "country", "locale"}),
    MembershipEvent.__table__: ("person_id", {"organisation", "colour"}),
}
OF_VOTERS = frozenset({Ballot.__table__, Objection.__table__})  # no key leads from them to people
ROWS_AT_ONCE = 200


def export(session: Session, person_id: int) -> Iterator[str]:
    """One JSON object in pieces: table -> its rows about the person, or by them.

    Every table that names people is in it, by the keys that lead from it to them; every one that
    holds their e-mail address; what they voted; and the groups and documents these lead to. Bytes
    are in base64, moments in ISO 8601. What they did with others tells of those as long as they
    look after the group.
    """
    person = session.get_one(Person, person_id)
    yield '{"groups":'
    yield from _rows(session, Group.__table__, person, _was_in(person_id))
    yield ',"documents":'
    yield from _rows(session, Document.__table__, person, _written_by(person_id))
    for table in tables():
        yield f",{json.dumps(table.name)}:"
        yield from _rows(session, table, person, about(table, person))
    yield "}\n"


def tables() -> list[Table]:
    """Every table that has rows about people."""
    named = (table for table in Base.metadata.sorted_tables if table is not Document.__table__)
    return [one for one in named if _keys(one) or _addresses(one) or one in OF_VOTERS]


def about(table: Table, person: Person) -> ColumnElement[bool]:
    """Which rows of `table` are about the person, or by them."""
    criteria = [column == person.id for column in _keys(table)]
    if person.email:
        criteria += [column == person.email for column in _addresses(table)]
    return or_(false(), *criteria, *_own_votes(table, person.id))


def _own_votes(table: Table, person_id: int) -> list[ColumnElement[bool]]:
    votes = select(Voter.id).where(Voter.person_id == person_id)
    ballots = select(Ballot.id).where(Ballot.voter_id.in_(votes))
    if table is Ballot.__table__:
        return [Ballot.voter_id.in_(votes)]
    return [Objection.ballot_id.in_(ballots)] if table is Objection.__table__ else []


def _was_in(person_id: int) -> ColumnElement[bool]:
    own = select(MembershipEvent.group_id).where(MembershipEvent.person_id == person_id)
    return Group.id.in_(own)


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


def _rows(
    session: Session, table: Any, person: Person, criterion: ColumnElement[bool]
) -> Iterator[str]:
    query = select(*_columns(table, person)).where(criterion).order_by(*table.primary_key)
    separator = "["
    for rows in session.execute(query).yield_per(ROWS_AT_ONCE).partitions():
        for row in rows:
            yield separator + json.dumps(_plain(row), ensure_ascii=False)
            separator = ","
        time.sleep(0)  # somebody may have written for years: whom else we serve goes on
    yield "]" if separator == "," else "[]"


def _columns(table: Any, person: Person) -> list[ColumnElement[Any]]:
    columns = [column for column in table.c if column.name not in SECRET]
    if table not in OF_OTHERS:
        return columns
    whom, telling = OF_OTHERS[table]
    may_see = _is_of_or_seen_by(person, table, table.c[whom])
    return [
        case((may_see, one), else_=None).label(one.name) if one.name in telling else one
        for one in columns
    ]


def _is_of_or_seen_by(person: Person, table: Table, whom: Column[Any]) -> ColumnElement[bool]:
    own = person.email if whom.name in ADDRESSES else person.id
    facilitated = select(Membership.group_id).where(
        Membership.person_id == person.id,
        Membership.role.in_(roles_that_may(Action.FACILITATE)),
    )
    return or_(whom == own, table.c["group_id"].in_(facilitated))


def _plain(row: Row[Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in row._mapping.items()}


def _value(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, datetime) else value
