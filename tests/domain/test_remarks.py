"""Remarks: which pieces of them are names and addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.remarks import Kind, pieces

NAMES = {1: "Nour El-Khazen", 2: "Nour", 3: "Émile"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("See https://example.org/a?b=1&c=%20.", ["https://example.org/a?b=1&c=%20"]),
        ("(http://example.org/x)", ["http://example.org/x"]),
        ("«https://example.org/é»", ["https://example.org/é"]),
        ("HTTPS://EXAMPLE.ORG", ["HTTPS://EXAMPLE.ORG"]),
        ('https://e.org/"onmouseover="alert(1)', ["https://e.org/"]),
        ("https://e.org/\u202egro.live", ["https://e.org/"]),
        ("javascript:alert(1) data:text/html,x //e.org ftp://e.org mailto:a@e.org", []),
        ("http\u017f://e.org", []),
        ("https://", []),
    ],
)
def test_only_addresses_of_the_web_are_addresses(words: str, expected: list[str]) -> None:
    assert [one.words for one in pieces(words, {}) if one.kind is Kind.ADDRESS] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("@Nour El-Khazen, @nour: @EMILE!", ["@Nour El-Khazen", "@nour", "@EMILE"]),
        ("@E\u0301mile", ["@E\u0301mile"]),
        ("@Nourhan nour info@nour.org", []),
        ("https://e.org/@Nour", []),
    ],
)
def test_names_that_are_called(words: str, expected: list[str]) -> None:
    assert [one.words for one in pieces(words, NAMES) if one.kind is Kind.NAME] == expected


@given(st.lists(st.sampled_from(["@Nour", " ", "https://e.org", "@", "é", "\n", "x."])))
def test_the_pieces_are_the_remark(parts: list[str]) -> None:
    words = "".join(parts)
    assert "".join(one.words for one in pieces(words, NAMES)) == words
