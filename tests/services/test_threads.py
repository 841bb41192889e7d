"""Threads: who may say what, what it is about, and what becomes of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from app.database import Database
from app.domain.errors import (
    ConflictError,
    DomainError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
)
from app.domain.lifecycle import State
from app.domain.roles import Role
from app.domain.threads import MAX_WORDS_CHARACTERS, Act, Outcome, Scope, Status
from app.models import Comment, Document, Membership, Person, ReviewLink, Thread
from app.notices import Changed, Notice, noticed
from app.services import comments, proposals, talk, threads
from app.services.documents import text_of
from app.services.review_links import Made, end_link
from app.services.threads import Remark
from tests.conftest import NOW
from tests.remarks import EACH_OTHER, GONE, on_clause, on_text, on_words, say

LATER = NOW + timedelta(minutes=5)
AddPerson = Callable[..., Person]


@pytest.fixture
def rita(add_person: AddPerson) -> Person:
    return add_person("Rita", Role.REVIEWER)


@pytest.fixture
def nour(add_person: AddPerson) -> Person:
    return add_person("Nour", Role.MEMBER)


@pytest.fixture
def remark(database: Database, charter: Document, rita: Person) -> Thread:
    """What Rita says about some words."""
    return say(database, rita, charter, on_words())


@pytest.fixture
def told() -> Iterator[list[Notice]]:
    """What pages are told."""
    heard: list[Notice] = []

    def hear(notice: Notice) -> None:
        heard.append(notice)

    with noticed.connected_to(hear):
        yield heard


def entries_of(database: Database, thread: Thread) -> list[tuple[Act, str]]:
    with database.read() as session:
        found = session.get_one(Thread, thread.id)
        return [(one.act, one.words) for one in found.comments]


def called_in(database: Database, thread: Thread) -> set[int]:
    with database.read() as session:
        found = session.get_one(Thread, thread.id)
        return {one.person_id for comment in found.comments for one in comment.mentions}


def test_what_is_proposed_and_accepted_stands_in_the_text(
    database: Database, charter: Document, rita: Person, nour: Person
) -> None:
    thread = say(database, rita, charter, on_words("@Nour ?", "one another"))
    assert thread.clause == "Our charter\nPurpose"
    assert called_in(database, thread) == {nour.id}
    with database.write() as session:
        done = proposals.accept(session, nour.id, thread.key, None, "Yes", NOW)
        assert done.outcome is Outcome.ACCEPTED
    with database.read() as session:
        document = session.get_one(Document, charter.id)
        assert "one another" in text_of(session, document)
        assert document.head == 2


@pytest.mark.parametrize(
    ("remark", "clause"),
    [
        (on_words(), "Our charter\nPurpose"),
        (on_clause(), "Our charter\nPurpose"),
        (on_text(), ""),
        (on_words(quote=GONE), ""),
    ],
)
def test_a_thread_knows_the_clause_it_was_said_in(
    database: Database, charter: Document, rita: Person, remark: Remark, clause: str
) -> None:
    assert say(database, rita, charter, remark).clause == clause


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.FACILITATOR, True), (Role.MEMBER, True), (Role.REVIEWER, True), (Role.OBSERVER, False)],
)
def test_who_comments_does_so_in_every_state(
    database: Database, charter: Document, remark: Thread, add_person: AddPerson,
    state: State, role: Role, may: bool,
) -> None:  # fmt: skip
    person = add_person("Somebody", role)
    with database.write() as session:
        session.execute(update(Document).values(state=state))
    for act in (
        lambda session: threads.open_thread(session, person.id, charter.key, on_text(), NOW),
        lambda session: threads.reply(session, person.id, remark.key, "Indeed", NOW),
    ):
        if may:
            with database.write() as session:
                act(session)
        else:
            with database.write() as session, pytest.raises(ForbiddenError):
                act(session)


def test_a_guest_comments_until_their_link_is_ended(
    database: Database, charter: Document, remark: Thread, add_guest: Callable[..., Person]
) -> None:
    jean = add_guest()
    with database.write() as session:
        threads.reply(session, jean.id, remark.key, "Good", NOW)
        reply = threads.open_thread(session, jean.id, charter.key, on_text(), NOW).comments[0]
        said = session.execute(select(Comment.key).where(Comment.words == "Good")).scalar_one()
    with database.write() as session:
        session.execute(update(ReviewLink).values(ended_at=NOW))
    for act, key in ((threads.reply, remark.key), (comments.edit_comment, reply.key),
                     (comments.edit_comment, said)):  # fmt: skip
        with database.write() as session, pytest.raises(NotFoundError):
            act(session, jean.id, key, "Still here", NOW)


def test_a_stranger_finds_nothing(
    database: Database, charter: Document, remark: Thread, add_person: AddPerson
) -> None:
    eve = add_person("Eve", Role.FACILITATOR, group="Another group")
    with database.write() as session:
        for act in (
            lambda: threads.open_thread(session, eve.id, charter.key, on_text(), NOW),
            lambda: threads.reply(session, eve.id, remark.key, "x", NOW),
            lambda: comments.edit_comment(session, eve.id, remark.comments[0].key, "x", NOW),
            lambda: comments.delete_comment(session, eve.id, remark.comments[0].key, NOW),
            lambda: threads.close_thread(session, eve.id, remark.key, Outcome.DONE, "", NOW),
            lambda: threads.reopen_thread(session, eve.id, remark.key, "", NOW),
            lambda: proposals.accept(session, eve.id, remark.key, None, "", NOW),
            lambda: talk.find_thread_of(session, eve.id, remark.comments[0].key),
        ):
            with pytest.raises(NotFoundError):
                act()


def test_only_who_said_it_changes_it(
    database: Database, remark: Thread, rita: Person, nour: Person, camille: Person
) -> None:
    key = remark.comments[0].key
    for other in (nour, camille):
        with database.write() as session, pytest.raises(ForbiddenError):
            comments.edit_comment(session, other.id, key, "Mine", NOW)
        with database.write() as session, pytest.raises(ForbiddenError):
            comments.delete_comment(session, other.id, key, NOW)
    with database.write() as session:
        comments.edit_comment(session, rita.id, key, " Better \r\n words ", LATER)
    with database.read() as session:
        found = session.scalars(select(Comment)).one()
        assert (found.words, found.at, found.edited_at) == ("Better \n words", NOW, LATER)


def test_who_lost_the_right_to_comment_changes_nothing_any_more(
    database: Database, remark: Thread, rita: Person
) -> None:
    with database.write() as session:
        session.execute(
            update(Membership).where(Membership.person_id == rita.id).values(role=Role.OBSERVER)
        )
    for act in (
        lambda session: comments.edit_comment(session, rita.id, remark.comments[0].key, "x", NOW),
        lambda session: comments.delete_comment(session, rita.id, remark.comments[0].key, NOW),
        lambda session: threads.close_thread(session, rita.id, remark.key, Outcome.DONE, "", NOW),
    ):
        with database.write() as session, pytest.raises(ForbiddenError):
            act(session)


def test_what_is_deleted_leaves_a_trace_without_words(
    database: Database, charter: Document, rita: Person, nour: Person
) -> None:
    thread = say(database, rita, charter, on_words("@Nour, a secret"))
    key = thread.comments[0].key
    with database.write() as session:
        comments.delete_comment(session, rita.id, key, LATER)
    assert entries_of(database, thread) == [(Act.REMARK, "")]
    assert called_in(database, thread) == set()
    with database.read() as session:
        assert session.scalars(select(Comment)).one().deleted_at == LATER
    for act in (
        lambda session: comments.edit_comment(session, rita.id, key, "Back", NOW),
        lambda session: comments.delete_comment(session, rita.id, key, NOW),
    ):
        with database.write() as session, pytest.raises(ConflictError):
            act(session)


def test_what_somebody_did_is_no_remark_that_they_could_change(
    database: Database, remark: Thread, rita: Person
) -> None:
    with database.write() as session:
        threads.close_thread(session, rita.id, remark.key, Outcome.DONE, "Settled", NOW)
    with database.read() as session:
        key = session.execute(select(Comment.key).where(Comment.act == Act.CLOSED)).scalar_one()
    with database.write() as session, pytest.raises(ForbiddenError):
        comments.edit_comment(session, rita.id, key, "Otherwise", NOW)
    with database.write() as session, pytest.raises(ForbiddenError):
        comments.delete_comment(session, rita.id, key, NOW)


@pytest.mark.parametrize(
    ("who", "may"),
    [("Rita", True), ("Nour", True), ("Camille", True), ("Omar", False), ("Olga", False)],
)
def test_who_began_it_and_who_edits_close_and_reopen_it(
    database: Database, remark: Thread, rita: Person, nour: Person, camille: Person,
    add_person: AddPerson, who: str, may: bool,
) -> None:  # fmt: skip
    people = {"Rita": rita, "Nour": nour, "Camille": camille}
    roles = {"Omar": Role.REVIEWER, "Olga": Role.OBSERVER}
    person = people.get(who) or add_person(who, roles[who])
    if may:
        with database.write() as session:
            threads.close_thread(session, person.id, remark.key, Outcome.DONE, "", NOW)
        with database.write() as session:
            threads.reopen_thread(session, person.id, remark.key, "Not yet", NOW)
        assert entries_of(database, remark)[1:] == [(Act.CLOSED, ""), (Act.REOPENED, "Not yet")]
        return
    with database.write() as session, pytest.raises(ForbiddenError):
        threads.close_thread(session, person.id, remark.key, Outcome.DONE, "", NOW)
    with database.write() as session:
        threads.close_thread(session, rita.id, remark.key, Outcome.DONE, "", NOW)
    with database.write() as session, pytest.raises(ForbiddenError):
        threads.reopen_thread(session, person.id, remark.key, "", NOW)


@pytest.mark.parametrize(
    ("replacement", "outcome", "reason", "error"),
    [
        (None, Outcome.DONE, "", None),
        (None, Outcome.ANSWERED, "Here", None),
        (None, Outcome.NOT_TAKEN_UP, "Too late", None),
        (None, Outcome.NOT_TAKEN_UP, " \n", InvalidError),
        (None, Outcome.DONE, "x" * (MAX_WORDS_CHARACTERS + 1), InvalidError),
        (None, Outcome.DECLINED, "No", InvalidError),  # nothing is proposed
        (None, Outcome.ACCEPTED, "", InvalidError),
        ("else", Outcome.DECLINED, "No", None),
        ("else", Outcome.DECLINED, "", InvalidError),
        ("else", Outcome.ACCEPTED, "", InvalidError),  # only by putting it into the text
        ("else", Outcome.DONE, "", None),
    ],
)
def test_how_a_thread_is_closed(
    database: Database, charter: Document, rita: Person, nour: Person,
    replacement: str | None, outcome: Outcome, reason: str, error: type[DomainError] | None,
) -> None:  # fmt: skip
    thread = say(database, rita, charter, on_words("So", replacement))
    if error:
        with database.write() as session, pytest.raises(error):
            threads.close_thread(session, nour.id, thread.key, outcome, reason, NOW)
        assert len(entries_of(database, thread)) == 1
        return
    with database.write() as session:
        threads.close_thread(session, nour.id, thread.key, outcome, reason, LATER)
    with database.read() as session:
        found = session.get_one(Thread, thread.id)
        assert (found.status, found.outcome, found.changed_at) == (Status.CLOSED, outcome, LATER)
    assert entries_of(database, thread)[-1] == (Act.CLOSED, reason)


def test_what_is_closed_is_closed_once_and_can_still_be_spoken_in(
    database: Database, remark: Thread, rita: Person, nour: Person
) -> None:
    with database.write() as session, pytest.raises(ConflictError):
        threads.reopen_thread(session, rita.id, remark.key, "", NOW)
    with database.write() as session:
        threads.close_thread(session, rita.id, remark.key, Outcome.DONE, "", NOW)
    with database.write() as session, pytest.raises(ConflictError):
        threads.close_thread(session, nour.id, remark.key, Outcome.ANSWERED, "", NOW)
    with database.write() as session:
        threads.reply(session, nour.id, remark.key, "Thank you", NOW)
    with database.read() as session:
        assert session.get_one(Thread, remark.id).status is Status.CLOSED


def test_what_was_accepted_is_not_opened_again(
    database: Database, charter: Document, rita: Person, nour: Person
) -> None:
    thread = say(database, rita, charter, on_words("", "one another"))
    with database.write() as session:
        proposals.accept(session, nour.id, thread.key, None, "", NOW)
    with database.write() as session, pytest.raises(ConflictError):
        threads.reopen_thread(session, nour.id, thread.key, "", NOW)


def test_whom_a_remark_calls_is_noted_anew_when_it_is_edited(
    database: Database, charter: Document, rita: Person, nour: Person, camille: Person
) -> None:
    thread = say(database, rita, charter, on_words("@Nour and @Nour"))
    assert called_in(database, thread) == {nour.id}
    with database.write() as session:
        comments.edit_comment(session, rita.id, thread.comments[0].key, "@Nour, @Camille", NOW)
    assert called_in(database, thread) == {nour.id, camille.id}
    with database.write() as session:
        session.execute(delete(Membership).where(Membership.person_id == nour.id))
        comments.edit_comment(session, rita.id, thread.comments[0].key, "@Nour!", NOW)
    assert called_in(database, thread) == set()  # who is not in the group is not called into it


def test_a_guest_is_called_until_their_link_is_ended(
    database: Database,
    charter: Document,
    rita: Person,
    camille: Person,
    review_link: Made,
    add_guest: Callable[..., Person],
) -> None:
    jean = add_guest()
    assert called_in(database, say(database, rita, charter, on_words("@Jean"))) == {jean.id}
    with database.write() as session:
        end_link(session, camille.id, review_link.link.key, NOW)
    assert called_in(database, say(database, rita, charter, on_words("@Jean"))) == set()


def test_closing_words_call_people_too(
    database: Database, remark: Thread, nour: Person, camille: Person
) -> None:
    with database.write() as session:
        threads.close_thread(
            session, nour.id, remark.key, Outcome.NOT_TAKEN_UP, "@Camille decides", NOW
        )
        threads.reopen_thread(session, nour.id, remark.key, "@Nour goes on", NOW)
    assert called_in(database, remark) == {camille.id, nour.id}


def test_nobody_of_another_group_is_called(
    database: Database, charter: Document, rita: Person, add_person: AddPerson
) -> None:
    add_person("Eve", Role.MEMBER, group="Another group")
    assert called_in(database, say(database, rita, charter, on_words("@Eve"))) == set()


@pytest.mark.parametrize("words", ["", " \n\t ", "x" * (MAX_WORDS_CHARACTERS + 1)])
def test_nothing_and_too_much_cannot_be_said(
    database: Database, charter: Document, remark: Thread, rita: Person, words: str
) -> None:
    for act in (
        lambda session: threads.open_thread(session, rita.id, charter.key, on_text(words), NOW),
        lambda session: threads.reply(session, rita.id, remark.key, words, NOW),
        lambda session: comments.edit_comment(session, rita.id, remark.comments[0].key, words, NOW),
    ):
        with database.write() as session, pytest.raises(InvalidError):
            act(session)


def test_as_much_as_may_be_said_is_kept(
    database: Database, charter: Document, rita: Person
) -> None:
    words = "ع" * MAX_WORDS_CHARACTERS
    thread = say(database, rita, charter, on_words(words, words))
    with database.read() as session:
        found = session.get_one(Thread, thread.id)
        assert (found.comments[0].words, found.replacement) == (words, words)


def test_a_proposal_needs_no_word_beside_it(
    database: Database, charter: Document, rita: Person
) -> None:
    thread = say(database, rita, charter, on_words("", "one another"))
    assert entries_of(database, thread) == [(Act.REMARK, "")]


@pytest.mark.parametrize(
    "changes",
    [
        {"scope": Scope.TEXT},  # but words are quoted
        {"scope": Scope.CLAUSE, "replacement": "x"},
        {"quote": replace(EACH_OTHER, exact="")},
        {"quote": replace(EACH_OTHER, exact="x" * 5001)},
        {"quote": replace(EACH_OTHER, prefix="x" * 101)},
        {"quote": replace(EACH_OTHER, suffix="x" * 101)},
        {"start": b"x" * 257},
        {"end": b"x" * 257},
        {"replacement": EACH_OTHER.exact},
        {"replacement": "x" * 5001},
    ],
)
def test_what_is_no_remark(changes: dict[str, object]) -> None:
    with pytest.raises(InvalidError):
        replace(on_words(), **changes)


def test_every_page_is_told_of_every_act(
    database: Database, charter: Document, rita: Person, nour: Person, told: list[Notice]
) -> None:
    thread = say(database, rita, charter, on_words())
    comment = thread.comments[0].key
    acts = (
        lambda session: threads.reply(session, nour.id, thread.key, "x", LATER),
        lambda session: comments.edit_comment(session, rita.id, comment, "x", LATER),
        lambda session: comments.delete_comment(session, rita.id, comment, LATER),
        lambda session: threads.close_thread(session, nour.id, thread.key, Outcome.DONE, "", LATER),
        lambda session: threads.reopen_thread(session, nour.id, thread.key, "", LATER),
    )
    for act in acts:
        with database.write() as session:
            act(session)
    assert told == [Changed(charter.id, "threads", thread.key)] * (1 + len(acts))
    with database.write() as session, pytest.raises(InvalidError):
        threads.reply(session, nour.id, thread.key, "", LATER)
    assert len(told) == 1 + len(acts)
