"""Who wants a mail for each thread gets one for each, with everything said there once."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app.database import Database
from app.domain.digests import Digest
from app.domain.quotes import Quote
from app.domain.roles import Role
from app.domain.threads import Outcome
from app.models import Document, Heard, Mail, Person, Thread
from app.postman import Postman
from app.services import comments, threads
from app.services.departures import anonymise
from tests.browsing import Visitor
from tests.clock import Clock
from tests.conftest import NOW
from tests.remarks import on_text, on_words, say
from tests.servers.mailbox import Mailbox, text_of

CAMILLE = "camille@example.org"
BOLD = Quote("from **each other**", "We learn ", ".\n")
SETTLED = timedelta(minutes=10)


class Table:
    """Camille wants a mail for each thread; Nour and Omar talk, the postman comes by."""

    def __init__(self, database: Database, charter: Document, clock: Clock, post: Postman) -> None:
        self.database, self.charter, self.clock, self.post = database, charter, clock, post
        self.choose(Digest.EACH)

    def choose(self, digest: Digest) -> None:
        with self.database.write() as session:
            session.execute(update(Person).where(Person.email == CAMILLE).values(digest=digest))

    def opens(self, who: Person, words: str, quote: Quote = BOLD) -> Thread:
        return say(self.database, who, self.charter, on_words(words, quote=quote), self.clock.now)

    def replies(self, who: Person, thread: Thread, words: str) -> None:
        with self.database.write() as session:
            threads.reply(session, who.id, thread.key, words, self.clock.now)

    def settle(self) -> None:
        """Nobody says anything for a while, and the postman comes by."""
        self.clock.now += SETTLED
        self.turn()

    def turn(self) -> None:
        self.post.gather()
        self.post.deliver()

    def waiting(self) -> int:
        with self.database.read() as session:
            return session.scalars(select(func.count()).select_from(Mail)).one()


@pytest.fixture
def table(database: Database, charter: Document, clock: Clock, postman: Postman) -> Table:
    return Table(database, charter, clock, postman)


@pytest.fixture
def nour(charter: Document, add_person: Callable[..., Person]) -> Person:
    return add_person("Nour", Role.MEMBER)


@pytest.fixture
def omar(charter: Document, add_person: Callable[..., Person]) -> Person:
    return add_person("Omar", Role.REVIEWER)


def test_a_mail_tells_what_was_said_in_one_thread_and_leads_to_it(
    table: Table, mailbox: Mailbox, nour: Person, omar: Person, visitor: Visitor, camille: Person
) -> None:
    thread = table.opens(nour, "Why only each other?")
    table.replies(omar, thread, "And from whom else?")
    other = say(table.database, omar, table.charter, on_text("Well done"), table.clock.now)
    table.settle()
    [about_words, about_text] = mailbox.to(CAMILLE)
    assert about_words["Subject"] == "Network Charter: new remarks on “from each other”"
    assert about_text["Subject"] == "New remarks on Network Charter"
    said = text_of(about_words)
    for words in (
        "> from each other", "Nour: Why only each other?", "Omar: And from whom else?",
        "Network Charter · Purpose",
    ):  # fmt: skip
        assert said.count(words) == 1
    assert "Well done" not in said
    assert "Omar: Well done" in text_of(about_text)
    assert other.key not in said
    [link] = [line for line in said.splitlines() if f"#thread-{thread.key}" in line]
    visitor.sign_in(camille)
    parts = urlsplit(link)
    assert f'id="{parts.fragment}"' in visitor.get(f"{parts.path}?{parts.query}").text


def test_one_thread_settles_while_another_goes_on(
    table: Table, mailbox: Mailbox, nour: Person, omar: Person
) -> None:
    table.opens(nour, "Done")
    lively = table.opens(nour, "To be discussed")
    table.clock.now += timedelta(minutes=6)
    table.replies(omar, lively, "Indeed")
    table.clock.now += timedelta(minutes=6)
    table.turn()
    assert ["Done" in text_of(mail) for mail in mailbox.to(CAMILLE)] == [True]
    table.settle()
    [_, second] = mailbox.to(CAMILLE)
    assert "To be discussed" in text_of(second)
    assert "Indeed" in text_of(second)


def test_what_is_new_in_a_thread_comes_without_what_was_told(
    table: Table, mailbox: Mailbox, nour: Person, omar: Person
) -> None:
    thread, quiet = table.opens(nour, "First"), table.opens(nour, "Elsewhere")
    table.settle()
    assert len(mailbox.to(CAMILLE)) == 2
    table.replies(omar, thread, "Second")
    with table.database.write() as session:
        threads.close_thread(
            session, nour.id, thread.key, Outcome.ANSWERED, "It is clear", table.clock.now
        )
    table.settle()
    for _ in range(3):
        table.turn()
    [*_, third] = mailbox.to(CAMILLE)
    assert len(mailbox.to(CAMILLE)) == 3
    assert "Omar: Second" in text_of(third)
    assert "Nour: Answered It is clear" in text_of(third)
    assert "First" not in text_of(third)
    assert quiet.key not in text_of(third)


def test_while_the_mail_server_is_away_one_mail_a_thread_waits_and_gathers_all(
    table: Table, mailbox: Mailbox, nour: Person, omar: Person
) -> None:
    one, other = table.opens(nour, "One: 1"), table.opens(omar, "Other: 1")
    mailbox.stop()
    for number in range(2, 6):
        table.settle()
        assert table.waiting() == 2
        table.replies(omar, one, f"One: {number}")
        table.replies(nour, other, f"Other: {number}")
    mailbox.start()
    for _ in range(30):
        table.settle()
    mails = [text_of(mail) for mail in mailbox.to(CAMILLE)]
    assert len(mails) == 2
    for name in ("One", "Other"):
        for number in range(1, 6):
            assert sum(mail.count(f"{name}: {number}") for mail in mails) == 1
    assert table.waiting() == 0


def test_a_server_that_takes_one_and_refuses_the_next_gets_neither_twice(
    table: Table, mailbox: Mailbox, nour: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = [f"Remark {number}." for number in range(6)]
    for words in said:
        table.opens(nour, words)
    handle, kept = mailbox.handle_DATA, []

    async def every_other(*given: object) -> str:
        kept.append(len(kept) % 2 == 0)
        return await handle(*given) if kept[-1] else "451 later"

    monkeypatch.setattr(mailbox, "handle_DATA", every_other)
    for _ in range(20):
        table.settle()
    mails = [text_of(mail) for mail in mailbox.to(CAMILLE)]
    assert len(mails) == len(said)
    assert sorted(words for mail in mails for words in said if words in mail) == said
    assert False in kept


def test_what_is_said_while_a_mail_is_on_its_way_comes_with_the_next(
    table: Table, mailbox: Mailbox, nour: Person, omar: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = table.opens(nour, "Before")
    handle = mailbox.handle_DATA

    async def meanwhile(*given: object) -> str:
        if not mailbox.mails:
            table.replies(omar, thread, "Meanwhile")
            table.post.gather()
        return await handle(*given)

    monkeypatch.setattr(mailbox, "handle_DATA", meanwhile)
    table.settle()
    table.settle()
    first, second = map(text_of, mailbox.to(CAMILLE))
    assert ("Before" in first, "Meanwhile" in first) == (True, False)
    assert ("Before" in second, "Meanwhile" in second) == (False, True)


@pytest.mark.parametrize("digest", Digest)
def test_who_is_called_by_name_gets_what_they_chose(
    table: Table, mailbox: Mailbox, nour: Person, digest: Digest
) -> None:
    table.choose(digest)
    table.opens(nour, "@Camille, do you know?")
    table.opens(nour, "@Camille, and this?")
    table.settle()
    table.clock.now += timedelta(days=1)
    table.turn()
    assert len(mailbox.to(CAMILLE)) == {Digest.DAILY: 1, Digest.EACH: 2, Digest.NONE: 0}[digest]


@pytest.mark.parametrize("then", [Digest.DAILY, Digest.NONE])
def test_a_choice_counts_for_what_waits_and_nothing_is_told_again(
    table: Table, mailbox: Mailbox, nour: Person, then: Digest
) -> None:
    table.opens(nour, "Told")
    table.settle()
    table.opens(nour, "Waiting")
    mailbox.stop()
    table.settle()
    table.choose(then)
    mailbox.start()
    for _ in range(3):
        table.clock.now += timedelta(days=1)
        table.turn()
    said = [text_of(mail) for mail in mailbox.to(CAMILLE)]
    assert sum("Told" in one for one in said) == 1
    assert sum("Waiting" in one for one in said) == (then is Digest.DAILY)


def test_of_what_was_told_in_a_day_s_mail_no_thread_tells_again(
    table: Table, mailbox: Mailbox, nour: Person
) -> None:
    table.choose(Digest.DAILY)
    table.opens(nour, "Told")
    table.clock.now += timedelta(days=1)
    table.turn()
    table.choose(Digest.EACH)
    table.settle()
    assert len(mailbox.to(CAMILLE)) == 1


def test_a_remark_taken_back_before_its_mail_is_in_none(
    table: Table, mailbox: Mailbox, nour: Person
) -> None:
    thread = table.opens(nour, "Oh no")
    mailbox.stop()
    table.settle()
    with table.database.write() as session:
        [comment] = session.merge(thread).comments
        comments.delete_comment(session, nour.id, comment.key, table.clock.now)
    mailbox.start()
    table.settle()
    assert mailbox.to(CAMILLE) == []
    assert table.waiting() == 0


def test_one_click_ends_them_too(
    table: Table, mailbox: Mailbox, nour: Person, mailing_app: Flask
) -> None:
    table.opens(nour, "Hello")
    table.settle()
    [mail] = mailbox.to(CAMILLE)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail["List-Unsubscribe"].strip("<>")
    assert address in text_of(mail)
    client = Visitor(mailing_app, table.database).client
    answer = client.post(urlsplit(address).path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    table.opens(nour, "More")
    table.settle()
    assert len(mailbox.to(CAMILLE)) == 1


def test_a_guest_is_written_to_by_nobody(
    table: Table, mailbox: Mailbox, nour: Person, add_guest: Callable[..., Person]
) -> None:
    guest = add_guest("Jean", "jean@example.fr")
    with table.database.write() as session:
        session.execute(update(Person).where(Person.id == guest.id).values(digest=Digest.EACH))
    table.clock.now = max(table.clock.now, NOW)
    table.opens(nour, "@Jean, hello")
    table.settle()
    assert mailbox.to("jean@example.fr") == []


@pytest.mark.parametrize("digest", [Digest.DAILY, Digest.EACH])
def test_what_another_process_had_not_committed_yet_is_told_later(
    table: Table, mailbox: Mailbox, nour: Person, digest: Digest
) -> None:
    table.choose(digest)
    thread = table.opens(nour, "Said in time")
    table.clock.now += timedelta(days=1)
    moment = table.clock.now - timedelta(seconds=10)
    table.turn()
    with table.database.write() as session:
        threads.reply(session, nour.id, thread.key, "Landed late", moment)
    table.clock.now += timedelta(days=1)
    table.turn()
    _, second = mailbox.to(CAMILLE)
    assert "Landed late" in text_of(second)


def test_of_who_is_forgotten_it_is_not_kept_what_they_heard_of(
    table: Table, nour: Person, omar: Person
) -> None:
    table.choose(Digest.NONE)
    with table.database.write() as session:
        session.execute(update(Person).where(Person.id == omar.id).values(digest=Digest.EACH))
    table.opens(nour, "Hello")
    table.settle()
    with table.database.write() as session:
        assert session.scalars(select(Heard.person_id)).all() == [omar.id]
        anonymise(session, omar.id, table.clock.now)
    with table.database.read() as session:
        assert session.scalars(select(Heard)).all() == []
