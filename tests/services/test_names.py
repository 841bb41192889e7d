"""Whom one can call by name in what one says about a document."""

from collections.abc import Callable

import pytest

from app.database import Database
from app.domain.errors import NotFoundError
from app.domain.roles import Role
from app.models import Document, Person
from app.services.memberships import add_member
from app.services.names import names_for
from app.services.review_links import Made, end_link
from tests.conftest import NOW

AddPerson = Callable[..., Person]


def offered(database: Database, person: Person, document: Document) -> list[tuple[str, bool]]:
    with database.read() as session:
        return [(one.name, one.is_guest) for one in names_for(session, person.id, document.key)]


def test_the_group_is_offered_in_the_order_of_its_names_and_then_the_guests_of_the_document(
    database: Database,
    charter: Document,
    camille: Person,
    add_person: AddPerson,
    add_guest: AddPerson,
) -> None:
    add_person("Émile", Role.OBSERVER)
    add_person("Eve", Role.MEMBER, group="Another group")
    guest = add_guest("Dora")
    everybody = [("Camille", False), ("Émile", False), ("Dora", True)]
    assert offered(database, camille, charter) == everybody
    assert offered(database, guest, charter) == everybody


def test_a_guest_whose_link_was_ended_is_offered_no_more(
    database: Database, charter: Document, camille: Person, review_link: Made, add_guest: AddPerson
) -> None:
    add_guest("Dora")
    with database.write() as session:
        end_link(session, camille.id, review_link.link.key, NOW)
    assert offered(database, camille, charter) == [("Camille", False)]


def test_a_guest_who_joined_the_group_is_offered_once(
    database: Database, charter: Document, camille: Person, add_guest: AddPerson
) -> None:
    dora = add_guest("Dora")
    with database.write() as session:
        group = session.get_one(Document, charter.id).group
        add_member(session, group, session.get_one(Person, dora.id), Role.MEMBER, NOW)
    assert offered(database, camille, charter) == [("Camille", False), ("Dora", False)]


def test_of_two_who_share_a_name_the_one_of_the_group_comes_first(
    database: Database, charter: Document, camille: Person, add_guest: AddPerson
) -> None:
    add_guest("Camille")
    assert offered(database, camille, charter) == [("Camille", False), ("Camille", True)]


def test_a_stranger_is_offered_nobody(
    database: Database, charter: Document, add_person: AddPerson
) -> None:
    eve = add_person("Eve", Role.MEMBER, group="Another group")
    with database.read() as session, pytest.raises(NotFoundError):
        names_for(session, eve.id, charter.key)
