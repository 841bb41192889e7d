"""Review links are made, listed and ended by facilitators; of a token only its hash is kept."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, text

from app.database import Database
from app.domain.errors import ForbiddenError, InvalidError, NotFoundError
from app.domain.roles import Role
from app.models import Base, Document, Person, ReviewLink
from app.notices import Notice, RightsChanged, noticed
from app.services.documents import access_to
from app.services.review_links import Made, end_link, links_of, make_link
from tests.conftest import NOW


def test_facilitators_see_who_came_by_which_link(
    database: Database, charter: Document, camille: Person, review_link: Made,
    add_guest: Callable[..., Person],
) -> None:  # fmt: skip
    add_guest("Jean", "Jean@Example.fr")
    with database.write() as session:
        make_link(session, camille.id, charter.key, "  The  ministry ", NOW)
    with database.read() as session:
        document, (newest, first) = links_of(session, camille.id, charter.key)
        assert document.id == charter.id
        assert (newest.label, newest.guests) == ("The ministry", [])
        assert (first.label, first.created_by.name) == ("The advisers", "Camille")
        (guest,) = first.guests
        assert (guest.person.name, guest.email, guest.person.email) == (
            "Jean", "Jean@Example.fr", None,
        )  # fmt: skip


def test_a_token_that_was_shown_is_in_no_table(database: Database, review_link: Made) -> None:
    with database.read() as session:
        rows = [
            str(row)
            for table in Base.metadata.sorted_tables
            for row in session.execute(text(f"SELECT * FROM {table.name}"))  # noqa: S608 - ours
        ]
    assert any(review_link.link.token_hash in row for row in rows)
    assert not any(review_link.token in row for row in rows)


@pytest.mark.parametrize("label", ["", " \n ", "x" * 201])
def test_a_link_is_for_somebody(
    database: Database, charter: Document, camille: Person, label: str
) -> None:
    with database.write() as session, pytest.raises(InvalidError):
        make_link(session, camille.id, charter.key, label, NOW)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.REVIEWER, Role.OBSERVER, None])
def test_nobody_else_makes_sees_or_ends_links(
    database: Database, charter: Document, review_link: Made, add_person: Callable[..., Person],
    role: Role | None,
) -> None:  # fmt: skip
    nour = add_person("Nour", role)
    add_person("Nour", Role.FACILITATOR, group="Another group")
    refusal = ForbiddenError if role else NotFoundError
    for act in (
        lambda session: links_of(session, nour.id, charter.key),
        lambda session: make_link(session, nour.id, charter.key, "Mine", NOW),
        lambda session: end_link(session, nour.id, review_link.link.key, NOW),
    ):
        with database.write() as session, pytest.raises(refusal):
            act(session)
    with database.read() as session:
        assert session.scalars(select(ReviewLink.ended_at)).all() == [None]


def test_a_missing_link_and_a_foreign_one_are_told_alike(
    database: Database, review_link: Made, add_person: Callable[..., Person]
) -> None:
    stranger = add_person("Ingrid", Role.FACILITATOR, group="Another group")
    told = set()
    for key in (review_link.link.key, "no-such-key"):
        with database.write() as session, pytest.raises(NotFoundError) as error:
            end_link(session, stranger.id, key, NOW)
        told.add(error.value.sentence)
    assert len(told) == 1


def test_who_came_by_a_link_reads_until_it_is_ended_and_everybody_is_told(
    database: Database, charter: Document, camille: Person, review_link: Made,
    add_guest: Callable[..., Person],
) -> None:  # fmt: skip
    jean = add_guest()
    with database.read() as session:
        access = access_to(session, jean.id, charter.key)
        assert access
        assert (access.role, access.is_guest) == (Role.REVIEWER, True)
    told: list[Notice] = []
    with noticed.connected_to(told.append), database.write() as session:
        end_link(session, camille.id, review_link.link.key, NOW)
        assert told == []
    assert told == [RightsChanged()]
    with database.read() as session:
        assert access_to(session, jean.id, charter.key) is None


def test_ending_again_changes_nothing(
    database: Database, camille: Person, review_link: Made
) -> None:
    for at in (NOW, NOW.replace(year=2027)):
        with database.write() as session:
            end_link(session, camille.id, review_link.link.key, at)
    with database.read() as session:
        assert session.scalars(select(ReviewLink.ended_at)).one() == NOW
