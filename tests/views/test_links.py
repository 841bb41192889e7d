"""Secret links, to sign in and to come into a group: each works once, by the button on its page.

Every other way ends on a clear page, and leaves this browser as signed out as it was.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app.current import now
from app.database import Database
from app.domain.roles import Role
from app.domain.rows import Names
from app.models import Document, Group, Invitation, Person, SignInLink, SignInSession
from app.services.guest_list import invite_list, renew_link
from tests.browsing import Visitor

GONE, UNKNOWN = HTTPStatus.CONFLICT, HTTPStatus.NOT_FOUND
KINDS = ("sign-in", "invitation")
ENDS = [
    ("sign-in", "used", GONE, "This sign-in link has been used: each link signs in once."),
    ("sign-in", "too old", GONE, "This sign-in link is too old. Ask for a new one"),
    ("sign-in", "guessed", UNKNOWN, "This sign-in link is not known."),
    ("sign-in", "cut short", UNKNOWN, "This sign-in link is not known."),
    ("invitation", "used", GONE, "This invitation has been used: each works once."),
    ("invitation", "too old", GONE, "This invitation is too old: invitations work for fourteen"),
    ("invitation", "withdrawn", GONE, "This invitation was withdrawn."),
    ("invitation", "replaced", UNKNOWN, "This invitation is not known."),
    ("invitation", "guessed", UNKNOWN, "This invitation is not known."),
    ("invitation", "cut short", UNKNOWN, "This invitation is not known."),
]


@dataclass
class Links:
    """Fresh links of both kinds for Yara, and what can happen to them."""

    app: Flask
    database: Database
    add_person: Callable[..., Person]

    def make(self, kind: str) -> str:
        if kind == "sign-in":
            yara = self.add_person("Yara", Role.MEMBER)
            return Visitor(self.app, self.database).link_for(yara)
        nour = self.add_person("Nour", Role.FACILITATOR)
        with self.database.write() as session:
            key = session.scalars(select(Group)).one().key
            lists, names = ["Yara, yara@example.org"], Names({}, {}, {})
            _, [invited], _ = invite_list(session, nour.id, key, lists, names, now())
        return f"/invitations/{invited.token}"

    def end(self, path: str, how: str) -> str:
        """What somebody has who comes by that link then."""
        past = datetime.now(UTC) - timedelta(seconds=1)
        match how:
            case "used":
                Visitor(self.app, self.database).post(path, page=path)
            case "too old":
                self._set(SignInLink, expires_at=past)
                self._set(Invitation, expires_at=past)
            case "withdrawn":
                self._set(Invitation, revoked_at=past)
            case "replaced":
                with self.database.write() as session:
                    invitation = session.scalars(select(Invitation)).one()
                    renew_link(session, invitation.invited_by_id, invitation.key, now())
            case "guessed":
                return path[:-8] + "guessed_"
            case "cut short":
                return path[:-1]
        return path

    def sessions(self) -> int:
        """How many browsers were ever signed in."""
        with self.database.read() as session:
            return session.scalars(select(func.count()).select_from(SignInSession)).one()

    def _set(self, kind: type[SignInLink | Invitation], **values: object) -> None:
        with self.database.write() as session:
            session.execute(update(kind).values(**values))


@pytest.fixture
def links(
    app: Flask, database: Database, charter: Document, add_person: Callable[..., Person]
) -> Links:
    return Links(app, database, add_person)


@pytest.mark.parametrize(("kind", "how", "status", "sentence"), ENDS)
def test_a_dead_link_says_why_and_signs_nobody_in(
    links: Links, visitor: Visitor, kind: str, how: str, status: HTTPStatus, sentence: str
) -> None:
    path = links.end(links.make(kind), how)
    before = links.sessions()
    for answer in (visitor.get(path), visitor.post(path)):
        assert answer.status_code == status
        assert sentence in answer.text
        assert "your facilitator" in answer.text
        assert f'action="{path}"' not in answer.text
    assert links.sessions() == before
    assert not visitor.is_signed_in()
    with visitor.client.session_transaction() as cookie:
        assert "_user_id" not in cookie


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_opens_a_link_before_its_person_changes_nothing(
    links: Links, visitor: Visitor, kind: str
) -> None:
    path = links.make(kind)
    for _ in range(3):  # a mail scanner, a preview in a chat, a browser that reads ahead
        seen = visitor.get(path)
        assert visitor.client.head(path).status_code == seen.status_code == HTTPStatus.OK
        assert "Yara" in seen.text
        assert seen.headers["Referrer-Policy"] == "no-referrer"
    assert links.sessions() == 0
    assert not visitor.is_signed_in()
    assert visitor.post(path, page=path).location == "/"
    assert visitor.is_signed_in()


def test_an_invitation_says_who_invites_whom_to_what(links: Links, visitor: Visitor) -> None:
    seen = visitor.get(links.make("invitation")).text
    for words in ("Yara", "Core Group", "Nour", "Member"):
        assert words in seen


@pytest.mark.parametrize("kind", KINDS)
def test_session_fixation_a_cookie_planted_before_is_worth_nothing_afterwards(
    app: Flask, links: Links, visitor: Visitor, kind: str
) -> None:
    visitor.get("/")
    before = visitor.client.get_cookie("cocharter")
    assert before
    path = links.make(kind)
    visitor.post(path, page=path)
    after = visitor.client.get_cookie("cocharter")
    assert after
    assert after.value != before.value
    thief = app.test_client()
    thief.set_cookie("cocharter", before.value)
    assert "Sign out" not in thief.get("/").text
    assert visitor.is_signed_in()


@pytest.mark.parametrize("kind", KINDS)
def test_session_fixation_nothing_of_the_visitor_before_survives(
    links: Links, visitor: Visitor, kind: str
) -> None:
    """Whoever planted the cookie would know the mark that forms need."""
    visitor.get("/")
    with visitor.client.session_transaction() as session:
        session["planted"] = "by somebody else"
        planted = session["csrf_token"]
    path = links.make(kind)
    visitor.post(path, page=path)
    visitor.get("/")
    with visitor.client.session_transaction() as session:
        assert "planted" not in session
        assert session["csrf_token"] != planted


@pytest.mark.parametrize("kind", KINDS)
def test_csrf_a_link_is_not_spent_by_a_form_of_another_site(
    links: Links, visitor: Visitor, kind: str
) -> None:
    path = links.make(kind)
    assert visitor.client.post(path, data={"csrf_token": "forged"}).status_code == 400
    assert links.sessions() == 0
    assert visitor.get(path).status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "//evil.example/documents/x",
        "/\\evil.example",
        "/%5Cevil.example",
        "/%2F%2Fevil.example",
        "/documents/%2F%2Fevil.example",
        "/documents/..%2F..%2F%2Fevil.example",
        "/documents/x%0D%0ALocation:%20https:%2F%2Fevil.example",
        "/documents/x?back=https://evil.example",
    ],
)
def test_open_redirect_where_somebody_wanted_to_go_is_on_this_site(
    links: Links, visitor: Visitor, path: str
) -> None:
    visitor.get(path)
    link = links.make("sign-in")
    location = visitor.post(link, page=link).location
    assert location == "/" or location.startswith("/documents/")
    assert "\n" not in location
    assert visitor.is_signed_in()
