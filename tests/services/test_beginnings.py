"""Documents begin from a starting text, by a facilitator, once."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from app.database import Database
from app.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from app.domain.roles import Role
from app.domain.starters import Starter
from app.models import Document, Group, Person, Update
from app.models.base import new_key
from app.services.beginnings import add_document, beginning_from
from app.services.documents import text_of
from tests.conftest import NOW

VISION = beginning_from("vision", "fr", "")
BLANK = beginning_from("blank", "en", "Minutes")


@pytest.fixture
def group(database: Database, charter: Document) -> Group:
    with database.read() as session:
        return session.get_one(Group, charter.group_id)


def documents_in(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Document)) or 0


@pytest.mark.parametrize(
    ("typed", "language", "title"),
    [
        ("Our charter", "es", "Our charter"),
        (" Our\tcharter ", "en", "Our charter"),
        ("", "es", "Carta"),
        ("  ", "ar", "الميثاق"),
        ("Charter", "es", "Carta"),  # as it was offered, before the language was chosen
        ("Charte", "en", "Charter"),
        ("Vision statement", "es", "Vision statement"),  # was offered for something else
    ],
)
def test_a_title_that_was_left_as_offered_follows_the_language(
    typed: str, language: str, title: str
) -> None:
    assert beginning_from("charter", language, typed).title == title


@pytest.mark.parametrize(
    ("starter", "language", "title"),
    [("poem", "en", ""), ("", "en", ""), ("charter", "de", ""), ("charter", "", ""),
     ("charter", "../en", ""), ("blank", "en", "x" * 201)],
)  # fmt: skip
def test_what_cannot_be_right_is_refused(starter: str, language: str, title: str) -> None:
    with pytest.raises(InvalidError):
        beginning_from(starter, language, title)


def test_a_key_that_no_form_was_given_is_refused(
    database: Database, group: Group, add_person: Callable[..., Person]
) -> None:
    sara = add_person("Sara", Role.FACILITATOR)
    with database.write() as session, pytest.raises(InvalidError, match="not complete"):
        add_document(session, sara.id, group.key, "chosen-by-somebody", VISION, NOW)


def test_a_facilitator_adds_a_document(
    database: Database, group: Group, add_person: Callable[..., Person]
) -> None:
    sara, key = add_person("Sara", Role.FACILITATOR), new_key()
    with database.write() as session:
        added = add_document(session, sara.id, group.key, key, VISION, NOW)
    with database.read() as session:
        document = session.get_one(Document, added.id)
        assert (document.key, document.group_id) == (key, group.id)
        assert document.title == "Déclaration de vision"
        assert text_of(session, document).startswith("# Vision — Core Group\n")
        author = select(Update.author_id).where(Update.document_id == document.id)
        assert session.scalars(author).all() == [sara.id]


def test_a_blank_document_is_empty(
    database: Database, group: Group, add_person: Callable[..., Person]
) -> None:
    sara = add_person("Sara", Role.FACILITATOR)
    with database.write() as session:
        document = add_document(session, sara.id, group.key, new_key(), BLANK, NOW)
        assert (document.title, text_of(session, document)) == ("Minutes", "")
        assert BLANK.starter is Starter.BLANK


@pytest.mark.parametrize("role", [Role.MEMBER, Role.REVIEWER, Role.OBSERVER])
def test_nobody_else_in_the_group_adds_one(
    database: Database, group: Group, add_person: Callable[..., Person], role: Role
) -> None:
    nour = add_person("Nour", role)
    add_person("Nour", Role.FACILITATOR, group="Another group")
    with database.write() as session, pytest.raises(ForbiddenError):
        add_document(session, nour.id, group.key, new_key(), VISION, NOW)
    assert documents_in(database) == 1


def test_a_stranger_learns_nothing(
    database: Database, group: Group, charter: Document, add_person: Callable[..., Person]
) -> None:
    stranger = add_person("Ingrid", Role.FACILITATOR, group="Another group")
    told = set()
    for group_key, key in (
        (group.key, new_key()),
        (new_key(), new_key()),
        (group.key, charter.key),
    ):
        with database.write() as session, pytest.raises(NotFoundError) as error:
            add_document(session, stranger.id, group_key, key, VISION, NOW)
        told.add(error.value.sentence)
    assert len(told) == 1


def test_a_form_that_comes_again_leads_to_what_it_made(
    database: Database, group: Group, add_person: Callable[..., Person]
) -> None:
    sara, key = add_person("Sara", Role.FACILITATOR), new_key()
    ids = set()
    for beginning in (BLANK, BLANK, VISION):
        with database.write() as session:
            ids.add(add_document(session, sara.id, group.key, key, beginning, NOW).id)
    assert len(ids) == 1
    assert documents_in(database) == 2


def test_the_key_of_somebody_else_s_document_makes_nothing(
    database: Database, group: Group, charter: Document, add_person: Callable[..., Person]
) -> None:
    sara = add_person("Sara", Role.FACILITATOR)
    add_person("Camille", Role.FACILITATOR, group="Another group")
    with database.read() as session:
        camille = session.scalars(select(Person).where(Person.name == "Camille")).one()
        another = session.scalars(select(Group).where(Group.name == "Another group")).one()
    for person, here in ((sara, group), (camille, another)):
        with database.write() as session, pytest.raises(ConflictError, match="used already"):
            add_document(session, person.id, here.key, charter.key, VISION, NOW)
    assert documents_in(database) == 1
