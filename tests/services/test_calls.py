"""Whose vote is asked, and for how long."""

from collections.abc import Callable, Mapping
from datetime import datetime

import pytest
from sqlalchemy import delete

from app.domain.roles import Role
from app.models import Membership, Person
from app.services.calls import Call, calls_to
from app.services.closing import void_round
from app.services.documents import write_document
from app.services.freezing import reopen
from app.services.groups import find_group
from app.services.opening import recall_round
from app.services.publishing import published_among
from app.services.voting import Said, cast_orally
from tests.clock import NOW
from tests.conftest import TEXT
from tests.polling import AGREE, DEADLINE, SOON, Poll


@pytest.fixture
def nour(add_person: Callable[..., Person]) -> Person:
    return add_person("Nour", Role.MEMBER)


def calls(poll: Poll, person: Person, now: datetime = SOON) -> Mapping[int, Call]:
    with poll.database.read() as session:
        return calls_to(session, person.id, now)


def test_who_has_a_vote_is_asked_until_they_cast_it(
    poll: Poll, camille: Person, nour: Person, add_person: Callable[..., Person]
) -> None:
    poll.open(camille, nour)
    asked = {poll.document.id: Call(1, DEADLINE)}
    assert calls(poll, camille) == calls(poll, nour) == asked
    assert calls(poll, add_person("Ingrid", Role.REVIEWER)) == {}  # has none
    poll.vote(nour)
    assert calls(poll, nour) == {}
    assert calls(poll, camille) == asked


def test_a_vote_said_aloud_is_a_vote(poll: Poll, camille: Person, nour: Person) -> None:
    round_ = poll.open(camille, nour)
    voter = next(one for one in poll.round.voters if one.person_id == nour.id)
    with poll.database.write() as session:
        cast_orally(session, camille.id, poll.key, round_.number, voter.id, Said(AGREE, {}), SOON)
    assert calls(poll, nour) == {}
    assert poll.document.id in calls(poll, camille)


def test_nobody_is_asked_when_it_is_over(poll: Poll, camille: Person, nour: Person) -> None:
    poll.open(camille, nour)
    assert calls(poll, nour, DEADLINE) == {}  # nobody has closed it yet
    with poll.database.write() as session:
        void_round(session, camille.id, poll.key, 1, "The wrong text.", SOON)
    assert calls(poll, nour) == {}


def test_after_a_recall_those_are_asked_who_had_not_voted(
    poll: Poll, camille: Person, nour: Person, add_person: Callable[..., Person]
) -> None:
    omar = add_person("Omar", Role.MEMBER)
    poll.open(camille, nour, omar)
    poll.vote(nour)
    poll.close()
    later = DEADLINE.replace(year=DEADLINE.year + 1)
    with poll.database.write() as session:
        recall_round(session, camille.id, poll.key, 1, later, DEADLINE)
    assert calls(poll, nour) == {}
    assert calls(poll, omar) == {poll.document.id: Call(2, later)}


def test_a_vote_in_an_earlier_round_is_none_in_the_next(
    poll: Poll, camille: Person, nour: Person
) -> None:
    poll.open(camille, nour)
    poll.vote(nour)
    with poll.database.write() as session:
        void_round(session, camille.id, poll.key, 1, "The wrong text.", SOON)
    poll.open(camille, nour)
    assert calls(poll, nour) == {poll.document.id: Call(2, DEADLINE)}


def test_who_left_the_group_is_asked_for_nothing(poll: Poll, camille: Person, nour: Person) -> None:
    poll.open(camille, nour)
    with poll.database.write() as session:
        session.execute(delete(Membership).where(Membership.person_id == nour.id))
    assert calls(poll, nour) == {}


def test_each_document_asks_for_itself(poll: Poll, camille: Person) -> None:
    with poll.database.write() as session:
        group = find_group(session, "Core Group")
        assert group
        other = write_document(session, group, "Vision", camille, TEXT, NOW)
    poll.open(camille)
    second = Poll(poll.database, other, camille)
    second.open(camille)
    assert set(calls(poll, camille)) == {poll.document.id, other.id}
    second.vote(camille)
    assert set(calls(poll, camille)) == {poll.document.id}


def test_what_was_published_stays_so(poll: Poll, camille: Person) -> None:
    def published() -> set[int]:
        with poll.database.read() as session:
            return published_among(session, [poll.document])

    poll.freeze("By hand.")
    assert published() == set()
    poll.publish()
    assert published() == {poll.document.id}
    with poll.database.write() as session:
        reopen(session, camille.id, poll.key, "The schools are missing.", DEADLINE)
    assert published() == {poll.document.id}
