"""Forms: each needs the mark of its page, and leads nowhere but to this site."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from app.domain.roles import Role
from app.models import Person
from app.views.addresses import local_path
from tests.browsing import Visitor
from tests.views.test_rights import RIGHTS

POSTS = sorted(route.split()[1] for route in RIGHTS if route.startswith("POST"))


@pytest.mark.parametrize("path", POSTS)
def test_csrf_a_form_without_its_mark_does_nothing(
    demo_app: Flask, guest: Visitor, add_person: Callable[..., Person], path: str
) -> None:
    guest.sign_in(add_person("Nour", Role.MEMBER))
    path = re.sub("<(int:)?[a-z_]+>", "1", path)
    answer = guest.client.post(path, data={"language": "fr"})
    assert answer.status_code == 400
    assert "Load it again" in answer.text
    assert guest.is_signed_in()


@pytest.mark.parametrize(
    ("back", "leads_to"),
    [
        ("/", "/"),
        ("/documents/abc/reading", "/documents/abc/reading"),
        ("", "/"),
        ("documents", "/"),
        ("//example.org", "/"),
        ("/\\example.org", "/"),
        ("/\texample.org", "/"),
        ("/a\\..\\b", "/"),
        ("https://example.org", "/"),
        ("https:example.org", "/"),
        ("HTTPS:/example.org", "/"),
        ("%2F%2Fexample.org", "/"),
        ("/\n/example.org", "/"),
        ("///example.org", "/"),
        (" //example.org", "/"),
        ("/%2F%2Fexample.org", "/%2F%2Fexample.org"),  # a page of ours, which there is not
        ("/%5Cexample.org", "/%5Cexample.org"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: x=y", "/"),
    ],
)
def test_open_redirect_only_paths_of_this_site_are_gone_back_to(back: str, leads_to: str) -> None:
    assert local_path(back) == leads_to


def test_choosing_a_language_does_not_lead_away(visitor: Visitor) -> None:
    assert visitor.post("/language", language="fr", back="//example.org").location == "/"
