"""Inviting from the pages: a list loses no row, and a link works once for who was invited."""

import html
import io
import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app.database import Database
from app.domain.roles import Role
from app.models import Document, Invitation, Membership, Person
from tests.browsing import Visitor

LINK = re.compile(r'value="http://localhost(/invitations/[^"]+)"')
READY = re.compile(r'name="ready" value="([^"]*)"')
BOX = re.compile(r"<textarea[^>]*name=\"list\"[^>]*>\n(.*?)</textarea>", re.S)
BAD = (
    "Bad One;not-an-address;Org;MX;member",
    ";missing@example.org;Org;MX;member",
    "Bad Three;three@example.org;Org;Atlantis;member",
    "Bad Four;four@example.org;Org;MX;king",
    "Person 1 again;p1@example.org;Org;MX;member",
)
MENDED = "\n".join(
    f"Mended {n};m{n}@example.org;Org;{country};{role}"
    for n, (country, role) in enumerate(
        [
            ("México", "Miembro"),
            ("Liban", "Relecture"),
            ("لبنان", "عضو"),
            ("MX", ""),
            ("", "observer"),
        ]
    )
)


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
    answer = visitor.post(page, page=page, name="Yara", email="Yara@Example.org", role="observer")
    return LINK.findall(answer.text)[0]


@pytest.fixture
def guest_browser(app: Flask, database: Database) -> Visitor:
    return Visitor(app, database)


def box(text: str) -> str:
    found = BOX.search(text)
    assert found
    return html.unescape(found.group(1))


def test_of_forty_rows_thirty_five_are_invited_and_five_come_back(
    visitor: Visitor, database: Database, page: str
) -> None:
    lines = [f"Person {n};p{n}@example.org;Org;MX;member" for n in range(35)]
    for n, row in enumerate(BAD):
        lines.insert(n * 8 + 2, row)
    text = "Name;E-mail;Organisation;Country;Role\r\n" + "\r\n".join(lines)
    seen = visitor.post(f"{page}/preview", page=page, list=text).text
    assert "To be mended: 5" in seen
    assert "Can be invited: 35" in seen
    for sentence in (
        "not complete",
        "name is missing",
        "country is not known",
        "role is not known",
        "twice",
    ):
        assert sentence in html.unescape(seen)
    ready = READY.search(seen)
    assert ready
    done = visitor.post(page, page=page, ready=html.unescape(ready.group(1)), list=box(seen)).text
    assert len(LINK.findall(done)) == 35
    assert box(done).split("\n")[1:] == list(BAD)
    again = visitor.post(page, page=page, list=MENDED).text
    assert len(LINK.findall(again)) == 5
    assert "To be mended" not in again
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Invitation)) == 40


def test_a_file_is_read_as_well(visitor: Visitor, page: str) -> None:
    token = re.search(r'name="csrf_token" value="([^"]+)"', visitor.get(page).text)
    assert token
    file = (io.BytesIO("Peña;p@example.org".encode("cp1252")), "people.csv")
    form = {"csrf_token": token.group(1), "list": "", "file": file}
    assert "Peña" in visitor.client.post(f"{page}/preview", data=form).text


def test_links_are_shown_once_and_the_list_tells_who_is_waited_for(
    visitor: Visitor, page: str, link: str
) -> None:
    seen = visitor.get(page).text
    assert "yara@example.org" in seen
    assert link not in seen


def test_opening_a_link_changes_nothing_and_its_button_brings_in_once(
    app: Flask, database: Database, guest_browser: Visitor, link: str
) -> None:
    for _ in range(3):
        seen = guest_browser.get(link)
        assert seen.status_code == 200
        assert seen.headers["Referrer-Policy"] == "no-referrer"
        for words in ("Yara", "Core Group", "Nour", "Observer"):
            assert words in seen.text
    assert not guest_browser.is_signed_in()
    assert guest_browser.post(link, page=link).location == "/"
    assert guest_browser.is_signed_in()
    other = Visitor(app, database)
    for answer in (other.get(link), other.post(link)):
        assert answer.status_code == 409
        assert "has been used" in answer.text
    assert not other.is_signed_in()


@pytest.mark.parametrize(
    ("field", "sentence"), [("expires_at", "too old"), ("revoked_at", "withdrawn")]
)
def test_a_dead_link_says_why_and_signs_nobody_in(
    database: Database, guest_browser: Visitor, link: str, field: str, sentence: str
) -> None:
    with database.write() as session:
        session.execute(update(Invitation).values({field: datetime(2020, 1, 1, tzinfo=UTC)}))
    for answer in (guest_browser.get(link), guest_browser.post(link)):
        assert answer.status_code == 409
        assert sentence in answer.text
    assert not guest_browser.is_signed_in()


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
