"""Leaving, taking one's data along, and being forgotten: from the pages."""

import json
from collections.abc import Callable

import pytest
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from app.database import Database
from app.domain.roles import Role
from app.models import Document, Membership, Person
from tests.browsing import Visitor


@pytest.fixture
def nour(charter: Document, add_person: Callable[..., Person]) -> Person:
    return add_person("Nour", Role.MEMBER)


@pytest.fixture
def group(database: Database, charter: Document) -> str:
    """The address of Nour's group."""
    with database.read() as session:
        return f"/groups/{session.get_one(Document, charter.id).group.key}"


def test_the_export_is_a_file_of_json(visitor: Visitor, nour: Person) -> None:
    visitor.sign_in(nour)
    answer = visitor.get("/account/export")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=cocharter-")
    assert answer.mimetype == "application/json"
    assert json.loads(answer.text)["people"][0]["email"] == "nour@example.org"


def test_who_leaves_sees_the_group_no_more(visitor: Visitor, nour: Person, group: str) -> None:
    visitor.sign_in(nour)
    assert f"{group}/departure" in visitor.get(f"{group}/profile").text
    assert "Leave" in visitor.get(f"{group}/departure").text
    assert visitor.post(f"{group}/departure", page=f"{group}/departure").location == "/"
    assert "You have left the group Core Group." in visitor.get("/").text
    assert visitor.get(f"{group}/people").status_code == 404


def test_the_record_tells_who_left_also_when_they_are_forgotten(
    visitor: Visitor, nour: Person, camille: Person, group: str
) -> None:
    visitor.sign_in(nour)
    visitor.post(f"{group}/departure")
    visitor.post("/account/deletion", page="/account", understood="yes")
    assert not visitor.is_signed_in()
    visitor.sign_in(camille)
    seen = visitor.get(f"{group}/record").text
    assert "A former participant</bdi> left the group" in seen
    assert "Nour" not in seen


def test_a_box_must_be_ticked_first(visitor: Visitor, nour: Person, database: Database) -> None:
    visitor.sign_in(nour)
    assert visitor.post("/account/deletion", page="/account").status_code == 422
    assert visitor.is_signed_in()


def test_who_is_needed_is_told_where(visitor: Visitor, camille: Person, nour: Person) -> None:
    visitor.sign_in(camille)
    seen = visitor.get("/account/deletion").text
    assert "Core Group" in seen
    assert "understood" not in seen
    answer = visitor.post("/account/deletion", page="/account", understood="yes")
    assert answer.status_code == 409


def test_the_record_is_paged(
    visitor: Visitor, camille: Person, add_person: Callable[..., Person], group: str
) -> None:
    for number in range(60):
        add_person(f"P{number}", Role.MEMBER)
    visitor.sign_in(camille)
    first, second = (visitor.get(f"{group}/record?page={page}").text for page in (1, 2))
    assert (first.count("record-line"), second.count("record-line")) == (50, 11)
    assert "Older" in first
    assert "Newer" in second
    assert "P59" in first
    assert "Camille" in second
    for wrong in ("0", "-1", "x", "99999"):
        assert visitor.get(f"{group}/record?page={wrong}").status_code == 200


def test_the_operator_can_forget_somebody(
    runner: FlaskCliRunner, database: Database, nour: Person
) -> None:
    assert runner.invoke(args=["anonymise", "nobody@example.org"]).exit_code == 1
    assert runner.invoke(args=["anonymise", "Nour@example.org"]).exit_code == 0
    with database.read() as session:
        assert session.get_one(Person, nour.id).name == ""
        assert nour.id not in session.scalars(select(Membership.person_id)).all()
