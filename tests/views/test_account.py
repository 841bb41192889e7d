"""The account page: what one sets for oneself, what it changes, and what happens to mistakes."""

import html
from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.database import Database
from app.domain.roles import Role
from app.models import Document, Group, Person
from tests.browsing import Visitor

EVIL = "Nour <script>alert(1)</script>"
SAID = {"name": "Nour", "locale": "", "time_zone": "", "wants_mail": "on"}


@pytest.fixture
def nour(charter: Document, add_person: Callable[..., Person]) -> Person:
    return add_person("Nour", Role.MEMBER)


@pytest.fixture
def desk(visitor: Visitor, nour: Person) -> Visitor:
    """Nour's own browser, signed in."""
    visitor.sign_in(nour)
    return visitor


def test_the_name_on_every_page_leads_to_the_account(desk: Visitor) -> None:
    header = desk.get("/").text.split("</header>")[0]
    assert 'href="/account"' in header
    page = desk.get("/account").text
    assert "nour@example.org" in page
    assert 'value="Nour"' in page


def test_a_new_name_shows_to_others_and_is_never_a_script(
    desk: Visitor, database: Database, charter: Document
) -> None:
    answer = desk.post("/account", **SAID | {"name": f"  {EVIL} \n El-Khazen"})
    assert answer.location == "/account"
    with database.read() as session:
        key = session.get_one(Group, charter.group_id).key
    for path in ("/account", f"/groups/{key}/people"):
        page = desk.get(path).text
        assert html.escape(f"{EVIL} El-Khazen") in page
        assert "<script>alert" not in page


def test_a_language_is_spoken_at_once_and_can_be_left_to_the_browser_again(desk: Visitor) -> None:
    desk.post("/language", language="es")
    desk.post("/account", **SAID | {"locale": "fr"})
    assert '<html lang="fr"' in desk.get("/account").text
    desk.post("/account", **SAID)
    assert '<html lang="ar"' in desk.get("/", headers={"Accept-Language": "ar-LB"}).text


def test_mail_is_wanted_until_somebody_says_no(
    desk: Visitor, database: Database, nour: Person
) -> None:
    ticked = 'name="wants_mail" checked'
    assert ticked in desk.get("/account").text
    desk.post("/account", name="Nour", locale="", time_zone="")
    assert ticked not in desk.get("/account").text
    with database.read() as session:
        assert not session.scalars(select(Person.wants_mail).where(Person.id == nour.id)).one()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "The name is missing."),
        ("name", "n" * 201, "too long"),
        ("locale", "xx", "Choose one of these languages."),
        ("time_zone", "Mars/Olympus", "Choose one of these time zones."),
    ],
)
def test_a_mistake_is_shown_at_its_field_and_the_rest_as_it_was_typed(
    desk: Visitor, field: str, typed: str, words: str
) -> None:
    said = {"name": "Nour K.", "locale": "", "time_zone": "Asia/Beirut", field: typed}
    answer = desk.post("/account", **said)
    assert answer.status_code == 422
    assert answer.text.count('aria-invalid="true"') == 1
    wrong = answer.text.split(f'id="{field}-wrong">')[1].split("</p>")[0]
    assert words in wrong
    if field != "name":
        assert 'value="Nour K."' in answer.text
    if field != "time_zone":
        assert '<option value="Asia/Beirut" selected>' in answer.text
    assert 'name="wants_mail" checked' not in answer.text
    assert "Nour K." not in desk.get("/").text


def test_time_zones_are_named_in_the_reader_s_language(desk: Visitor) -> None:
    page = desk.get("/account", headers={"Accept-Language": "fr"}).text
    assert '<option value="Asia/Beirut">Liban · Beyrouth</option>' in page
    assert '<optgroup label="Afrique">' in page
    assert "Etc/" not in page
