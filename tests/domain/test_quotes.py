"""Quotes: found again where they are, never elsewhere.

`quotes.json` holds the cases that the browser is held to as well, in
`static/test/notes/quote.test.ts`.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.quotes import Quote, find, quote_of

CASES = json.loads((Path(__file__).parent / "quotes.json").read_text(encoding="utf-8"))
TEXT = "Members meet twice a year. Observers meet once a year. Members decide by consent."


def quote(words: str, nth: int = 0, context: int = 16) -> Quote:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return quote_of(TEXT, start, start + len(words), context)


@pytest.mark.parametrize("nth", [0, 1])
def test_of_the_same_words_those_are_found_that_were_meant(nth: int) -> None:
    for words in ("Members", "meet", "a year."):
        found = find(TEXT, quote(words, nth))
        assert found
        assert quote_of(TEXT, *found, 16) == quote(words, nth)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Observers meet", "Guests and observers meet"),  # before the quote
        ("a year. Members", "a year. All members"),  # after it
        ("Members meet twice a year. ", ""),  # all that stood before
    ],
)
def test_words_are_found_whatever_changed_on_one_side(before: str, after: str) -> None:
    text = TEXT.replace(before, after, 1)
    found = find(text, quote("once a year"))
    assert found
    assert text[slice(*found)] == "once a year"


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("once", "twice"),  # the words are gone
        "Once upon a time we met once a year, maybe.",  # the same words, elsewhere
        TEXT + TEXT,  # twice, with all that stands around them
        "",
    ],
)
def test_what_cannot_be_told_is_not_found(text: str) -> None:
    assert find(text, quote("once a year")) is None


def test_nothing_is_found_nowhere() -> None:
    assert find(TEXT, Quote("", "Members ", "meet")) is None


@given(st.text("ab .", max_size=80), st.data())
def test_in_the_same_text_a_quote_is_at_its_place_or_nowhere(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = find(text, quote_of(text, start, end, 12))
    assert found in (None, (start, end)) or text[slice(*found)] == text[start:end]


@given(st.text("ab", max_size=20), st.text("ab", min_size=40, max_size=40))
def test_what_is_unmistakable_is_found_without_context(before: str, words: str) -> None:
    text = f"{before}|{words}|"
    assert find(text, Quote(words, "x", "y")) == (len(before) + 1, len(before) + 41)


@pytest.mark.parametrize("case", CASES["find"], ids=lambda case: case["rule"])
def test_found_as_in_the_browser(case: dict[str, Any]) -> None:
    text = case["text"]
    place = find(text, Quote(case["exact"], case["prefix"], case["suffix"]))
    seen = place and {"before": text[: place[0]], "words": text[slice(*place)]}
    assert seen == case["found"]


@pytest.mark.parametrize("case", CASES["quote_of"], ids=lambda case: case["rule"])
def test_quoted_as_in_the_browser(case: dict[str, Any]) -> None:
    start = len(case["before"])
    end = start + len(case["words"])
    quoted = quote_of(case["text"], start, end, case["context"])
    assert quoted == Quote(case["words"], case["prefix"], case["suffix"])
