"""The directory is for those in the group, and each of them writes their own entry."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from app.database import Database
from app.domain.errors import InvalidError, NotFoundError
from app.domain.organisations import Kind
from app.domain.roles import Role
from app.models import Document, Group, Membership, Person
from app.notices import Changed, Notice, noticed
from app.services.directory import Profile, Wanted, directory, edit_profile

SAID = Profile("Instituto", "MX", "training", "Talleres de oficios", "+52 1\nmariana@inst.mx")


@pytest.fixture
def group(database: Database, charter: Document) -> Group:
    with database.read() as session:
        return session.get_one(Group, charter.group_id)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["Ángel", "Camille", "Nour"]),
        (Wanted(words="angel"), ["Ángel"]),
        (Wanted(words="OFICIOS"), ["Ángel"]),
        (Wanted(words="cedar"), ["Camille", "Nour"]),
        (Wanted(role="member"), ["Ángel", "Nour"]),
        (Wanted(role="member", country="MX"), ["Ángel"]),
        (Wanted(kind="training"), ["Ángel"]),
        (Wanted(kind="nonsense"), []),
    ],
)
def test_people_are_found_by_name(
    database: Database, group: Group, add_person: Callable[..., Person],
    wanted: Wanted, found: list[str],
) -> None:  # fmt: skip
    nour, angel = add_person("Nour", Role.MEMBER), add_person("Ángel", Role.MEMBER)
    with database.write() as session:
        edit_profile(session, angel.id, group.key, SAID)
    with database.read() as session:
        shown = directory(session, nour.id, group.key, wanted)
        assert [one.person.name for one in shown.found] == found
        assert len(shown.everyone) == 3


def test_who_is_not_in_it_learns_nothing(
    database: Database, group: Group, add_person: Callable[..., Person]
) -> None:
    stranger = add_person("Ingrid", Role.FACILITATOR, group="Another group")
    with database.write() as session:
        for key in (group.key, "no-such-key"):
            with pytest.raises(NotFoundError, match="no such group"):
                directory(session, stranger.id, key, Wanted())
            with pytest.raises(NotFoundError, match="no such group"):
                edit_profile(session, stranger.id, key, SAID)


def test_an_entry_is_of_one_person_in_one_group_and_announced(
    database: Database, charter: Document, group: Group, add_person: Callable[..., Person]
) -> None:
    nour = add_person("Nour", Role.MEMBER)
    add_person("Nour", Role.MEMBER, group="Second group")
    told: list[Notice] = []
    with noticed.connected_to(told.append), database.write() as session:
        edit_profile(session, nour.id, group.key, SAID)
    assert told == [Changed(charter.id, "people")]
    with database.read() as session:
        changed = session.scalars(select(Membership).where(Membership.about != "")).one()
    assert (changed.person_id, changed.group_id, changed.kind) == (nour.id, group.id, Kind.TRAINING)
    assert (changed.contact, changed.role) == (SAID.contact, Role.MEMBER)


@pytest.mark.parametrize(
    "wrong",
    [{"organisation": "o" * 201}, {"about": "a" * 301}, {"contact": "c" * 301},
     {"country": "ZZ"}, {"kind": "guild"}],
)  # fmt: skip
def test_what_cannot_be_right_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(InvalidError):
        replace(SAID, **wrong)
