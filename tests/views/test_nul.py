"""A NUL in a request is refused with a page, whatever the database would say to it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.config import Settings
from app.domain.roles import Role
from app.models import Person
from tests.browsing import Visitor
from tests.views.test_forms import POSTS
from tests.views.test_rights import RIGHTS

GETS = sorted(route.split()[1] for route in RIGHTS if route.startswith("GET"))
KEYED = [path for path in GETS if "<" in path]


@pytest.mark.parametrize("path", [*KEYED, "/static/dist/<file>", "/nothing/<at all>"])
def test_no_page_has_a_nul_in_its_address(
    visitor: Visitor, add_person: Callable[..., Person], path: str
) -> None:
    visitor.sign_in(add_person("Nour", Role.MEMBER))
    start, _, rest = path.partition("<")
    answer = visitor.get(f"{start}a%00b{rest.partition('>')[2]}")
    assert answer.status_code == 404
    assert "CoCharter" in answer.text


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("field", [{"person": "a\0b"}, {"back": "/\0"}, {"\0": "a"}])
def test_no_form_brings_a_nul(
    guest: Visitor, add_person: Callable[..., Person], path: str, field: dict[str, str]
) -> None:
    guest.sign_in(add_person("Nour", Role.MEMBER))
    answer = guest.post(path.replace("<token>", "any"), **{"language": "fr", **field})
    assert answer.status_code == 400
    assert "could not be understood" in answer.text


def test_no_query_brings_a_nul(client: FlaskClient) -> None:
    assert client.get("/?v=%00").status_code == 400


def test_a_route_of_one_s_own_never_sees_one(
    make_app: Callable[[Settings], Flask], settings: Settings
) -> None:
    app = make_app(settings)
    seen = []
    app.add_url_rule("/notes", view_func=lambda: seen.append(1) or "", methods=["POST"])
    client = app.test_client()
    app.config["WTF_CSRF_ENABLED"] = False
    assert client.post("/notes", data={"note": ["fine", "a\0b"]}).status_code == 400
    assert client.post("/notes", data={"note": "fine"}).status_code == 200
    assert len(seen) == 1
