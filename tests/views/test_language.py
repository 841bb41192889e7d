"""Languages: chosen, remembered, else what the browser asks for; never something else."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.database import Database
from app.domain.roles import Role
from app.languages import LANGUAGES
from app.models import Document, Person
from tests.browsing import Visitor


def lang_of(visitor: Visitor, accept: str = "en", path: str = "/") -> str:
    page = visitor.get(path, headers={"Accept-Language": accept}).text
    return page.split('<html lang="')[1].split('"')[0]


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("es-MX,es;q=0.9,en;q=0.5", "es"),
        ("ar-LB", "ar"),
        ("fr-SN;q=0.8,en;q=0.7", "fr"),
        ("pt-BR,fr;q=0.5", "fr"),
        ("fr;q=0,ar;q=0.5", "ar"),
        ("pt-BR", "en"),
        ("", "en"),
        ("nonsense;;q=x", "en"),
    ],
)
def test_before_a_choice_the_browser_decides(visitor: Visitor, accept: str, language: str) -> None:
    assert lang_of(visitor, accept) == language


def test_a_visitor_keeps_a_choice_in_this_browser(visitor: Visitor) -> None:
    visitor.post("/language", language="fr")
    assert lang_of(visitor, "ar") == "fr"


def test_a_person_keeps_a_choice_in_every_browser(
    app: Flask, database: Database, visitor: Visitor, add_person: Callable[..., Person]
) -> None:
    nour = add_person("Nour", Role.MEMBER)
    visitor.sign_in(nour)
    assert lang_of(visitor, "es") == "es"
    visitor.post("/language", language="ar")
    assert lang_of(visitor, "es") == "ar"
    elsewhere = Visitor(app, database)
    elsewhere.sign_in(nour)
    assert lang_of(elsewhere, "es") == "ar"


def test_an_unknown_language_is_refused_and_changes_nothing(visitor: Visitor) -> None:
    assert visitor.post("/language", language="xx").status_code == 422
    assert lang_of(visitor, "fr") == "fr"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_its_language_and_direction(
    visitor: Visitor, charter: Document, add_person: Callable[..., Person], language: str
) -> None:
    start = f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">'
    nour = add_person("Nour", Role.MEMBER)
    headers = {"Accept-Language": language}
    before = ["/", "/sign-in/unknown", f"/documents/{charter.key}", visitor.link_for(nour)]
    assert all(start in visitor.get(path, headers=headers).text for path in before)
    visitor.sign_in(nour)
    after = ["/", f"/documents/{charter.key}", f"/documents/{charter.key}/reading", "/nothing"]
    assert all(start in visitor.get(path, headers=headers).text for path in after)
