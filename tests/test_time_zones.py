"""The list of time zones: each place once, and named as the reader names it."""

import re
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask_babel import force_locale

from app.languages import LANGUAGES
from app.time_zones import ZONES, zones_by_area


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_zone_is_in_the_list_once_under_a_name_of_its_own(app: Flask, language: str) -> None:
    with app.test_request_context(), force_locale(language):
        areas = zones_by_area()
    listed = [zone for _, zones in areas for zone, _ in zones]
    assert sorted(listed) == sorted(ZONES)
    for _, zones in areas:
        places = [place for _, place in zones]
        assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("zone", "language", "place"),
    [
        ("Asia/Beirut", "fr", "Beyrouth"),
        ("Asia/Kolkata", "ar", "كالكتا"),  # translators know it as Asia/Calcutta
        ("America/Argentina/Buenos_Aires", "es", "Buenos Aires"),
        ("Europe/Kyiv", "en", "Kyiv"),
    ],
)
def test_places_are_named_in_the_reader_s_language(
    app: Flask, zone: str, language: str, place: str
) -> None:
    with app.test_request_context(), force_locale(language):
        assert (zone, place) in [one for _, zones in zones_by_area() for one in zones]


def test_no_letter_of_another_script_in_arabic(app: Flask) -> None:
    with app.test_request_context(), force_locale("ar"):
        places = [place for _, zones in zones_by_area() for _, place in zones]
    assert not [place for place in places if re.search("[A-Za-z]", place)]


@pytest.mark.parametrize("older", ["Asia/Calcutta", "America/Buenos_Aires", "US/Eastern", "UTC"])
def test_older_names_and_those_of_machines_cannot_be_chosen(older: str) -> None:
    assert ZoneInfo(older)
    assert older not in ZONES
