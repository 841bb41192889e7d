"""The page of a document: what its script relies on, and what can be read without it."""

import json
import re
from collections.abc import Callable

import pytest
from sqlalchemy import update

from app.database import Database
from app.domain.lifecycle import State
from app.domain.roles import Role
from app.models import Document, Person
from tests.browsing import Visitor


def attributes(page: str) -> dict[str, str]:
    """What the main element of the page tells the script."""
    tag = re.search(r'<main[^>]*id="document"[^>]*>', page)
    assert tag
    return dict(re.findall(r'data-([\w-]+)="([^"]*)"', tag.group()))


def test_the_script_finds_what_it_needs(
    visitor: Visitor, charter: Document, add_person: Callable[..., Person]
) -> None:
    nour = add_person("Nour", Role.MEMBER)
    visitor.sign_in(nour)
    page = visitor.get(f"/documents/{charter.key}").text
    found = attributes(page)
    assert found["document"] == charter.key
    assert found["generation"] == "1"
    assert found["person"] == nour.key
    assert found["state"] == "drafting"
    for name in ("status", "presence", "toolbar", "kept-words", "editor", "outline", "words"):
        assert page.count(f' id="{name}"') == 1
    block = page.split('<script type="application/json" id="words">')[1].split("</script>")[0]
    assert json.loads(block)["saved"] == "Saved"


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("role", Role)
def test_only_who_can_edit_is_told_so(
    visitor: Visitor, database: Database, charter: Document, add_person: Callable[..., Person],
    role: Role, state: State,
) -> None:  # fmt: skip
    with database.write() as session:
        session.execute(update(Document).values(state=state))
    visitor.sign_in(add_person("Nour", role))
    page = visitor.get(f"/documents/{charter.key}").text
    can_edit = state is State.DRAFTING and role in (Role.FACILITATOR, Role.MEMBER)
    assert attributes(page)["can-edit"] == ("true" if can_edit else "false")
    assert ('id="reading-note" class="note" hidden' in page) is can_edit


@pytest.mark.parametrize("state", State)
def test_what_is_decided_leads_to_where_it_is_signed(
    visitor: Visitor, database: Database, charter: Document, camille: Person, state: State
) -> None:
    with database.write() as session:
        session.execute(update(Document).values(state=state))
    visitor.sign_in(camille)
    page = visitor.get(f"/documents/{charter.key}").text
    is_decided = state not in (State.DRAFTING, State.VALIDATING)
    assert (f"/documents/{charter.key}/freezing" in page) is is_decided


@pytest.mark.parametrize("rest", ["", "/reading"])
def test_the_text_and_its_contents_are_there_without_a_script(
    visitor: Visitor, charter: Document, add_person: Callable[..., Person], rest: str
) -> None:
    visitor.sign_in(add_person("Nour", Role.OBSERVER))
    page = visitor.get(f"/documents/{charter.key}{rest}").text
    assert "<strong>each other</strong>" in page
    target = re.search(r'<a href="#([^"]+)"><bdi>Purpose</bdi></a>', page)
    assert target
    assert f'<h2 id="{target.group(1)}"' in page


@pytest.mark.parametrize("rest", ["", "/reading"])
def test_what_people_write_is_never_a_script(
    database: Database, visitor: Visitor, charter: Document, add_person: Callable[..., Person],
    rest: str,
) -> None:  # fmt: skip
    evil = '"><script>alert(1)</script>'
    with database.write() as session:
        session.execute(update(Document).values(title=evil))
    visitor.sign_in(add_person("Nour", Role.MEMBER))
    assert "<script>alert" not in visitor.get(f"/documents/{charter.key}{rest}").text
    assert "<script>alert" not in visitor.get("/").text
