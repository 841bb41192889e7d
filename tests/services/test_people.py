"""People: one each address, in the language they chose."""

from app.database import Database
from app.services.people import find_or_add_person, keep_language
from tests.conftest import NOW


def test_an_address_is_one_person_however_it_is_written(database: Database) -> None:
    with database.write() as session:
        first = find_or_add_person(session, "nour@example.org", "Nour", NOW)
        again = find_or_add_person(session, "NOUR@Example.ORG", "Somebody", NOW)
    assert again.id == first.id
    assert again.name == "Nour"


def test_a_language_is_kept_for_one_person_only(database: Database) -> None:
    with database.write() as session:
        nour = find_or_add_person(session, "nour@example.org", "Nour", NOW)
        omar = find_or_add_person(session, "omar@example.org", "Omar", NOW)
        keep_language(session, nour.id, "ar")
        session.refresh(nour)
        session.refresh(omar)
        assert (nour.locale, omar.locale) == ("ar", "")
