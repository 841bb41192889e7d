"""Signing in at a provider: who it lets in, and all that it must not let in."""

import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from html import unescape
from http import HTTPStatus
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from flask import Flask
from joserfc.jwk import OctKey, RSAKey
from sqlalchemy import select
from werkzeug.test import TestResponse

from app import openid
from app.config import Settings
from app.database import Database
from app.domain.roles import Role
from app.models import Document, Identity, Person
from tests.browsing import Visitor
from tests.servers.openid_provider import CLIENT_ID, CLIENT_SECRET, OpenIDProvider

NOUR = {"sub": "n-1", "email": "nour@example.org", "email_verified": True}
ONWARD = re.compile(r'<a class="button" href="([^"]+)"')


@pytest.fixture
def provider() -> Iterator[OpenIDProvider]:
    with OpenIDProvider().running() as provider:
        provider.person = dict(NOUR)
        yield provider


@pytest.fixture
def openid_app(
    make_app: Callable[[Settings], Flask], settings: Settings, provider: OpenIDProvider
) -> Flask:
    """The application, at whose provider people may sign in."""
    return make_app(replace(settings, openid=provider.settings))


@pytest.fixture
def visitor(openid_app: Flask, database: Database) -> Visitor:
    return Visitor(openid_app, database)


@pytest.fixture
def nour(add_person: Callable[..., Person]) -> Person:
    return add_person("Nour", Role.MEMBER)


def address_of(answer: TestResponse) -> str:
    """Where the page goes on to."""
    found = ONWARD.search(answer.text)
    assert found, answer.text
    return unescape(found.group(1))


def way_back(visitor: Visitor, page: str = "/") -> str:
    """Go to the provider and sign in there; returns the path by which it sends the browser back."""
    there = address_of(visitor.post("/openid", page=page))
    sent = requests.get(there, allow_redirects=False, timeout=5)
    assert sent.status_code == HTTPStatus.FOUND, sent.text
    return sent.headers["Location"].removeprefix("http://localhost")


def come_in(visitor: Visitor, page: str = "/") -> TestResponse:
    """Sign in at the provider, and come back."""
    return visitor.get(way_back(visitor, page))


def identities(database: Database) -> list[tuple[str, int]]:
    with database.read() as session:
        return [(one.subject, one.person_id) for one in session.scalars(select(Identity))]


def test_one_button_leads_to_the_provider_and_back_in(
    visitor: Visitor, nour: Person, database: Database
) -> None:
    assert "Sign in with <bdi>Core ID</bdi>" in visitor.get("/").text
    assert come_in(visitor).location == "/"
    assert visitor.is_signed_in()
    assert identities(database) == [("n-1", nour.id)]


def test_the_provider_is_asked_for_a_code_bound_to_this_browser(visitor: Visitor) -> None:
    asked = parse_qs(urlsplit(address_of(visitor.post("/openid"))).query)
    assert asked["response_type"] == ["code"]
    assert asked["scope"] == ["openid email profile"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://localhost/openid/return"]
    assert {"state", "nonce", "code_challenge"} <= asked.keys()
    assert "client_secret" not in asked


def test_who_signed_in_once_is_known_whatever_their_address_is_by_now(
    openid_app: Flask, database: Database, visitor: Visitor, nour: Person, provider: OpenIDProvider
) -> None:
    come_in(visitor)
    provider.person = {"sub": "n-1", "email": "new@example.org", "email_verified": False}
    again = Visitor(openid_app, database)
    come_in(again)
    assert again.is_signed_in()
    assert identities(database) == [("n-1", nour.id)]


def test_the_address_may_stand_on_the_page_behind_the_token(
    visitor: Visitor, nour: Person, provider: OpenIDProvider
) -> None:
    provider.person, provider.userinfo = {"sub": "n-1"}, dict(NOUR)
    come_in(visitor)
    assert visitor.is_signed_in()


@pytest.mark.parametrize(
    ("said", "behind", "status"),
    [
        # an address from one of the two, and from the other that some address is checked
        ({"email": "nour@example.org"}, {"email": "x@example.org", "email_verified": True}, 401),
        ({"email_verified": True}, {"email": "nour@example.org", "email_verified": False}, 401),
        ({}, NOUR | {"sub": "somebody else"}, 502),
    ],
)
def test_nothing_is_pieced_together_from_token_and_page(
    visitor: Visitor, nour: Person, provider: OpenIDProvider,
    said: dict[str, object], behind: dict[str, object], status: int,
) -> None:  # fmt: skip
    provider.person, provider.userinfo = {"sub": "n-1"} | said, {"sub": "n-1"} | behind
    assert come_in(visitor).status_code == status
    assert not visitor.is_signed_in()


def test_whoever_was_asked_to_sign_in_arrives_where_they_wanted_to_go(
    visitor: Visitor, nour: Person, charter: Document
) -> None:
    path = f"/documents/{charter.key}"
    asked = visitor.get(path)
    assert asked.status_code == HTTPStatus.UNAUTHORIZED
    assert "Sign in with <bdi>Core ID</bdi>" in asked.text
    assert come_in(visitor, page=path).location == path


@pytest.mark.parametrize("name", ["destination", "next", "redirect_uri", "RelayState"])
def test_nobody_else_says_where_it_leads(visitor: Visitor, nour: Person, name: str) -> None:
    back = f"{way_back(visitor)}&{urlencode({name: 'https://example.org'})}"
    assert visitor.get(back).location == "/"


def test_nothing_of_the_visitor_before_survives(visitor: Visitor, nour: Person) -> None:
    back = way_back(visitor)
    with visitor.client.session_transaction() as session:
        session["planted"] = "by somebody else"
        planted = session["csrf_token"]
    visitor.get(back)
    visitor.get("/")
    with visitor.client.session_transaction() as session:
        assert "planted" not in session
        assert not [name for name in session if "state" in name]
        assert session["csrf_token"] != planted


def test_the_button_needs_the_mark_of_its_page(visitor: Visitor, provider: OpenIDProvider) -> None:
    assert visitor.client.post("/openid").status_code == HTTPStatus.BAD_REQUEST
    assert visitor.get("/openid").status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert provider.asked == []


def demand_refused(visitor: Visitor, answer: TestResponse, words: str = "") -> None:
    """A page with a way back, and nobody is signed in."""
    assert answer.status_code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.BAD_GATEWAY), answer.text
    assert words in answer.text
    assert 'href="/"' in answer.text
    assert CLIENT_SECRET not in answer.text
    assert not visitor.is_signed_in()


def test_a_way_back_works_once(visitor: Visitor, nour: Person) -> None:
    back = way_back(visitor)
    visitor.get(back)
    visitor.post("/sign-out")
    demand_refused(visitor, visitor.get(back), "begin again")


def test_a_kept_cookie_gets_nobody_in_a_second_time(visitor: Visitor, nour: Person) -> None:
    """The provider takes each code once."""
    back = way_back(visitor)
    kept = visitor.client.get_cookie("cocharter")
    assert kept
    visitor.get(back)
    visitor.post("/sign-out")
    visitor.client.set_cookie("cocharter", kept.value)
    demand_refused(visitor, visitor.get(back), "try again")


def test_nobody_can_be_signed_in_as_somebody_else_by_a_link(
    openid_app: Flask, database: Database, visitor: Visitor, nour: Person
) -> None:
    """Else what the victim wrote next would be the attacker's."""
    victim = Visitor(openid_app, database)
    victim.get("/")
    demand_refused(victim, victim.get(way_back(visitor)), "begin again")


def test_a_stolen_code_is_worth_nothing_in_another_browser(
    openid_app: Flask, database: Database, visitor: Visitor, nour: Person
) -> None:
    code = parse_qs(urlsplit(way_back(visitor)).query)["code"][0]
    thief = Visitor(openid_app, database)
    own = parse_qs(urlsplit(address_of(thief.post("/openid"))).query)["state"][0]
    answer = thief.get(f"/openid/return?{urlencode({'code': code, 'state': own})}")
    demand_refused(thief, answer, "try again")


def test_pressing_the_button_often_does_not_outgrow_the_cookie(
    visitor: Visitor, nour: Person
) -> None:
    for _ in range(20):
        back = way_back(visitor)
    cookie = visitor.client.get_cookie("cocharter")
    assert cookie
    assert len(cookie.value) < 1500
    visitor.get(back)
    assert visitor.is_signed_in()


LIES: dict[str, Mapping[str, object]] = {
    "another nonce": {"nonce": "replayed"},
    "no nonce": {"nonce": None},
    "for another": {"aud": "another"},
    "for another by us": {"aud": "another", "azp": CLIENT_ID},
    "for nobody": {"aud": None},
    "by another": {"iss": "https://example.org"},
    "by nobody": {"iss": None},
    "expired": {"exp": int(time.time()) - 3600},
    "for ever": {"exp": None},
    "not yet": {"nbf": int(time.time()) + 3600},
    "from the future": {"iat": int(time.time()) + 3600},
    "nobody": {"sub": None},
    "no text": {"sub": 7},
    "empty": {"sub": ""},
    "too long": {"sub": "x" * 256},
    "with a NUL": {"sub": "n\0"},
    "not a name": {"sub": "ñ"},
    "another access token": {"at_hash": "AAAA"},
}


@pytest.mark.parametrize("changes", LIES.values(), ids=LIES.keys())
def test_a_token_that_is_not_right_in_everything_gets_nobody_in(
    visitor: Visitor, nour: Person, provider: OpenIDProvider, changes: dict[str, object]
) -> None:
    provider.changes = changes
    demand_refused(visitor, come_in(visitor))


def test_a_token_by_another_key_is_not_believed(
    visitor: Visitor, nour: Person, provider: OpenIDProvider
) -> None:
    provider.key = RSAKey.generate_key(2048, {"kid": "one"})
    demand_refused(visitor, come_in(visitor), "could not be verified")


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")  # it is what is tested
@pytest.mark.parametrize("alg", ["none", "HS256"])
def test_a_token_needs_a_signature_that_only_the_provider_can_make(
    visitor: Visitor, nour: Person, provider: OpenIDProvider, alg: str
) -> None:
    """Although the provider of these tests says that it may sign like that."""
    provider.alg = alg
    provider.key = OctKey.import_key(CLIENT_SECRET, {"kid": "one"})
    demand_refused(visitor, come_in(visitor), "could not be verified")


def test_a_provider_may_change_its_key(
    openid_app: Flask, database: Database, visitor: Visitor, nour: Person, provider: OpenIDProvider
) -> None:
    come_in(visitor)
    provider.renew_key()
    again = Visitor(openid_app, database)
    come_in(again)
    assert again.is_signed_in()
    assert provider.asked.count("/.well-known/openid-configuration") == 1
    assert provider.asked.count("/keys") == 2


@pytest.mark.parametrize(
    "person",
    [
        NOUR | {"email_verified": False},
        NOUR | {"email_verified": "false"},
        NOUR | {"email_verified": 1},
        {"sub": "n-1", "email": "nour@example.org"},
        {"sub": "n-1"},
    ],
)
def test_an_address_that_nobody_checked_signs_nobody_in(
    visitor: Visitor, nour: Person, database: Database, provider: OpenIDProvider,
    person: dict[str, object],
) -> None:  # fmt: skip
    provider.person = provider.userinfo = person
    demand_refused(visitor, come_in(visitor), "does not confirm")
    assert identities(database) == []


def test_a_stranger_is_told_so_and_nobody_is_added(visitor: Visitor, database: Database) -> None:
    demand_refused(visitor, come_in(visitor), "knows nobody")
    with database.read() as session:
        assert session.scalars(select(Person)).all() == []


@pytest.mark.parametrize("error", ["access_denied", "server_error", "x\r\ny"])
def test_whoever_turns_back_at_the_provider_can_try_again(visitor: Visitor, error: str) -> None:
    answer = visitor.get(f"/openid/return?{urlencode({'error': error})}")
    demand_refused(visitor, answer, "try again")
    assert "Sign in with <bdi>Core ID</bdi>" in answer.text


BAD_METADATA: dict[str, dict[str, object]] = {
    "another issuer": {"issuer": "https://example.org"},
    "no issuer": {"issuer": None},
    "a page that is none": {"authorization_endpoint": "javascript:alert(1)"},
    "no keys": {"jwks_uri": None},
}


@pytest.mark.parametrize("metadata", BAD_METADATA.values(), ids=BAD_METADATA.keys())
def test_a_provider_that_is_another_is_not_gone_to(
    visitor: Visitor, nour: Person, provider: OpenIDProvider, metadata: dict[str, object]
) -> None:
    provider.metadata = metadata
    for _ in range(2):  # nor is it remembered
        answer = visitor.post("/openid")
        assert answer.status_code == HTTPStatus.BAD_GATEWAY
    provider.metadata = {}
    come_in(visitor)
    assert visitor.is_signed_in()


def test_a_provider_that_is_out_of_order_stops_nothing_else(
    visitor: Visitor, nour: Person, provider: OpenIDProvider
) -> None:
    provider.fails = True
    demand_refused(visitor, visitor.post("/openid"), "does not answer as it should")
    provider.fails = False
    back = way_back(visitor)
    provider.fails = True
    demand_refused(visitor, visitor.get(back), "does not answer as it should")
    visitor.sign_in(nour)
    assert visitor.is_signed_in()


NONSENSE = ["", "<html>", "[]", "7", "null", "{}", '{"keys": 7}', '{"keys": [{"kty": "x"}]}']
TOKENS = ["7", "null", '"x"', '"a.b.c"', '"eyJhbGciOiJSUzI1NiJ9.e30."', '{"a": 1}']


@pytest.mark.parametrize(
    ("path", "nonsense"),
    [
        *((path, one) for path in ("/token", "/keys", "/userinfo") for one in NONSENSE),
        *(
            ("/token", f'{{"access_token": "access", "token_type": "Bearer", "id_token": {one}}}')
            for one in TOKENS
        ),
    ],
)
def test_nonsense_from_the_provider_is_a_page(
    visitor: Visitor, nour: Person, provider: OpenIDProvider, path: str, nonsense: str
) -> None:
    provider.person = {"sub": "n-1"}
    provider.nonsense = {path: nonsense}
    demand_refused(visitor, come_in(visitor))


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_a_provider_that_tells_nonsense_of_itself_is_not_gone_to(
    visitor: Visitor, provider: OpenIDProvider, nonsense: str
) -> None:
    provider.nonsense = {"/.well-known/openid-configuration": nonsense}
    demand_refused(visitor, visitor.post("/openid"), "does not answer as it should")


def test_a_provider_that_is_silent_is_not_waited_for(
    make_app: Callable[[Settings], Flask], settings: Settings, database: Database,
    provider: OpenIDProvider, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(openid, "TIMEOUT_SECONDS", 0.2)
    visitor = Visitor(make_app(replace(settings, openid=provider.settings)), database)
    provider.goes_on.clear()
    demand_refused(visitor, visitor.post("/openid"), "does not answer as it should")


def test_a_provider_that_is_away_keeps_no_server_from_starting(
    make_app: Callable[[Settings], Flask], settings: Settings, database: Database
) -> None:
    with OpenIDProvider().running() as gone:
        known = gone.settings
    visitor = Visitor(make_app(replace(settings, openid=known)), database)
    assert visitor.get("/").status_code == HTTPStatus.OK
    demand_refused(visitor, visitor.post("/openid"), "does not answer as it should")


def test_a_wrong_secret_is_a_page_and_is_not_told(
    make_app: Callable[[Settings], Flask], settings: Settings, database: Database,
    provider: OpenIDProvider, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.INFO)
    wrong = replace(provider.settings, client_secret="another secret")
    visitor = Visitor(make_app(replace(settings, openid=wrong)), database)
    back = way_back(visitor)
    demand_refused(visitor, visitor.get(back), "try again")
    assert "invalid_client" in caplog.text
    assert "another secret" not in caplog.text + repr(wrong)
    assert "code-0" not in caplog.text


def test_the_way_back_holds_a_code_and_is_told_to_nobody(visitor: Visitor, nour: Person) -> None:
    answer = come_in(visitor)
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_a_server_without_a_provider_shows_no_button(app: Flask, database: Database) -> None:
    visitor = Visitor(app, database)
    assert "openid" not in visitor.get("/").text
    assert visitor.post("/openid").status_code == HTTPStatus.NOT_FOUND
