"""Roles change and people go by a facilitator's hand, recorded; one facilitator always stays."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.database import Database
from app.domain.errors import ConflictError, ForbiddenError, NotFoundError
from app.domain.memberships import Change
from app.domain.roles import Role
from app.models import ClientId, Document, Group, Membership, Person
from app.notices import Changed, Notice, RightsChanged, noticed
from app.services.memberships import add_member
from app.services.roles import change_role, record_of, remove_member
from realtime.people import public_people
from tests.conftest import NOW
from tests.services.at_once import at_once

TIMES = 5

Act = Callable[..., object]


@pytest.fixture
def group(database: Database, charter: Document) -> Group:
    with database.read() as session:
        return session.get_one(Group, charter.group_id)


def roles_in(database: Database, group: Group) -> dict[str, Role]:
    with database.read() as session:
        rows = session.scalars(select(Membership).where(Membership.group_id == group.id))
        return {one.person.name: one.role for one in rows}


def test_a_change_is_made_recorded_and_announced(
    database: Database, charter: Document, group: Group, camille: Person,
    add_person: Callable[..., Person],
) -> None:  # fmt: skip
    nour = add_person("Nour", Role.MEMBER)
    told: list[Notice] = []
    with noticed.connected_to(told.append), database.write() as session:
        change_role(session, camille.id, group.key, nour.key, "observer", NOW)
        assert told == []
    assert told == [RightsChanged(), Changed(charter.id, "people")]
    assert roles_in(database, group)["Nour"] is Role.OBSERVER
    with database.read() as session:
        newest, *_, first = record_of(session, camille.id, group.key)[1]
        assert (newest.person.name, newest.actor.name) == ("Nour", "Camille")
        assert (newest.kind, newest.at) == (Change.ROLE_CHANGED, NOW)
        assert (newest.role_before, newest.role_after) == (Role.MEMBER, Role.OBSERVER)
        assert (first.kind, first.actor, first.role_after) == (
            Change.JOINED, None, Role.FACILITATOR,
        )  # fmt: skip


def test_the_same_role_again_is_no_change(
    database: Database, group: Group, camille: Person, add_person: Callable[..., Person]
) -> None:
    nour = add_person("Nour", Role.MEMBER)
    told: list[Notice] = []
    with noticed.connected_to(told.append), database.write() as session:
        change_role(session, camille.id, group.key, nour.key, "member", NOW)
        assert len(record_of(session, camille.id, group.key)[1]) == 2  # they came in
    assert told == []


@pytest.mark.parametrize("role", [Role.MEMBER, Role.REVIEWER, Role.OBSERVER])
def test_who_is_no_facilitator_changes_nobody_not_even_themselves(
    database: Database, group: Group, camille: Person, add_person: Callable[..., Person],
    role: Role,
) -> None:  # fmt: skip
    nour = add_person("Nour", role)
    for whom in (nour, camille):
        with database.write() as session, pytest.raises(ForbiddenError):
            change_role(session, nour.id, group.key, whom.key, "facilitator", NOW)
        with database.write() as session, pytest.raises(ForbiddenError):
            remove_member(session, nour.id, group.key, whom.key, NOW)
    with database.read() as session, pytest.raises(ForbiddenError):
        record_of(session, nour.id, group.key)
    assert roles_in(database, group) == {"Camille": Role.FACILITATOR, "Nour": role}


def test_a_facilitator_reaches_nobody_of_another_group(
    database: Database, group: Group, camille: Person, add_person: Callable[..., Person]
) -> None:
    other = add_person("Ingrid", Role.FACILITATOR, group="Another group")
    with database.write() as session, pytest.raises(NotFoundError, match="not in the group"):
        remove_member(session, camille.id, group.key, other.key, NOW)
    with database.write() as session, pytest.raises(NotFoundError, match="no such group"):
        remove_member(session, other.id, group.key, camille.key, NOW)


def test_the_last_facilitator_stays_and_of_two_one_may_go(
    database: Database, group: Group, camille: Person, add_person: Callable[..., Person]
) -> None:
    with database.write() as session, pytest.raises(ConflictError):
        change_role(session, camille.id, group.key, camille.key, "member", NOW)
    with database.write() as session, pytest.raises(ConflictError):
        remove_member(session, camille.id, group.key, camille.key, NOW)
    nour = add_person("Nour", Role.MEMBER)
    with database.write() as session:
        change_role(session, camille.id, group.key, nour.key, "facilitator", NOW)
        remove_member(session, camille.id, group.key, camille.key, NOW)
    assert roles_in(database, group) == {"Nour": Role.FACILITATOR}


def demote(actor: Person, group: Group, whom: Person) -> Callable[..., object]:
    return lambda session: change_role(session, actor.id, group.key, whom.key, "member", NOW)


def remove(actor: Person, group: Group, whom: Person) -> Callable[..., object]:
    return lambda session: remove_member(session, actor.id, group.key, whom.key, NOW)


@pytest.mark.parametrize("act", [demote, remove])
@pytest.mark.parametrize("whom", ["the other", "themselves"])
@pytest.mark.parametrize("_time", range(TIMES))
def test_two_facilitators_who_act_at_the_same_instant_leave_one(
    database: Database, group: Group, camille: Person, add_person: Callable[..., Person],
    act: Act, whom: str, _time: int,
) -> None:  # fmt: skip
    nour = add_person("Nour", Role.FACILITATOR)
    pairs = [(camille, nour), (nour, camille)]
    if whom == "themselves":
        pairs = [(camille, camille), (nour, nour)]
    refused = at_once(database, *(act(actor, group, other) for actor, other in pairs))
    assert len(refused) == 1
    assert [*roles_in(database, group).values()].count(Role.FACILITATOR) == 1


def test_who_is_removed_stays_the_author_and_keeps_their_colour_alone(
    database: Database, charter: Document, group: Group, camille: Person,
    add_person: Callable[..., Person],
) -> None:  # fmt: skip
    nour = add_person("Nour", Role.FACILITATOR)
    with database.read() as session:
        seen = public_people(session, charter.id, [camille.id, nour.id])
    with database.write() as session:
        remove_member(session, nour.id, group.key, camille.key, NOW)
    omar = add_person("Omar", Role.MEMBER)
    with database.read() as session:
        authors = session.scalars(select(ClientId.person_id)).all()
        assert authors == [camille.id]
        after = public_people(session, charter.id, [camille.id, nour.id, omar.id])
    assert {nour.id: after[nour.id], camille.id: after[camille.id]} == seen
    assert seen[camille.id]["organisation"] == "Cedar Centre"
    assert len({one["colour"] for one in after.values()}) == 3


def test_an_author_nobody_remembers_in_the_group_still_has_a_name(
    database: Database, charter: Document, add_person: Callable[..., Person]
) -> None:
    ingrid = add_person("Ingrid", Role.MEMBER, group="Another group")
    with database.read() as session:
        seen = public_people(session, charter.id, [ingrid.id])[ingrid.id]
    assert (seen["name"], seen["organisation"]) == ("Ingrid", "")
    assert seen["colour"].startswith("#")


def test_who_was_removed_can_come_back(
    database: Database, group: Group, camille: Person, add_person: Callable[..., Person]
) -> None:
    nour = add_person("Nour", Role.MEMBER)
    with database.write() as session:
        remove_member(session, camille.id, group.key, nour.key, NOW)
        home = session.get_one(Group, group.id)
        add_member(session, home, nour, Role.REVIEWER, NOW, actor=camille)
    with database.read() as session:
        newest = record_of(session, camille.id, group.key)[1][0]
        assert (newest.kind, newest.actor_id) == (Change.JOINED, camille.id)
    assert roles_in(database, group)["Nour"] is Role.REVIEWER
