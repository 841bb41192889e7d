"""A group is founded whole and once, by somebody who facilitates one already."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from app.database import Database
from app.domain.errors import ConflictError, ForbiddenError, InvalidError
from app.domain.memberships import Change
from app.domain.organisations import Kind
from app.domain.roles import Role
from app.models import ClientId, Document, Group, Membership, MembershipEvent, Person, Update
from app.models.base import new_key
from app.services import founding
from app.services.beginnings import Beginning, beginning_from
from app.services.documents import text_of
from app.services.founding import found_group
from app.services.roles import remove_member
from tests.conftest import NOW

PATIENCE_SECONDS = 20
TIMES = 4
BOTH = [beginning_from("charter", "es", "Nuestra carta"), beginning_from("vision", "ar", "")]


@pytest.fixture
def camille(database: Database, add_person: Callable[..., Person]) -> Person:
    """Facilitates one group, is a member of another, and said of both whom they work for."""
    camille = add_person("Camille", Role.FACILITATOR)
    add_person("Camille", Role.MEMBER, group="Another group")
    with database.write() as session:
        first, second = session.scalars(select(Membership).order_by(Membership.id))
        first.country, first.kind, first.about = "FR", Kind.NGO, "Brings people together"
        second.organisation, second.country = "Elsewhere", "LB"
    return camille


def everything(database: Database) -> dict[type, int]:
    """How much there is of what founding a group makes."""
    things = (Group, Membership, MembershipEvent, Document, Update, ClientId)
    with database.read() as session:
        return {one: session.scalar(select(func.count()).select_from(one)) or 0 for one in things}


def test_the_founder_is_its_facilitator_as_they_are_where_they_facilitate(
    database: Database, camille: Person
) -> None:
    with database.write() as session:
        founded = found_group(session, camille.id, new_key(), " New \n group ", BOTH, NOW)
    with database.read() as session:
        group = session.get_one(Group, founded.id)
        assert group.name == "New group"
        [own] = group.memberships
        assert (own.person_id, own.role) == (camille.id, Role.FACILITATOR)
        assert (own.organisation, own.country, own.kind) == ("Cedar Centre", "FR", Kind.NGO)
        assert own.about == ""  # what they told one group is not told to another
        event = session.scalars(
            select(MembershipEvent).where(MembershipEvent.group_id == group.id)
        ).one()
        assert (event.kind, event.role_after) == (Change.JOINED, Role.FACILITATOR)
        assert event.person_id == event.actor_id == camille.id


def test_its_documents_begin_as_asked_and_in_the_name_of_the_founder(
    database: Database, camille: Person
) -> None:
    with database.write() as session:
        founded = found_group(session, camille.id, new_key(), "Red *Sur*", BOTH, NOW)
    with database.read() as session:
        charter, vision = session.get_one(Group, founded.id).documents
        assert (charter.title, vision.title) == ("Nuestra carta", "بيان الرؤية")
        assert text_of(session, charter).startswith("# Carta — Red \\*Sur\\*\n\n## Nombre y")
        assert text_of(session, vision).startswith("# رؤية Red")
        assert set(session.scalars(select(Update.author_id))) == {camille.id}


@pytest.mark.parametrize("role", [Role.MEMBER, Role.REVIEWER, Role.OBSERVER, None])
def test_who_facilitates_nothing_founds_nothing(
    database: Database, add_person: Callable[..., Person], role: Role | None
) -> None:
    nour = add_person("Nour", role)
    before = everything(database)
    with database.write() as session, pytest.raises(ForbiddenError, match="Ask your facilitator"):
        found_group(session, nour.id, new_key(), "New group", BOTH, NOW)
    assert everything(database) == before


@pytest.mark.parametrize(("key", "name"), [("short", "New group"), ("k" * 22, " ")])
def test_what_cannot_be_right_is_refused(
    database: Database, camille: Person, key: str, name: str
) -> None:
    with database.write() as session, pytest.raises(InvalidError):
        found_group(session, camille.id, key, name, [], NOW)


def test_a_form_that_comes_again_leads_to_what_it_made(database: Database, camille: Person) -> None:
    key = new_key()
    with database.write() as session:
        first = found_group(session, camille.id, key, "New group", BOTH, NOW)
    before = everything(database)
    with database.write() as session:
        again = found_group(session, camille.id, key, "Another name", BOTH, NOW)
    assert (again.id, again.name, again.key) == (first.id, "New group", key)
    assert everything(database) == before


def test_a_form_sent_twice_at_the_same_instant_makes_one_group(
    database: Database, camille: Person
) -> None:
    key, together = new_key(), threading.Barrier(TIMES)

    def send(_: int) -> int:
        together.wait(PATIENCE_SECONDS)
        with database.write() as session:
            return found_group(session, camille.id, key, "New group", BOTH, NOW).id

    before = everything(database)
    with ThreadPoolExecutor(TIMES) as pool:
        assert len(set(pool.map(send, range(TIMES)))) == 1
    after = everything(database)
    assert (after[Group], after[Document]) == (before[Group] + 1, before[Document] + 2)


def test_the_key_of_a_group_that_somebody_else_founded_makes_nothing(
    database: Database, camille: Person, add_person: Callable[..., Person]
) -> None:
    sara = add_person("Sara", Role.FACILITATOR)  # in the group whose key is tried
    with database.read() as session:
        old = session.scalars(select(Group.key).where(Group.name == "Core Group")).one()
    before = everything(database)
    for person in (sara, camille):
        with database.write() as session, pytest.raises(ConflictError, match="used already"):
            found_group(session, person.id, old, "New group", BOTH, NOW)
    assert everything(database) == before


def test_a_founder_who_left_does_not_come_back_by_the_form(
    database: Database, camille: Person
) -> None:
    key = new_key()
    with database.write() as session:
        group = found_group(session, camille.id, key, "New group", [], NOW)
        session.add(
            Membership(
                person=Person(name="Omar", locale="", created_at=NOW), group=group,
                role=Role.FACILITATOR, colour="#000000", joined_at=NOW,
            )
        )  # fmt: skip
        session.flush()
        remove_member(session, camille.id, key, camille.key, NOW)
    with database.write() as session:
        found_group(session, camille.id, key, "New group", [], NOW)
    with database.read() as session:
        again = session.scalars(select(Group).where(Group.key == key)).one()
        assert [one.person.name for one in again.memberships] == ["Omar"]


def test_a_group_that_fails_half_way_leaves_nothing(
    database: Database, camille: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_at_the_second(session: object, group: object, author: object, one: Beginning,
                           now: object) -> None:  # fmt: skip
        if one is BOTH[1]:
            raise ConnectionError
        begin(session, group, author, one, now)

    begin = founding.begin_document
    monkeypatch.setattr(founding, "begin_document", fail_at_the_second)
    before = everything(database)
    with pytest.raises(ConnectionError), database.write() as session:
        found_group(session, camille.id, new_key(), "New group", BOTH, NOW)
    assert everything(database) == before
