"""Mails about what was said: as often as each person wants, with everything once."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from app.database import Database
from app.domain.digests import Digest
from app.domain.roles import Role
from app.domain.threads import Outcome
from app.models import Document, Person, Thread
from app.postman import Postman
from app.services.threads import close_thread, reopen_thread
from tests import remarks
from tests.browsing import Visitor
from tests.clock import Clock
from tests.remarks import on_words
from tests.servers.mailbox import Mailbox, text_of

CAMILLE = "camille@example.org"

Say = Callable[..., Thread]


@pytest.fixture
def say(
    database: Database, charter: Document, add_person: Callable[..., Person], clock: Clock
) -> Say:
    """Nour says something about the charter now."""
    nour = add_person("Nour", Role.MEMBER)

    def say(words: str, replacement: str | None = None) -> Thread:
        return remarks.say(database, nour, charter, on_words(words, replacement), clock.now)

    return say


def turn(postman: Postman) -> None:
    postman.gather()
    postman.deliver()


def choose(database: Database, digest: Digest) -> None:
    with database.write() as session:
        session.execute(update(Person).where(Person.email == CAMILLE).values(digest=digest))


def test_one_mail_a_day_with_everything_once(
    postman: Postman, mailbox: Mailbox, clock: Clock, say: Say
) -> None:
    said = [say("Why only each other?"), say("", replacement="one another")]
    clock.now += timedelta(days=1)
    turn(postman)
    [first] = mailbox.to(CAMILLE)
    for words in (
        "Network Charter", "each other", "Nour: Why only each other?", "one another",
    ):  # fmt: skip
        assert words in text_of(first)
    for thread in said:
        assert f"/review?thread={thread.key}#thread-{thread.key}" in text_of(first)
    clock.now += timedelta(minutes=1)
    say("And one more")
    for _ in range(3):
        turn(postman)
    assert len(mailbox.to(CAMILLE)) == 1
    clock.now += timedelta(days=1)
    turn(postman)
    [_, second] = mailbox.to(CAMILLE)
    assert "And one more" in text_of(second)
    assert "Why only" not in text_of(second)
    clock.now += timedelta(days=9)
    turn(postman)
    assert len(mailbox.to(CAMILLE)) == 2


def test_nobody_is_told_what_they_said_themselves(
    postman: Postman, mailbox: Mailbox, clock: Clock, say: Say
) -> None:
    say("Hello")
    clock.now += timedelta(days=1)
    turn(postman)
    assert mailbox.to("nour@example.org") == []


@pytest.mark.parametrize(("digest", "count"), [(Digest.EACH, 1), (Digest.NONE, 0)])
def test_soon_after_or_never(
    postman: Postman, mailbox: Mailbox, clock: Clock, database: Database, say: Say,
    digest: Digest, count: int,
) -> None:  # fmt: skip
    choose(database, digest)
    say("Hello")
    turn(postman)
    assert mailbox.to(CAMILLE) == []
    clock.now += timedelta(minutes=10)
    turn(postman)
    assert len(mailbox.to(CAMILLE)) == count


def test_a_mail_that_could_not_be_sent_takes_nothing_with_it(
    postman: Postman, mailbox: Mailbox, clock: Clock, say: Say
) -> None:
    mailbox.refusals["camille"] = "450 later"
    say("Hello")
    clock.now += timedelta(days=1)
    turn(postman)
    say("Again")
    del mailbox.refusals["camille"]
    clock.now += timedelta(minutes=5)
    turn(postman)
    [mail] = mailbox.to(CAMILLE)
    assert "Hello" in text_of(mail)
    assert "Again" in text_of(mail)


def test_who_opens_a_proposal_again_is_not_said_to_propose_it(
    postman: Postman, mailbox: Mailbox, clock: Clock, database: Database, say: Say,
    add_person: Callable[..., Person],
) -> None:  # fmt: skip
    thread, omar = say("", replacement="one another"), add_person("Omar", Role.MEMBER)
    with database.write() as session:
        close_thread(session, omar.id, thread.key, Outcome.DECLINED, "Not now", clock.now)
        reopen_thread(session, omar.id, thread.key, "", clock.now)
    clock.now += timedelta(days=1)
    turn(postman)
    [mail] = mailbox.to(CAMILLE)
    assert "Nour: proposes: one another" in text_of(mail)
    assert "Omar opened this again" in text_of(mail)
    assert "Omar: proposes" not in text_of(mail)


def test_a_guest_is_told_apart_from_who_has_the_same_name(
    postman: Postman, mailbox: Mailbox, clock: Clock, say: Say, database: Database,
    charter: Document, add_guest: Callable[..., Person],
) -> None:  # fmt: skip
    say("I am of the group.")
    guest = add_guest("Nour", "nour@elsewhere.example")
    remarks.say(database, guest, charter, on_words("I am not.", None), clock.now)
    clock.now += timedelta(days=1)
    turn(postman)
    [mail] = mailbox.to(CAMILLE)
    assert "Nour: I am of the group." in text_of(mail)
    assert "Nour (guest): I am not." in text_of(mail)


def test_one_click_ends_it_without_signing_in(
    postman: Postman, mailbox: Mailbox, clock: Clock, database: Database, say: Say,
    mailing_app: Flask,
) -> None:  # fmt: skip
    say("Hello")
    clock.now += timedelta(days=1)
    turn(postman)
    [mail] = mailbox.to(CAMILLE)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    found = re.fullmatch(r"<http://localhost(/unsubscription/\S+)>", mail["List-Unsubscribe"])
    assert found
    visitor = Visitor(mailing_app, database)
    visitor.get(found.group(1))  # as a mail scanner would
    clock.now += timedelta(minutes=1)
    say("More")
    clock.now += timedelta(days=1)
    turn(postman)
    assert len(mailbox.to(CAMILLE)) == 2
    answer = visitor.client.post(found.group(1), data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not visitor.is_signed_in()
    say("Even more")
    clock.now += timedelta(days=1)
    turn(postman)
    assert len(mailbox.to(CAMILLE)) == 2


def test_who_has_left_the_group_hears_nothing_more(
    postman: Postman, mailbox: Mailbox, clock: Clock, database: Database, say: Say,
    add_person: Callable[..., Person],
) -> None:  # fmt: skip
    add_person("Omar", Role.OBSERVER)
    say("Hello")
    with database.write() as session:
        omar = session.query(Person).filter_by(name="Omar").one()
        session.delete(omar.memberships[0])
    clock.now += timedelta(days=1)
    turn(postman)
    assert mailbox.to("omar@example.org") == []
