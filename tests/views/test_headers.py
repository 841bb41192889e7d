"""What every answer tells the browser it may load, run, tell others and keep."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.config import Settings
from app.domain.roles import Role
from app.models import Document, Person
from tests.browsing import Visitor


def policy(headers: Mapping[str, str]) -> dict[str, str]:
    rules = headers["Content-Security-Policy"].split("; ")
    return {name: value for name, _, value in (rule.partition(" ") for rule in rules)}


@pytest.mark.parametrize("path", ["/", "/healthz", "/nothing", "/sign-in/x", "/documents/x"])
def test_every_answer_is_locked_down(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    rules = policy(headers)
    assert rules["default-src"] == rules["script-src"] == "'self'"
    assert rules["object-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert rules["form-action"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] == "no-store"


def test_the_document_page_gets_a_fresh_word_for_styles_every_time(
    visitor: Visitor, charter: Document, add_person: Callable[..., Person]
) -> None:
    visitor.sign_in(add_person("Nour", Role.MEMBER))
    seen = set()
    for _ in range(2):
        page = visitor.get(f"/documents/{charter.key}")
        nonce = page.text.split('data-nonce="')[1].split('"')[0]
        assert policy(page.headers)["style-src"] == f"'self' 'nonce-{nonce}'"
        seen.add(nonce)
    assert len(seen) == 2


@pytest.mark.parametrize(
    ("path", "referrer"),
    [("/", "same-origin"), ("/sign-in/secret", "no-referrer"), ("/review/secret", "no-referrer")],
)
def test_a_secret_address_is_told_to_nobody(client: FlaskClient, path: str, referrer: str) -> None:
    assert client.get(path).headers["Referrer-Policy"] == referrer


@pytest.mark.parametrize(
    ("base_url", "secure", "socket"),
    [
        ("https://charter.example.org", True, "wss://charter.example.org"),
        ("http://127.0.0.1:5000", False, "ws://127.0.0.1:5000"),
    ],
)
def test_tls_is_demanded_where_it_is_there(
    make_app: Callable[[Settings], Flask], settings: Settings,
    base_url: str, secure: bool, socket: str,
) -> None:  # fmt: skip
    headers = make_app(replace(settings, base_url=base_url)).test_client().get("/").headers
    assert ("Strict-Transport-Security" in headers) is secure
    assert policy(headers)["connect-src"] == f"'self' {socket}"


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/static/dist/style.css?v=abc", True),
        ("/static/dist/fonts/some-ABC.woff2", True),
        ("/static/dist/style.css", False),
    ],
)
def test_only_what_is_addressed_by_content_is_kept_for_long(
    client: FlaskClient, path: str, kept: bool
) -> None:
    with client.get(path) as answer:
        assert ("immutable" in answer.headers["Cache-Control"]) is kept


def test_nothing_but_what_was_built_is_served(client: FlaskClient) -> None:
    for path in ("/static/package.json", "/static/src/words.ts", "/static/dist/../package.json"):
        assert client.get(path).status_code == 404


def test_scripts_and_styles_travel_packed_and_pages_do_not(client: FlaskClient) -> None:
    packed = {"Accept-Encoding": "gzip, deflate, br"}  # as browsers say
    with client.get("/static/dist/style.css", headers=packed) as style:
        assert style.headers["Content-Encoding"] in ("br", "deflate")
        assert style.data
    assert "Content-Encoding" not in client.get("/", headers=packed).headers
