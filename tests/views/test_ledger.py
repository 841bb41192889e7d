"""The page that tells everything that was done, and whether it is as it was sealed."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, update

from app.database import Database
from app.domain.roles import Role
from app.models import Document, LedgerEvent, Person
from app.services import chronicle
from app.services.departures import anonymise
from tests.browsing import Visitor
from tests.clock import NOW
from tests.polling import OBJECT, Poll


@pytest.fixture
def nour(add_person: Callable[..., Person], charter: Document) -> Person:
    return add_person("Nour", Role.MEMBER)


@pytest.fixture
def voted(poll: Poll, camille: Person, nour: Person) -> Poll:
    """A round in which two voted, and which was closed."""
    poll.open(camille, nour)
    poll.vote(camille)
    poll.vote(nour, OBJECT)
    poll.close()
    return poll


def page_of(visitor: Visitor, poll: Poll, person: Person, **query: str) -> str:
    visitor.sign_in(person)
    answer = visitor.get(f"/documents/{poll.key}/ledger", query_string=query)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_every_act_is_told_and_checked(visitor: Visitor, voted: Poll, nour: Person) -> None:
    page = page_of(visitor, voted, nour)
    assert "all 6 acts are as they were sealed" in page
    assert "<bdi>Camille</bdi> opened round 1 on version 1, in which 2 voters are asked." in page
    assert "<bdi>Nour</bdi> voted in round 1." in page
    assert "Round 1 was closed. Voted: 2. Needed: 2. The text was not validated." in page


def test_how_somebody_voted_is_not_told(visitor: Visitor, voted: Poll, nour: Person) -> None:
    assert OBJECT.reason not in page_of(visitor, voted, nour)


def test_who_is_forgotten_has_no_name(
    visitor: Visitor, voted: Poll, camille: Person, nour: Person, database: Database
) -> None:
    with database.write() as session:
        anonymise(session, nour.id, NOW)
    page = page_of(visitor, voted, camille)
    assert "<bdi>A former participant</bdi> voted in round 1." in page
    assert "Nour" not in page


def test_a_false_act_is_named_and_what_it_says_is_not_believed(
    visitor: Visitor, voted: Poll, nour: Person, database: Database
) -> None:
    with database.write() as session:
        session.execute(
            update(LedgerEvent).where(LedgerEvent.number == 3).values(words='{"act":"role"}')
        )
    page = page_of(visitor, voted, nour)
    assert "act 3 is not as it was sealed" in page
    assert "This act is false" in page
    with database.write() as session:
        session.execute(delete(LedgerEvent).where(LedgerEvent.number == 2))
    assert "act 2 is missing" in page_of(visitor, voted, nour)


def test_long_ledgers_have_pages(
    visitor: Visitor, voted: Poll, nour: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chronicle, "ACTS_A_PAGE", 4)
    first = page_of(visitor, voted, nour)
    second = page_of(visitor, voted, nour, page="2")
    beyond = page_of(visitor, voted, nour, page="9")
    assert "Round 1 was closed" in first
    assert "Round 1 was closed" not in second
    assert first.count('class="ledger-act"') == 4
    assert second.count('class="ledger-act"') == 2
    assert beyond.count('class="ledger-act"') == 0


def test_before_anything_is_done_it_says_so(visitor: Visitor, poll: Poll, camille: Person) -> None:
    assert "Nothing has been done yet" in page_of(visitor, poll, camille)
