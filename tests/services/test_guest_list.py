"""Inviting, and coming in by an invitation: once, and only as who was invited."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from app.database import Database
from app.domain.errors import ConflictError, ForbiddenError, NotFoundError
from app.domain.roles import Role
from app.domain.rows import IN_THE_GROUP, INVITED, Names
from app.models import Document, Invitation, Membership, Person
from app.services.acceptance import accept, find_invitation
from app.services.guest_list import (
    INVITATION_LIFE,
    Invited,
    invite_list,
    preview,
    renew_link,
    revoke,
)
from app.services.sign_in import find_session
from tests.conftest import NOW

NAMES = Names({"observer": Role.OBSERVER}, {"lb": "LB"}, {})
YARA = "Yara, Yara@example.org, Cedar Centre, LB, observer"
PATIENCE_SECONDS = 20

Invite = Callable[[], Invited]


@pytest.fixture
def key(database: Database, charter: Document) -> str:
    """The group of Camille, who facilitates it."""
    with database.read() as session:
        return session.merge(charter).group.key


@pytest.fixture
def camille(key: str, database: Database) -> Person:
    with database.read() as session:
        return session.scalars(select(Person)).one()


@pytest.fixture
def invite(database: Database, key: str, camille: Person) -> Invite:
    def invite_yara() -> Invited:
        with database.write() as session:
            return invite_list(session, camille.id, key, [YARA], NAMES, NOW)[1][0]

    return invite_yara


def test_who_accepts_is_in_the_group_as_invited_and_signed_in(
    database: Database, invite: Invite
) -> None:
    token = invite().token
    with database.write() as session:
        session_token = accept(session, token, None, NOW)
        assert session_token
        found = find_session(session, session_token, NOW)
        assert found
        membership = session.scalars(select(Membership).order_by(Membership.id.desc())).first()
        assert membership
        assert membership.person_id == found.person_id
        assert membership.person.email == "yara@example.org"
        assert (membership.role, membership.country) == (Role.OBSERVER, "LB")


def test_the_link_is_kept_only_as_its_hash(database: Database, invite: Invite) -> None:
    token = invite().token
    with database.read() as session:
        kept = session.scalars(select(Invitation)).one()
        assert token not in map(str, vars(kept).values())


def test_nobody_is_invited_twice(
    database: Database, invite: Invite, key: str, camille: Person
) -> None:
    invite()
    with database.read() as session:
        _, rows = preview(session, camille.id, key, [YARA, "Camille, camille@example.org"], NAMES)
    assert [row.reasons for row in rows] == [(INVITED,), (IN_THE_GROUP,)]


def test_a_new_link_ends_the_old_one(database: Database, invite: Invite, camille: Person) -> None:
    old = invite()
    later = NOW + INVITATION_LIFE
    with database.write() as session:
        new = renew_link(session, camille.id, old.invitation.key, later)
        with pytest.raises(NotFoundError):
            find_invitation(session, old.token, later)
        assert find_invitation(session, new.token, later).name == "Yara"


def test_what_is_withdrawn_or_accepted_stays_so(
    database: Database, invite: Invite, camille: Person
) -> None:
    first = invite()
    with database.write() as session:
        revoke(session, camille.id, first.invitation.key, NOW)
    second = invite()
    with database.write() as session:
        accept(session, second.token, None, NOW)
    for one in (first, second):
        for act in (renew_link, revoke):
            with pytest.raises(ConflictError), database.write() as session:
                act(session, camille.id, one.invitation.key, NOW)
        with pytest.raises(ConflictError), database.write() as session:
            accept(session, one.token, None, NOW)


def test_it_never_signs_in_as_somebody_who_was_known_before(
    database: Database, invite: Invite, add_person: Callable[..., Person]
) -> None:
    yara = add_person("Yara", Role.MEMBER, group="Another group")
    token = invite().token
    for stranger in (None, yara.id + 1):
        with pytest.raises(ForbiddenError), database.write() as session:
            accept(session, token, stranger, NOW)
    with database.write() as session:
        assert accept(session, token, yara.id, NOW) is None
        assert (
            len(session.scalars(select(Person).where(Person.id == yara.id)).one().memberships) == 2
        )


def test_of_two_browsers_at_the_same_moment_one_gets_in(database: Database, invite: Invite) -> None:
    token, together = invite().token, threading.Barrier(2)

    def come(_: int) -> bool:
        together.wait(PATIENCE_SECONDS)
        try:
            with database.write() as session:
                return accept(session, token, None, NOW) is not None
        except ConflictError:
            return False

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(come, range(2))) == [False, True]
