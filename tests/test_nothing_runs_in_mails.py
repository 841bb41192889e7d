"""Whatever people call themselves, their documents and clauses, a mail holds it as words."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from sqlalchemy import delete, select, update

from app.database import Database
from app.domain.digests import Digest
from app.domain.mails import About
from app.domain.quotes import Quote
from app.domain.roles import Role
from app.models import Document, Mail, Person, Round, Thread, Version, Voter
from app.postman import Postman
from app.services.closing import void_round
from app.services.letters_to_voters import write_to_voters
from tests.clock import Clock
from tests.polling import AGREE, OBJECT, SOON, Poll
from tests.remarks import on_words, say
from tests.servers.mailbox import Mailbox, text_of
from tests.views.test_what_people_say import EVIL, HARMLESS

CAMILLE = "camille@example.org"
LINES = ("Charter\r\nBcc: all@example.org", "a\nb", "a\rb", "a\u2028b\x85c\x0bd", "\n\nFrom: me")
WHAT = (HARMLESS, *EVIL, *LINES)
MAX_CHARACTERS = 190  # that a name may have


def together(texts: Iterable[str]) -> list[str]:
    """As many of them in one name as it may hold: each mail takes its time."""
    names = [""]
    for text in texts:
        if len(names[-1]) + len(text) > MAX_CHARACTERS:
            names.append("")
        names[-1] += f"{text} "
    return names


TOGETHER = (HARMLESS, *together(WHAT))


class _Elements(HTMLParser):
    """Every element with its attributes; of addresses only where they lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            assert name != "href" or (value or "").startswith("http://localhost/"), value
        self.found.append((tag, tuple(name for name, _ in attrs)))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def elements_of(page: str) -> list[tuple[str, tuple[str, ...]]]:
    parser = _Elements()
    parser.feed(page)
    parser.close()
    return parser.found


@pytest.mark.parametrize("digest", [Digest.DAILY, Digest.EACH])
def test_no_element_no_address_and_no_header_comes_from_what_people_say(
    database: Database, charter: Document, add_person: Callable[..., Person], postman: Postman,
    mailbox: Mailbox, clock: Clock, digest: Digest,
) -> None:  # fmt: skip
    nour = add_person("Nour", Role.MEMBER)
    with database.write() as session:
        session.execute(update(Person).where(Person.email == CAMILLE).values(digest=digest))
    seen = []
    for text in WHAT:
        quote = Quote(f"{text} before", text[:100], text[:100])
        thread = say(database, nour, charter, on_words(text, f"{text} now", quote), clock.now)
        with database.write() as session:
            session.execute(update(Person).values(name=text))
            session.execute(update(Document).values(title=text))
            session.execute(
                update(Thread).where(Thread.id == thread.id).values(clause=f"Clause\n{text}")
            )
        clock.now += timedelta(days=1)
        postman.gather()
        postman.deliver()
        mail = mailbox.to(CAMILLE)[-1]
        page = mail.get_body(("html",))
        assert page
        seen.append((sorted(mail.keys()), elements_of(page.get_content())))
        assert not any(mark in str(mail["Subject"]) for mark in "\r\n")
        assert len(text_of(mail).split("http://localhost/documents/")) > 1
    assert len(mailbox.to(CAMILLE)) == len(WHAT)
    for text, (headers, elements) in zip(WHAT, seen, strict=True):
        assert (headers, elements) == seen[0], text


@pytest.mark.parametrize("about", [About.VOTE, About.REMINDER, About.ORAL, About.OUTCOME, "voided"])
def test_nor_does_any_come_from_a_vote(
    poll: Poll, camille: Person, postman: Postman, mailbox: Mailbox, clock: Clock, about: str
) -> None:
    poll.open(camille)
    if about == About.ORAL:
        poll.vote_aloud(camille)
    if about == About.OUTCOME:
        poll.vote(camille, AGREE, {0: OBJECT})
        poll.close()
    if about == "voided":
        with poll.database.write() as session:
            void_round(session, camille.id, poll.key, 1, "Why", SOON)
    clock.now = SOON
    seen = []
    for text in TOGETHER:
        call_all(poll, text)
        with poll.database.write() as session:
            session.execute(delete(Mail))
            row = session.merge(poll.round)
            write_to_voters(
                session, About.OUTCOME if about == "voided" else About(about), row, SOON
            )
        postman.deliver()
        mail = mailbox.to(CAMILLE)[-1]
        page = mail.get_body(("html",))
        assert page
        seen.append(elements_of(page.get_content()))
        assert not any(mark in str(mail["Subject"]) for mark in "\r\n")
    assert len(mailbox.mails) == len(TOGETHER)
    for text, elements in zip(TOGETHER, seen, strict=True):
        assert elements == seen[0], text


def call_all(poll: Poll, text: str) -> None:
    """Everybody, all they vote for, on and about is called like this."""
    with poll.database.write() as session:
        session.execute(update(Person).values(name=text))
        session.execute(update(Document).values(title=text))
        session.execute(update(Voter).values(name=text, organisation=text))
        session.execute(update(Round).where(Round.reason != "").values(reason=text))
        for version in session.scalars(select(Version)):
            version.passages_json = [one | {"path": [text]} for one in version.passages_json]
