"""Limits: a guesser is stopped, a meeting behind one address is not."""

from collections.abc import Callable

from flask import Flask

from app.database import Database
from app.domain.roles import Role
from app.models import Person
from tests.browsing import Visitor


def test_guessing_links_is_stopped(visitor: Visitor) -> None:
    answers = [visitor.get(f"/sign-in/{guess}").status_code for guess in range(61)]
    assert answers[:60] == [404] * 60
    assert answers[60] == 429


def test_reading_is_counted_by_person_not_by_address(
    app: Flask, database: Database, add_person: Callable[..., Person]
) -> None:
    nour, omar = Visitor(app, database), Visitor(app, database)
    nour.sign_in(add_person("Nour", Role.MEMBER))
    omar.sign_in(add_person("Omar", Role.MEMBER))
    while nour.get("/").status_code == 200:
        pass
    assert nour.get("/").status_code == 429
    assert omar.get("/").status_code == 200
