"""Whatever people do at the same instant while a group votes, one of them comes first."""

import random
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy.orm import Session

from app.database import Database
from app.domain.errors import ConflictError
from app.domain.lifecycle import State
from app.domain.objections import ObjectionState
from app.domain.outcomes import Result
from app.domain.roles import Role
from app.domain.rounds import RoundState
from app.domain.rules import USUAL_QUORUM, Rule
from app.models import Document, Person
from app.services.closing import close_if_over, close_round, void_round
from app.services.departures import anonymise
from app.services.freezing import freeze, redraft
from app.services.objections import end_objection
from app.services.opening import Plan, open_round, recall_round
from app.services.reminders import remind, remind_those_due
from app.services.roles import change_role
from app.services.versions import name_version
from app.services.voting import Said, cast
from realtime import log
from realtime.attendee import Visitor
from realtime.errors import Refused
from realtime.room import Room
from tests.clock import NOW
from tests.polling import AGREE, DEADLINE, OBJECT, SOON, Poll
from tests.realtime.conftest import Recorder, Tab, World, together, until
from tests.services.at_once import at_once
from tests.services.chamber import (
    TWELVE,
    acts_of,
    ballots_of,
    rows_of,
    state_of,
    text_of,
    write,
)

Act = Callable[[Session], object]

ROUNDS_OF_ACTS = 12
TIMES = 5
OPENINGS = 20
SEED = 20261124
LATER = DEADLINE + timedelta(days=7)


@pytest.fixture
def voters(poll: Poll, camille: Person, add_person: Callable[..., Person]) -> list[Person]:
    """Camille and five more; the text has twelve clauses."""
    write(poll, TWELVE)
    return [camille, *(add_person(f"Member{number}", Role.MEMBER) for number in range(5))]


@pytest.fixture
def another(add_person: Callable[..., Person]) -> Person:
    """A second facilitator."""
    return add_person("Layla", Role.FACILITATOR)


def vote(poll: Poll, voter: Person, said: Said, now: object = SOON) -> Act:
    return lambda session: cast(session, voter.id, poll.key, poll.number, said, now)


def open_(poll: Poll, by: Person, voters: list[Person]) -> Act:
    chosen = Plan(Rule.CONSENT, USUAL_QUORUM, DEADLINE, {one.key: "" for one in voters})
    return lambda session: open_round(session, by.id, poll.key, chosen, poll.head, NOW)


def test_who_votes_goes_or_becomes_something_else_never_waits_for_one_who_waits(
    database: Database, poll: Poll, voters: list[Person]
) -> None:
    """A deadlock would be raised here: only what the rules refuse is expected."""
    chance = random.Random(SEED)
    with database.read() as session:
        group_key = session.get_one(Document, poll.document.id).group.key
    poll.open(*voters)
    poll.vote(voters[1], OBJECT, {3: OBJECT})
    objections = [one.key for one in poll.objections]
    facilitator = voters[0].id

    def role(person: Person) -> Act:
        becomes = chance.choice([Role.MEMBER, Role.FACILITATOR])
        return lambda session: change_role(
            session, facilitator, group_key, person.key, becomes, SOON
        )

    def end() -> Act:
        one = chance.choice(objections)
        return lambda session: end_objection(
            session, voters[1].id, one, ObjectionState.RESOLVED, "", SOON
        )

    for number in range(ROUNDS_OF_ACTS):
        gone = voters[1:] if number == ROUNDS_OF_ACTS - 1 else []
        acts: list[Act] = [
            *(lambda session, one=one: anonymise(session, one.id, SOON) for one in gone),
            *(vote(poll, one, Said(chance.choice([AGREE, OBJECT]), {})) for one in voters),
            *(role(one) for one in voters[1:]),
            end(),
            lambda session, name=f"Version {number}": name_version(
                session, facilitator, poll.key, name, SOON
            ),
            lambda session: remind(session, facilitator, poll.key, 1, SOON),
            lambda session: remind_those_due(session, DEADLINE - timedelta(hours=1)),
        ]
        at_once(database, *chance.sample(acts, len(acts)))
    assert len(acts_of(poll, "ballot")) == len(ballots_of(poll)) > 1


@pytest.mark.parametrize("_time", range(TIMES))
def test_what_is_cast_before_the_closing_counts_and_nothing_is_cast_after_it(
    database: Database, poll: Poll, voters: list[Person], _time: int
) -> None:
    """Some clocks are behind: for them the deadline is not over yet when the round is closed."""
    poll.open(*voters)
    ballots = [
        vote(poll, voter, Said(AGREE, {place: OBJECT} if place else {}), DEADLINE - timedelta(0, 1))
        for voter in voters
        for place in range(3)
    ]
    acts = [*ballots, *(_closing(poll) for _ in range(3))]
    refused = at_once(database, *random.Random(_time).sample(acts, len(acts)))
    assert {str(one) for one in refused} <= {"This round is closed already."}
    kinds = [act["act"] for act in acts_of(poll, "ballot", "closed")]
    assert kinds == ["ballot"] * (len(ballots) - len(refused)) + ["closed"]
    assert len(ballots_of(poll)) == len(ballots) - len(refused)
    outcome, (closed,) = poll.box.outcome, acts_of(poll, "closed")
    assert (closed["result"], closed["cast"]) == (outcome.result, outcome.cast)
    assert closed["standing"] == [[one.voter, one.clause] for one in outcome.standing]
    assert closed["by"] is None


def _closing(poll: Poll) -> Act:
    """What the clerk of one process does at the deadline."""
    return lambda session: close_if_over(session, poll.round.id, DEADLINE)


def test_a_round_is_opened_on_every_acknowledged_word_and_none_comes_after(
    database: Database, poll: Poll, voters: list[Person]
) -> None:
    world, chance = World(database), random.Random(SEED)
    typists = []
    for number, voter in enumerate(voters[:2]):
        channel = Recorder()
        room = Room(poll.document.id, channel, world.surroundings)
        tab = Tab(room, channel, world.another_tab_of(Visitor("", 0, voter.id)), 71 + number)
        tab.join()
        typists.append(Typist(tab))
    plan = Plan(Rule.CONSENT, USUAL_QUORUM, DEADLINE, {voters[0].key: ""})
    for _ in range(OPENINGS):
        saved: list[int] = []
        before, enough = poll.head, chance.randint(0, 4)

        def open_it(saved: list[int] = saved, enough: int = enough) -> None:
            until(lambda: len(saved) >= enough)
            with database.write() as session:
                seen = log.head_of(session, poll.document.id, lock=True).seq
                open_round(session, poll.facilitator.id, poll.key, plan, seen, NOW)

        results = together(open_it, *(partial(one.type, saved) for one in typists))
        assert results == [None, "frozen", "frozen"]
        version = poll.round.version
        assert sorted(saved) == list(range(before + 1, version.seq + 1))
        assert poll.head == len(rows_of(poll)) == version.seq
        assert version.markdown == text_of(poll)
        with database.write() as session:
            void_round(session, poll.facilitator.id, poll.key, poll.number, "Once more", SOON)


class Typist:
    """Types on until refused; next time begins with what was refused."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._unsent: bytes | None = None

    def type(self, saved: list[int]) -> str:
        while True:
            self._unsent = self._unsent or self._tab.write("a")
            try:
                saved.append(self._tab.send(self._unsent))
            except Refused as refused:
                return refused.code
            self._unsent = None


@pytest.mark.parametrize("_time", range(TIMES))
def test_of_two_facilitators_one_opens(
    database: Database, poll: Poll, voters: list[Person], another: Person, _time: int
) -> None:
    refused = at_once(database, open_(poll, poll.facilitator, voters), open_(poll, another, voters))
    assert [str(one) for one in refused] == [
        "This text is not a draft now: no round can be opened on it."
    ]
    assert len(acts_of(poll, "opened")) == poll.number == 1


@pytest.mark.parametrize("_time", range(TIMES))
def test_of_those_who_close_void_and_notice_the_deadline_one_ends_the_round(
    database: Database, poll: Poll, voters: list[Person], another: Person, _time: int
) -> None:
    poll.open(voters[1])
    poll.vote(voters[1])
    refused = at_once(
        database,
        lambda session: close_round(session, poll.facilitator.id, poll.key, 1, SOON),
        lambda session: void_round(session, another.id, poll.key, 1, "A reason", SOON),
        _closing(poll),
    )
    assert len(acts_of(poll, "closed", "voided")) == 1
    voided = poll.round.state is RoundState.VOIDED
    sentence = "This round was voided" if voided else "This round is closed already"
    assert all(isinstance(one, ConflictError) and sentence in str(one) for one in refused)
    assert state_of(poll) is (State.DRAFTING if voided else State.VALIDATED)


@pytest.mark.parametrize("_time", range(TIMES))
def test_of_one_who_freezes_and_one_who_makes_a_draft_again_one_comes_first(
    database: Database, poll: Poll, voters: list[Person], another: Person, _time: int
) -> None:
    poll.open(voters[1])
    poll.vote(voters[1])
    poll.close()
    refused = at_once(
        database,
        lambda session: freeze(session, another.id, poll.key, poll.head, "", DEADLINE),
        lambda session: redraft(session, poll.facilitator.id, poll.key, "A mistake", DEADLINE),
    )
    assert len(refused) == 1
    frozen = acts_of(poll, "frozen")
    assert (state_of(poll) is State.FROZEN) is bool(frozen)
    assert all(act["round"] == 1 for act in frozen)


@pytest.fixture
def inquorate(poll: Poll, voters: list[Person]) -> Poll:
    poll.open(*voters)
    assert poll.close().result is Result.INQUORATE
    return poll


def recall(poll: Poll, by: Person) -> Act:
    return lambda session: recall_round(session, by.id, poll.key, 1, LATER, DEADLINE)


def test_of_two_facilitators_one_recalls(
    database: Database, inquorate: Poll, another: Person
) -> None:
    acts = recall(inquorate, inquorate.facilitator), recall(inquorate, another)
    assert len(at_once(database, *acts)) == 1
    assert inquorate.number == 2


@pytest.mark.parametrize("_time", range(TIMES))
def test_a_round_is_recalled_on_the_text_as_it_stands_or_not_at_all(
    database: Database, inquorate: Poll, another: Person, _time: int
) -> None:
    typed, recalled = together(
        lambda: write(inquorate, TWELVE + "More.\n"),
        lambda: at_once(database, recall(inquorate, another)),
    )
    if inquorate.number == 2:
        assert isinstance(typed, Refused)
        assert inquorate.round.version.seq == inquorate.head
    else:
        assert typed is None
        assert "no longer as it was" in str(recalled)
