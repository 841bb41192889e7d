"""The demo signs people in without proof, so it answers nobody but this machine."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from app.domain.roles import Role
from app.models import Person
from tests.browsing import Visitor

PERSON = re.compile(r'name="person" value="([^"]+)"')


def test_one_button_signs_in_as_a_demo_person(guest: Visitor) -> None:
    keys = PERSON.findall(guest.get("/").text)
    assert len(keys) == 6
    assert guest.post("/demo-session", person=keys[1]).location == "/"
    assert guest.is_signed_in()
    assert "Mariana Ortega Luján" in guest.get("/").text


def test_who_is_in_several_groups_has_one_button(
    guest: Visitor, add_person: Callable[..., Person]
) -> None:
    add_person("Camille", Role.MEMBER, group="Another group")
    assert len(PERSON.findall(guest.get("/").text)) == 6


@pytest.mark.parametrize(
    ("address", "host", "origin", "answers"),
    [
        ("127.0.0.1", "127.0.0.1:5000", None, True),
        ("127.0.0.1", "localhost:5000", "http://localhost:5000", True),
        ("::1", "[::1]:5000", None, True),
        ("192.168.1.4", "127.0.0.1:5000", None, False),
        ("127.0.0.1", "charter.example.org", None, False),
        ("127.0.0.1", "localhost.example.org", None, False),
        ("127.0.0.1", "127.0.0.1:5000", "https://charter.example.org", False),
        ("127.0.0.1", "127.0.0.1:5000", "null", False),
    ],
)
def test_only_this_machine_is_answered(
    guest: Visitor, address: str, host: str, origin: str | None, answers: bool
) -> None:
    key = PERSON.findall(guest.get("/").text)[0]
    guest.client.environ_base["REMOTE_ADDR"] = address
    headers = {"Host": host} | ({"Origin": origin} if origin else {})
    assert (key in guest.get("/", headers=headers).text) is answers
    guest.client.application.config["WTF_CSRF_ENABLED"] = False  # the mark is tested elsewhere
    answer = guest.client.post("/demo-session", data={"person": key}, headers=headers)
    assert answer.status_code == (302 if answers else 404)


def test_real_people_in_the_same_database_cannot_be_become(
    guest: Visitor, add_person: Callable[..., Person]
) -> None:
    yara = add_person("Yara")
    assert guest.post("/demo-session", person=yara.key).status_code == 404
    assert not guest.is_signed_in()


def test_production_lists_nobody_and_has_no_such_route(demo_app: Flask, visitor: Visitor) -> None:
    assert not PERSON.search(visitor.get("/").text)
    assert visitor.post("/demo-session").status_code == 404
