"""The export holds all that is kept about somebody, and nothing that is not theirs."""

import base64
import json
from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.database import Database
from app.domain.mails import About
from app.domain.roles import Role
from app.models import Base, Document, Person, Update
from app.services import outbox
from app.services.export import export, tables
from app.services.sign_in import create_link, open_session
from tests.conftest import NOW


@pytest.fixture
def nour(charter: Document, add_person: Callable[..., Person]) -> Person:
    return add_person("Nour", Role.MEMBER)


def exported(database: Database, person: Person) -> dict[str, list[dict[str, object]]]:
    with database.read() as session:
        found: dict[str, list[dict[str, object]]] = json.loads("".join(export(session, person.id)))
    return found


def test_every_table_that_leads_to_people_is_in_it(database: Database, nour: Person) -> None:
    leading = {
        table.name
        for table in Base.metadata.sorted_tables
        if any(key.column.table.name == "people" for key in table.foreign_keys)
    }
    assert leading | {"people", "outbox"} == {table.name for table in tables()}
    assert exported(database, nour).keys() == {*leading, "people", "outbox", "documents"}


def test_what_is_kept_is_in_it_and_secrets_are_not(
    database: Database, nour: Person, charter: Document
) -> None:
    with database.write() as session:
        create_link(session, nour, NOW)
        open_session(session, nour.id, NOW)
        outbox.ask_for(session, About.SIGN_IN, "nour@example.org", NOW)
        session.add(
            Update(document_id=charter.id, seq=2, author_id=nour.id, client_ids=[7],
                   payload=b"words", at=NOW)
        )  # fmt: skip
    found = exported(database, nour)
    assert [one["email"] for one in found["people"]] == ["nour@example.org"]
    assert [one["role"] for one in found["memberships"]] == ["member"]
    assert [one["at"] for one in found["updates"]] == [NOW.isoformat()]
    assert base64.b64decode(str(found["updates"][0]["payload"])) == b"words"
    assert [one["title"] for one in found["documents"]] == ["Network Charter"]
    assert len(found["sign_in_links"]) == len(found["sign_in_sessions"]) == 1
    assert len(found["outbox"]) == 1
    assert "token_hash" not in json.dumps(found)


def test_nothing_of_others_is_in_it(
    database: Database, nour: Person, charter: Document, add_person: Callable[..., Person]
) -> None:
    add_person("Omar", Role.MEMBER)
    found = json.dumps(exported(database, nour))
    assert "Omar" not in found
    assert "Camille" not in found
    with database.read() as session:
        assert session.scalars(select(Update)).all()  # by Camille
    assert exported(database, nour)["updates"] == []


def test_who_has_no_address_gets_what_is_theirs(
    database: Database, add_guest: Callable[..., Person], nour: Person
) -> None:
    found = exported(database, add_guest())
    assert len(found["guests"]) == len(found["people"]) == 1
    assert found["outbox"] == found["invitations"] == []
