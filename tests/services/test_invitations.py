"""An invitation makes what is missing, keeps what is there, and refuses what cannot be right."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from app.database import Database
from app.domain.errors import ConflictError, InvalidError
from app.domain.roles import Role
from app.models import Document, Group, Membership, Person
from app.services.documents import text_of
from app.services.invitations import Invitation, invite
from app.services.sign_in import find_link
from tests.conftest import NOW

NOUR = Invitation(
    "Nour@Example.org", "Nour El-Khazen", "Core Group", Role.FACILITATOR, "Cedar Centre", "LB"
)

PEOPLE = 6
PATIENCE_SECONDS = 20


def test_the_first_invitation_makes_person_group_and_a_document_to_begin_with(
    database: Database,
) -> None:
    with database.write() as session:
        token = invite(session, NOUR, NOW)
        assert find_link(session, token, NOW).person.name == "Nour El-Khazen"
        membership = session.scalars(select(Membership)).one()
        document = session.scalars(select(Document)).one()
        assert membership.person.email == "nour@example.org"
        assert membership.group.name == document.group.name == "Core Group"
        assert (membership.role, membership.country) == (Role.FACILITATOR, "LB")
        assert text_of(session, document).startswith("# Charter of Core Group\n")


def test_inviting_again_gives_a_new_link_and_nothing_else(database: Database) -> None:
    with database.write() as session:
        first = invite(session, NOUR, NOW)
        second = invite(session, NOUR, NOW)
        assert first != second
        for thing in (Person, Group, Membership, Document):
            assert len(session.scalars(select(thing)).all()) == 1


def test_the_next_person_joins_the_same_group_in_another_colour(database: Database) -> None:
    with database.write() as session:
        invite(session, NOUR, NOW)
        invite(session, replace(NOUR, email="o@example.org", role=Role.MEMBER), NOW)
        colours = session.scalars(select(Membership.colour)).all()
        assert len(session.scalars(select(Group)).all()) == 1
    assert len(set(colours)) == 2


def test_a_role_is_not_changed_by_inviting_again(database: Database) -> None:
    with database.write() as session:
        invite(session, NOUR, NOW)
        with pytest.raises(ConflictError, match="another role"):
            invite(session, replace(NOUR, role=Role.OBSERVER), NOW)


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "nour"},
        {"email": "nour@here"},
        {"email": "nour @example.org"},
        {"name": " "},
        {"group": ""},
        {"name": "n" * 201},
        {"group": "g" * 201},
        {"organisation": "o" * 201},
        {"email": "e" * 309 + "@example.org"},
        {"email": "İ" * 200 + "@example.org"},  # twice as long in lower case
        {"country": "LBN"},
        {"country": "XX"},
        {"country": "lb"},
    ],
)
def test_what_cannot_be_right_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidError):
        replace(NOUR, **wrong)


def test_the_longest_words_find_room(database: Database) -> None:
    longest = replace(
        NOUR, email="e" * 308 + "@example.org", name="ñ" * 200, group="ع" * 200,
        organisation="🌍" * 200,
    )  # fmt: skip
    with database.write() as session:
        invite(session, longest, NOW)
    with database.read() as session:
        assert session.scalars(select(Membership)).one().organisation == "🌍" * 200


def test_who_are_invited_at_the_same_moment_are_in_one_group(database: Database) -> None:
    together = threading.Barrier(PEOPLE)

    def bring(number: int) -> None:
        together.wait(PATIENCE_SECONDS)
        with database.write() as session:
            invite(session, replace(NOUR, email=f"{number % 2}@example.org"), NOW)

    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(bring, range(PEOPLE)))
    with database.read() as session:
        assert len(session.scalars(select(Group)).all()) == 1
        assert len(session.scalars(select(Document)).all()) == 1
        assert len(set(session.scalars(select(Membership.colour)))) == 2
