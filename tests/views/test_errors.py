"""Errors: a page for people, a problem for programs, never a trace of what went wrong inside."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from app.config import Settings
from app.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from app.models import Base, Person
from tests.browsing import Visitor

JSON = {"Accept": "application/json"}


@pytest.fixture
def app(make_app: Callable[[Settings], Flask], settings: Settings) -> Flask:
    """One to which these tests add pages that fail."""
    return make_app(settings)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFoundError, 404),
        (ForbiddenError, 403),
        (ConflictError, 409),
        (InvalidError, 422),
    ],
)
def test_a_domain_error_tells_its_sentence(
    app: Flask, error: type[NotFoundError], status: int
) -> None:
    @app.get("/failing")
    def failing() -> None:
        raise error("The round is closed.")

    client = app.test_client()
    page = client.get("/failing")
    assert page.status_code == status
    assert "The round is closed." in page.text
    problem = client.get("/failing", headers=JSON)
    assert problem.content_type == "application/problem+json"
    assert problem.json
    assert problem.json["status"] == problem.status_code == status
    assert problem.json["detail"] == "The round is closed."


@pytest.mark.parametrize(("method", "status"), [("GET", 404), ("DELETE", 405)])
def test_what_flask_refuses_is_told_in_our_words(
    client: FlaskClient, method: str, status: int
) -> None:
    path = "/nothing" if method == "GET" else "/"
    page = client.open(path, method=method, headers={"Accept": "text/html"})
    assert page.status_code == status
    assert "CoCharter" in page.text


def test_a_failure_shows_a_page_that_needs_nothing(app: Flask) -> None:
    @app.get("/failing")
    def failing() -> None:
        raise RuntimeError("the secret inside")

    app.testing = False
    page = app.test_client().get("/failing")
    assert page.status_code == 500
    assert "secret" not in page.text
    assert "Nothing you saved is lost" in page.text


def test_without_a_database_pages_fail_gently_and_health_says_so(app: Flask) -> None:
    app.testing = False
    client = app.test_client()
    assert client.get("/healthz").json == {"status": "ok"}
    engine = app.extensions["database"].engine
    with engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            table.drop(connection)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (503, {"status": "unavailable"})


def test_who_is_signed_in_is_told_gently_that_the_database_is_away(
    app: Flask, visitor: Visitor, add_person: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even who they are can be asked then."""
    visitor.sign_in(add_person("Nour"))
    app.testing = False

    def away() -> None:
        raise OperationalError("SELECT 1", None, Exception("connection refused"))

    monkeypatch.setattr(app.extensions["database"], "read", away)
    page = visitor.get("/")
    assert page.status_code == 503
    assert "Nothing you saved is lost" in page.text
