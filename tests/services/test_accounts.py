"""What people choose for themselves is theirs alone, and so are the browsers they are in with."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.database import Database
from app.domain.accounts import Choices
from app.domain.errors import NotFoundError
from app.domain.roles import Role
from app.models import Document, Person, SignInSession
from app.notices import Changed, Notice, RightsChanged, noticed
from app.services.accounts import (
    GLANCE,
    end_all,
    end_one,
    keep_choices,
    needs_note,
    note_use,
    sessions_of,
)
from app.services.sign_in import SESSION_LIFE, end_session, find_session, open_session
from tests.conftest import NOW

CHOICES = Choices("Nour Khoury", "fr", "Asia/Beirut", wants_mail=False)
MOMENT = timedelta(microseconds=1)
A_COLUMN_HOLDS_LESS = 2**63


@pytest.fixture
def nour(charter: Document, add_person: Callable[..., Person]) -> Person:
    return add_person("Nour", Role.OBSERVER)


@pytest.fixture
def come_in(database: Database) -> Callable[..., int]:
    """Signs somebody in with one more browser; the id of the session."""

    def come(person: Person, at: datetime = NOW) -> int:
        with database.write() as session:
            token = open_session(session, person.id, at)
            found = find_session(session, token, at)
            assert found
            return found.id

    return come


def live(database: Database, person: Person, at: datetime = NOW) -> list[int]:
    with database.read() as session:
        return [one.id for one in sessions_of(session, person.id, at)]


def test_a_new_name_is_told_in_every_group_of_the_person_and_in_no_other(
    database: Database, charter: Document, nour: Person, add_person: Callable[..., Person]
) -> None:
    add_person("Stranger", Role.FACILITATOR, group="Another group")
    told: list[Notice] = []
    with noticed.connected_to(told.append):
        with database.write() as session:
            keep_choices(session, nour.id, replace(CHOICES, name="Nour"))
        assert told == []
        with database.write() as session:
            keep_choices(session, nour.id, CHOICES)
    assert told == [Changed(charter.id, "people")]


def test_who_has_no_address_keeps_what_they_were_not_asked(
    database: Database, nour: Person
) -> None:
    with database.write() as session:
        session.get_one(Person, nour.id).email = None
    with database.write() as session:
        keep_choices(session, nour.id, CHOICES)
    with database.read() as session:
        assert session.get_one(Person, nour.id).wants_mail


def test_sessions_are_those_that_live_the_last_used_first(
    database: Database, nour: Person, come_in: Callable[..., int]
) -> None:
    expired = come_in(nour, NOW - SESSION_LIFE)
    first, second, ended = come_in(nour), come_in(nour, NOW + MOMENT), come_in(nour)
    with database.write() as session:
        end_session(session, ended, NOW)
    assert live(database, nour) == [second, first]
    with database.write() as session:
        note_use(session, first, "", NOW + GLANCE)
    assert live(database, nour) == [first, second]
    assert expired not in live(database, nour)


def test_one_is_ended_and_its_open_pages_are_told(
    database: Database, nour: Person, come_in: Callable[..., int]
) -> None:
    here, there = come_in(nour), come_in(nour)
    told: list[Notice] = []
    with noticed.connected_to(told.append), database.write() as session:
        end_one(session, nour.id, there, NOW)
    assert live(database, nour) == [here]
    assert told == [RightsChanged()]


@pytest.mark.parametrize("which", ["foreign", "ended", "missing", "huge"])
def test_what_is_not_one_s_own_cannot_be_ended(
    database: Database, nour: Person, add_person: Callable[..., Person],
    come_in: Callable[..., int], which: str,
) -> None:  # fmt: skip
    omar = add_person("Omar", Role.FACILITATOR)
    theirs, over = come_in(omar), come_in(nour)
    with database.write() as session:
        end_session(session, over, NOW)
    ids = {"foreign": theirs, "ended": over, "missing": 0, "huge": A_COLUMN_HOLDS_LESS}
    told: list[Notice] = []
    with (
        noticed.connected_to(told.append),
        pytest.raises(NotFoundError, match="not signed in there"),
        database.write() as session,
    ):
        end_one(session, nour.id, ids[which], NOW + MOMENT)
    assert told == []
    assert live(database, omar) == [theirs]
    with database.read() as session:
        ended = session.scalars(select(SignInSession.ended_at).where(SignInSession.id == over))
        assert ended.one() == NOW


@pytest.mark.parametrize("keeps_this", [True, False])
def test_everywhere_means_all_of_one_person_only(
    database: Database, nour: Person, add_person: Callable[..., Person],
    come_in: Callable[..., int], keeps_this: bool,
) -> None:  # fmt: skip
    omar = add_person("Omar", Role.MEMBER)
    this, theirs = come_in(nour), come_in(omar)
    come_in(nour)
    told: list[Notice] = []
    with noticed.connected_to(told.append), database.write() as session:
        end_all(session, nour.id, this if keeps_this else None, NOW)
    assert live(database, nour) == ([this] if keeps_this else [])
    assert live(database, omar) == [theirs]
    assert told == [RightsChanged()]


def test_of_many_requests_in_five_minutes_one_notes_the_use(
    database: Database, nour: Person, come_in: Callable[..., int]
) -> None:
    come_in(nour)
    for seconds in (0, 10, 299, 301, 310):
        at = NOW + timedelta(seconds=seconds)
        with database.write() as session:
            [one] = sessions_of(session, nour.id, at)
            noted = needs_note(one, "Firefox", at)
            note_use(session, one.id, "Firefox", at)
            session.refresh(one)
            assert (one.seen_at == at) is noted is (seconds in (0, 301))
