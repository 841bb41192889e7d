"""Opening a round fixes who votes on which text, by which rule, until when; nobody edits then."""

from collections.abc import Callable
from datetime import timedelta, timezone
from fractions import Fraction

import pytest
from sqlalchemy import select

from app.database import Database
from app.domain.diffs import edits
from app.domain.errors import (
    ConflictError,
    DomainError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
)
from app.domain.lifecycle import State
from app.domain.mails import About
from app.domain.outcomes import Result
from app.domain.quotes import Quote
from app.domain.roles import Role
from app.domain.rules import USUAL_QUORUM, Rule
from app.domain.threads import Scope
from app.models import Group, Mail, Membership, Person
from app.services.importing import find_writable
from app.services.opening import Plan, open_round, recall_round
from app.services.proposals import accept
from app.services.restoration import plan, restore
from app.services.roles import change_role, remove_member
from app.services.threads import Remark, open_thread
from app.services.versions import name_version
from realtime.attendee import Visitor
from realtime.room import Room
from tests.clock import NOW
from tests.polling import AGREE, DEADLINE, SOON, Poll
from tests.realtime.conftest import Recorder, Tab, World, refusal
from tests.services.chamber import TWELVE, acts_of, rows_of, state_of, text_of, write

AddPerson = Callable[..., Person]

LATER = DEADLINE + timedelta(days=7)


@pytest.fixture
def nour(charter: object, add_person: AddPerson) -> Person:
    return add_person("Nour", Role.MEMBER)


@pytest.fixture
def group(database: Database, poll: Poll) -> Group:
    with database.read() as session:
        return session.get_one(Group, poll.document.group_id)


def opened_by(poll: Poll, person: Person, *voters: Person) -> None:
    chosen = Plan(Rule.CONSENT, USUAL_QUORUM, DEADLINE, {one.key: "" for one in voters})
    with poll.database.write() as session:
        open_round(session, person.id, poll.key, chosen, poll.head, NOW)


def recalled_by(poll: Poll, person: Person, number: int = 1) -> None:
    with poll.database.write() as session:
        recall_round(session, person.id, poll.key, number, LATER, DEADLINE)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.REVIEWER, Role.OBSERVER])
def test_only_facilitators_open_a_round(
    poll: Poll, nour: Person, add_person: AddPerson, role: Role
) -> None:
    with pytest.raises(ForbiddenError, match="Only facilitators can open a validation round"):
        opened_by(poll, add_person("Somebody", role), nour)
    assert state_of(poll) is State.DRAFTING


def test_for_a_stranger_there_is_no_text_to_open_one_on(
    poll: Poll, nour: Person, add_person: AddPerson
) -> None:
    with pytest.raises(NotFoundError):
        opened_by(poll, add_person("Stranger"), nour)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.OBSERVER, None])
def test_nobody_votes_who_is_no_member(
    poll: Poll, nour: Person, add_person: AddPerson, role: Role | None
) -> None:
    with pytest.raises(InvalidError, match="is no member any more"):
        poll.open(nour, add_person("Somebody", role))


def test_who_was_removed_cannot_be_chosen(poll: Poll, nour: Person, group: Group) -> None:
    with poll.database.write() as session:
        remove_member(session, poll.facilitator.id, group.key, nour.key, NOW)
    with pytest.raises(InvalidError, match="is no member any more"):
        poll.open(nour)


@pytest.mark.parametrize("same", ["Cedar Centre", " cedar  CENTRE ", "Cedar-Centre"])
def test_an_organisation_has_one_vote(poll: Poll, nour: Person, camille: Person, same: str) -> None:
    with pytest.raises(InvalidError, match="Each organisation has one vote and one delegate"):
        poll.open(nour, camille, organisations={"Nour": "Cedar Centre", "Camille": same})


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"deadline": NOW}, "deadline is in the past"),
        ({"quorum": Fraction(0)}, "quorum"),
        ({"quorum": Fraction(3, 2)}, "quorum"),
        ({"quorum": Fraction(1, 10**12)}, "quorum"),
        ({"organisations": {"Nour": "x" * 201}}, "too long"),
        ({"organisations": {"Nour": "\ufdfa" * 200}}, "too long"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_in_words(
    poll: Poll, nour: Person, fault: dict[str, object], sentence: str
) -> None:
    with pytest.raises(InvalidError, match=sentence):
        poll.open(nour, **fault)
    with pytest.raises(InvalidError, match="Nobody is chosen"):
        poll.open()


def test_who_typed_since_it_was_read_is_not_voted_on_unseen(poll: Poll, nour: Person) -> None:
    seen = poll.head
    write(poll, TWELVE)
    chosen = Plan(Rule.CONSENT, USUAL_QUORUM, DEADLINE, {nour.key: ""})
    with poll.database.write() as session, pytest.raises(ConflictError, match="has changed since"):
        open_round(session, poll.facilitator.id, poll.key, chosen, seen, NOW)


def test_the_electorate_is_a_copy_whatever_becomes_of_the_people(
    poll: Poll, nour: Person, group: Group, add_person: AddPerson
) -> None:
    omar, layla = add_person("Omar", Role.MEMBER), add_person("Layla", Role.MEMBER)
    poll.open(nour, omar, layla, organisations={"Layla": "The Alliance"})
    before = [(one.name, one.organisation, one.key, one.place) for one in poll.round.voters]
    with poll.database.write() as session:
        session.get_one(Person, nour.id).name = "Nour El-Khazen"
        own = session.scalars(select(Membership).where(Membership.person_id == layla.id)).one()
        own.organisation = "Another one"
        change_role(session, poll.facilitator.id, group.key, nour.key, "observer", NOW)
        remove_member(session, poll.facilitator.id, group.key, omar.key, NOW)
    add_person("Newcomer", Role.MEMBER)
    assert [(one.name, one.organisation, one.key, one.place) for one in poll.round.voters] == before
    assert poll.box.outcome.voters == 3
    poll.vote(nour)  # now an observer: the vote was given to her
    assert poll.box.outcome.cast == 1


def test_the_terms_are_fixed_and_sealed(poll: Poll, nour: Person) -> None:
    east = DEADLINE.astimezone(timezone(timedelta(hours=3)))
    poll.open(nour, rule=Rule.TWO_THIRDS, quorum=Fraction(1, 2), deadline=east)
    row = poll.round
    assert (row.rule, row.quorum, row.deadline) == (Rule.TWO_THIRDS, Fraction(1, 2), DEADLINE)
    (act,) = acts_of(poll, "opened")
    assert (act["rule"], act["quorum"], act["deadline"], act["by"]) == (
        "two_thirds", [1, 2], DEADLINE.isoformat(), poll.facilitator.id,
    )  # fmt: skip
    assert act["voters"] == [{"key": f"person:{nour.id}", "person": nour.id, "organisation": ""}]


def test_the_round_is_on_a_version_of_the_text_as_it_stands(poll: Poll, nour: Person) -> None:
    write(poll, TWELVE)
    poll.open(nour)
    version = poll.round.version
    assert version.markdown == TWELVE == text_of(poll)
    assert version.seq == poll.head
    assert len(version.passages) == 12
    assert [act["act"] for act in acts_of(poll)][-2:] == ["version", "opened"]


def test_every_voter_is_written_to(poll: Poll, nour: Person, camille: Person) -> None:
    poll.open(nour)
    with poll.database.read() as session:
        mails = session.scalars(select(Mail).where(Mail.about == About.VOTE)).all()
        assert [(one.address, one.round_id) for one in mails] == [
            ("nour@example.org", poll.round.id)
        ]


def test_while_a_round_is_open_no_way_leads_into_the_text(
    database: Database, poll: Poll, nour: Person
) -> None:
    write(poll, TWELVE)
    world, channel = World(database), Recorder()
    room = Room(poll.document.id, channel, world.surroundings)
    tab = Tab(room, channel, world.another_tab_of(Visitor("", 0, nour.id)), 7)
    tab.join()
    with database.write() as session:
        thread = open_thread(session, nour.id, poll.key, remark("What we say", "All"), NOW)
        name_version(session, nour.id, poll.key, "Before", NOW)
    write(poll, TWELVE + "\nOne more line.\n")
    with database.read() as session:
        planned = plan(session, nour.id, poll.key, 1, None)
    poll.open(nour)
    rows = rows_of(poll)
    assert refusal(lambda: tab.type("x")) == "frozen"
    assert refusal(lambda: write(poll, TWELVE)) == "frozen"
    changes = edits(planned.before, planned.after)
    for act, sentence in (
        (lambda s: restore(s, nour.id, planned, changes, NOW), "nothing can be changed now"),
        (lambda s: find_writable(s, nour.id, poll.key), "nothing can be changed now"),
        (lambda s: accept(s, nour.id, thread.key, None, "", NOW), "nothing can be accepted now"),
    ):
        with database.write() as session, pytest.raises(ConflictError, match=sentence):
            act(session)
    assert len(rows_of(poll)) == len(rows)
    with pytest.raises(ConflictError, match="not a draft now"):
        poll.open(nour)


def remark(words: str, replacement: str | None) -> Remark:
    quote = Quote(words, "", " of purpose")
    return Remark(Scope.WORDS, "A remark", quote, b"a", b"b", replacement)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.MEMBER])
def test_while_a_round_is_open_people_comment_and_propose(
    database: Database, poll: Poll, nour: Person, add_person: AddPerson, role: Role
) -> None:
    write(poll, TWELVE)
    poll.open(nour)
    rita = add_person("Rita", role)
    for replacement in (None, "All"):
        with database.write() as session:
            open_thread(session, rita.id, poll.key, remark("What we say", replacement), NOW)


class TestRecall:
    """Too few voted: the same voters are asked once more."""

    @pytest.fixture(autouse=True)
    def _too_few(self, poll: Poll, nour: Person, add_person: AddPerson) -> None:
        self.omar = add_person("Omar", Role.MEMBER)
        poll.open(nour, self.omar, quorum=Fraction(1))
        poll.vote(nour)
        assert poll.close().result is Result.INQUORATE
        assert state_of(poll) is State.DRAFTING

    def test_the_text_the_voters_and_what_was_cast_stay(self, poll: Poll, nour: Person) -> None:
        before = poll.round
        recalled_by(poll, poll.facilitator)
        again = poll.round
        assert (again.number, again.version_id, again.deadline) == (2, before.version_id, LATER)
        assert [one.key for one in again.voters] == [one.key for one in before.voters]
        assert state_of(poll) is State.VALIDATING
        assert list(poll.box.voted) == [f"person:{nour.id}"]
        poll.vote(self.omar, now=DEADLINE)
        assert poll.close(DEADLINE).result is Result.PASSED
        assert acts_of(poll, "opened")[-1]["recalls"] == 1

    def test_who_voted_before_may_vote_anew(self, poll: Poll, nour: Person) -> None:
        recalled_by(poll, poll.facilitator)
        poll.vote(nour, now=DEADLINE)
        assert poll.box.outcome.cast == 1

    def test_not_by_a_member(self, poll: Poll, nour: Person) -> None:
        with pytest.raises(ForbiddenError, match="Only facilitators can recall"):
            recalled_by(poll, nour)

    def test_not_when_the_text_has_changed_even_back(self, poll: Poll) -> None:
        text = text_of(poll)
        write(poll, text + "x")
        write(poll, text)
        with pytest.raises(ConflictError, match="no longer as it was"):
            recalled_by(poll, poll.facilitator)

    def test_not_twice(self, poll: Poll) -> None:
        recalled_by(poll, poll.facilitator)
        with pytest.raises(ConflictError):
            recalled_by(poll, poll.facilitator)
        poll.close(LATER)
        for number in (1, 2):
            with pytest.raises(ConflictError):
                recalled_by(poll, poll.facilitator, number)
        assert poll.number == 2

    def test_not_when_a_newer_round_was_opened(self, poll: Poll, nour: Person) -> None:
        poll.open(nour, deadline=LATER, now=DEADLINE)
        poll.close(LATER)
        with pytest.raises(ConflictError):
            recalled_by(poll, poll.facilitator)


def test_a_round_in_which_enough_voted_is_not_recalled(poll: Poll, nour: Person) -> None:
    poll.open(nour)
    poll.vote(nour, AGREE, now=SOON)
    poll.close(SOON)
    with pytest.raises(DomainError, match="too few voted"):
        recalled_by(poll, poll.facilitator)
