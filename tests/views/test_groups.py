"""The pages that make and rename groups and documents: what they offer, and where they lead."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.database import Database
from app.domain.lifecycle import State
from app.domain.roles import Role
from app.models import Document, Group, Person
from app.services.documents import text_of
from tests.browsing import Visitor

EVIL = '"><script>alert(1)</script>*b*'
SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt;*b*"


@pytest.fixture
def path(database: Database, charter: Document) -> str:
    """Of the group."""
    with database.read() as session:
        return f"/groups/{session.get_one(Group, charter.group_id).key}"


@pytest.fixture
def sara(path: str, visitor: Visitor, add_person: Callable[..., Person]) -> Visitor:
    """A facilitator of the group, signed in."""
    visitor.sign_in(add_person("Sara", Role.FACILITATOR))
    return visitor


def key_on(page: str) -> str:
    found = re.search(r'name="key" value="([\w-]{22})"', page)
    assert found, "the form carries no key"
    return found.group(1)


def titles(database: Database, group: str) -> list[str]:
    with database.read() as session:
        found = session.scalars(select(Group).where(Group.name == group)).one()
        return [one.title for one in found.documents]


def test_every_form_has_a_key_of_its_own(sara: Visitor, path: str) -> None:
    for page in ("/groups/new", f"{path}/documents/new"):
        assert key_on(sara.get(page).text) != key_on(sara.get(page).text)


@pytest.mark.parametrize(("language", "title"), [("en", "Charter"), ("fr", "Charte")])
def test_titles_and_language_are_offered_in_the_reader_s_own(
    sara: Visitor, language: str, title: str
) -> None:
    page = sara.get("/groups/new", headers={"Accept-Language": language}).text
    assert f'name="title-charter" value="{title}"' in page
    assert f'<option value="{language}" lang="{language}" selected>' in page


def test_a_group_begins_with_what_is_ticked_and_stands_on_the_start_page(
    sara: Visitor, database: Database
) -> None:
    page = "/groups/new"
    form = {"key": key_on(sara.get(page).text), "name": EVIL, "language": "en"}
    form |= {"starter": "charter", "title-charter": EVIL, "title-vision": "Not ticked"}
    answer = sara.post("/groups", page=page, **form)
    assert answer.location == f"/#group-{form['key']}"
    start = sara.get("/").text
    assert "The group is ready." in start
    assert "<script>alert" not in start
    assert SHOWN in start
    assert titles(database, EVIL) == [EVIL]
    with database.read() as session:
        document = session.scalars(select(Document).where(Document.title == EVIL)).one()
    reading = sara.get(f"/documents/{document.key}/reading").text
    assert SHOWN in reading
    assert "<script>alert" not in reading


def test_every_document_that_is_ticked_is_made_once_and_an_unknown_one_never(
    sara: Visitor, database: Database
) -> None:
    mark = re.search(r'name="csrf_token" value="([^"]+)"', sara.get("/groups/new").text)
    assert mark
    ticked = ["blank", "vision", "vision", "charter", "poem"]
    form = {"csrf_token": mark.group(1), "key": "k" * 22, "name": "All", "language": "es"}
    sara.client.post("/groups", base_url="http://localhost", data=form | {"starter": ticked})
    assert titles(database, "All") == ["Carta", "Declaración de visión", "Documento nuevo"]


def test_the_form_sent_twice_leads_to_one_group(sara: Visitor, database: Database) -> None:
    form = {"key": key_on(sara.get("/groups/new").text), "name": "Once", "language": "en"}
    form |= {"starter": "vision"}
    answers = [sara.post("/groups", page="/groups/new", **form) for _ in range(2)]
    assert len({one.location for one in answers}) == 1
    assert titles(database, "Once") == ["Vision statement"]


def test_somebody_else_with_the_same_key_is_refused(
    sara: Visitor, path: str, add_person: Callable[..., Person]
) -> None:
    key = path.removeprefix("/groups/")
    answer = sara.post("/groups", page="/groups/new", key=key, name="Mine")
    assert answer.status_code == 409
    assert "Load its page again" in answer.text


def test_who_facilitates_nothing_is_told_whom_to_ask(
    visitor: Visitor, add_person: Callable[..., Person]
) -> None:
    visitor.sign_in(add_person("Nour", Role.MEMBER))
    for answer in (visitor.get("/groups/new"), visitor.post("/groups", key="k" * 22, name="Mine")):
        assert answer.status_code == 403
        assert "Ask your facilitator" in answer.text


def test_a_document_is_added_once_and_its_live_page_opens(
    sara: Visitor, path: str, database: Database
) -> None:
    page = f"{path}/documents/new"
    form = {"key": key_on(sara.get(page).text), "starter": "charter", "language": "ar"}
    answers = [sara.post(f"{path}/documents", page=page, **form) for _ in range(2)]
    assert [one.location for one in answers] == [f"/documents/{form['key']}"] * 2
    assert sara.get(answers[0].location).status_code == 200
    assert titles(database, "Core Group") == ["Network Charter", "الميثاق"]
    with database.read() as session:
        document = session.scalars(select(Document).where(Document.key == form["key"])).one()
        assert text_of(session, document).startswith("# ميثاق Core Group\n")


def test_names_are_changed_on_one_page_and_escaped_everywhere(
    sara: Visitor, path: str, charter: Document
) -> None:
    page = f"{path}/names"
    for action, field in ((f"{path}/name", "name"), (f"/documents/{charter.key}/title", "title")):
        answer = sara.post(action, page=page, **{field: EVIL})
        assert answer.location == page
        assert "The new name is saved." in sara.get(page).text
    for shown in ("/", page, f"/documents/{charter.key}", f"/documents/{charter.key}/reading"):
        text = sara.get(shown).text
        assert SHOWN in text
        assert "<script>alert" not in text
    assert sara.post(f"{path}/name", page=page, name=" ").status_code == 422


def test_a_title_that_is_closed_is_shown_without_a_form(
    sara: Visitor, path: str, database: Database, charter: Document
) -> None:
    action = f"/documents/{charter.key}/title"
    assert action in sara.get(f"{path}/names").text
    with database.write() as session:
        session.get_one(Document, charter.id).state = State.FROZEN
    page = sara.get(f"{path}/names").text
    assert action not in page
    assert "<bdi>Network Charter</bdi> is closed for editing" in page
