"""Limits: a guesser is stopped, a meeting behind one address is not."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.config import Settings
from app.database import Database
from app.domain.roles import Role
from app.limits import INTRODUCING, MAKING, READING, REMEMBERING, SIGNING_IN, limiter
from app.models import Document, Person
from app.models.base import new_key
from app.services.guests import MAX_GUESTS_A_LINK
from app.services.review_links import Made
from tests.browsing import Visitor


@pytest.fixture(autouse=True)
def _clock_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine, all of a test happens within one minute."""
    moment = time.time()
    monkeypatch.setattr(time, "time", lambda: moment)


def use_up_all_but_one(limit: str) -> None:
    """As if whoever asked so far had gone on, up to the last time that `limit` allows."""
    counts = limiter.storage.storage
    for key in list(counts):
        limiter.storage.incr(key, 60, int(limit.split()[0]) - counts[key] - 1)


@pytest.mark.parametrize("links", ["/sign-in", "/invitations"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_brute_force_guessing_links_is_stopped(visitor: Visitor, links: str, method: str) -> None:
    def guess(token: str) -> TestResponse:
        if method == "GET":
            return visitor.get(f"{links}/{token}")
        return visitor.post(f"{links}/{token}")

    assert guess("first").status_code == 404
    use_up_all_but_one(SIGNING_IN)
    assert guess("last").status_code == 404
    refused = guess("refused")
    assert refused.status_code == 429
    assert "Too many requests" in refused.text
    assert "Please wait some minutes" in refused.text
    assert not visitor.is_signed_in()


def test_a_meeting_behind_one_address_comes_by_a_review_link_but_not_for_ever(
    app: Flask, database: Database, review_link: Made
) -> None:
    def come() -> int:
        path = f"/review/{review_link.token}"
        fields = {"name": "Jean", "email": "jean@example.fr"}
        return Visitor(app, database).post(path, page=path, **fields).status_code

    assert int(INTRODUCING.split()[0]) >= MAX_GUESTS_A_LINK
    assert come() == 302
    use_up_all_but_one(INTRODUCING)
    assert [come(), come()] == [302, 429]


def test_questions_about_histories_are_counted_together(
    visitor: Visitor, charter: Document, camille: Person
) -> None:
    visitor.sign_in(camille)
    pages = [f"/documents/{charter.key}/{page}" for page in ("moments", "frames", "contributions")]
    assert [visitor.get(page).status_code for page in pages] == [200] * 3
    limiter.reset()
    assert visitor.get(pages[0]).status_code == 200
    use_up_all_but_one(REMEMBERING)
    assert [visitor.get(page).status_code for page in pages] == [200, 429, 429]


def test_reading_is_counted_by_person_not_by_address(
    app: Flask, database: Database, add_person: Callable[..., Person]
) -> None:
    nour, omar = Visitor(app, database), Visitor(app, database)
    nour.sign_in(add_person("Nour", Role.MEMBER))
    omar.sign_in(add_person("Omar", Role.MEMBER))
    assert nour.get("/").status_code == 200
    use_up_all_but_one(READING)
    assert [nour.get("/").status_code for _ in range(2)] == [200, 429]
    assert omar.get("/").status_code == 200


@pytest.mark.parametrize("of", ["", "/{group}/documents"])
def test_nobody_fills_the_server_with_groups_or_documents(
    visitor: Visitor, add_person: Callable[..., Person], of: str
) -> None:
    visitor.sign_in(add_person("Nour", Role.FACILITATOR))
    home = new_key()

    def make(path: str) -> int:
        form = {"key": new_key(), "name": "New group", "starter": "blank", "language": "en"}
        return visitor.post(path, page="/groups/new", **form).status_code

    visitor.post("/groups", page="/groups/new", key=home, name="Home")
    limiter.reset()
    path = "/groups" + of.format(group=home)
    assert make(path) == 302
    use_up_all_but_one(MAKING)
    assert [make(path), make(path)] == [302, 429]


@pytest.mark.parametrize(
    ("base_url", "second_visitor"),
    [("https://charter.example.org", 404), ("http://localhost", 429)],
)
def test_behind_a_proxy_visitors_are_counted_by_the_addresses_it_names(
    make_app: Callable[[Settings], Flask], settings: Settings, base_url: str, second_visitor: int
) -> None:
    client = make_app(replace(settings, base_url=base_url)).test_client()

    def guess(address: str) -> int:
        return client.get("/sign-in/guess", headers={"X-Forwarded-For": address}).status_code

    assert guess("198.51.100.1") == 404
    use_up_all_but_one(SIGNING_IN)
    assert guess("198.51.100.1") == 404
    assert guess("198.51.100.2") == second_visitor


def test_the_watcher_of_the_server_is_not_counted(visitor: Visitor) -> None:
    assert visitor.get("/healthz").status_code == 200
    assert not limiter.storage.storage
