"""Who reads a document live: its group, and guests by a review link that was not ended."""

from collections.abc import Mapping

import pytest

from app.domain.roles import Role
from realtime import rights
from realtime.attendee import Visitor
from tests.realtime.conftest import NOW, World, refusal


def role_of(world: World, visitor: Visitor, document_id: int | None = None) -> Role | None:
    with world.database.read() as session:
        return rights.role_of(session, document_id or world.document_id, visitor.sign_in_id, NOW)


def roles_in(world: World, *visitors: Visitor, documents: list[int]) -> list[rights.Roles]:
    with world.database.read() as session:
        sign_ins = [visitor.sign_in_id for visitor in visitors]
        roles: Mapping[int, rights.Roles] = rights.roles_in(session, documents, sign_ins, NOW)
    return [roles[document_id] for document_id in documents]


def test_a_guest_reviews_one_document_until_the_link_is_ended(world: World) -> None:
    other = world.another_document()
    guest = world.guest()
    assert role_of(world, guest) is Role.REVIEWER
    assert role_of(world, guest, other) is None
    world.end_review_links()
    assert role_of(world, guest) is None


def test_a_guest_who_signed_out_is_nobody(world: World) -> None:
    guest = world.guest()
    world.end_session(guest)
    assert role_of(world, guest) is None


@pytest.mark.parametrize("role", Role)
def test_of_membership_and_link_the_stronger_counts(world: World, role: Role) -> None:
    member = world.person(role)
    as_guest = world.guest(person_id=member.person_id)
    expected = Role.REVIEWER if role is Role.OBSERVER else role
    for visitor in (member, as_guest):
        assert role_of(world, visitor) is expected
    world.end_review_links()
    assert role_of(world, member) is role


def test_guests_of_one_document_are_no_readers_of_the_others_in_one_question(world: World) -> None:
    other = world.another_document()
    member, guest = world.person(), world.guest(other)
    here, there = roles_in(world, member, guest, documents=[world.document_id, other])
    assert here == {member.sign_in_id: Role.MEMBER}
    assert there == {member.sign_in_id: Role.MEMBER, guest.sign_in_id: Role.REVIEWER}


def test_who_writes_is_asked_of_members_alone(world: World) -> None:
    """So that what guests cost is paid when they come, and at no flush."""
    member, reviewer, guest = world.person(), world.person(Role.REVIEWER), world.guest()
    sign_ins = [visitor.sign_in_id for visitor in (member, reviewer, guest)]
    with world.database.write() as session:
        roles = rights.roles_of_writers(session, world.document_id, sign_ins, NOW)
    assert roles == {member.sign_in_id: Role.MEMBER}


def test_a_guest_in_the_room_is_seen_reads_and_is_refused_when_they_write(world: World) -> None:
    ana, jean = world.joined(), world.tab(world.guest())
    answer = jean.join()
    assert answer["canEdit"] is False
    (seen,) = [one["person"] for one in ana.channel.of(ana.connection, "awareness")]
    assert (seen["name"], seen["organisation"], seen["isGuest"]) == ("Jean", "", True)
    ana.type("for guests too")
    assert jean.text == "for guests too"
    assert refusal(lambda: jean.type("no")) == "forbidden"


def test_a_guest_on_the_way_in_when_the_link_is_ended_is_refused(world: World) -> None:
    jean = world.tab(world.guest())
    world.end_review_links()
    assert refusal(jean.join) == "forbidden"
