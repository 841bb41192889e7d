"""Whatever people call themselves and say in threads, nothing of it becomes a part of the page."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from html.parser import HTMLParser

import pytest
from sqlalchemy import update

from app.database import Database
from app.domain.quotes import Quote
from app.domain.roles import Role
from app.domain.threads import Outcome, Status
from app.models import Document, Membership, Person, Thread
from app.services import threads
from tests.browsing import Visitor
from tests.conftest import NOW
from tests.remarks import on_words, say
from tests.rendering.test_nothing_runs import ADDRESSES, BREAKOUTS, RAW

HARMLESS = "words"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", '=HYPERLINK("https://e.org";"x")')
EVIL = [
    text
    for text in (*RAW, *ADDRESSES, *BREAKOUTS, *FORMULAS, "]]>", "</textarea><script>", "{{ 7*7 }}")
    if "\0" not in text and "\ud800" not in text  # which no form brings and no column holds
]

Skeleton = list[tuple[str, tuple[str, ...]]]


class _Elements(HTMLParser):
    """Every element with the names of its attributes, article by article; "" is what is beside."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Skeleton] = {"": []}
        self.article = ""

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "article" and "data-thread" in attributes:
            self.article = attributes["data-thread"] or ""
            self.found[self.article] = []
        for name in ("href", "action", "src"):
            value = attributes.get(name) or "/"
            assert value.startswith(("/", "#", "http://", "https://", "data:image/svg+xml,"))
        may_vary = tag in ("del", "ins") or attributes.get("rel") == "noopener noreferrer nofollow"
        if not may_vary:
            self.found[self.article].append((tag, tuple(sorted(attributes))))

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self.article = ""

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def elements_of(page: str) -> dict[str, Skeleton]:
    parser = _Elements()
    parser.feed(page)
    parser.close()
    return parser.found


@pytest.fixture
def everywhere(
    database: Database, charter: Document, add_person: Callable[..., Person]
) -> dict[str, Thread]:
    """One thread for each text, which stands in whatever people may fill in."""
    made = {}
    for number, text in enumerate((HARMLESS, *EVIL)):
        name = text.strip() or HARMLESS
        person = add_person(f"P{number}", Role.MEMBER)
        with database.write() as session:
            session.execute(update(Person).where(Person.id == person.id).values(name=name))
            session.execute(
                update(Membership)
                .where(Membership.person_id == person.id)
                .values(organisation=name)
            )
        quote = Quote(f"{text} before", text[:100], text[:100])
        thread = say(database, person, charter, on_words(f"@{name} {text}", f"{text} now", quote))
        with database.write() as session:
            threads.close_thread(session, person.id, thread.key, Outcome.DECLINED, text + ".", NOW)
            session.execute(
                update(Thread).where(Thread.id == thread.id).values(clause=f"Clause\n{name}")
            )
        made[text] = thread
    return made


def test_no_element_and_no_attribute_comes_from_what_people_say(
    visitor: Visitor, camille: Person, charter: Document, everywhere: dict[str, Thread]
) -> None:
    visitor.sign_in(camille)
    keys = "&key=".join(thread.key for thread in everywhere.values())
    shown = elements_of(visitor.get(f"/documents/{charter.key}/threads/cards?key={keys}").text)
    harmless = shown[everywhere[HARMLESS].key]
    assert ("b", ("class",)) in harmless  # the name that is called
    for text, thread in everywhere.items():
        assert shown[thread.key] == harmless, text
    assert shown[""] == []


def test_nor_does_it_on_the_page_that_shows_all(
    visitor: Visitor, camille: Person, charter: Document, everywhere: dict[str, Thread]
) -> None:
    visitor.sign_in(camille)
    pages = [
        elements_of(visitor.get(f"/documents/{charter.key}/review?page={page}").text)
        for page in (1, 2)
    ]
    shown = pages[0] | pages[1]
    for text, thread in everywhere.items():
        assert shown[thread.key] == shown[everywhere[HARMLESS].key], text
    for page in pages:
        assert {tag for tag, _ in page[""]} <= {
            *("html", "head", "meta", "title", "link", "script", "body", "a", "header", "svg"),
            *("path", "form", "input", "bdi", "button", "main", "p", "h1", "nav", "label", "span"),
            *("select", "option", "section", "h2", "details", "summary", "textarea", "footer"),
        }
        assert page[""].count(("script", ("src", "type"))) == 1
        assert not any(name.startswith("on") for _, names in page[""] for name in names)


def test_nor_when_it_comes_back_with_a_mistake(
    visitor: Visitor, database: Database, camille: Person, charter: Document,
    everywhere: dict[str, Thread],
) -> None:  # fmt: skip
    visitor.sign_in(camille)
    thread = everywhere[HARMLESS]

    def refused(text: str) -> list[dict[str, Skeleton]]:
        fields = {"scope": "words", "proposes": "1", "prefix": "x" * 101}
        said = dict.fromkeys(("words", "exact", "replacement", "start", "suffix"), text)
        pages = [
            visitor.post(f"/documents/{charter.key}/threads", **fields | said).text,
            visitor.post(f"/threads/{thread.key}/comments", words=text + "x" * 5000).text,
            visitor.post(
                f"/threads/{thread.key}/closing", outcome="done", reason=text, back=text
            ).text,
        ]
        return [elements_of(page) for page in pages]

    harmless = refused(HARMLESS)
    for text in EVIL[:14]:  # a person may send so many in a minute
        assert refused(text) == harmless, text


def test_marks_are_data(
    visitor: Visitor, camille: Person, charter: Document, everywhere: dict[str, Thread]
) -> None:
    visitor.sign_in(camille)
    answer = visitor.get(f"/documents/{charter.key}/threads")
    assert answer.content_type == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    authors = {one["key"]: one["replacement"] for one in json.loads(answer.text)["threads"]}
    assert authors == {one.key: f"{text} now" for text, one in everywhere.items()}


def test_no_cell_of_the_table_is_a_formula(
    visitor: Visitor, database: Database, camille: Person, charter: Document,
    everywhere: dict[str, Thread],
) -> None:  # fmt: skip
    with database.write() as session:
        session.execute(update(Document).values(title='=1+1"; filename=x\r\n<script>/../x.html'))
        session.execute(update(Thread).values(status=Status.OPEN))
    visitor.sign_in(camille)
    answer = visitor.get(f"/documents/{charter.key}/review.csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "/" not in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert len(rows) == len(everywhere) + 1
    for row in rows[1:]:
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), row
