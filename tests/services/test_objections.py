"""Objections are worked on: who ends which, what that counts for, and what becomes of the rest."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.domain.ballots import Stance
from app.domain.errors import ConflictError, DomainError, ForbiddenError
from app.domain.objections import ObjectionState, ObjectionStatus
from app.domain.outcomes import Result
from app.domain.roles import Role
from app.domain.rules import Rule
from app.models import LedgerEvent, Objection, Person
from app.services.closing import close_round, void_round
from app.services.objection_cards import Statement, statements_of
from app.services.objections import end_objection
from tests.polling import AGREE, DEADLINE, OBJECT, SOON, Poll
from tests.services.at_once import at_once

AddPerson = Callable[..., Person]
OPEN, WITHDRAWN, RESOLVED, SET_ASIDE = ObjectionState
TITLE, PURPOSE = 0, 1  # the places of the clauses
LATER = DEADLINE + timedelta(days=1)
NEXT = DEADLINE + timedelta(days=14)


@pytest.fixture
def nour(charter: object, add_person: AddPerson) -> Person:
    return add_person("Nour", Role.MEMBER)


@pytest.fixture
def omar(charter: object, add_person: AddPerson) -> Person:
    return add_person("Omar", Role.FACILITATOR)


def statements(poll: Poll) -> list[Statement]:
    with poll.database.read() as session:
        found = statements_of(session, poll.facilitator.id, poll.key).statements
        return sorted(found, key=lambda one: one.objection.id)


def statuses(poll: Poll) -> list[ObjectionStatus]:
    """Of the objections in the order in which they were made."""
    return [one.status for one in statements(poll)]


def stance_of(poll: Poll, voter: Person, clause: int | None = PURPOSE) -> Stance:
    """How somebody stands in the newest round."""
    vote = poll.box.votes[f"person:{voter.id}"]
    held = vote.whole if clause is None else vote.clauses[clause]
    assert held
    return held.stance


def said_to(poll: Poll, objection: Objection) -> list[str]:
    """What stands in its thread; the first is the objection itself."""
    with poll.database.read() as session:
        thread = session.merge(objection).thread
        assert thread
        return [one.words for one in thread.comments]


def ends(
    objection: Objection, by: Person, state: ObjectionState = RESOLVED, answer: str = ""
) -> Callable[[Session], object]:
    return lambda session: end_objection(session, by.id, objection.key, state, answer, SOON)


@pytest.mark.parametrize("state", [WITHDRAWN, RESOLVED])
def test_only_who_objected_withdraws_or_resolves(
    poll: Poll, camille: Person, nour: Person, omar: Person, state: ObjectionState
) -> None:
    poll.open(camille, nour, rule=Rule.MAJORITY)
    poll.vote(nour, OBJECT)
    [objection] = poll.objections
    for other in (camille, omar):
        with pytest.raises(ForbiddenError):
            poll.end_objection(objection, other, state)
    poll.end_objection(objection, nour, state, " It is said now. ")
    [ended] = poll.objections
    assert (ended.state, ended.answer, ended.ended_by_id) == (state, "", nour.id)
    assert said_to(poll, ended)[1:] == ["It is said now."]
    for again in (WITHDRAWN, RESOLVED):
        with pytest.raises(ConflictError):
            poll.end_objection(objection, nour, again)


@pytest.mark.parametrize("state", [WITHDRAWN, RESOLVED])
def test_what_is_ended_before_the_close_counts_as_an_abstention(
    poll: Poll, camille: Person, nour: Person, state: ObjectionState
) -> None:
    poll.open(camille, nour)
    poll.vote(camille)
    poll.vote(nour, AGREE, {PURPOSE: OBJECT})
    poll.end_objection(poll.objections[0], nour, state)
    assert stance_of(poll, nour) is Stance.ABSTAIN
    assert stance_of(poll, nour, TITLE) is Stance.AGREE
    outcome = poll.close()
    assert outcome.result is Result.PASSED
    assert outcome.clauses[PURPOSE].count.abstain == 1


def test_who_votes_again_after_withdrawing_is_heard_again(
    poll: Poll, camille: Person, nour: Person
) -> None:
    poll.open(camille, nour)
    poll.vote(camille)
    poll.vote(nour, OBJECT)
    poll.end_objection(poll.objections[0], nour, WITHDRAWN)
    poll.vote(nour, OBJECT)
    assert statuses(poll) == [ObjectionStatus.WITHDRAWN, ObjectionStatus.OPEN]
    assert poll.close().result is Result.FAILED


def test_what_is_ended_after_the_close_changes_that_outcome_in_nothing_and_is_not_carried_on(
    poll: Poll, camille: Person, nour: Person
) -> None:
    poll.open(camille, nour)
    poll.vote(camille)
    poll.vote(nour, AGREE, {PURPOSE: OBJECT})
    before = poll.close()
    assert before.result is Result.FAILED
    poll.end_objection(poll.objections[0], nour, RESOLVED, now=LATER)
    assert poll.box.outcome == before
    poll.open(camille, nour, deadline=NEXT, now=LATER)
    assert poll.box.carrying.kept[f"person:{nour.id}"][PURPOSE].stance is Stance.ABSTAIN
    assert stance_of(poll, nour) is Stance.ABSTAIN


def test_what_is_not_ended_is_carried_on_with_the_words(
    poll: Poll, camille: Person, nour: Person
) -> None:
    poll.open(camille, nour)
    poll.vote(nour, AGREE, {PURPOSE: OBJECT})
    poll.close()
    poll.open(camille, nour, deadline=NEXT, now=LATER)
    poll.vote(nour, now=LATER)  # the clause is not named: what was said of it stands
    assert stance_of(poll, nour) is Stance.OBJECT
    assert statuses(poll) == [ObjectionStatus.OPEN]
    poll.vote(nour, AGREE, {PURPOSE: AGREE}, now=LATER)
    assert statuses(poll) == [ObjectionStatus.REPLACED]


@pytest.mark.parametrize("state", [WITHDRAWN, RESOLVED])
def test_the_answer_with_which_it_was_set_aside_stays_for_ever(
    poll: Poll, camille: Person, nour: Person, omar: Person, state: ObjectionState
) -> None:
    poll.open(camille, nour, rule=Rule.TWO_THIRDS)
    poll.vote(nour, OBJECT)
    [objection] = poll.objections
    poll.end_objection(objection, camille, SET_ASIDE, "It is in 4.3.")
    assert stance_of(poll, nour, None) is Stance.OBJECT  # nobody's vote is taken away
    with pytest.raises(ConflictError):
        poll.end_objection(objection, omar, SET_ASIDE, "It is elsewhere.")
    poll.end_objection(objection, nour, state, "Then not.")
    [ended] = poll.objections
    assert (ended.state, ended.answer) == (state, "It is in 4.3.")


def test_a_later_vote_replaces_what_was_objected_to_before(
    poll: Poll, camille: Person, nour: Person
) -> None:
    poll.open(camille, nour)
    poll.vote(nour, AGREE, {PURPOSE: OBJECT})
    poll.vote(camille, OBJECT)
    poll.vote(nour, AGREE, {TITLE: OBJECT})
    assert statuses(poll) == [
        ObjectionStatus.REPLACED,
        ObjectionStatus.OPEN,
        ObjectionStatus.OPEN,
    ]


def test_in_a_round_that_was_voided_none_stands(poll: Poll, camille: Person, nour: Person) -> None:
    poll.open(camille, nour)
    poll.vote(nour, OBJECT)
    with poll.database.write() as session:
        void_round(session, camille.id, poll.key, poll.number, "Wrong text", SOON)
    assert statuses(poll) == [ObjectionStatus.VOIDED]


def test_on_words_that_changed_its_voter_is_asked_again_and_says_what_stands_now(
    poll: Poll, camille: Person, nour: Person
) -> None:
    poll.open(camille, nour)
    poll.vote(nour, AGREE, {TITLE: OBJECT, PURPOSE: OBJECT})
    poll.close()
    assert [one.has_changed for one in statements(poll)] == [False, False]
    poll.rewrite("# Our charter\n\n## Purpose\n\nWe learn from all.\n")
    assert [(one.has_changed, one.asked_in) for one in statements(poll)] == [
        (False, None),
        (True, None),
    ]
    poll.open(camille, nour, deadline=NEXT, now=LATER)
    assert [(one.has_changed, one.asked_in) for one in statements(poll)] == [(False, 2), (True, 2)]
    poll.vote(nour, now=LATER)
    assert statuses(poll) == [ObjectionStatus.OPEN, ObjectionStatus.REPLACED]


def test_what_waited_until_a_round_was_closed_does_not_seem_to_be_before(
    poll: Poll, camille: Person, nour: Person
) -> None:
    """The clock is read before the lock is had; carried objections wait for later rounds, too."""
    poll.open(camille, nour)
    poll.vote(camille)
    poll.vote(nour, AGREE, {PURPOSE: OBJECT})
    poll.close()
    poll.open(camille, nour, deadline=NEXT, now=LATER)
    poll.vote(camille, now=LATER)
    poll.vote(nour, now=LATER)
    before = poll.close(NEXT)
    poll.end_objection(poll.objections[0], nour, now=LATER)
    assert before.result is Result.FAILED
    assert poll.box.outcome == before


def test_of_two_who_end_it_at_once_one_does(
    poll: Poll, camille: Person, nour: Person, omar: Person
) -> None:
    poll.open(camille, nour, rule=Rule.MAJORITY)
    poll.vote(nour, OBJECT)
    [objection] = poll.objections
    answers = ["It is in 4.3.", "It is in 4.4."]
    refused = at_once(
        poll.database,
        ends(objection, camille, SET_ASIDE, answers[0]),
        ends(objection, omar, SET_ASIDE, answers[1]),
    )
    assert [type(one) for one in refused] == [ConflictError]
    [ended] = poll.objections
    assert (ended.state, ended.answer in answers) == (SET_ASIDE, True)
    assert acts(poll).count("objection") == 1
    both: list[DomainError] = at_once(
        poll.database, ends(objection, nour), ends(objection, nour, WITHDRAWN)
    )
    assert [type(one) for one in both] == [ConflictError]
    assert acts(poll).count("objection") == 2


def test_ended_while_the_round_is_closed_it_counts_as_the_outcome_says(
    poll: Poll, camille: Person, nour: Person
) -> None:
    """Whichever comes first: the outcome that was written down is the one that is computed."""
    poll.open(camille, nour)
    poll.vote(camille)
    poll.vote(nour, AGREE, {PURPOSE: OBJECT})
    [objection] = poll.objections
    refused = at_once(
        poll.database,
        ends(objection, nour),
        lambda session: close_round(session, camille.id, poll.key, 1, SOON + timedelta(seconds=1)),
    )
    assert refused == []
    assert poll.round.result is poll.box.outcome.result
    assert poll.round.result is not None


def acts(poll: Poll) -> list[str]:
    """What the ledger tells, in order."""
    with poll.database.read() as session:
        rows = session.query(LedgerEvent).order_by(LedgerEvent.number)
        return [row.words.partition('"act":"')[2].partition('"')[0] for row in rows]
