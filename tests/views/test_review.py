"""A review link on its pages: looking changes nothing, its form lets in, its end shuts out."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.database import Database
from app.domain.roles import Role
from app.models import Document, Guest, Person, SignInSession
from app.services.review_links import Made, end_link
from tests.browsing import Visitor
from tests.conftest import NOW

LINK = re.compile(r'value="http://localhost(/review/[^"]+)"')
JEAN = {"name": "Jean Dupont", "email": "Jean@Example.fr"}


@pytest.fixture
def link(review_link: Made) -> str:
    """The path of a review link of the charter."""
    return f"/review/{review_link.token}"


@pytest.fixture
def facilitator(app: Flask, database: Database, camille: Person) -> Visitor:
    browser = Visitor(app, database)
    browser.sign_in(camille)
    return browser


def test_a_facilitator_makes_a_link_which_is_shown_once(
    facilitator: Visitor, charter: Document, visitor: Visitor
) -> None:
    page = f"/documents/{charter.key}/review-links"
    assert page in facilitator.get(f"/documents/{charter.key}").text
    made = facilitator.post(page, page=page, label="The ministry").text
    (link,) = LINK.findall(made)
    assert visitor.post(link, page=link, **JEAN).location == f"/documents/{charter.key}"
    seen = facilitator.get(page).text
    for words in ("The ministry", "Made by", "Jean Dupont", "Jean@Example.fr", "not verified"):
        assert words in seen
    assert link not in seen


@pytest.mark.parametrize("role", [Role.MEMBER, Role.REVIEWER, Role.OBSERVER])
def test_only_facilitators_are_shown_the_way(
    visitor: Visitor, charter: Document, add_person: Callable[..., Person], role: Role
) -> None:
    visitor.sign_in(add_person("Nour", role))
    assert "review-links" not in visitor.get(f"/documents/{charter.key}").text


def test_opening_a_link_changes_nothing_and_says_what_it_opens(
    database: Database, visitor: Visitor, link: str
) -> None:
    for _ in range(3):
        seen = visitor.get(link).text
        for words in ("Network Charter", "Core Group", "Camille"):
            assert words in seen
        assert "The advisers" not in seen  # a note for facilitators
    assert not visitor.is_signed_in()
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Guest)) == 0


def test_a_guest_reads_the_document_and_nothing_else(
    database: Database, visitor: Visitor, charter: Document, link: str
) -> None:
    visitor.post(link, page=link, **JEAN)
    page = visitor.get(f"/documents/{charter.key}").text
    assert 'data-can-edit="false"' in page
    assert 'id="reading-note" class="note" role="status"' in page
    assert visitor.get(f"/documents/{charter.key}/reading").status_code == 200
    with database.read() as session:
        group = session.merge(charter).group.key
    for rest in ("people", "profile", "record", "invitations"):
        assert visitor.get(f"/groups/{group}/{rest}").status_code == 404
    start = visitor.get("/").text
    assert "Documents to review" in start
    assert f"/documents/{charter.key}" in start
    assert f"/groups/{group}" not in start
    assert visitor.post("/sign-out").location == "/"
    assert not visitor.is_signed_in()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": "", "email": "jean@example.fr"}, ["name is missing"]),
        ({"name": "Jean", "email": "jean@nowhere"}, ["not complete"]),
        ({"name": " ", "email": ""}, ["name is missing", "not complete"]),
        ({"name": "x" * 201, "email": "jean@example.fr"}, ["name is too long"]),
    ],
)
def test_mistakes_are_told_at_the_fields_and_what_was_typed_is_kept(
    database: Database, visitor: Visitor, link: str, typed: dict[str, str], told: list[str]
) -> None:
    answer = visitor.post(link, page=link, **typed)
    assert answer.status_code == 422
    for words in told:
        assert words in answer.text
    assert answer.text.count('aria-invalid="true"') == len(told)
    assert all(f'value="{value.strip()}"' in answer.text for value in typed.values())
    assert not visitor.is_signed_in()
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Guest)) == 0


def test_the_address_of_a_member_gives_nothing_away_and_leads_to_nobody(
    app: Flask, database: Database, link: str, camille: Person
) -> None:
    answers = []
    for email in ("camille@example.org", "nobody@example.org"):
        browser = Visitor(app, database)
        answer = browser.post(link, page=link, name="Camille", email=email)
        start = re.sub(r'value="[^"]{60,}"', "", browser.get("/").text)  # the mark of a form
        answers.append((answer.status_code, answer.location, start))
    assert answers[0] == answers[1]
    with database.read() as session:
        whose = session.scalars(select(SignInSession.person_id)).all()
        assert camille.id not in whose


def test_nothing_of_the_visitor_before_survives(
    database: Database, visitor: Visitor, link: str
) -> None:
    visitor.get("/groups/any/people")  # where to go after signing in is kept in the cookie
    visitor.post(link, page=link, **JEAN)
    with visitor.client.session_transaction() as kept:
        assert "destination" not in kept
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(SignInSession)) == 1


def test_the_language_chosen_on_the_way_stays(visitor: Visitor, link: str) -> None:
    visitor.post("/language", page=link, language="fr", back=link)
    visitor.post(link, page=link, **JEAN)
    assert '<html lang="fr"' in visitor.get("/").text


def test_who_may_read_it_already_is_led_straight_to_it(
    visitor: Visitor, charter: Document, link: str, add_person: Callable[..., Person]
) -> None:
    visitor.sign_in(add_person("Nour", Role.OBSERVER))
    assert visitor.get(link).location == f"/documents/{charter.key}"


def test_who_is_signed_in_reads_as_themselves_by_one_button(
    database: Database, visitor: Visitor, charter: Document, link: str,
    add_person: Callable[..., Person],
) -> None:  # fmt: skip
    ingrid = add_person("Ingrid", Role.MEMBER, group="Another group")
    visitor.sign_in(ingrid)
    page = visitor.get(link).text
    assert "Read as <bdi>Ingrid</bdi>" in page
    assert 'name="email"' not in page
    assert visitor.post(link, page=link).location == f"/documents/{charter.key}"
    with database.read() as session:
        assert session.scalars(select(Guest.person_id)).all() == [ingrid.id]
    start = visitor.get("/").text
    assert "Your groups" in start
    assert "Documents to review" in start


def test_an_ended_link_shuts_out_who_came_by_it_on_every_page(
    facilitator: Visitor, visitor: Visitor, charter: Document, review_link: Made, link: str
) -> None:
    visitor.post(link, page=link, **JEAN)
    page = f"/documents/{charter.key}/review-links"
    ended = facilitator.post(f"/review-links/{review_link.link.key}/ending", page=page)
    assert ended.location == page
    assert "The advisers" in facilitator.get(page).text
    for rest in ("", "/reading"):
        assert visitor.get(f"/documents/{charter.key}{rest}").status_code == 404
    assert "Documents to review" not in visitor.get("/").text


@pytest.mark.parametrize(("which", "status", "told"), [("ended", 409, "ended"),
                                                       ("guessed", 404, "not known")])  # fmt: skip
def test_a_link_that_opens_nothing_says_so_and_signs_nobody_in(
    database: Database, visitor: Visitor, camille: Person, review_link: Made, link: str,
    which: str, status: int, told: str,
) -> None:  # fmt: skip
    if which == "ended":
        with database.write() as session:
            end_link(session, camille.id, review_link.link.key, NOW)
    path = link if which == "ended" else "/review/guessed"
    for answer in (visitor.get(path), visitor.post(path, page="/", **JEAN), visitor.post(path)):
        assert answer.status_code == status
        assert told in answer.text
    assert not visitor.is_signed_in()


def test_who_signs_in_first_is_led_back_to_the_link(
    visitor: Visitor, link: str, add_person: Callable[..., Person]
) -> None:
    ingrid = add_person("Ingrid", Role.MEMBER, group="Another group")
    assert "/sign-in" in visitor.get(link).text
    assert visitor.sign_in(ingrid).location == link
    assert "Read as" in visitor.get(link).text
