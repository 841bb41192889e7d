"""Files of a text: from the pages that offer them, to who may read it."""

import re
from collections.abc import Callable
from hashlib import sha256
from urllib.parse import unquote

import pytest

from app.database import Database
from app.domain.roles import Role
from app.exporting import Form, elsewhere
from app.exporting.markdown import text_in
from app.models import Document, Person
from app.services.versions import name_version
from tests.browsing import Visitor
from tests.conftest import NOW, TEXT
from tests.exporting import readers
from tests.remarks import on_words, say


@pytest.fixture
def nour(
    visitor: Visitor, database: Database, charter: Document, add_person: Callable[..., Person]
) -> Person:
    """A member who is signed in, and has kept the text as its first version."""
    nour = add_person("Nour", Role.MEMBER)
    visitor.sign_in(nour)
    with database.write() as session:
        name_version(session, nour.id, charter.key, "After the 4th meeting", NOW)
    return nour


TYPES = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
}


@pytest.mark.parametrize("form", Form)
def test_a_version_is_taken_along_in_every_form(
    visitor: Visitor, charter: Document, nour: Person, form: str
) -> None:
    answer = visitor.get(f"/documents/{charter.key}/versions/1/file.{form}")
    assert answer.status_code == 200
    assert answer.content_type == TYPES[form]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    said = answer.headers["Content-Disposition"]
    assert said.startswith(f'attachment; filename="Network Charter v1.{form}"')
    assert unquote(said.split("''")[1]) == f"Network Charter v1.{form}"


def test_it_says_which_version_it_is(visitor: Visitor, charter: Document, nour: Person) -> None:
    file = visitor.get(f"/documents/{charter.key}/versions/1/file.pdf").data
    (page,) = readers.pages(file)
    said = re.sub("[\u2066-\u2069]", "", page)
    assert "Network Charter · Version 1: After the 4th meeting · " in said
    assert "2026" in said
    assert sha256(TEXT.encode()).hexdigest() in said


def test_the_text_as_it_stands_is_taken_along_too(
    visitor: Visitor, charter: Document, nour: Person
) -> None:
    file = visitor.get(f"/documents/{charter.key}/file.md").text
    assert text_in(file) == TEXT
    assert "as it stood" in file


def test_open_comments_are_taken_along_when_they_are_asked_for(
    visitor: Visitor, database: Database, charter: Document, nour: Person
) -> None:
    say(database, nour, charter, on_words("What of *others*?", "one another"))
    path = f"/documents/{charter.key}/versions/1/file.md"
    assert "others" not in visitor.get(path).text
    file = visitor.get(f"{path}?comments=1").text
    assert readers.in_order(
        readers.plain(file.encode(), "commonmark"), "Open comments", "Our charter / Purpose",
        "each other", "one another", "Nour, Cedar Centre", "What of *others*?",
    )  # fmt: skip


def test_who_has_the_file_is_told_so(
    visitor: Visitor, charter: Document, nour: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/documents/{charter.key}/versions/1/file.html"
    tag = visitor.get(path).headers["ETag"]
    monkeypatch.setattr(elsewhere, "_ask_another", None)  # nothing is made for it
    again = visitor.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("rest", ["file.exe", "file.", "versions/1/file.exe", "versions/2/file.md"])
def test_what_is_not_there(visitor: Visitor, charter: Document, nour: Person, rest: str) -> None:
    assert visitor.get(f"/documents/{charter.key}/{rest}").status_code == 404


def test_many_files_wait(visitor: Visitor, charter: Document, nour: Person) -> None:
    path = f"/documents/{charter.key}/file.exe"
    answers = {visitor.get(path).status_code for _ in range(21)}
    assert answers == {404, 429}


def test_pages_offer_every_form(visitor: Visitor, charter: Document, nour: Person) -> None:
    for page, files in (
        ("reading", "file"), ("history", "file"), ("versions/1", "versions/1/file"),
    ):  # fmt: skip
        found = re.findall(
            r'formaction="([^"]+)"', visitor.get(f"/documents/{charter.key}/{page}").text
        )
        assert set(found) == {f"/documents/{charter.key}/{files}.{form}" for form in Form}


def test_a_reader_of_arabic_gets_what_we_say_in_their_direction(
    visitor: Visitor, charter: Document, nour: Person
) -> None:
    path = f"/documents/{charter.key}/versions/1/file.html"
    page = visitor.get(path, headers={"Accept-Language": "ar"}).text
    assert '<html lang="" dir="ltr">' in page
    assert '<footer class="imprint" lang="ar" dir="rtl">' in page
