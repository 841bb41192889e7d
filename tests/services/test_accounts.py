"""What people set for themselves is kept whole or not at all, and others hear of a new name."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select

from app.database import Database
from app.domain.preferences import Preferences
from app.domain.roles import Role
from app.models import Document, Person
from app.notices import Changed, Notice, noticed
from app.services.accounts import find_account, keep

WANTED = Preferences("Nour Khoury", "fr", "Asia/Beirut", wants_mail=False)


@pytest.fixture
def nour(charter: Document, add_person: Callable[..., Person]) -> Person:
    return add_person("Nour", Role.OBSERVER)


@pytest.fixture
def told() -> Iterator[list[Notice]]:
    heard: list[Notice] = []
    listener = heard.append
    noticed.connect(listener, weak=False)
    yield heard
    noticed.disconnect(listener)


def test_what_is_wanted_is_kept(database: Database, nour: Person) -> None:
    with database.write() as session:
        assert not keep(session, nour.id, WANTED).mistakes
    with database.read() as session:
        account = find_account(session, nour.id)
    assert account.preferences == WANTED
    assert account.email == "nour@example.org"


def test_one_mistake_and_nothing_is_kept(
    database: Database, nour: Person, told: list[Notice]
) -> None:
    with database.read() as session:
        before = find_account(session, nour.id)
    with database.write() as session:
        tried = keep(session, nour.id, replace(WANTED, time_zone="Europe/Atlantis"))
    assert tried.preferences.name == WANTED.name  # as it was typed
    assert list(tried.mistakes) == ["time_zone"]
    with database.read() as session:
        assert find_account(session, nour.id) == before
    assert told == []


def test_a_new_name_is_told_in_every_group_of_the_person_and_in_no_other(
    database: Database, charter: Document, nour: Person, add_person: Callable[..., Person],
    told: list[Notice],
) -> None:  # fmt: skip
    add_person("Stranger", Role.FACILITATOR, group="Another group")
    with database.write() as session:
        keep(session, nour.id, replace(WANTED, name="Nour"))
    assert told == []
    with database.write() as session:
        keep(session, nour.id, WANTED)
    assert told == [Changed(charter.id, "people")]


def test_who_has_no_address_is_not_asked_about_mail(database: Database, nour: Person) -> None:
    with database.write() as session:
        session.get_one(Person, nour.id).email = None
    with database.write() as session:
        keep(session, nour.id, WANTED)
    with database.read() as session:
        assert session.scalars(select(Person.wants_mail).where(Person.id == nour.id)).one()
