"""What people may choose for themselves: a name that can be read, and what there is to choose."""

from dataclasses import replace

import pytest

from app.domain.accounts import LONG_NAME, NO_LANGUAGE, NO_ZONE, Choices
from app.domain.invitees import NO_NAME, Reason

GOOD = Choices("Nour El-Khazen", "ar", "Asia/Beirut", wants_mail=True)


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        ({}, {}),
        ({"language": "", "time_zone": ""}, {}),
        ({"name": "نور"}, {}),
        ({"name": ""}, {"name": NO_NAME}),
        ({"name": "\u200b —"}, {"name": NO_NAME}),  # nothing that can be read
        ({"name": "n" * 200}, {}),
        ({"name": "n" * 201}, {"name": LONG_NAME}),
        ({"language": "xx"}, {"language": NO_LANGUAGE}),
        ({"time_zone": "Asia"}, {"time_zone": NO_ZONE}),
        ({"name": "", "time_zone": "x"}, {"name": NO_NAME, "time_zone": NO_ZONE}),
    ],
)
def test_what_is_wrong(change: dict[str, str], problems: dict[str, Reason]) -> None:
    assert replace(GOOD, **change).problems(["en", "ar"], ["Asia/Beirut"]) == problems
