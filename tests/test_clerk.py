"""A clerk closes what is over and has others reminded: several may look, nothing is done twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from app import clerk as clerks
from app.clerk import Clerk
from app.database import Database
from app.domain.errors import ConflictError
from app.domain.lifecycle import State
from app.domain.mails import About
from app.domain.outcomes import Result
from app.domain.roles import Role
from app.models import Document, LedgerEvent, Mail, Person
from app.postman import Postman
from app.services import reminders
from app.services.closing import void_round
from app.services.reminders import remind
from tests.clock import Clock
from tests.polling import DEADLINE, Poll
from tests.servers.mailbox import Mailbox
from tests.services.at_once import at_once

AddPerson = Callable[..., Person]
PATIENCE_SECONDS = 20
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def turned(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """What the postman and the clerks take for the time."""
    monkeypatch.setattr(clerks, "now", clock)
    return clock


@pytest.fixture
def clerk(mailing_app: Flask, turned: Clock) -> Clerk:
    return Clerk(mailing_app)


@pytest.fixture
def nour(charter: Document, add_person: AddPerson) -> Person:
    return add_person("Nour", Role.MEMBER)


def reminded(database: Database) -> list[str]:
    """Whom a reminder waits for."""
    with database.read() as session:
        found = select(Mail.address).where(Mail.about == About.REMINDER)
        return sorted(session.scalars(found))


def look_at_once(*clerks: Clerk) -> None:
    """Each in a thread of its own."""
    together = Barrier(len(clerks))

    def look(clerk: Clerk) -> None:
        together.wait(PATIENCE_SECONDS)
        clerk.look()

    with ThreadPoolExecutor(len(clerks)) as pool:
        list(pool.map(look, clerks))


def acts(database: Database, name: str) -> int:
    """How many such acts the ledger tells of."""
    with database.read() as session:
        words = session.scalars(select(LedgerEvent.words)).all()
    return sum(f'"act":"{name}"' in one for one in words)


def test_who_has_not_voted_is_reminded_three_times_and_who_has_never(
    clerk: Clerk, postman: Postman, mailbox: Mailbox, turned: Clock, poll: Poll, camille: Person,
    nour: Person,
) -> None:  # fmt: skip
    poll.open(camille, nour)
    poll.vote(camille)
    postman.deliver()
    mailbox.mails.clear()
    for hours, so_far in ((72, 1), (71, 1), (24, 2), (23, 2), (2, 3), (1, 3)):
        turned.now = DEADLINE - hours * HOUR
        for _ in range(2):
            clerk.look()
            postman.deliver()
        assert len(mailbox.to("nour@example.org")) == so_far
    assert mailbox.to("camille@example.org") == []


def test_who_votes_between_two_reminders_gets_no_second(
    clerk: Clerk, poll: Poll, turned: Clock, camille: Person, nour: Person
) -> None:
    poll.open(camille, nour)
    turned.now = DEADLINE - 72 * HOUR
    clerk.look()
    assert reminded(poll.database) == ["camille@example.org", "nour@example.org"]
    poll.vote(nour)
    with poll.database.write() as session:
        for mail in session.scalars(select(Mail)):
            session.delete(mail)
    turned.now = DEADLINE - 24 * HOUR
    clerk.look()
    assert reminded(poll.database) == ["camille@example.org"]


def test_of_two_clerks_who_look_at_once_only_one_reminds(
    mailing_app: Flask, clerk: Clerk, postman: Postman, mailbox: Mailbox, turned: Clock, poll: Poll,
    camille: Person, nour: Person,
) -> None:  # fmt: skip
    poll.open(camille, nour)
    postman.deliver()
    mailbox.mails.clear()
    turned.now = DEADLINE - 72 * HOUR
    for _ in range(3):
        look_at_once(clerk, Clerk(mailing_app))
        postman.deliver()
    assert sorted(mail["X-RcptTo"] for mail in mailbox.mails) == [
        "camille@example.org",
        "nour@example.org",
    ]


@pytest.mark.parametrize(
    ("early", "state"), [(SECOND, State.VALIDATING), (0 * SECOND, State.VALIDATED)]
)
def test_a_round_is_closed_when_its_deadline_is_over_and_not_before(
    clerk: Clerk, turned: Clock, poll: Poll, camille: Person, early: timedelta, state: State
) -> None:
    poll.open(camille)
    poll.vote(camille)
    turned.now = DEADLINE - early
    clerk.look()
    with poll.database.read() as session:
        assert session.get_one(Document, poll.document.id).state is state


def test_two_clerks_close_a_round_exactly_once(
    mailing_app: Flask, clerk: Clerk, postman: Postman, mailbox: Mailbox, turned: Clock, poll: Poll,
    camille: Person, nour: Person,
) -> None:  # fmt: skip
    poll.open(camille, nour)
    postman.deliver()
    mailbox.mails.clear()
    turned.now = DEADLINE
    look_at_once(clerk, Clerk(mailing_app), Clerk(mailing_app))
    postman.deliver()
    clerk.look()
    postman.deliver()
    assert acts(poll.database, "closed") == 1
    assert poll.round.result is Result.INQUORATE
    assert poll.round.closed_by_id is None
    assert len(mailbox.to("nour@example.org")) == len(mailbox.to("camille@example.org")) == 1


def test_what_was_voided_is_neither_closed_nor_reminded_of(
    clerk: Clerk, turned: Clock, poll: Poll, camille: Person, nour: Person
) -> None:
    poll.open(camille, nour)
    with poll.database.write() as session:
        void_round(session, camille.id, poll.key, 1, "The wrong text", turned.now)
    for moment in (DEADLINE - 72 * HOUR, DEADLINE):
        turned.now = moment
        clerk.look()
    assert reminded(poll.database) == []
    assert acts(poll.database, "closed") == 0


def test_by_hand_and_by_the_clock_at_once_they_are_reminded_once(
    poll: Poll, camille: Person, nour: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll.open(camille, nour)
    asked: list[object] = []
    monkeypatch.setattr(reminders, "write_to_voters", lambda *_, **__: asked.append(1) or 1)
    at_once(
        poll.database,
        lambda session: reminders.remind(session, camille.id, poll.key, 1, DEADLINE - 72 * HOUR),
        lambda session: reminders.remind_those_due(session, DEADLINE - 72 * HOUR),
    )
    assert len(asked) == 1


def test_by_hand_they_are_reminded_once_an_hour(
    clerk: Clerk, turned: Clock, poll: Poll, camille: Person, nour: Person
) -> None:
    poll.open(camille, nour)
    poll.vote(camille)

    def by_hand(now: datetime) -> int:
        with poll.database.write() as session:
            return remind(session, camille.id, poll.key, 1, now)

    first = DEADLINE - timedelta(hours=72, minutes=30)
    assert by_hand(first) == 1
    with pytest.raises(ConflictError, match="less than an hour ago"):
        by_hand(first + HOUR - SECOND)
    turned.now = DEADLINE - 72 * HOUR
    clerk.look()  # half an hour after that by hand, the clock reminds nobody
    assert poll.round.reminded_at == first
    assert by_hand(first + HOUR) == 1
    with pytest.raises(ConflictError, match="deadline"):
        by_hand(DEADLINE)
