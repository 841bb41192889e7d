"""A ballot is cast by whose vote it is, in time, and never changed: the last one counts."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.domain.ballots import Answer, Stance
from app.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from app.domain.mails import About
from app.domain.outcomes import Result
from app.domain.roles import Role
from app.domain.threads import MAX_WORDS_CHARACTERS
from app.models import Ballot, Document, Group, Guest, Mail, Membership, Person
from app.services.departures import anonymise, leave_group
from app.services.review_links import Made
from app.services.roles import remove_member
from app.services.voting import Said, cast_orally
from tests.clock import NOW
from tests.polling import ABSTAIN, AGREE, CONCERN, DEADLINE, OBJECT, SOON, Poll
from tests.services.chamber import acts_of, ballots_of

AddPerson = Callable[..., Person]

SECOND = timedelta(seconds=1)


@pytest.fixture
def nour(charter: Document, add_person: AddPerson) -> Person:
    return add_person("Nour", Role.MEMBER)


@pytest.fixture
def omar(charter: Document, add_person: AddPerson) -> Person:
    return add_person("Omar", Role.MEMBER)


@pytest.fixture
def open_poll(poll: Poll, nour: Person, omar: Person) -> Poll:
    """Nour and Omar vote; Camille facilitates, and has no vote."""
    poll.open(nour, omar)
    return poll


def remove(poll: Poll, person: Person) -> None:
    with poll.database.write() as session:
        group = session.get_one(Group, poll.document.group_id)
        remove_member(session, poll.facilitator.id, group.key, person.key, SOON)


def say_aloud(poll: Poll, writer: Person, voter: Person, answer: Answer = AGREE) -> Ballot:
    voter_id = next((one.id for one in poll.round.voters if one.person_id == voter.id), 0)
    with poll.database.write() as session:
        return cast_orally(session, writer.id, poll.key, 1, voter_id, Said(answer, {}), SOON)


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.MEMBER, Role.REVIEWER, Role.OBSERVER])
def test_who_has_no_vote_casts_none_whatever_their_role(
    open_poll: Poll, add_person: AddPerson, role: Role
) -> None:
    with pytest.raises(ForbiddenError, match="have no vote in it"):
        open_poll.vote(add_person("Somebody", role))
    assert ballots_of(open_poll) == []


def test_for_a_stranger_there_is_no_round(open_poll: Poll, add_person: AddPerson) -> None:
    with pytest.raises(NotFoundError):
        open_poll.vote(add_person("Stranger"))


@pytest.mark.parametrize("how", ["removed", "left", "deleted"])
def test_who_is_out_of_the_group_is_counted_and_cannot_vote(
    open_poll: Poll, nour: Person, omar: Person, how: str
) -> None:
    if how == "removed":
        remove(open_poll, nour)
    with open_poll.database.write() as session:
        group = session.get_one(Group, open_poll.document.group_id)
        if how == "left":
            leave_group(session, nour.id, group.key, SOON)
        if how == "deleted":
            anonymise(session, nour.id, SOON)
    with pytest.raises(NotFoundError):
        open_poll.vote(nour)
    with pytest.raises(ConflictError, match="no longer in the group"):
        say_aloud(open_poll, open_poll.facilitator, nour)
    open_poll.vote(omar)
    outcome = open_poll.close()
    assert (outcome.voters, outcome.cast, outcome.result) == (2, 1, Result.INQUORATE)


def test_who_was_removed_and_came_back_by_a_review_link_has_no_vote(
    open_poll: Poll, nour: Person, review_link: Made
) -> None:
    remove(open_poll, nour)
    with open_poll.database.write() as session:
        session.add(
            Guest(link_id=review_link.link.id, person_id=nour.id, email="", colour="#475569",
                  came_at=NOW)
        )  # fmt: skip
    with pytest.raises(ForbiddenError, match="have no vote in it"):
        open_poll.vote(nour)


def test_leaving_withdraws_nothing_that_was_said(open_poll: Poll, nour: Person) -> None:
    open_poll.vote(nour, AGREE, {1: OBJECT})
    remove(open_poll, nour)
    outcome = open_poll.box.outcome
    assert outcome.cast == 1
    assert [one.clause for one in outcome.standing] == [1]


def test_a_ballot_counts_until_a_second_before_the_deadline(open_poll: Poll, nour: Person) -> None:
    open_poll.vote(nour, now=DEADLINE - SECOND)
    for late in (DEADLINE, DEADLINE + SECOND):
        with pytest.raises(ConflictError, match="deadline of this round is over"):
            open_poll.vote(nour, ABSTAIN, now=late)
    assert open_poll.box.voted[f"person:{nour.id}"].whole == AGREE
    assert len(ballots_of(open_poll)) == 1


def test_a_clock_that_is_behind_lets_nobody_into_a_closed_round(
    open_poll: Poll, nour: Person
) -> None:
    open_poll.close(DEADLINE)
    with pytest.raises(ConflictError, match="closed already"):
        open_poll.vote(nour, now=DEADLINE - timedelta(minutes=5))
    assert ballots_of(open_poll) == []


def test_the_last_ballot_counts_and_none_is_lost(open_poll: Poll, nour: Person) -> None:
    for answer in (AGREE, OBJECT, CONCERN):
        open_poll.vote(nour, answer)
    open_poll.vote(nour, ABSTAIN, now=NOW)  # by a clock that is behind: still the last
    assert len(ballots_of(open_poll)) == 4
    assert open_poll.box.voted[f"person:{nour.id}"].whole == ABSTAIN
    assert open_poll.box.outcome.cast == 1


def test_a_receipt_is_the_hash_of_all_that_the_ballot_says_and_is_sealed(
    open_poll: Poll, nour: Person
) -> None:
    receipts = [open_poll.vote(nour).receipt for _ in range(2)]
    assert receipts[0] != receipts[1]  # though both say the same
    kept = ballots_of(open_poll)
    assert [one.receipt for one in kept] == receipts
    assert [hashlib.sha256(one.content.encode()).hexdigest() for one in kept] == receipts
    assert [act["receipt"] for act in acts_of(open_poll, "ballot")] == receipts


@pytest.mark.parametrize("place", [-1, 2, 10**9])
def test_nobody_votes_on_a_clause_that_is_not_there(
    open_poll: Poll, nour: Person, place: int
) -> None:
    with pytest.raises(InvalidError, match="no such clause"):
        open_poll.vote(nour, AGREE, {place: AGREE})


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Answer(Stance.OBJECT, " ", "Name them"), "Say why you object"),
        (Answer(Stance.OBJECT, "It is wrong", "\n"), "what would resolve"),
        (Answer(Stance.CONCERN, "x" * (MAX_WORDS_CHARACTERS + 1)), "too long"),
    ],
)
def test_an_answer_says_what_it_must_and_no_more(
    open_poll: Poll, nour: Person, answer: Answer, sentence: str
) -> None:
    for whole, exceptions in ((answer, {}), (AGREE, {0: answer})):
        with pytest.raises(InvalidError, match=sentence):
            open_poll.vote(nour, whole, exceptions)
    assert ballots_of(open_poll) == []


def test_each_objection_is_a_thing_with_a_thread(open_poll: Poll, nour: Person) -> None:
    longest = Answer(Stance.OBJECT, "w" * MAX_WORDS_CHARACTERS, "r" * MAX_WORDS_CHARACTERS)
    open_poll.vote(nour, OBJECT, {1: longest})
    objections = open_poll.objections
    assert {one.clause for one in objections} == {None, 1}
    assert len({one.thread_id for one in objections}) == 2


class TestAloud:
    """A vote that somebody says in a meeting, and a facilitator writes down."""

    def test_it_counts_as_theirs_is_marked_and_they_hear_of_it(
        self, open_poll: Poll, nour: Person, camille: Person
    ) -> None:
        say_aloud(open_poll, camille, nour)
        ballot = open_poll.box.voted[f"person:{nour.id}"]
        assert (ballot.is_oral, ballot.cast_by) == (True, camille.id)
        (act,) = acts_of(open_poll, "ballot")
        assert (act["oral"], act["by"], act["voter"]) == (True, camille.id, f"person:{nour.id}")
        with open_poll.database.read() as session:
            mails = session.scalars(select(Mail.address).where(Mail.about == About.ORAL)).all()
        assert mails == ["nour@example.org"]

    def test_the_voter_corrects_it_and_nobody_then_corrects_them(
        self, open_poll: Poll, nour: Person, camille: Person
    ) -> None:
        say_aloud(open_poll, camille, nour)
        say_aloud(open_poll, camille, nour, ABSTAIN)
        open_poll.vote(nour, OBJECT)
        with pytest.raises(ConflictError, match="Nour has voted already"):
            say_aloud(open_poll, camille, nour)
        assert open_poll.box.voted[f"person:{nour.id}"].whole == OBJECT

    def test_only_facilitators_write_it_down(
        self, open_poll: Poll, nour: Person, omar: Person, camille: Person
    ) -> None:
        with pytest.raises(ForbiddenError, match="Only facilitators"):
            say_aloud(open_poll, omar, nour)
        with pytest.raises(ForbiddenError, match="have no vote"):
            say_aloud(open_poll, camille, camille)

    def test_not_for_who_is_out(self, open_poll: Poll, nour: Person, camille: Person) -> None:
        remove(open_poll, nour)
        with pytest.raises(ConflictError, match="no longer in the group"):
            say_aloud(open_poll, camille, nour)


def test_who_became_an_observer_keeps_the_vote_they_were_given(
    open_poll: Poll, nour: Person
) -> None:
    with open_poll.database.write() as session:
        own = select(Membership).where(Membership.person_id == nour.id)
        session.scalars(own).one().role = Role.OBSERVER
    open_poll.vote(nour)
    assert open_poll.box.outcome.cast == 1
