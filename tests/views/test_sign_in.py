"""Coming in, staying in, leaving: what the browser and the server each remember."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from app.config import Settings
from app.database import Database
from app.domain.roles import Role
from app.models import Document, Person, SignInSession
from tests.browsing import Visitor


@pytest.fixture
def nour(add_person: Callable[..., Person]) -> Person:
    return add_person("Nour", Role.MEMBER)


def test_whoever_was_asked_to_sign_in_arrives_where_they_wanted_to_go(
    visitor: Visitor, nour: Person, charter: Document
) -> None:
    path = f"/documents/{charter.key}"
    assert visitor.get(path).status_code == 401
    assert visitor.sign_in(nour).location == path


def test_every_sign_in_is_a_session_of_its_own(
    app: Flask, database: Database, nour: Person
) -> None:
    phone, office = Visitor(app, database), Visitor(app, database)
    phone.sign_in(nour)
    office.sign_in(nour)
    phone.post("/sign-out")
    assert not phone.is_signed_in()
    assert office.is_signed_in()


def test_signing_out_ends_the_session_on_the_server_too(
    app: Flask, visitor: Visitor, nour: Person
) -> None:
    visitor.sign_in(nour)
    kept = visitor.client.get_cookie("cocharter")
    assert kept
    visitor.post("/sign-out")
    copy = app.test_client()
    copy.set_cookie("cocharter", kept.value)
    assert "Sign out" not in copy.get("/").text


@pytest.mark.parametrize("field", ["expires_at", "ended_at"])
def test_a_session_that_is_over_signs_nobody_in(
    database: Database, visitor: Visitor, nour: Person, field: str
) -> None:
    visitor.sign_in(nour)
    past = datetime.now(UTC) - timedelta(seconds=1)
    with database.write() as session:
        session.execute(update(SignInSession).values({field: past}))
    assert not visitor.is_signed_in()


@pytest.mark.parametrize("secure", [False, True])
def test_cookies_are_kept_from_scripts_other_sites_and_plain_lines(
    make_app: Callable[[Settings], Flask], settings: Settings, secure: bool
) -> None:
    base_url = "https://localhost" if secure else "http://localhost"
    app = make_app(replace(settings, base_url=base_url))
    cookie = app.test_client().get("/", base_url=base_url).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert ("Secure" in cookie) is secure


def test_a_link_works_over_tls_although_its_page_tells_no_referrer(
    make_app: Callable[[Settings], Flask], settings: Settings, database: Database, nour: Person
) -> None:
    app = make_app(replace(settings, base_url="https://localhost"))
    visitor = Visitor(app, database)
    visitor.sign_in(nour)
    assert visitor.is_signed_in()
