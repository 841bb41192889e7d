"""Round after round on one text: what was said of words that stay is not asked again."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.database import Database
from app.domain.ballots import Answer, Stance
from app.domain.lifecycle import State
from app.domain.objections import ObjectionState
from app.domain.outcomes import Outcome, Result
from app.domain.roles import Role
from app.domain.votes import Origin
from app.models import Document, Person
from app.services.closing import void_round
from app.services.documents import write_document
from tests.clock import NOW
from tests.polling import AGREE, CONCERN, DEADLINE, OBJECT, SOON, Poll
from tests.services.chamber import CLAUSES, TITLES, TWELVE, state_of, write

AddPerson = Callable[..., Person]

WEEK = timedelta(days=7)
SECOND = DEADLINE + WEEK
EDITED = ("Joining", "Money", "Data")
MOVED = "Languages"
ANEW = [place for place, title in enumerate((MOVED, *(t for t in TITLES if t != MOVED)))
        if title in EDITED]  # fmt: skip


@pytest.fixture
def nour(charter: Document, add_person: AddPerson) -> Person:
    return add_person("Nour", Role.MEMBER)


@pytest.fixture
def omar(charter: Document, add_person: AddPerson) -> Person:
    return add_person("Omar", Role.MEMBER)


def place(title: str) -> int:
    return TITLES.index(title)


def key(person: Person) -> str:
    return f"person:{person.id}"


def edit(poll: Poll) -> None:
    """Three of twelve clauses say something else, and one stands elsewhere."""
    texts = {title: text.replace("all words", "few") if title in EDITED else text
             for title, text in CLAUSES.items()}  # fmt: skip
    moved = texts.pop(MOVED)
    write(poll, "\n".join([moved, *texts.values()]))


def second(poll: Poll, *voters: Person, organisations: dict[str, str] | None = None) -> None:
    poll.open(*voters, deadline=SECOND, now=DEADLINE, organisations=organisations)


def close_second(poll: Poll) -> Outcome:
    return poll.close(SECOND)


def carried(poll: Poll, voter: Person) -> dict[int, Stance]:
    """The clauses on which an earlier stance of theirs counts."""
    held = poll.box.votes[key(voter)].clauses
    return {at: one.stance for at, one in held.items() if one.origin is Origin.CARRIED}


def test_a_text_on_which_all_agree_is_validated(poll: Poll, camille: Person, nour: Person) -> None:
    poll.open(camille, nour)
    assert state_of(poll) is State.VALIDATING
    poll.vote(camille)
    poll.vote(nour)
    assert poll.close().result is Result.PASSED
    assert state_of(poll) is State.VALIDATED


@pytest.fixture
def failed(poll: Poll, nour: Person, omar: Person) -> Poll:
    """Nour agrees; Omar objects to a clause that is edited then, and to one that stays."""
    write(poll, TWELVE)
    poll.open(nour, omar)
    poll.vote(nour)
    poll.vote(omar, CONCERN, {place("Joining"): OBJECT, place("Leaving"): OBJECT})
    outcome = poll.close()
    assert (outcome.result, outcome.failed) == (
        Result.FAILED, (place("Joining"), place("Leaving")),
    )  # fmt: skip
    edit(poll)
    return poll


def test_after_three_of_twelve_were_edited_and_one_moved_nine_are_carried(
    failed: Poll, nour: Person, omar: Person
) -> None:
    second(failed, nour, omar)
    assert len(ANEW) == 3
    assert sorted({*range(12)} - carried(failed, nour).keys()) == ANEW
    assert sorted({*range(12)} - carried(failed, omar).keys()) == ANEW
    assert set(carried(failed, nour).values()) == {Stance.AGREE}
    assert failed.box.outcome.cast == 0


def test_an_objection_stands_where_its_words_stay_and_waits_where_they_changed(
    failed: Poll, omar: Person, nour: Person
) -> None:
    second(failed, nour, omar)
    box = failed.box
    (standing,) = box.outcome.standing
    leaving = failed.round.version.passages[standing.clause or 0]
    assert (standing.voter, leaving.title) == (key(omar), "Leaving")
    assert carried(failed, omar)[standing.clause or 0] is Stance.OBJECT
    stale = box.carrying.stale[key(omar)]
    assert stale[place("Joining")].stance is Stance.OBJECT
    assert {at for at in stale if at is not None} == {place(title) for title in EDITED}
    assert stale[None].stance is Stance.CONCERN


def test_what_is_asked_again_is_decided_by_what_is_said_now(
    failed: Poll, nour: Person, omar: Person
) -> None:
    second(failed, nour, omar)
    for voter in (nour, omar):
        failed.vote(voter, now=DEADLINE)
    outcome = close_second(failed)
    assert (outcome.result, len(outcome.failed)) == (Result.FAILED, 1)
    assert failed.round.version.passages[outcome.failed[0]].title == "Leaving"


def test_who_names_a_clause_revokes_what_they_said_of_it_before(
    failed: Poll, nour: Person, omar: Person
) -> None:
    second(failed, nour, omar)
    (standing,) = failed.box.outcome.standing
    failed.vote(nour, now=DEADLINE)
    failed.vote(omar, AGREE, {standing.clause or 0: AGREE}, now=DEADLINE)
    assert close_second(failed).result is Result.PASSED


def test_an_objection_of_the_first_round_is_resolved_in_the_second_by_who_made_it(
    failed: Poll, nour: Person, omar: Person
) -> None:
    second(failed, nour, omar)
    leaving = next(one for one in failed.objections if one.clause == place("Leaving"))
    failed.vote(nour, now=DEADLINE)
    failed.vote(omar, now=DEADLINE)
    failed.end_objection(leaving, omar, now=DEADLINE + timedelta(hours=1))
    assert close_second(failed).result is Result.PASSED
    with failed.database.read() as session:
        assert session.get_one(type(leaving), leaving.id).state is ObjectionState.RESOLVED


def test_what_was_carried_is_no_ballot_cast(failed: Poll, nour: Person, omar: Person) -> None:
    second(failed, nour, omar)
    assert close_second(failed).result is Result.INQUORATE


def test_a_third_round_knows_what_was_said_in_the_first(
    failed: Poll, nour: Person, omar: Person
) -> None:
    second(failed, nour, omar)
    failed.vote(nour, now=DEADLINE)
    close_second(failed)
    write(failed, TWELVE)
    failed.open(nour, omar, deadline=SECOND + WEEK, now=SECOND)
    assert {*carried(failed, omar)} == {*range(12)} - {place(title) for title in EDITED}


def test_an_organisations_vote_is_carried_to_its_new_delegate(
    poll: Poll, nour: Person, omar: Person
) -> None:
    write(poll, TWELVE)
    poll.open(nour, organisations={"Nour": "Cedar Centre"})
    poll.vote(nour, AGREE, {0: OBJECT})
    poll.close()
    edit(poll)
    second(poll, omar, organisations={"Omar": "cedar centre"})
    kept = poll.box.votes["organisation:cedarcentre"].clauses
    assert len(kept) == 9
    assert poll.box.outcome.standing[0].clause == 1  # what stood first is second now
    poll.vote(omar, now=DEADLINE)
    assert poll.box.outcome.cast == 1


def test_who_votes_no_more_is_not_counted_any_more(failed: Poll, nour: Person) -> None:
    second(failed, nour)
    failed.vote(nour, now=DEADLINE)
    assert close_second(failed).result is Result.PASSED


def test_a_voided_round_leaves_nothing(poll: Poll, nour: Person) -> None:
    write(poll, TWELVE)
    poll.open(nour)
    poll.vote(nour, AGREE, {0: OBJECT})
    with poll.database.write() as session:
        void_round(session, poll.facilitator.id, poll.key, 1, "The wrong people", SOON)
    poll.open(nour, now=SOON)
    assert poll.box.carrying.kept == {}
    poll.vote(nour, Answer(Stance.ABSTAIN), now=SOON)
    assert poll.box.outcome.standing == ()
    assert poll.box.outcome.clauses[0].count.agree == 0


def test_two_drafts_that_read_the_same_are_voted_on_apart(
    database: Database, poll: Poll, nour: Person
) -> None:
    write(poll, TWELVE)
    with database.write() as session:
        group = session.get_one(Document, poll.document.id).group
        twin = write_document(session, group, "Twin", poll.facilitator, TWELVE, NOW)
    other = Poll(database, twin, poll.facilitator)
    poll.open(nour)
    poll.vote(nour)
    other.open(nour)
    assert other.round.version.sha256 == poll.round.version.sha256
    assert other.box.voted == {}
    other.vote(nour, AGREE, {0: OBJECT})
    poll.close()
    other.close()
    assert [one.box.outcome.result for one in (poll, other)] == [Result.PASSED, Result.FAILED]
    assert other.box.carrying.kept == {}
    other.open(nour, deadline=SECOND, now=DEADLINE)
    assert len(other.box.carrying.kept[key(nour)]) == 12
