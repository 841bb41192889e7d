"""One's own account: what is kept, what is refused, and where one is signed in."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.database import Database
from app.domain.roles import Role
from app.models import Person, SignInSession
from app.notices import Changed, noticed
from tests.browsing import Visitor
from tests.listening import listening

SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/17.4 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def nour(add_person: Callable[..., Person]) -> Person:
    return add_person("Nour", Role.MEMBER)


@pytest.fixture
def page(visitor: Visitor, nour: Person) -> str:
    """The account of Nour, who is signed in."""
    visitor.sign_in(nour)
    return "/account"


def test_what_is_chosen_is_kept_and_used(visitor: Visitor, database: Database, page: str) -> None:
    chosen = {"name": " Nour  El-Khazen ", "language": "fr", "time_zone": "Asia/Beirut"}
    assert visitor.post(page, page=page, **chosen).location == page
    with database.read() as session:
        person = session.scalars(select(Person)).one()
    assert (person.name, person.locale, person.time_zone) == (
        "Nour El-Khazen", "fr", "Asia/Beirut",
    )  # fmt: skip
    assert not person.wants_mail
    seen = visitor.get(page, headers={"Accept-Language": "en"}).text
    assert '<html lang="fr"' in seen
    assert 'value="Asia/Beirut" selected' in seen
    assert visitor.post(page, page=page, **chosen, wants_mail="yes").location == page
    with database.read() as session:
        assert session.scalars(select(Person)).one().wants_mail


def test_what_is_left_to_the_browser_is(visitor: Visitor, page: str) -> None:
    visitor.post(page, page=page, name="Nour", language="fr", time_zone="Asia/Beirut")
    visitor.post(page, page=page, name="Nour", language="", time_zone="")
    assert '<html lang="es"' in visitor.get(page, headers={"Accept-Language": "es-MX"}).text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "name is missing"),
        ({"name": "n" * 201}, "too long"),
        ({"language": "tlh"}, "not available"),
        ({"time_zone": "Mars/Olympus"}, "not known"),
        ({"time_zone": "../etc/passwd"}, "not known"),
    ],
)
def test_mistakes_stay_at_their_field(
    visitor: Visitor, database: Database, page: str, wrong: dict[str, str], sentence: str
) -> None:
    said = {"name": "Other", "language": "ar", "time_zone": ""} | wrong
    answer = visitor.post(page, page=page, **said)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'aria-invalid="true"' in answer.text
    with database.read() as session:
        person = session.scalars(select(Person)).one()
    assert (person.name, person.locale) == ("Nour", "")


def test_who_sees_the_name_sees_the_new_one(
    visitor: Visitor, page: str, charter: object, nour: Person, add_person: Callable[..., Person]
) -> None:
    heard: list[object] = []

    def hear(notice: object) -> None:
        heard.append(notice)

    with noticed.connected_to(hear):
        visitor.post(page, page=page, name="Nour")
        assert not any(isinstance(one, Changed) for one in heard)
        visitor.post(page, page=page, name="Nour El-Khazen")
    assert [one.what for one in heard if isinstance(one, Changed)] == ["people"]


def test_moments_are_told_in_the_zone_the_reader_chose(
    visitor: Visitor, page: str, database: Database
) -> None:
    with database.write() as session:
        noon = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
        session.execute(update(SignInSession).values(created_at=noon))
    seen = visitor.get("/account/sessions").text
    assert "12:00:00" in seen
    assert 'data-zone="browser"' in seen
    visitor.post(page, page=page, name="Nour", time_zone="Asia/Kolkata")
    seen = visitor.get("/account/sessions").text
    assert "5:30:00" in seen
    assert "data-zone" not in seen


def sessions_on(page: str) -> list[str]:
    return re.findall(r"/account/sessions/(\d+)/ending", page)


def test_one_sees_where_one_is_signed_in_and_ends_one(
    app: Flask, database: Database, visitor: Visitor, page: str, nour: Person
) -> None:
    phone = Visitor(app, database)
    phone.client.environ_base["HTTP_USER_AGENT"] = SAFARI
    phone.sign_in(nour)
    seen = visitor.get("/account/sessions").text
    assert "Safari, iPhone" in seen
    assert seen.count("This browser") == 1
    [other] = set(sessions_on(seen)) - set(sessions_on(phone_free(visitor, seen)))
    path = f"/account/sessions/{other}/ending"
    assert visitor.post(path, page="/account").location == "/account/sessions"
    assert not phone.is_signed_in()
    assert visitor.is_signed_in()
    assert visitor.post(path, page="/account").status_code == 404


def phone_free(visitor: Visitor, seen: str) -> str:
    """The part of the page about the browser it is shown in."""
    return next(part for part in seen.split("<li") if "This browser" in part)


@pytest.mark.parametrize(("which", "stays"), [("others", True), ("all", False)])
def test_signing_out_everywhere(
    app: Flask, database: Database, visitor: Visitor, page: str, nour: Person,
    which: str, stays: bool,
) -> None:  # fmt: skip
    others = [Visitor(app, database) for _ in range(2)]
    for other in others:
        other.sign_in(nour)
    visitor.post(f"/account/sessions/{which}/ending", page="/account")
    assert [other.is_signed_in() for other in others] == [False, False]
    assert visitor.is_signed_in() is stays


def test_nobody_ends_the_session_of_another(
    app: Flask, database: Database, visitor: Visitor, page: str, add_person: Callable[..., Person]
) -> None:
    omar = Visitor(app, database)
    omar.sign_in(add_person("Omar", Role.MEMBER))
    [theirs] = sessions_on(omar.get("/account/sessions").text)
    assert visitor.post(f"/account/sessions/{theirs}/ending", page="/account").status_code == 404
    visitor.post("/account/sessions/all/ending", page="/account")
    assert omar.is_signed_in()


def test_reading_writes_only_now_and_then(
    app: Flask, visitor: Visitor, database: Database, page: str
) -> None:
    written: list[str] = []

    def note(*arguments: object) -> None:
        if "UPDATE sign_in_sessions" in str(arguments[2]):
            written.append(str(arguments[2]))

    with listening(app.extensions["database"].engine, "before_cursor_execute", note):
        for _ in range(3):
            visitor.get(page)
        assert written == []
        with database.write() as session:
            past = datetime.now(UTC) - timedelta(minutes=6)
            session.execute(update(SignInSession).values(seen_at=past))
        for _ in range(3):
            visitor.get(page)
    assert len(written) == 1
