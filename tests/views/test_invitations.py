"""Inviting from the pages: a list loses no row, and a link works once for who was invited."""

import html
import io
import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.database import Database
from app.domain.roles import Role
from app.domain.rows import MAX_ROWS
from app.factory import MAX_FORM_BYTES
from app.models import Document, Invitation, Membership, Person
from tests.browsing import Visitor
from tests.people_csv import BAD, HEADER, mended, people_csv

LINK = re.compile(r'value="http://localhost(/invitations/[^"]+)"')
READY = re.compile(r'name="ready" value="([^"]*)"')
BOX = re.compile(r"<textarea[^>]*name=\"list\"[^>]*>\n(.*?)</textarea>", re.S)
FIELD = re.compile(r'<input[^>]*name="(\w+)"[^>]*>\s*<p class="reason"[^>]*>(.*?)</p>', re.S)


@pytest.fixture
def page(
    visitor: Visitor, database: Database, charter: Document, add_person: Callable[..., Person]
) -> str:
    """The page of the invitations of her group, where the facilitator Nour is."""
    visitor.sign_in(add_person("Nour", Role.FACILITATOR))
    with database.read() as session:
        return f"/groups/{session.merge(charter).group.key}/invitations"


@pytest.fixture
def link(visitor: Visitor, page: str) -> str:
    """The link of Yara, invited by Nour."""
    answer = visitor.post(
        page.removesuffix("s"), page=page, name="Yara", email="Yara@Example.org", role="observer"
    )
    return LINK.findall(answer.text)[0]


@pytest.fixture
def guest_browser(app: Flask, database: Database) -> Visitor:
    return Visitor(app, database)


def box(text: str) -> str:
    found = BOX.search(text)
    assert found
    return html.unescape(found.group(1))


def upload(visitor: Visitor, page: str, content: bytes) -> str:
    """What the page says of a file."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', visitor.get(page).text)
    assert token
    file = (io.BytesIO(content), "people.csv")
    form = {"csrf_token": token.group(1), "list": "", "file": file}
    return visitor.client.post(f"{page}/preview", data=form).text


def test_of_a_file_of_forty_thirty_five_are_invited_and_five_come_back_to_be_mended(
    visitor: Visitor, database: Database, page: str
) -> None:
    seen = upload(visitor, page, people_csv())
    assert "To be mended: 5" in seen
    assert "Can be invited: 35" in seen
    for _, sentence in BAD.values():
        assert html.unescape(seen).count(sentence) == 1
    ready = READY.search(seen)
    assert ready
    done = visitor.post(page, page=page, ready=html.unescape(ready.group(1)), list=box(seen)).text
    assert len(LINK.findall(done)) == 35
    header, *lines = box(done).split("\n")
    assert header == ";".join(HEADER)
    assert lines == [";".join(row) for row, _ in BAD.values()]
    again = visitor.post(page, page=page, list=mended(box(done))).text
    assert len(LINK.findall(again)) == 5
    assert "To be mended" not in again
    with database.read() as session:
        invited = session.scalars(select(Invitation)).all()
    assert len({invitation.email for invitation in invited}) == 40
    assert len({invitation.country for invitation in invited if "p" in invitation.email}) >= 25
    assert {"Zoë Lefèvre-Ælfred 3", "نور الخازن 1", 'Omar "Omi" Núñez 2'} <= {
        invitation.name for invitation in invited
    }


def test_a_file_is_read_whatever_its_encoding(visitor: Visitor, page: str) -> None:
    assert "Peña" in upload(visitor, page, "Peña;p@example.org".encode("cp1252"))


def test_of_a_list_without_end_nothing_is_lost(visitor: Visitor, page: str) -> None:
    lines = [f"P{n};p{n}@example.org;{'o' * 150}" for n in range(4000)]
    seen = visitor.post(f"{page}/preview", page=page, list="\n".join(lines)).text
    assert "only its beginning was looked at" in seen
    ready = READY.search(seen)
    assert ready
    invited = html.unescape(ready.group(1)).strip().split("\n")
    assert 0 < len(invited) <= MAX_ROWS
    assert box(seen).split("\n") == lines[len(invited) :]
    shown = seen.split('<ul class="reasons"')[1].split("</ul>")[0]
    assert len(shown) < 2000


def test_more_than_is_read_at_all_is_refused_with_a_sentence(visitor: Visitor, page: str) -> None:
    answer = visitor.post(f"{page}/preview", page=page, list="x" * MAX_FORM_BYTES)
    assert answer.status_code == 413
    assert "larger than one megabyte" in answer.text


def test_mistakes_about_one_person_are_shown_at_their_fields_and_nothing_typed_is_lost(
    visitor: Visitor, database: Database, page: str
) -> None:
    typed = {"name": "", "email": "nowhere", "organisation": "Cedar <&> Co", "country": "Atlantis"}
    answer = visitor.post(page.removesuffix("s"), page=page, role="observer", **typed)
    assert answer.status_code == 422
    said = {field: html.unescape(reason).strip() for field, reason in FIELD.findall(answer.text)}
    assert said.keys() == {"name", "email", "country"}
    assert "missing" in said["name"]
    assert "not complete" in said["email"]
    assert "not known" in said["country"]
    for field, words in typed.items():
        assert re.search(f'name="{field}"[^>]* value="{html.escape(words)}"', answer.text)
    assert 'value="observer" selected' in answer.text
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Invitation)) == 0


@pytest.mark.parametrize(
    ("email", "sentence"), [("yara@example.org", "already"), ("nour@example.org", "in the group")]
)
def test_who_is_there_or_invited_is_not_invited_by_the_form_again(
    visitor: Visitor, page: str, link: str, email: str, sentence: str
) -> None:
    answer = visitor.post(page.removesuffix("s"), page=page, name="Again", email=email)
    assert answer.status_code == 422
    assert sentence in dict(FIELD.findall(answer.text))["email"]


def test_what_is_shown_only_once_is_not_lost_by_choosing_a_language(
    visitor: Visitor, page: str
) -> None:
    switch = 'action="/language"'
    assert switch in visitor.get(page).text
    for path, fields in (
        (page.removesuffix("s"), {"name": "Yara", "email": "yara@example.org"}),
        (page.removesuffix("s"), {"name": "Yara"}),
        (page, {"list": "Omar,omar@example.org"}),
        (f"{page}/preview", {"list": "Ana,ana@example.org"}),
    ):
        assert switch not in visitor.post(path, page=page, **fields).text


def test_links_are_shown_once_and_the_list_tells_who_is_waited_for(
    visitor: Visitor, page: str, link: str
) -> None:
    seen = visitor.get(page).text
    assert "yara@example.org" in seen
    assert link not in seen


def test_a_new_link_is_shown_and_the_old_one_is_dead(
    visitor: Visitor, database: Database, guest_browser: Visitor, page: str, link: str
) -> None:
    with database.read() as session:
        key = session.scalars(select(Invitation)).one().key
    answer = visitor.post(f"/invitations/{key}/link", page=page)
    assert guest_browser.get(LINK.findall(answer.text)[0]).status_code == 200
    assert guest_browser.get(link).status_code == 404
    assert visitor.post(f"/invitations/{key}/revocation", page=page).location == page
    assert "Withdrawn" in visitor.get(page).text


def test_somebody_who_has_come_in_before_must_be_signed_in(
    visitor: Visitor, database: Database, guest_browser: Visitor, link: str,
    add_person: Callable[..., Person],
) -> None:  # fmt: skip
    yara = add_person("Yara", Role.MEMBER, group="Another group")
    refused = guest_browser.post(link, page=link)
    assert refused.status_code == 403
    assert 'href="/sign-in"' in refused.text
    assert not guest_browser.is_signed_in()
    assert guest_browser.sign_in(yara).location == link
    assert guest_browser.post(link, page=link).status_code == 302
    with database.read() as session:
        count = select(func.count()).select_from(Membership).where(Membership.person_id == yara.id)
        assert session.scalar(count) == 2


def test_only_facilitators_are_shown_the_way(
    visitor: Visitor, page: str, guest_browser: Visitor, add_person: Callable[..., Person]
) -> None:
    assert page in visitor.get("/").text
    guest_browser.sign_in(add_person("Omar", Role.MEMBER))
    assert page not in guest_browser.get("/").text
