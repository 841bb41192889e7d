"""Bringing in a file, page by page: what is shown is what is done, by who saw it."""

import re
from collections.abc import Callable, Mapping, Sequence
from html import unescape
from http import HTTPStatus

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.database import Database
from app.domain.diffs import edits
from app.domain.roles import Role
from app.domain.spans import Change
from app.importing.limits import MAX_FILE_BYTES
from app.models import Document, Person
from app.services import importing
from app.services.documents import text_of
from app.services.versions import name_version
from app.views import restoration
from realtime import log, server_edits
from tests.browsing import Visitor
from tests.conftest import NOW, TEXT
from tests.importing.word_files import p, word_file

NEW = TEXT.replace("each other", "one another")


class Desk:
    """Nour, a member, with a browser; and the charter."""

    def __init__(self, app: Flask, database: Database, charter: Document, nour: Person) -> None:
        self.visitor, self.database, self.charter = Visitor(app, database), database, charter
        self.nour = nour
        self.path = f"/documents/{charter.key}/import"
        self.visitor.sign_in(nour)

    @property
    def text(self) -> str:
        with self.database.read() as session:
            return text_of(session, self.charter)

    def preview(self, file: bytes | None = None, name: str = "", words: str = "") -> TestResponse:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.visitor.get(self.path).text)
        assert found
        parts = {'name="csrf_token"': found[1].encode(), 'name="words"': words.encode()}
        if file is not None:
            parts[f'name="file"; filename="{name}"'] = file
        return self.visitor.client.post(
            f"{self.path}/preview",
            base_url="http://localhost",
            data=multipart(parts),
            content_type="multipart/form-data; boundary=edge",
        )

    def bring_in(self, seen: str) -> TestResponse:
        return self.visitor.post(self.path, page=self.path, seen=seen)

    def typed(self, text: str) -> None:
        """What somebody makes of the text meanwhile."""
        with self.database.write() as session:
            head = log.head_of(session, self.charter.id, lock=True)
            opened = server_edits.open_text(session, self.charter.id, head)
            changes = edits(opened.markdown, text)
            server_edits.write(session, opened, self.nour.id, changes, NOW)


def multipart(parts: Mapping[str, bytes]) -> bytes:
    """A form as a browser sends it. A test client would leave files open that it wrote it into."""
    head = "--edge\r\nContent-Disposition: form-data; %s\r\n\r\n"
    sent = [(head % name).encode() + content + b"\r\n" for name, content in parts.items()]
    return b"".join([*sent, b"--edge--\r\n"])


def seen_on(page: TestResponse) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', page.text)
    assert found, "the page offers nothing to bring in"
    return unescape(found[1])


@pytest.fixture
def desk(
    app: Flask, database: Database, charter: Document, add_person: Callable[..., Person]
) -> Desk:
    return Desk(app, database, charter, add_person("Nour", Role.MEMBER))


def test_a_word_document_is_shown_and_then_brought_in(desk: Desk) -> None:
    page = desk.preview(word_file(p("Our text")), "charter.docx")
    assert page.status_code == HTTPStatus.OK
    assert desk.text == TEXT
    done = desk.bring_in(seen_on(page))
    assert done.status_code == HTTPStatus.FOUND
    assert desk.text == "Our text\n"
    assert "kept as version 1" in desk.visitor.get(done.location).text


@pytest.mark.parametrize("how", ["file", "words"])
def test_a_text_is_brought_in_from_a_file_or_a_field(desk: Desk, how: str) -> None:
    asked = (
        desk.preview(NEW.encode(), "c.md")
        if how == "file"
        else desk.preview(words=NEW.replace("\n", "\r\n"))
    )
    desk.bring_in(seen_on(asked))
    assert desk.text == NEW


def test_what_was_left_out_is_told(desk: Desk) -> None:
    body = (
        '<w:p><w:r><w:t>Words</w:t></w:r><w:r><w:pict><v:imagedata r:id="x"/></w:pict></w:r></w:p>'
    )
    assert "1 picture was left out." in desk.preview(word_file(body), "c.docx").text


def test_a_file_that_says_the_same_changes_nothing(desk: Desk) -> None:
    page = desk.preview(TEXT.encode(), "c.md")
    assert "nothing would change" in page.text
    assert 'name="seen"' not in page.text


@pytest.mark.parametrize(
    ("file", "name", "sentence"),
    [
        (b"%PDF-1.7", "c.docx", "This is a PDF"),
        (b"a\0", "c.md", "not a text file"),
        (b"", "c.docx", "not a Word document"),
        (None, "", "Choose a file, or paste its words"),
    ],
)
def test_what_cannot_be_read_is_refused_above_the_form(
    desk: Desk, file: bytes | None, name: str, sentence: str
) -> None:
    page = desk.preview(file, name)
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in unescape(page.text)
    assert 'name="file"' in page.text


def test_a_file_may_be_as_large_as_is_said_and_no_larger(desk: Desk) -> None:
    honest = word_file(p("Our text"))
    large = honest + b"\0" * (MAX_FILE_BYTES - len(honest) - 100)  # behind the archive
    assert desk.preview(large, "c.docx").status_code != HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    answer = desk.preview(b"PK" + b"\0" * 50 * 1024 * 1024, "c.docx")
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "larger than sixteen megabytes" in answer.text


def test_other_forms_may_not_bring_more_than_before(desk: Desk) -> None:
    path = f"/documents/{desk.charter.key}/versions"
    answer = desk.visitor.post(path, page=desk.path, name="x" * 2_000_000)
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "larger than one megabyte" in answer.text


def test_a_long_text_comes_through_both_forms(desk: Desk) -> None:
    words = "\n\n".join(
        f"Paragraph {number}: we learn from one another." for number in range(30_000)
    )
    desk.bring_in(seen_on(desk.preview(words=words)))
    assert desk.text == words + "\n"


def test_who_wrote_in_the_same_words_meanwhile_is_shown_before_anything_happens(desk: Desk) -> None:
    seen = seen_on(desk.preview(words=NEW))
    theirs = TEXT.replace("each other", "everybody").replace("Purpose", "Aims")
    desk.typed(theirs)
    page = desk.bring_in(seen)
    assert page.status_code == HTTPStatus.CONFLICT
    assert "Nothing was changed yet" in page.text
    assert desk.text == theirs
    desk.bring_in(seen_on(page))
    assert desk.text == NEW.replace("Purpose", "Aims")


def test_what_was_not_shown_to_somebody_is_not_theirs_to_bring_in(
    desk: Desk, app: Flask, database: Database, camille: Person
) -> None:
    seen = seen_on(desk.preview(words=NEW))
    another = Visitor(app, database)
    another.sign_in(camille)
    for who, sent in ((another, seen), (desk.visitor, seen[:-2]), (desk.visitor, "")):
        answer = who.post(desk.path, page=desk.path, seen=sent)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert desk.text == TEXT


def test_who_has_become_an_observer_brings_nothing_in(desk: Desk, database: Database) -> None:
    seen = seen_on(desk.preview(words=NEW))
    with database.write() as session:
        session.get_one(Person, desk.nour.id).memberships[0].role = Role.OBSERVER
    page = f"/documents/{desk.charter.key}"
    assert desk.visitor.post(desk.path, page=page, seen=seen).status_code == HTTPStatus.FORBIDDEN
    assert desk.text == TEXT


def test_twice_the_same_button_brings_it_in_once(desk: Desk) -> None:
    seen = seen_on(desk.preview(words=NEW))
    desk.bring_in(seen)
    assert desk.bring_in(seen).status_code == HTTPStatus.CONFLICT
    assert desk.text == NEW


def test_others_write_while_the_texts_are_compared(
    monkeypatch: pytest.MonkeyPatch, desk: Desk
) -> None:
    longer = TEXT.replace("# Charter", "# Charter of many")
    compared = []

    def meanwhile(before: str, after: str) -> Sequence[Change]:
        if not compared:
            desk.typed(longer)
        compared.append(after)
        return edits(before, after)

    monkeypatch.setattr(importing, "edits_in_time", meanwhile)
    done = desk.bring_in(seen_on(desk.preview(NEW.encode(), "c.md")))
    assert done.status_code == HTTPStatus.FOUND
    assert compared == [NEW]
    assert desk.text == longer.replace("each other", "one another")


def test_others_write_while_a_version_is_compared(
    monkeypatch: pytest.MonkeyPatch, desk: Desk
) -> None:
    longer = NEW.replace("# Charter", "# Charter of many")

    def meanwhile(before: str, after: str) -> Sequence[Change]:
        desk.typed(longer)
        return edits(before, after)

    with desk.database.write() as session:
        name_version(session, desk.nour.id, desk.charter.key, "First", NOW)
    desk.typed(NEW)
    monkeypatch.setattr(restoration, "edits_in_time", meanwhile)
    path = f"/documents/{desk.charter.key}/restoration"
    page = f"{path}?version=1"
    found = re.search(r'name="seen" value="([^"]+)"', desk.visitor.get(page).text)
    assert found
    desk.visitor.post(path, page=page, version="1", seen=found[1])
    assert desk.text == longer.replace("one another", "each other")
