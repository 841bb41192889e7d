"""The pages about the people of a group: what each shows to whom, and what its forms do."""

from collections.abc import Callable

import pytest

from app.database import Database
from app.domain.roles import Role
from app.models import Document, Group, Person
from tests.browsing import Visitor

EVIL = '"><script>alert(1)</script>'


@pytest.fixture
def path(database: Database, charter: Document) -> str:
    """Of the group."""
    with database.read() as session:
        return f"/groups/{session.get_one(Group, charter.group_id).key}"


def test_a_facilitator_changes_a_role_and_the_page_says_so(
    visitor: Visitor, path: str, add_person: Callable[..., Person]
) -> None:
    nour, sara = add_person("Nour", Role.MEMBER), add_person("Sara", Role.FACILITATOR)
    visitor.sign_in(sara)
    back = f"{path}/people?q=nour"
    answer = visitor.post(f"{path}/people/{nour.key}/role", role="observer", back=back)
    assert answer.location == back
    page = visitor.get(back).text
    assert "The role of Nour is now: Observer" in page
    assert "Found: 1 of 3." in page
    assert "The role of Nour" not in visitor.get(back).text
    record = visitor.get(f"{path}/record").text
    assert "<bdi>Sara</bdi> changed the role of <bdi>Nour</bdi>" in record
    assert "Before: Member. Now: Observer" in record
    away = visitor.post(f"{path}/people/{nour.key}/role", role="member", back="//example.org")
    assert away.location == "/"


def test_a_removal_asks_first_and_can_be_taken_back_nowhere_by_accident(
    visitor: Visitor, path: str, add_person: Callable[..., Person]
) -> None:
    nour, sara = add_person("Nour", Role.MEMBER), add_person("Sara", Role.FACILITATOR)
    visitor.sign_in(sara)
    removal = f"{path}/people/{nour.key}/removal"
    assert "Everything they wrote stays" in visitor.get(removal).text
    assert "Nour" in visitor.get(f"{path}/people").text
    assert visitor.post(removal).location == f"{path}/people"
    assert "Nour is no longer in the group." in visitor.get(f"{path}/people").text
    assert visitor.post(removal).status_code == 404
    assert visitor.post(f"{path}/people/{sara.key}/removal").location == "/"
    assert visitor.get(f"{path}/people").status_code == 404


def test_only_facilitators_see_what_they_alone_can_do(
    visitor: Visitor, path: str, add_person: Callable[..., Person]
) -> None:
    visitor.sign_in(add_person("Nour", Role.MEMBER))
    page = visitor.get(f"{path}/people").text
    for hidden in ("/role", "/removal", "/record"):
        assert hidden not in page
    assert f"{path}/people" in visitor.get("/").text


def test_the_last_facilitator_is_offered_no_way_out(
    visitor: Visitor, path: str, database: Database, charter: Document
) -> None:
    with database.read() as session:
        camille = session.get_one(Group, charter.group_id).memberships[0].person
    visitor.sign_in(camille)
    page = visitor.get(f"{path}/people").text
    assert "The only facilitator." in page
    assert f"/{camille.key}/role" not in page
    answer = visitor.post(f"{path}/people/{camille.key}/removal")
    assert answer.status_code == 409
    assert "Make somebody else a facilitator first" in answer.text


def test_one_s_own_entry_shows_to_the_group_and_is_never_a_script(
    visitor: Visitor, path: str, add_person: Callable[..., Person]
) -> None:
    visitor.sign_in(add_person("Nour", Role.OBSERVER))
    said = {"organisation": EVIL, "country": "LB", "kind": "ngo", "about": EVIL,
            "contact": "nour@cedar.lb\r\n+961 1"}  # fmt: skip
    assert visitor.post(f"{path}/profile", **said).location == f"{path}/people"
    for page in (visitor.get(f"{path}/people").text, visitor.get(f"{path}/profile").text):
        assert "<script>alert" not in page
        assert "nour@cedar.lb\n+961 1" in page
    assert "nour@example.org" not in visitor.get(f"{path}/people").text
    assert visitor.post(f"{path}/profile", about="a" * 301).status_code == 422
    assert visitor.post(f"{path}/profile", kind="guild").status_code == 422


@pytest.mark.parametrize("rest", ["/people", "/profile", "/record"])
def test_a_foreign_group_looks_like_one_that_is_not_there(
    visitor: Visitor, path: str, add_person: Callable[..., Person], rest: str
) -> None:
    visitor.sign_in(add_person("Stranger", Role.FACILITATOR, group="Another group"))
    foreign = visitor.get(f"{path}{rest}")
    missing = visitor.get(f"/groups/{'x' * 22}{rest}")
    assert foreign.status_code == missing.status_code == 404
    assert foreign.text.replace(path, "") == missing.text.replace(f"/groups/{'x' * 22}", "")
