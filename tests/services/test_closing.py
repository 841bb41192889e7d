"""A round ends at its deadline, when all have voted, or voided; its outcome never changes then."""

from collections.abc import Callable
from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from flask import Flask
from sqlalchemy import select, update

from app import clerk as clerks
from app.clerk import Clerk
from app.database import Database
from app.domain.errors import ConflictError, DomainError, ForbiddenError, InvalidError
from app.domain.lifecycle import State
from app.domain.mails import About
from app.domain.objections import ObjectionState
from app.domain.outcomes import Result
from app.domain.roles import Role
from app.domain.rounds import RoundState
from app.domain.rules import Rule
from app.models import Ballot, Document, Group, Mail, Person
from app.services.closing import close_if_over, close_round, rounds_over, void_round
from app.services.documents import write_document
from app.services.roles import remove_member
from tests.clock import NOW
from tests.polling import ABSTAIN, AGREE, DEADLINE, OBJECT, SOON, Poll
from tests.services.chamber import acts_of, state_of

AddPerson = Callable[..., Person]

SECOND = timedelta(seconds=1)
LATE = DEADLINE + timedelta(hours=3)


@pytest.fixture
def nour(charter: Document, add_person: AddPerson) -> Person:
    return add_person("Nour", Role.MEMBER)


@pytest.fixture
def omar(charter: Document, add_person: AddPerson) -> Person:
    return add_person("Omar", Role.MEMBER)


@pytest.fixture
def open_poll(poll: Poll, nour: Person, omar: Person) -> Poll:
    poll.open(nour, omar, rule=Rule.MAJORITY)
    return poll


def void(poll: Poll, person: Person, reason: str = "The wrong text", now: datetime = SOON) -> None:
    with poll.database.write() as session:
        void_round(session, person.id, poll.key, 1, reason, now)


def look(poll: Poll, now: datetime) -> None:
    """What the clerk does at that moment."""
    with poll.database.write() as session:
        for round_id in rounds_over(session, now):
            close_if_over(session, round_id, now)


def counts(poll: Poll) -> list[object]:
    """What the outcome says, as it is sealed."""
    outcome = poll.box.outcome
    every = [one.count for one in (outcome.whole, *outcome.clauses)]
    return [[one.agree, one.concern, one.abstain, one.objecting] for one in every]


def sealed_counts(poll: Poll) -> list[object]:
    act = acts_of(poll, "closed")[-1]
    return [act["whole"], *act["clauses"]]


def test_before_the_deadline_it_is_closed_only_when_all_have_voted(
    open_poll: Poll, nour: Person, omar: Person
) -> None:
    open_poll.vote(nour)
    with pytest.raises(ConflictError, match="Not yet voted: 1 of 2"):
        open_poll.close(DEADLINE - SECOND)
    open_poll.vote(omar)
    assert open_poll.close(SOON).result is Result.PASSED
    row = open_poll.round
    assert (row.closed_at, row.closed_by_id) == (SOON, open_poll.facilitator.id)
    assert acts_of(open_poll, "closed")[0]["by"] == open_poll.facilitator.id


def test_at_the_deadline_it_is_closed_by_nobody_whoever_notices(open_poll: Poll) -> None:
    open_poll.close(DEADLINE)
    assert open_poll.round.closed_by_id is None
    assert acts_of(open_poll, "closed")[0]["by"] is None


def test_only_facilitators_close_or_void(open_poll: Poll, nour: Person) -> None:
    with open_poll.database.write() as session, pytest.raises(ForbiddenError, match="close"):
        close_round(session, nour.id, open_poll.key, 1, DEADLINE)
    with pytest.raises(ForbiddenError, match="void"):
        void(open_poll, nour)


def test_the_clerk_closes_what_is_over_and_nothing_else(open_poll: Poll) -> None:
    look(open_poll, DEADLINE - SECOND)
    assert open_poll.round.state is RoundState.OPEN
    look(open_poll, DEADLINE)
    look(open_poll, LATE)
    assert (open_poll.round.state, open_poll.round.closed_at) == (RoundState.CLOSED, DEADLINE)
    (act,) = acts_of(open_poll, "closed")
    assert act["by"] is None


def test_what_is_said_between_the_deadline_and_the_closing_is_too_late(
    open_poll: Poll, nour: Person, omar: Person
) -> None:
    open_poll.vote(nour)
    open_poll.vote(omar, AGREE, {1: OBJECT})
    (objection,) = open_poll.objections
    open_poll.end_objection(objection, omar, now=DEADLINE + SECOND)
    with pytest.raises(ConflictError, match="deadline"):
        open_poll.vote(omar, ABSTAIN, now=DEADLINE + SECOND)
    look(open_poll, LATE)
    assert (open_poll.box.outcome.result, open_poll.box.outcome.failed) == (Result.FAILED, (1,))
    assert sealed_counts(open_poll) == counts(open_poll)


@pytest.mark.parametrize("clock", [LATE, SOON], ids=["later", "by a clock that is behind"])
@pytest.mark.parametrize("state", [ObjectionState.WITHDRAWN, ObjectionState.SET_ASIDE])
def test_after_it_is_closed_an_outcome_never_changes(
    open_poll: Poll, nour: Person, omar: Person, clock: datetime, state: ObjectionState
) -> None:
    open_poll.vote(nour)
    open_poll.vote(omar, AGREE, {1: OBJECT})
    assert open_poll.close(DEADLINE).result is Result.FAILED
    (objection,) = open_poll.objections
    by = omar if state is ObjectionState.WITHDRAWN else open_poll.facilitator
    open_poll.end_objection(objection, by, state, "An answer", now=clock)
    assert open_poll.objections[0].state is state
    assert open_poll.box.outcome.result is open_poll.round.result is Result.FAILED
    assert sealed_counts(open_poll) == counts(open_poll)


def test_an_objection_that_ended_before_counts_as_an_abstention(
    open_poll: Poll, nour: Person, omar: Person
) -> None:
    open_poll.vote(nour)
    open_poll.vote(omar, AGREE, {1: OBJECT})
    open_poll.end_objection(open_poll.objections[0], omar, now=DEADLINE - SECOND)
    assert open_poll.close().result is Result.PASSED
    assert sealed_counts(open_poll)[2] == [1, 0, 1, 0]


@pytest.mark.parametrize(
    ("answers", "result", "state"),
    [
        ((AGREE, AGREE), Result.PASSED, State.VALIDATED),
        ((AGREE, OBJECT), Result.FAILED, State.DRAFTING),
        ((ABSTAIN, ABSTAIN), Result.FAILED, State.DRAFTING),
        ((AGREE,), Result.INQUORATE, State.DRAFTING),
        ((), Result.INQUORATE, State.DRAFTING),
    ],
)
def test_what_came_out_decides_what_becomes_of_the_text(
    poll: Poll, nour: Person, omar: Person, answers: tuple[object, ...], result: Result,
    state: State,
) -> None:  # fmt: skip
    poll.open(nour, omar, quorum=Fraction(1))
    for voter, answer in zip((nour, omar), answers, strict=False):
        poll.vote(voter, answer)
    assert poll.close().result is poll.round.result is result
    assert state_of(poll) is state
    assert acts_of(poll, "closed")[0]["result"] == result


def test_a_round_is_closed_once(open_poll: Poll) -> None:
    open_poll.close()
    for again in (lambda: open_poll.close(LATE), lambda: void(open_poll, open_poll.facilitator)):
        with pytest.raises(ConflictError, match="closed already"):
            again()


def test_a_voided_round_gives_the_text_back_and_says_why(open_poll: Poll, nour: Person) -> None:
    open_poll.vote(nour)
    with pytest.raises(InvalidError, match="why"):
        void(open_poll, open_poll.facilitator, " ")
    void(open_poll, open_poll.facilitator)
    row = open_poll.round
    assert (row.state, row.result, row.reason) == (
        RoundState.VOIDED, Result.VOIDED, "The wrong text",
    )  # fmt: skip
    assert state_of(open_poll) is State.DRAFTING
    assert acts_of(open_poll, "voided")[0]["reason"] == "The wrong text"
    for act in (lambda: open_poll.vote(nour), open_poll.close):
        with pytest.raises(ConflictError, match="was voided"):
            act()


def test_once_the_deadline_is_over_a_round_is_not_voided(open_poll: Poll) -> None:
    with pytest.raises(DomainError, match="only be closed now"):
        void(open_poll, open_poll.facilitator, now=DEADLINE)


def test_voters_hear_of_the_outcome_unless_they_are_out(
    open_poll: Poll, nour: Person, omar: Person
) -> None:
    with open_poll.database.write() as session:
        group = session.get_one(Group, open_poll.document.group_id)
        remove_member(session, open_poll.facilitator.id, group.key, omar.key, SOON)
    open_poll.close()
    with open_poll.database.read() as session:
        written = session.scalars(select(Mail.address).where(Mail.about == About.OUTCOME)).all()
    assert written == ["nour@example.org"]


def test_a_round_that_cannot_be_counted_stops_no_other(
    app: Flask, database: Database, open_poll: Poll, nour: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_poll.vote(nour)
    with database.write() as session:
        session.execute(update(Ballot).values(content="{}"))
        group = session.get_one(Group, open_poll.document.group_id)
        another = write_document(session, group, "Vision", open_poll.facilitator, "Words", NOW)
    other = Poll(database, another, open_poll.facilitator)
    other.open(nour)
    monkeypatch.setattr(clerks, "now", lambda: LATE)
    Clerk(app).look()
    assert open_poll.round.state is RoundState.OPEN
    assert other.round.state is RoundState.CLOSED
