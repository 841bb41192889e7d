"""The start page tells who is signed in what they are part of, and nothing of anybody else."""

from collections.abc import Callable

from app.domain.roles import Role
from app.models import Document, Person
from tests.browsing import Visitor


def test_a_person_sees_their_groups_documents_and_people(
    visitor: Visitor, charter: Document, add_person: Callable[..., Person]
) -> None:
    nour = add_person("Nour", Role.REVIEWER)
    add_person("Nour", Role.MEMBER, group="Second group")
    add_person("Ingrid", Role.MEMBER, group="Another group")
    visitor.sign_in(nour)
    page = visitor.get("/").text
    for shown in ("Core Group", "Second group", "Network Charter", "Draft", "Camille",
                  "Cedar Centre", f"/documents/{charter.key}"):  # fmt: skip
        assert shown in page
    assert "Another group" not in page
    assert "Ingrid" not in page


def test_somebody_without_a_group_is_told_what_to_do(
    visitor: Visitor, add_person: Callable[..., Person]
) -> None:
    visitor.sign_in(add_person("Nour"))
    assert "Ask your facilitator to invite you" in visitor.get("/").text


def test_who_is_not_signed_in_learns_how_to_come_in_and_nothing_else(
    visitor: Visitor, charter: Document
) -> None:
    page = visitor.get("/").text
    assert "How to come in" in page
    assert "Network Charter" not in page
    assert "Camille" not in page
