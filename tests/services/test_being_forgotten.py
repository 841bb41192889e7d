"""Who is forgotten stays forgotten, whatever else happens to them at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.database import Database
from app.domain.accounts import Choices
from app.domain.errors import ConflictError, NotFoundError
from app.domain.introductions import Introduction
from app.domain.roles import Role
from app.models import (
    Document,
    Group,
    Guest,
    Invitation,
    Membership,
    Person,
    SignInLink,
    SignInSession,
)
from app.services.acceptance import accept
from app.services.accounts import keep_choices, note_use
from app.services.departures import anonymise
from app.services.guest_list import hash_of
from app.services.guests import come_in
from app.services.review_links import Made
from app.services.sign_in import create_link, find_session, open_session, use_link
from tests.conftest import NOW
from tests.realtime.conftest import until
from tests.services.at_once import at_once

TIMES = 5
EMAIL = "nour@example.org"

AddPerson = Callable[..., Person]


@pytest.fixture
def nour(charter: Document, add_person: AddPerson) -> Person:
    return add_person("Nour", Role.MEMBER)


def forget(database: Database, person: Person) -> None:
    with database.write() as session:
        anonymise(session, person.id, NOW)


def test_a_link_or_session_made_at_the_last_moment_leads_nowhere(
    database: Database, nour: Person
) -> None:
    forget(database, nour)
    with database.write() as session:
        link, token = create_link(session, nour, NOW), open_session(session, nour.id, NOW)
    with database.write() as session:
        assert find_session(session, token, NOW) is None
        with pytest.raises(NotFoundError):
            use_link(session, link, NOW)


def test_a_page_that_was_under_way_does_not_bring_the_browser_back(
    database: Database, nour: Person
) -> None:
    with database.write() as session:
        found = find_session(session, open_session(session, nour.id, NOW), NOW)
        assert found
    forget(database, nour)
    with database.write() as session:
        note_use(session, found.id, "A rare browser", NOW)
    with database.read() as session:
        assert session.get_one(SignInSession, found.id).browser == ""


def test_a_form_that_was_under_way_brings_neither_name_nor_address_back(
    database: Database, nour: Person, review_link: Made
) -> None:
    forget(database, nour)
    introduction = Introduction("Nour", EMAIL)
    for act in (
        lambda session: keep_choices(session, nour.id, Choices("Nour", "", "", True)),
        lambda session: come_in(session, review_link.token, nour.id, introduction, NOW),
        lambda session: anonymise(session, nour.id, NOW + timedelta(days=1)),
    ):
        with database.write() as session, pytest.raises(NotFoundError):
            act(session)
    with database.read() as session:
        person = session.get_one(Person, nour.id)
        assert (person.name, person.email, person.anonymised_at) == ("", None, NOW)
        assert session.scalars(select(Guest)).all() == []


@pytest.mark.parametrize("_time", range(TIMES))
def test_of_two_facilitators_who_go_at_the_same_instant_one_may(
    database: Database, charter: Document, camille: Person, add_person: AddPerson, _time: int
) -> None:
    nour = add_person("Nour", Role.FACILITATOR)
    add_person("Omar", Role.MEMBER)
    refused = at_once(
        database,
        lambda session: anonymise(session, camille.id, NOW),
        lambda session: anonymise(session, nour.id, NOW),
    )
    assert [type(error) for error in refused] == [ConflictError]
    with database.read() as session:
        facilitators = select(Membership).where(Membership.role == Role.FACILITATOR)
        (left,) = session.scalars(facilitators).all()
        assert session.get_one(Person, left.person_id).anonymised_at is None


@pytest.mark.parametrize("_time", range(TIMES))
def test_who_comes_into_a_group_or_signs_in_at_the_same_instant_is_out_all_the_same(
    database: Database, nour: Person, camille: Person, _time: int
) -> None:
    with database.write() as session:
        link = create_link(session, nour, NOW)
        session.add(
            Invitation(
                group=Group(name="Another group", created_at=NOW), email=EMAIL, name="Nour",
                role=Role.MEMBER, token_hash=hash_of("token"), created_at=NOW,
                expires_at=NOW + timedelta(days=1), invited_by_id=camille.id,
            )
        )  # fmt: skip
    at_once(
        database,
        lambda session: anonymise(session, nour.id, NOW),
        lambda session: accept(session, "token", nour.id, NOW),
        lambda session: use_link(session, link, NOW),
    )
    with database.read() as session:
        own = Membership.person_id == nour.id
        assert session.scalars(select(Membership).where(own)).all() == []
        assert session.scalars(select(SignInLink)).all() == []
        live = SignInSession.person_id == nour.id, SignInSession.ended_at.is_(None)
        assert session.scalars(select(SignInSession).where(*live)).all() == []
        assert session.scalars(select(Invitation.email)).all() == [""]


def test_who_writes_at_the_same_instant_and_who_is_forgotten_wait_for_each_other_in_turn(
    database: Database, charter: Document, nour: Person
) -> None:
    with database.write() as session:
        token = open_session(session, nour.id, NOW)
        sign_in = find_session(session, token, NOW)
    session_row = select(SignInSession.id).where(SignInSession.id == sign_in.id)
    membership_row = select(Membership.id).where(Membership.person_id == nour.id)
    with ThreadPoolExecutor(1) as pool:
        with database.write() as writing:
            writing.execute(session_row.with_for_update(read=True))
            forgetting = pool.submit(forget, database, nour)
            until(lambda: _waits_for_us(writing))
            assert writing.scalar(membership_row.with_for_update(read=True))
        forgetting.result()
    with database.read() as session:
        assert session.get_one(Person, nour.id).name == ""


def _waits_for_us(session: Session) -> bool:
    """Whether somebody else stands still until this transaction ends; SQLite lets nobody in."""
    if session.get_bind().dialect.name == "sqlite":
        return True
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    return bool(session.scalar(waiting))


def test_the_last_facilitator_is_told_of_which_groups_and_nothing_is_lost(
    database: Database, charter: Document, camille: Person, add_person: AddPerson
) -> None:
    add_person("Omar", Role.MEMBER)
    add_person("Camille", Role.FACILITATOR, group="Another group")
    add_person("Omar", Role.MEMBER, group="Another group")
    add_person("Camille", Role.FACILITATOR, group="A third group")
    add_person("Nour", Role.FACILITATOR, group="A third group")
    with database.write() as session, pytest.raises(ConflictError) as refused:
        anonymise(session, camille.id, NOW)
    assert "Core Group, Another group." in str(refused.value)
    with database.read() as session:
        person = session.get_one(Person, camille.id)
        assert (person.name, person.email) == ("Camille", "camille@example.org")
        assert len(person.memberships) == 3
