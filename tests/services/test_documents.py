"""Documents are found through the person who asks, and created whole or not at all."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.database import Database
from app.domain.errors import NotFoundError
from app.domain.lifecycle import State
from app.domain.roles import Role
from app.models import ClientId, Document, Person, Update
from app.services.documents import documents_of, find_document, text_of, write_document
from app.services.groups import create_group
from tests.conftest import NOW, TEXT


@pytest.mark.parametrize("role", Role)
def test_everybody_in_the_group_finds_it(
    database: Database, charter: Document, add_person: Callable[..., Person], role: Role
) -> None:
    person = add_person("Nour", role)
    with database.read() as session:
        access = find_document(session, person.id, charter.key)
        assert access.document.id == charter.id
        assert access.role is role
        assert not access.is_guest
        assert [one.id for one in documents_of(session, person.id)] == [charter.id]


def test_missing_foreign_and_signed_out_are_told_the_same(
    database: Database, charter: Document, add_person: Callable[..., Person]
) -> None:
    stranger = add_person("Ingrid", Role.FACILITATOR, group="Another group")
    told = set()
    for person_id, key in (
        (stranger.id, charter.key),
        (stranger.id, "no-such-key"),
        (None, charter.key),
    ):
        with database.read() as session, pytest.raises(NotFoundError) as error:
            find_document(session, person_id, key)
        told.add(error.value.sentence)
    assert len(told) == 1
    with database.read() as session:
        assert documents_of(session, stranger.id) == []


def test_a_new_document_holds_its_text_once_in_the_name_of_its_author(
    database: Database, charter: Document
) -> None:
    with database.read() as session:
        assert text_of(session, charter) == TEXT
        update = session.scalars(select(Update)).one()
        claim = session.scalars(select(ClientId)).one()
    assert (update.seq, charter.head, charter.generation) == (1, 1, 1)
    assert charter.state is State.DRAFTING
    assert update.client_ids == [claim.client_id]
    assert update.author_id == claim.person_id


def test_a_document_that_fails_half_way_leaves_nothing(
    database: Database, add_person: Callable[..., Person]
) -> None:
    author = add_person("Nour")

    def fail_at_the_end() -> None:
        with database.write() as session:
            group = create_group(session, "Core Group", NOW)
            write_document(session, group, "Charter", author, TEXT, NOW)
            raise ConnectionError

    with pytest.raises(ConnectionError):
        fail_at_the_end()
    with database.read() as session:
        for thing in (Document, Update, ClientId):
            assert session.scalars(select(thing)).all() == []
