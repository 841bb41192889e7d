"""What stands now in the place of words that somebody changed."""

import pytest

from app.domain.overwritten import now_between
from app.domain.quotes import quote_of

TEXT = "Members meet twice a year. Observers meet once a year. Members decide by consent."


@pytest.mark.parametrize(
    ("words", "now", "expected"),
    [
        ("once a year", "every month", "every month"),
        ("once a year", "", ""),
        ("Members meet twice", "We meet", "We meet"),  # at the beginning
        ("by consent.", "together.", "together."),  # at the end
    ],
)
def test_it_is_what_stands_between_the_same_neighbours(words: str, now: str, expected: str) -> None:
    start = TEXT.index(words)
    quote = quote_of(TEXT, start, start + len(words), 16)
    text = TEXT.replace(words, now)
    found = now_between(text, quote)
    assert found
    assert text[slice(*found)] == expected


def test_as_much_of_the_neighbours_tells_as_is_there_only_once() -> None:
    text = "Fees: none at all. Members decide together. Costs: none at all. Members decide alone."
    start = text.rindex("none at all")
    quote = quote_of(text, start, start + len("none at all"), 32)
    now = text[:start] + "a few" + text[start + len("none at all") :]
    found = now_between(now, quote)
    assert found
    assert now[slice(*found)] == "a few"


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("Observers", "Guests"),
        TEXT + TEXT,
        "",
    ],
)
def test_it_is_not_guessed(text: str) -> None:
    start = TEXT.index("once a year")
    assert now_between(text, quote_of(TEXT, start, start + 11, 16)) is None
