"""The page on which a meeting walks through every thread; and the same as a table."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from app.database import Database
from app.domain.roles import Role
from app.domain.threads import Act, Outcome, Scope
from app.models import Comment, Document, Person, Thread, Visit
from app.models.base import new_key
from app.services import comments, proposals, threads
from tests.browsing import Visitor
from tests.conftest import NOW
from tests.remarks import GONE, PURPOSE, on_clause, on_text, on_words, say

AddPerson = Callable[..., Person]


@pytest.fixture
def rita(add_person: AddPerson) -> Person:
    return add_person("Rita", Role.REVIEWER)


@pytest.fixture
def nour(add_person: AddPerson) -> Person:
    return add_person("Nour", Role.MEMBER)


@pytest.fixture
def talk(database: Database, charter: Document, rita: Person, nour: Person) -> dict[str, Thread]:
    """One of each kind, in no order."""
    made = {
        "gone": say(database, rita, charter, on_words("Lost", quote=GONE)),
        "words": say(database, rita, charter, on_words("@Nour: whom?")),
        "text": say(database, nour, charter, on_text()),
        "proposal": say(database, nour, charter, on_words("", "one another")),
        "clause": say(database, rita, charter, on_clause()),
    }
    with database.write() as session:
        threads.close_thread(session, nour.id, made["clause"].key, Outcome.ANSWERED, "", NOW)
    return made


def shown(page: str, talk: dict[str, Thread]) -> list[str]:
    """Which threads the page shows, from top to bottom."""
    names = {thread.key: name for name, thread in talk.items()}
    return [names[key] for key in re.findall(r'<article class="card" id="thread-([^"]+)"', page)]


def test_threads_stand_in_the_order_of_the_text(
    visitor: Visitor, charter: Document, nour: Person, talk: dict[str, Thread]
) -> None:
    visitor.sign_in(nour)
    page = visitor.get(f"/documents/{charter.key}/review").text
    assert shown(page, talk) == ["text", "clause", "words", "proposal", "gone"]
    headings = re.findall(r'<h2 id="clause-\d+">(.*?)</h2>', page)
    assert [re.sub("<.*?>", "", one) for one in headings] == [
        "The whole text",
        "Our charter / Purpose",
        "No longer found in the text",
    ]
    assert GONE.exact in page
    assert "Open: 4. In all: 5." in page


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("status=open", ["text", "words", "proposal", "gone"]),
        ("status=closed", ["clause"]),
        ("kind=proposals", ["proposal"]),
        ("kind=mine", ["text", "clause", "proposal"]),  # Nour closed one of them
        ("kind=calls", ["words"]),
        ("kind=new", []),
        ("clause=whole", ["text"]),
        ("clause=detached", ["gone"]),
        ("clause=in Our charter / Purpose", ["clause", "words", "proposal"]),
        ("clause=in Our charter / Purpose&status=open&kind=proposals", ["proposal"]),
        ("kind=calls&status=closed", []),
        ("status=nonsense", []),
        ("kind=nonsense&page=nonsense", ["text", "clause", "words", "proposal", "gone"]),
    ],
)
def test_filters(
    visitor: Visitor, charter: Document, nour: Person, talk: dict[str, Thread],
    asked: str, expected: list[str],
) -> None:  # fmt: skip
    visitor.sign_in(nour)
    page = visitor.get(f"/documents/{charter.key}/review?{asked}").text
    assert shown(page, talk) == expected


def test_who_said_something_can_be_looked_for(
    visitor: Visitor, charter: Document, nour: Person, rita: Person, talk: dict[str, Thread]
) -> None:
    visitor.sign_in(nour)
    page = visitor.get(f"/documents/{charter.key}/review?person={rita.key}").text
    assert shown(page, talk) == ["clause", "words", "gone"]
    assert re.findall(r'<option value="[\w-]+" selected>Rita</option>', page)
    assert ">Camille</option>" not in page  # who said nothing


def test_what_others_did_since_the_last_visit_is_new(
    visitor: Visitor, database: Database, charter: Document, nour: Person, rita: Person,
    talk: dict[str, Thread],
) -> None:  # fmt: skip
    visitor.sign_in(nour)
    review = f"/documents/{charter.key}/review"
    assert "card-new" not in visitor.get(review).text  # on a first visit all would be
    with database.write() as session:
        visit = session.scalars(select(Visit)).one()
        visit.seen_at -= timedelta(hours=1)
        since = visit.seen_at
        later = since + timedelta(minutes=1)
        threads.reply(session, rita.id, talk["proposal"].key, "Good", later)
        threads.reply(session, nour.id, talk["text"].key, "My own", later)
        comments.edit_comment(session, rita.id, talk["words"].comments[0].key, "And?", later)
    page = visitor.get(f"{review}?kind=new").text
    assert shown(page, talk) == ["words", "proposal"]
    assert page.count(">New</span>") == 2
    marks = visitor.get(f"/documents/{charter.key}/threads").json["threads"]
    assert {one["key"] for one in marks if one["isNew"]} == {
        talk["words"].key, talk["proposal"].key
    }  # fmt: skip
    visitor.get(f"/documents/{charter.key}")  # within the same visit
    assert shown(visitor.get(f"{review}?kind=new").text, talk) == ["words", "proposal"]


@pytest.mark.parametrize("rest", ["", "/review"])
def test_opening_a_page_is_a_visit(
    visitor: Visitor, database: Database, charter: Document, nour: Person, rest: str
) -> None:
    visitor.sign_in(nour)
    visitor.get(f"/documents/{charter.key}{rest}")
    with database.read() as session:
        assert [one.person_id for one in session.scalars(select(Visit))] == [nour.id]


def many(database: Database, charter: Document, author: Person, count: int) -> None:
    """So many threads about the whole text."""
    with database.write() as session:
        session.execute(
            insert(Thread),
            [
                {
                    "key": new_key(), "document_id": charter.id, "author_id": author.id,
                    "created_at": NOW, "changed_at": NOW, "scope": Scope.TEXT, "seq": 1,
                }
                for _ in range(count)
            ],
        )  # fmt: skip
        threads = session.scalars(select(Thread.id).order_by(Thread.id))
        session.execute(
            insert(Comment),
            [
                {
                    "key": new_key(), "thread_id": thread_id, "author_id": author.id,
                    "act": Act.REMARK, "words": f"Number {number}.", "at": NOW,
                }
                for number, thread_id in enumerate(threads)
            ],
        )  # fmt: skip


def test_however_many_there_are_a_page_stays_small(
    visitor: Visitor, database: Database, charter: Document, rita: Person
) -> None:
    many(database, charter, rita, 500)
    visitor.sign_in(rita)
    review = f"/documents/{charter.key}/review"
    pages = [visitor.get(f"{review}?page={page}").text for page in (1, 10, 99, -1)]
    assert [page.count("<article") for page in pages] == [50] * 4
    assert len(pages[0]) < 500_000
    assert "Number 0." in pages[0]
    assert "Number 499." in pages[1]
    assert "Number 499." in pages[2]
    assert "Page 1 of 10" in pages[3]
    with database.read() as session:
        last = session.scalars(select(Thread).order_by(Thread.id.desc())).first()
        assert last
    assert "Number 499." in visitor.get(f"{review}?thread={last.key}").text
    keys = "&key=".join(["x"] * 100 + [last.key])
    assert "<article" not in visitor.get(f"/documents/{charter.key}/threads/cards?key={keys}").text


def test_the_table_holds_every_thread(
    visitor: Visitor, database: Database, charter: Document, nour: Person, talk: dict[str, Thread]
) -> None:
    with database.write() as session:
        proposals.accept(session, nour.id, talk["proposal"].key, None, "Agreed", NOW)
        session.execute(update(Document).values(title="Charte réseau: 2026/27"))
    visitor.sign_in(nour)
    answer = visitor.get(f"/documents/{charter.key}/review.csv")
    assert answer.get_data().startswith(b"\xef\xbb\xbf")
    assert (
        "filename*=UTF-8''Charte%20r%C3%A9seau%202026%2027%20comments.csv"
        in (answer.headers["Content-Disposition"])
    )
    heads, *rows = csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig")))
    assert len(rows) == len(talk)
    row = next(dict(zip(heads, one, strict=True)) for one in rows if "one another" in one)
    moment = row.pop("Date")
    assert moment.startswith("March 14, 2026")
    assert row == {
        "Clause": "Our charter / Purpose",
        "Words in the text": "each other",
        "Proposed words": "one another",
        "Author": "Nour",
        "Organisation": "Cedar Centre",
        "Status": "Closed",
        "Outcome": "Accepted",
        "Reason": "Agreed",
        "Comments": f"Nour ({moment}): Agreed",
    }


def test_headings_and_words_are_shown_without_markup(
    visitor: Visitor, charter: Document, rita: Person, talk: dict[str, Thread]
) -> None:
    visitor.sign_in(rita)
    page = visitor.get(f"/documents/{charter.key}/review?kind=mine&status=closed").text
    assert '<blockquote class="card-quote" dir="auto">Purpose</blockquote>' in page
    assert PURPOSE.exact not in page


@pytest.mark.parametrize("rest", ["", "/reading"])
def test_the_pages_of_the_text_lead_here(
    visitor: Visitor, charter: Document, rita: Person, rest: str
) -> None:
    visitor.sign_in(rita)
    assert (
        f'href="/documents/{charter.key}/review"'
        in visitor.get(f"/documents/{charter.key}{rest}").text
    )


def test_an_observer_reads_it_and_has_no_form(
    visitor: Visitor, charter: Document, add_person: AddPerson, talk: dict[str, Thread]
) -> None:
    visitor.sign_in(add_person("Olga", Role.OBSERVER))
    page = visitor.get(f"/documents/{charter.key}/review").text
    assert len(shown(page, talk)) == 5
    assert page.count('method="post"') == 2  # sign out, and the language


def test_who_is_forgotten_has_no_name(
    visitor: Visitor, database: Database, charter: Document, nour: Person, rita: Person,
    talk: dict[str, Thread],
) -> None:  # fmt: skip
    with database.write() as session:
        session.execute(update(Person).where(Person.id == rita.id).values(name=""))
    visitor.sign_in(nour)
    review = f"/documents/{charter.key}/review"
    assert visitor.get(review).text.count("<bdi>A former participant</bdi>") == 3
    assert "A former participant" in visitor.get(f"{review}.csv").text
    marks = visitor.get(f"/documents/{charter.key}/threads").json["threads"]
    assert {one["author"] for one in marks} == {"Nour", "A former participant"}
