"""The pages of where one is signed in: what they keep of a browser, and what they never do."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from app.config import Settings
from app.database import Database
from app.domain.roles import Role
from app.languages import language
from app.login import MAX_BROWSER_CHARACTERS
from app.models import Person, SignInSession
from tests.browsing import Visitor
from tests.listening import listening

EVIL = "Firefox/130 <script>alert(1)</script>"


@pytest.fixture
def nour(add_person: Callable[..., Person]) -> Person:
    return add_person("Nour", Role.MEMBER)


@pytest.fixture
def unwritable(app: Flask) -> Iterator[list[str]]:
    """No use of a session can be noted; what was tried."""
    tried: list[str] = []

    def refuse(*arguments: object) -> None:
        statement = str(arguments[2])
        if "UPDATE sign_in_sessions" in statement:
            tried.append(statement)
            raise OperationalError(statement, {}, Exception("the disk is full"))

    with listening(app.extensions["database"].engine, "before_cursor_execute", refuse):
        yield tried


@pytest.mark.parametrize("sent", [EVIL, "x" * 1000, "Firefox/1\0"])
def test_what_a_browser_says_of_itself_is_kept_short_and_is_never_a_script(
    visitor: Visitor, database: Database, nour: Person, sent: str
) -> None:
    visitor.client.environ_base["HTTP_USER_AGENT"] = sent
    visitor.sign_in(nour)
    with database.read() as session:
        kept = session.scalars(select(SignInSession.browser)).one()
    assert kept == sent.replace("\0", "")[:MAX_BROWSER_CHARACTERS]
    page = visitor.get("/account/sessions")
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_no_page_fails_because_its_use_cannot_be_noted(
    visitor: Visitor, database: Database, nour: Person, unwritable: list[str]
) -> None:
    visitor.sign_in(nour)
    assert visitor.is_signed_in()
    with database.write() as session:
        past = datetime.now(UTC) - timedelta(minutes=6)
        session.execute(update(SignInSession).values(seen_at=past))
    tried = len(unwritable)
    assert visitor.get("/account").status_code == 200
    assert len(unwritable) > tried


def test_a_number_no_session_can_have_is_one_that_is_not_there(
    visitor: Visitor, nour: Person
) -> None:
    visitor.sign_in(nour)
    for number in (0, 2**31, 2**63, 10**30):
        answer = visitor.post(f"/account/sessions/{number}/ending", page="/account")
        assert answer.status_code == 404


def test_what_was_saved_is_said_in_the_language_just_chosen(
    make_app: Callable[[Settings], Flask], settings: Settings, database: Database, nour: Person
) -> None:
    app = make_app(settings)

    @app.before_request
    def ask() -> None:
        language()  # what was found out before the choice must not stay

    visitor = Visitor(app, database)
    visitor.sign_in(nour)
    visitor.post("/account", page="/account", name="Nour", language="fr", time_zone="")
    assert "Your account is saved." not in visitor.get("/account").text
    visitor.post("/account", page="/account", name="Nour", language="en", time_zone="")
    assert "Your account is saved." in visitor.get("/account").text
