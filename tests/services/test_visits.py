"""Visits as they are noted, and what is new because of them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.database import Database
from app.domain.errors import NotFoundError
from app.domain.roles import Role
from app.models import Document, Person, Visit
from app.services import comments
from app.services.visits import news_in, note_visit
from tests.conftest import NOW
from tests.remarks import on_words, say

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture
def nour(add_person: Callable[..., Person]) -> Person:
    return add_person("Nour", Role.MEMBER)


def news(database: Database, person: Person, charter: Document) -> set[int]:
    with database.read() as session:
        return news_in(session, person.id, charter)


def visit(database: Database, person: Person, charter: Document, at: datetime) -> None:
    with database.write() as session:
        note_visit(session, person.id, charter.key, at)


def test_what_others_did_after_the_last_visit_is_new_until_the_next_but_one(
    database: Database, charter: Document, nour: Person, camille: Person
) -> None:
    old = say(database, camille, charter, on_words())
    visit(database, nour, charter, NOW + MINUTE)
    assert news(database, nour, charter) == set()
    fresh = say(database, camille, charter, on_words(), NOW + 2 * MINUTE)
    say(database, nour, charter, on_words(), NOW + 2 * MINUTE)
    assert news(database, nour, charter) == {fresh.id}  # it came while the visit lasted
    visit(database, nour, charter, NOW + DAY)
    assert news(database, nour, charter) == {fresh.id}
    visit(database, nour, charter, NOW + DAY + MINUTE)
    assert news(database, nour, charter) == {fresh.id}
    visit(database, nour, charter, NOW + 2 * DAY)
    assert news(database, nour, charter) == set()
    with database.write() as session:
        key = old.comments[0].key
        comments.delete_comment(session, camille.id, key, NOW + 2 * DAY + MINUTE)
    assert news(database, nour, charter) == {old.id}
    assert news(database, camille, charter) == set()  # who was never there


def test_a_stranger_visits_nothing(
    database: Database, charter: Document, add_person: Callable[..., Person]
) -> None:
    eve = add_person("Eve", Role.MEMBER, group="Another group")
    with pytest.raises(NotFoundError):
        visit(database, eve, charter, NOW)


def test_several_tabs_that_open_at_once_are_one_visit(
    database: Database, charter: Document, nour: Person
) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: visit(database, nour, charter, NOW), range(16)))
    with database.read() as session:
        assert len(session.scalars(select(Visit)).all()) == 1
