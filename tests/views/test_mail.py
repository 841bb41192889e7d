"""Asking for a mail from the pages: what one can learn by it, and how often it may be asked."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, select

from app.config import Settings
from app.database import Database
from app.domain.mails import About
from app.domain.roles import Role
from app.limits import limiter
from app.models import Document, Invitation, Mail, Person
from tests.browsing import Visitor
from tests.servers.redis_server import RedisServer
from tests.views.conftest import NOWHERE


@pytest.fixture
def app(make_app: Callable[[Settings], Flask], settings: Settings) -> Flask:
    """A server in production that sends mail."""
    return make_app(replace(settings, mail=NOWHERE))


@pytest.fixture
def page(
    visitor: Visitor, database: Database, charter: Document, add_person: Callable[..., Person]
) -> str:
    """The page of the invitations of her group, where the facilitator Nour is."""
    visitor.sign_in(add_person("Nour", Role.FACILITATOR))
    with database.read() as session:
        return f"/groups/{session.merge(charter).group.key}/invitations"


def mails(database: Database) -> list[Mail]:
    with database.read() as session:
        return list(session.scalars(select(Mail)))


def test_a_link_to_sign_in_can_be_asked_for(
    visitor: Visitor, database: Database, add_person: Callable[..., Person]
) -> None:
    add_person("Nour")
    assert "Send me a link" in visitor.get("/").text
    answer = visitor.post("/sign-in", page="/sign-in", email=" Nour@Example.org")
    assert "nour@example.org" in answer.text
    [mail] = mails(database)
    assert (mail.about, mail.address) == (About.SIGN_IN, "nour@example.org")
    assert not visitor.is_signed_in()


def test_nobody_learns_who_is_known_here(
    visitor: Visitor, app: Flask, database: Database, add_person: Callable[..., Person]
) -> None:
    """Page, status, headers and what the database is asked for are the same."""
    add_person("Nour")
    asked: list[str] = []
    engine = app.extensions["database"].engine

    @event.listens_for(engine, "before_cursor_execute")  # of an application made for this test
    def note(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    answers = []
    for address in ("nour@example.org", "none@example.org"):
        visitor.get("/sign-in")
        asked.clear()
        answer = visitor.post("/sign-in", page="/sign-in", email=address)
        headers = {name: value for name, value in answer.headers if "Security" not in name}
        answers.append(
            (answer.status_code, answer.text.replace(address, ""), sorted(headers), asked.copy())
        )
    assert answers[0] == answers[1]


@pytest.mark.parametrize("typed", ["", "nour", "nour@example", "a b@example.org", "<b>@x.org"])
def test_what_is_no_address_is_said_and_kept_to_be_mended(
    visitor: Visitor, database: Database, typed: str
) -> None:
    answer = visitor.post("/sign-in", page="/sign-in", email=typed)
    assert answer.status_code == 422
    assert "not a whole e-mail address" in answer.text
    assert f'value="{typed.replace("<", "&lt;").replace(">", "&gt;")}"' in answer.text
    assert mails(database) == []


def test_nobody_is_pestered_with_mails(
    visitor: Visitor, app: Flask, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = time.time()
    monkeypatch.setattr(time, "time", lambda: moment)
    ask = [visitor.post("/sign-in", page="/sign-in", email="N@example.org") for _ in range(6)]
    assert [answer.status_code for answer in ask] == [200] * 5 + [429]
    elsewhere = Visitor(app, database)
    again = elsewhere.post("/sign-in", page="/sign-in", email="n@example.org")
    assert again.status_code == 429
    other = elsewhere.post("/sign-in", page="/sign-in", email="other@example.org")
    assert other.status_code == 200


def test_a_server_without_mail_offers_none(
    make_app: Callable[[Settings], Flask], settings: Settings, database: Database
) -> None:
    visitor = Visitor(make_app(settings), database)
    for path in ("/", "/sign-in"):
        assert "Send me a link" not in visitor.get(path).text
    assert visitor.post("/sign-in", email="nour@example.org").status_code == 404


def test_who_is_invited_gets_a_mail_and_the_page_shows_what_became_of_it(
    visitor: Visitor, database: Database, page: str
) -> None:
    answer = visitor.post(
        page.removesuffix("s"), page=page, name="Yara", email="yara@example.org", language="ar"
    )
    assert "/invitations/" not in answer.text.replace(page, "").replace("/invitations/preview", "")
    [mail] = mails(database)
    assert (mail.about, mail.address) == (About.INVITATION, "yara@example.org")
    assert "about to be sent" in visitor.get(page).text
    with database.write() as session:
        session.get_one(Mail, mail.id).problem = "<greylisted>"
    assert "&lt;greylisted&gt;" in visitor.get(page).text
    with database.write() as session:
        changed = session.get_one(Mail, mail.id)
        changed.sent_at, changed.problem = changed.created_at, ""
    assert "Mail sent" in visitor.get(page).text


def test_nobody_writes_to_more_people_than_a_network_has(
    visitor: Visitor, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = time.time()
    monkeypatch.setattr(time, "time", lambda: moment)
    lists = ["\n".join(f"P,p{part}-{n}@example.org" for n in range(400)) for part in range(3)]
    answers = [visitor.post(page, page=page, list=text) for text in lists]
    assert [answer.status_code for answer in answers] == [200, 200, 429]


def test_a_mail_can_be_sent_again(visitor: Visitor, database: Database, page: str) -> None:
    visitor.post(page.removesuffix("s"), page=page, name="Yara", email="yara@example.org")
    with database.write() as session:
        [mail] = session.scalars(select(Mail))
        mail.sent_at = mail.created_at
        [key] = session.scalars(select(Invitation.key))
    assert visitor.post(f"/invitations/{key}/mail", page=page).location == page
    assert "on its way" in visitor.get(page).text
    assert [mail.sent_at is None for mail in mails(database)] == [False, True]
    visitor.post(f"/invitations/{key}/revocation", page=page)
    assert visitor.post(f"/invitations/{key}/mail", page=page).status_code == 409
    assert [mail.sent_at is None for mail in mails(database)] == [False]


def test_who_is_led_to_sign_in_arrives_where_they_wanted_to_go(
    visitor: Visitor, charter: Document, add_person: Callable[..., Person]
) -> None:
    path = f"/documents/{charter.key}"
    refused = visitor.get(path)
    assert refused.status_code == 401
    assert 'href="/sign-in"' in refused.text
    visitor.post("/sign-in", page="/sign-in", email="nour@example.org")
    assert visitor.sign_in(add_person("Nour", Role.MEMBER)).location == path


def test_several_processes_count_together_and_go_on_alone_without_redis(
    make_app: Callable[[Settings], Flask], settings: Settings, database: Database,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    moment = time.time()
    monkeypatch.setattr(time, "time", lambda: moment)
    monkeypatch.setattr(limiter, "_storage_dead", False)  # as it is again after this test
    redis = RedisServer(tmp_path)
    redis.start()
    try:
        together = replace(settings, mail=NOWHERE, redis_url=redis.url)
        visitor = Visitor(make_app(together), database)
        for _ in range(5):
            answer = visitor.post("/sign-in", page="/sign-in", email="n@example.org")
            assert answer.status_code == 200
        second = Visitor(make_app(together), database)
        assert second.post("/sign-in", page="/sign-in", email="n@example.org").status_code == 429
    finally:
        redis.stop()
    assert second.post("/sign-in", page="/sign-in", email="n@example.org").status_code == 200
