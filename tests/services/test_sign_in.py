"""Signing in: a link works once, in time, for one person; a session ends when it should."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.database import Database
from app.domain.errors import ConflictError, DomainError, NotFoundError
from app.models import Person, SignInLink, SignInSession
from app.services.sign_in import (
    LINK_LIFE,
    SESSION_LIFE,
    create_link,
    end_session,
    find_link,
    find_session,
    open_session,
    use_link,
)
from tests.conftest import NOW

MOMENT = timedelta(microseconds=1)


@pytest.fixture
def nour(add_person: Callable[..., Person]) -> Person:
    return add_person("Nour")


@pytest.fixture
def link(database: Database, nour: Person) -> str:
    with database.write() as session:
        return create_link(session, nour, NOW)


def test_a_link_opens_a_session_of_its_person(database: Database, nour: Person, link: str) -> None:
    with database.write() as session:
        token = use_link(session, link, NOW)
        found = find_session(session, token, NOW)
    assert found
    assert found.person_id == nour.id


@pytest.mark.parametrize(
    ("token", "at", "error", "words"),
    [
        ("right", NOW + LINK_LIFE - MOMENT, None, ""),
        ("right", NOW + LINK_LIFE, ConflictError, "too old"),
        ("wrong", NOW, NotFoundError, "not known"),
        ("", NOW, NotFoundError, "not known"),
        ("used", NOW, ConflictError, "has been used"),
        ("used", NOW + LINK_LIFE, ConflictError, "has been used"),
    ],
)
def test_which_links_are_good(
    database: Database,
    link: str,
    token: str,
    at: datetime,
    error: type[DomainError] | None,
    words: str,
) -> None:
    if token == "used":
        with database.write() as session:
            use_link(session, link, NOW)
    tried = link if token in ("right", "used") else token
    for look in (find_link, use_link):
        if error is None:
            with database.write() as session:
                look(session, tried, at)
        else:
            with pytest.raises(error, match=words), database.write() as session:
                look(session, tried, at)


def test_looking_at_a_link_does_not_use_it(database: Database, link: str) -> None:
    with database.write() as session:
        find_link(session, link, NOW)
        find_link(session, link, NOW)
        assert use_link(session, link, NOW)


def test_of_many_at_the_same_moment_one_gets_in(database: Database, link: str) -> None:
    together = threading.Barrier(8)
    outcomes: list[str] = []

    def try_it() -> None:
        together.wait()
        try:
            with database.write() as session:
                outcomes.append(use_link(session, link, NOW))
        except ConflictError:
            outcomes.append("refused")

    threads = [threading.Thread(target=try_it) for _ in range(together.parties)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("refused") == together.parties - 1
    with database.read() as session:
        assert len(session.scalars(select(SignInSession)).all()) == 1


def test_a_link_spent_between_looking_and_using_is_refused(database: Database, link: str) -> None:
    """As on a database where readers do not wait for writers."""
    with database.write() as session:
        found = find_link(session, link, NOW)
        session.connection().exec_driver_sql("UPDATE sign_in_links SET used_at = '2026-03-14'")
        assert found.used_at is None
        with pytest.raises(ConflictError, match="has been used"):
            use_link(session, link, NOW)


@pytest.mark.parametrize(
    ("at", "ended", "alive"),
    [
        (NOW, False, True),
        (NOW + SESSION_LIFE - MOMENT, False, True),
        (NOW + SESSION_LIFE, False, False),
        (NOW, True, False),
    ],
)
def test_when_a_session_signs_in(
    database: Database, nour: Person, at: datetime, ended: bool, alive: bool
) -> None:
    with database.write() as session:
        token = open_session(session, nour.id, NOW)
        found = find_session(session, token, NOW)
        assert found
        if ended:
            end_session(session, found.id, NOW)
        assert (find_session(session, token, at) is not None) is alive


def test_ending_a_session_twice_keeps_when_it_ended(database: Database, nour: Person) -> None:
    with database.write() as session:
        token = open_session(session, nour.id, NOW)
        found = find_session(session, token, NOW)
        assert found
        end_session(session, found.id, NOW)
        end_session(session, found.id, NOW + MOMENT)
    with database.read() as session:
        assert session.scalars(select(SignInSession.ended_at)).one() == NOW


def test_no_token_can_be_read_from_the_database(database: Database, link: str) -> None:
    with database.write() as session:
        token = use_link(session, link, NOW)
    with database.read() as session:
        stored = [
            *session.scalars(select(SignInLink.token_hash)),
            *session.scalars(select(SignInSession.token_hash)),
        ]
    assert len(stored) == 2
    assert not {token, link} & set(stored)
