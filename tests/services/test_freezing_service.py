"""What was validated is frozen for ever, published, and followed by editions of its own."""

from collections.abc import Callable

import pytest

from app.database import Database
from app.domain.errors import (
    ConflictError,
    DomainError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
)
from app.domain.lifecycle import State
from app.domain.quotes import Quote
from app.domain.roles import Role
from app.domain.threads import Scope
from app.domain.versions import Occasion
from app.models import Document, Edition, Person
from app.services.freezing import editions_of, freeze, redraft, reopen
from app.services.publishing import publish, published_editions
from app.services.threads import Remark, open_thread
from realtime import log
from tests.clock import NOW
from tests.polling import DEADLINE, SOON, Poll
from tests.realtime.conftest import refusal
from tests.services.chamber import TWELVE, acts_of, ballots_of, rows_of, state_of, text_of, write

AddPerson = Callable[..., Person]


@pytest.fixture
def nour(charter: Document, add_person: AddPerson) -> Person:
    return add_person("Nour", Role.MEMBER)


@pytest.fixture
def validated(poll: Poll, nour: Person) -> Poll:
    write(poll, TWELVE)
    poll.open(nour)
    poll.vote(nour)
    poll.close(SOON)
    return poll


def again(poll: Poll, act: Callable[..., object], reason: str = "A mistake") -> None:
    """Make a draft of it again, one way or the other."""
    with poll.database.write() as session:
        act(session, poll.facilitator.id, poll.key, reason, DEADLINE)


def editions(poll: Poll) -> list[Edition]:
    with poll.database.read() as session:
        return list(editions_of(session, poll.document.id))


def test_what_was_validated_is_frozen_word_for_word(validated: Poll) -> None:
    edition = validated.freeze("needless")
    row = validated.round
    assert (edition.number, edition.version_id, edition.round_id) == (1, row.version_id, row.id)
    assert (edition.title, edition.reason) == ("Network Charter", "")
    assert row.version.markdown == text_of(validated)
    (act,) = acts_of(validated, "frozen")
    assert (act["version"], act["round"], act["reason"]) == (row.version.number, 1, "")


@pytest.mark.parametrize("reason", ["", " \n"])
def test_what_was_not_validated_needs_a_reason(poll: Poll, reason: str) -> None:
    with pytest.raises(InvalidError, match="without having been validated"):
        poll.freeze(reason)
    edition = poll.freeze("The donors wait for it")
    assert (edition.round_id, edition.reason) == (None, "The donors wait for it")
    assert edition.version.occasion is Occasion.FREEZE
    assert acts_of(poll, "frozen")[0]["round"] is None


def test_a_failed_round_validates_nothing(poll: Poll, nour: Person) -> None:
    poll.open(nour)
    poll.close()
    with pytest.raises(InvalidError, match="without having been validated"):
        poll.freeze()


def test_a_text_that_was_typed_in_since_is_not_frozen_unseen(poll: Poll) -> None:
    seen = poll.head
    write(poll, TWELVE)
    with poll.database.write() as session, pytest.raises(ConflictError, match="has changed since"):
        freeze(session, poll.facilitator.id, poll.key, seen, "A reason", NOW)


def test_nothing_is_frozen_while_a_round_is_open(poll: Poll, nour: Person) -> None:
    poll.open(nour)
    with pytest.raises(ConflictError, match="cannot be frozen now"):
        poll.freeze("A reason")


def test_nobody_edits_what_is_validated_frozen_or_published(validated: Poll, nour: Person) -> None:
    rows = len(rows_of(validated))
    for act in (lambda: None, validated.freeze, validated.publish):
        act()
        assert refusal(lambda: write(validated, "All else")) == "frozen"
        with pytest.raises(ConflictError, match="not a draft now"):
            validated.open(nour)
        with validated.database.write() as session:
            about = Remark(Scope.TEXT, "For the next one", Quote("", "", ""), None, None, None)
            open_thread(session, nour.id, validated.key, about, NOW)
    assert len(rows_of(validated)) == rows
    assert text_of(validated) == TWELVE


@pytest.mark.parametrize("role", [Role.MEMBER, Role.REVIEWER, Role.OBSERVER])
def test_only_facilitators_freeze_publish_redraft_and_reopen(
    validated: Poll, add_person: AddPerson, role: Role
) -> None:
    somebody = add_person("Somebody", role)
    for act in (
        lambda s: freeze(s, somebody.id, validated.key, validated.head, "", NOW),
        lambda s: publish(s, somebody.id, validated.key, NOW),
        lambda s: redraft(s, somebody.id, validated.key, "A reason", NOW),
        lambda s: reopen(s, somebody.id, validated.key, "A reason", NOW),
    ):
        with validated.database.write() as session, pytest.raises(ForbiddenError):
            act(session)
    assert state_of(validated) is State.VALIDATED


def test_what_was_validated_becomes_a_draft_again_for_a_reason(validated: Poll) -> None:
    with pytest.raises(InvalidError, match="why"):
        again(validated, redraft, " ")
    again(validated, redraft)
    assert state_of(validated) is State.DRAFTING
    (act,) = acts_of(validated, "redrafted")
    assert (act["round"], act["reason"]) == (1, "A mistake")
    with pytest.raises(InvalidError, match="without having been validated"):
        validated.freeze()  # the round was on this text, but it is a draft again
    write(validated, TWELVE + "More.\n")


def test_what_is_frozen_does_not_become_a_draft_again_only_a_new_edition(validated: Poll) -> None:
    validated.freeze()
    with pytest.raises(ConflictError, match="not frozen"):
        again(validated, redraft)
    with pytest.raises(InvalidError, match="why"):
        again(validated, reopen, "")


def test_only_what_is_frozen_is_published_and_once(validated: Poll) -> None:
    with pytest.raises(ConflictError, match="Only a frozen text"):
        validated.publish()
    with validated.database.read() as session, pytest.raises(NotFoundError):
        published_editions(session, validated.key)
    validated.freeze()
    validated.publish()
    with pytest.raises(ConflictError, match="published already"):
        validated.publish()
    assert state_of(validated) is State.PUBLISHED


def test_a_draft_is_not_reopened(poll: Poll) -> None:
    with pytest.raises(DomainError, match="Only what is frozen"):
        again(poll, reopen)


def test_a_new_edition_leaves_the_one_before_as_it_was(
    database: Database, validated: Poll, nour: Person
) -> None:
    validated.freeze()
    validated.publish()
    (first,) = editions(validated)
    again(validated, reopen, "Two years later")
    assert state_of(validated) is State.DRAFTING
    with database.write() as session:
        session.get_one(Document, validated.document.id).title = "Another title"
    write(validated, TWELVE.replace("Purpose", "Aims"))
    second = validated.freeze("No round this time")
    assert second.number == 2
    newest, before = editions(validated)
    assert (newest.title, newest.version.markdown) == ("Another title", text_of(validated))
    assert (before.title, before.version.markdown) == ("Network Charter", TWELVE)
    assert (before.version.sha256, before.round_id) == (first.version.sha256, first.round_id)
    assert (before.published_at, before.reopening_reason) == (DEADLINE, "Two years later")
    with database.read() as session:
        assert [one.number for one in published_editions(session, validated.key)] == [1]
    assert len(ballots_of(validated)) == 1
    assert [act["act"] for act in acts_of(validated)][-5:] == [
        "frozen", "published", "reopened", "version", "frozen",
    ]  # fmt: skip


def test_the_log_and_the_frozen_version_say_the_same(validated: Poll) -> None:
    edition = validated.freeze()
    with validated.database.read() as session:
        assert log.text_at(session, validated.document.id, edition.version.seq) == (
            edition.version.markdown
        )
