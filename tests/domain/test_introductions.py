"""Who comes by a review link gives a name and an address: each mistake is told at its field."""

import pytest

from app.domain.introductions import LONG_EMAIL, LONG_NAME, Introduction
from app.domain.invitees import BAD_EMAIL, NO_NAME, Reason


@pytest.mark.parametrize(
    ("name", "email", "problems"),
    [
        ("Jean Dupont", "jean@example.fr", {}),
        ("ليلى حداد", "Layla.H@Example.org", {}),
        ("n" * 200, "e" * 308 + "@example.org", {}),
        ("", "jean@example.fr", {"name": NO_NAME}),
        ("n" * 201, "jean@example.fr", {"name": LONG_NAME}),
        ("Jean", "", {"email": BAD_EMAIL}),
        ("Jean", "jean@nowhere", {"email": BAD_EMAIL}),
        ("Jean", "jean@a.org, paul@b.org", {"email": BAD_EMAIL}),
        ("Jean", "e" * 309 + "@example.org", {"email": LONG_EMAIL}),
        ("", "jean", {"name": NO_NAME, "email": BAD_EMAIL}),
    ],
)
def test_what_is_wrong_with_an_introduction(
    name: str, email: str, problems: dict[str, Reason]
) -> None:
    assert Introduction(name, email).problems == problems
