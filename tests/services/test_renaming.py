"""Groups and documents are renamed by their facilitators, and what is closed keeps its title."""

from collections.abc import Callable

import pytest

from app.database import Database
from app.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from app.domain.lifecycle import State
from app.domain.roles import Role
from app.models import Document, Group, Person
from app.services.renaming import rename_document, rename_group


@pytest.fixture
def group(database: Database, charter: Document) -> Group:
    with database.read() as session:
        return session.get_one(Group, charter.group_id)


@pytest.fixture
def sara(group: Group, add_person: Callable[..., Person]) -> Person:
    """A facilitator."""
    return add_person("Sara", Role.FACILITATOR)


def names(database: Database, charter: Document) -> tuple[str, str]:
    with database.read() as session:
        document = session.get_one(Document, charter.id)
        return document.group.name, document.title


def test_a_facilitator_renames_both(
    database: Database, charter: Document, group: Group, sara: Person
) -> None:
    with database.write() as session:
        rename_group(session, sara.id, group.key, " New  name ")
        assert rename_document(session, sara.id, charter.key, " New\ttitle ").id == charter.id
    assert names(database, charter) == ("New name", "New title")


@pytest.mark.parametrize("role", [Role.MEMBER, Role.REVIEWER, Role.OBSERVER])
def test_nobody_else_in_the_group_does(
    database: Database, charter: Document, group: Group, add_person: Callable[..., Person],
    role: Role,
) -> None:  # fmt: skip
    nour = add_person("Nour", role)
    with database.write() as session:
        with pytest.raises(ForbiddenError):
            rename_group(session, nour.id, group.key, "Mine")
        with pytest.raises(ForbiddenError):
            rename_document(session, nour.id, charter.key, "Mine")
    assert names(database, charter) == ("Core Group", "Network Charter")


def test_a_facilitator_of_another_group_finds_neither(
    database: Database, charter: Document, group: Group, add_person: Callable[..., Person]
) -> None:
    stranger = add_person("Ingrid", Role.FACILITATOR, group="Another group")
    with database.write() as session:
        with pytest.raises(NotFoundError):
            rename_group(session, stranger.id, group.key, "Mine")
        with pytest.raises(NotFoundError):
            rename_document(session, stranger.id, charter.key, "Mine")
    assert names(database, charter) == ("Core Group", "Network Charter")


def test_nothing_is_left_without_a_name(
    database: Database, charter: Document, group: Group, sara: Person
) -> None:
    with database.write() as session:
        with pytest.raises(InvalidError):
            rename_group(session, sara.id, group.key, " ")
        with pytest.raises(InvalidError):
            rename_document(session, sara.id, charter.key, "\u200b")
    assert names(database, charter) == ("Core Group", "Network Charter")


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFTING])
def test_what_is_closed_for_editing_keeps_its_title(
    database: Database, charter: Document, sara: Person, state: State
) -> None:
    with database.write() as session:
        session.get_one(Document, charter.id).state = state
    with database.write() as session, pytest.raises(ConflictError, match="keeps its title"):
        rename_document(session, sara.id, charter.key, "New title")
    assert names(database, charter)[1] == "Network Charter"
