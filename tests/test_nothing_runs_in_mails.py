"""Whatever people call themselves, their documents and clauses, a mail holds it as words."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from sqlalchemy import update

from app.database import Database
from app.domain.digests import Digest
from app.domain.quotes import Quote
from app.domain.roles import Role
from app.models import Document, Person, Thread
from app.postman import Postman
from tests.clock import Clock
from tests.remarks import on_words, say
from tests.servers.mailbox import Mailbox, text_of
from tests.views.test_what_people_say import EVIL, HARMLESS

CAMILLE = "camille@example.org"
LINES = ("Charter\r\nBcc: all@example.org", "a\nb", "a\rb", "a\u2028b\x85c\x0bd", "\n\nFrom: me")
WHAT = (HARMLESS, *EVIL, *LINES)


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
