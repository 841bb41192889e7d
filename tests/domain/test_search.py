"""People are found however their names are spelt."""

import pytest

from app.domain.search import folded, matches


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", True),
        ("  ", True),
        ("lujan", True),
        ("LUJÁN mariana", True),
        ("formacion", True),
        ("mariana lebanon", False),
        ("%", False),
    ],
)
def test_every_word_must_occur_somewhere(wanted: str, found: bool) -> None:
    assert matches(wanted, "Mariana Ortega Luján", "Instituto de Formación") is found


@pytest.mark.parametrize(
    ("one", "other"), [("É", "e"), ("أحمد", "احمد"), ("مُحَمَّد", "محمد"), ("STRASSE", "straße")]
)
def test_what_sounds_alike_is_alike(one: str, other: str) -> None:
    assert folded(one) == folded(other)
