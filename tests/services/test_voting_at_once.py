"""Whatever people do at the same instant while a group votes, nobody waits for ever."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.database import Database
from app.domain.ballot_papers import read
from app.domain.ballots import Answer, Stance
from app.domain.objections import ObjectionState
from app.domain.roles import Role
from app.domain.tallies import Count
from app.models import Document, Person
from app.services.departures import anonymise
from app.services.objections import end_objection
from app.services.reminders import remind, remind_those_due
from app.services.roles import change_role
from app.services.versions import name_version
from app.services.voting import Said, cast
from tests.polling import AGREE, DEADLINE, OBJECT, SOON, Poll
from tests.services.at_once import at_once
from tests.services.chamber import TWELVE, acts_of, ballots_of, write

AddPerson = Callable[..., Person]

BALLOTS = 200
TIMES = 20
ROUNDS_OF_ACTS = 12
SEED = 20261124


@pytest.fixture
def voters(poll: Poll, camille: Person, add_person: AddPerson) -> list[Person]:
    """Camille and five more; the text has twelve clauses."""
    write(poll, TWELVE)
    return [camille, *(add_person(f"Member{number}", Role.MEMBER) for number in range(5))]


def test_who_votes_writes_goes_or_becomes_something_else_never_waits_for_one_who_waits(
    database: Database, poll: Poll, voters: list[Person]
) -> None:
    """A deadlock would be raised here: only what the rules refuse is expected."""
    chance = random.Random(SEED)
    with database.read() as session:
        group_key = session.get_one(Document, poll.document.id).group.key
    poll.open(*voters)
    poll.vote(voters[1], OBJECT, {3: OBJECT})

    def vote(voter: Person, answer: Said) -> Callable[[Session], object]:
        return lambda session: cast(session, voter.id, poll.key, 1, answer, SOON)

    def role(person: Person) -> Callable[[Session], object]:
        becomes = chance.choice([Role.MEMBER, Role.FACILITATOR])
        return lambda session: change_role(
            session, voters[0].id, group_key, person.key, becomes, SOON
        )

    objections = [one.key for one in poll.objections]
    for number in range(ROUNDS_OF_ACTS):
        acts = [
            *(vote(one, Said(chance.choice([AGREE, OBJECT]), {})) for one in voters),
            *(role(one) for one in voters[1:]),
            lambda session, number=number: name_version(
                session, voters[0].id, poll.key, f"Version {number}", SOON
            ),
            lambda session: end_objection(
                session, voters[1].id, chance.choice(objections), ObjectionState.RESOLVED, "", SOON
            ),
            lambda session: remind(session, voters[0].id, poll.key, 1, SOON),
            lambda session: remind_those_due(session, DEADLINE - timedelta(hours=1)),
        ]
        if number == ROUNDS_OF_ACTS - 1:
            acts += [
                lambda session, one=one: anonymise(session, one.id, SOON) for one in voters[1:]
            ]
        at_once(database, *chance.sample(acts, len(acts)))
    assert acts_of(poll, "ballot")


@pytest.mark.parametrize("_time", range(TIMES))
def test_of_two_hundred_ballots_of_one_person_the_last_counts_and_all_are_kept_in_order(
    database: Database, poll: Poll, voters: list[Person], _time: int
) -> None:
    poll.open(*voters[:2])
    answers = [Answer(Stance.CONCERN, str(number)) for number in range(BALLOTS)]

    def vote(answer: Answer) -> Callable[[Session], object]:
        return lambda session: cast(session, voters[1].id, poll.key, 1, Said(answer, {}), SOON)

    assert at_once(database, *map(vote, answers)) == []
    kept = ballots_of(poll)
    assert len({one.content for one in kept}) == len(kept) == BALLOTS
    written = acts_of(poll, "ballot")
    assert [act["ballot"] for act in written] == [one.id for one in kept]
    assert [act["receipt"] for act in written] == [one.receipt for one in kept]
    box = poll.box
    assert list(box.voted) == [f"person:{voters[1].id}"]
    assert box.outcome.cast == 1
    assert box.outcome.whole.count == Count(concern=1)
    counts = box.voted[f"person:{voters[1].id}"]
    assert (counts.number, counts.whole) == (kept[-1].id, read(0, kept[-1].content).whole)
