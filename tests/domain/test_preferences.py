"""What somebody may set for themselves: a name that can be read, and what there is to choose."""

from dataclasses import replace

import pytest

from app.domain.preferences import LONG_NAME, NO_LANGUAGE, NO_NAME, NO_ZONE, Mistake, Preferences

GOOD = Preferences("Nour El-Khazen", "ar", "Asia/Beirut", wants_mail=True)


@pytest.mark.parametrize(
    ("change", "mistakes"),
    [
        ({}, {}),
        ({"locale": "", "time_zone": ""}, {}),
        ({"name": "نور"}, {}),
        ({"name": ""}, {"name": NO_NAME}),
        ({"name": "\u200b —"}, {"name": NO_NAME}),  # nothing that can be read
        ({"name": "n" * 200}, {}),
        ({"name": "n" * 201}, {"name": LONG_NAME}),
        ({"locale": "xx"}, {"locale": NO_LANGUAGE}),
        ({"time_zone": "Asia"}, {"time_zone": NO_ZONE}),
        ({"name": "", "time_zone": "x"}, {"name": NO_NAME, "time_zone": NO_ZONE}),
    ],
)
def test_what_is_wrong(change: dict[str, str], mistakes: dict[str, Mistake]) -> None:
    wanted = replace(GOOD, **change)
    assert wanted.mistakes(["en", "ar"], ["Asia/Beirut"]) == mistakes
