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

from app.domain.quotes import Quote, find, is_certain, quote_of

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


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        (TEXT, True),
        ("We met. " + TEXT + " Guests come, too.", True),
        (TEXT.replace("twice a", "each"), True),  # further away
        (TEXT.replace("Observers", "All"), False),
        (TEXT.replace("Members decide", "All decide"), False),
        (TEXT[TEXT.index("once") :], False),
    ],
)
def test_a_place_is_certain_when_both_sides_are_as_they_were(text: str, certain: bool) -> None:
    meant = quote("once a year")
    found = find(text, meant)
    assert found
    assert is_certain(text, found[0], meant) is certain


def test_how_much_tells_can_be_asked() -> None:
    text, meant = TEXT.replace("twice a", "each"), quote("once a year", context=32)
    found = find(text, meant)
    assert found
    assert is_certain(text, found[0], meant)
    assert not is_certain(text, found[0], meant, 32)


def test_a_side_of_which_nothing_was_kept_says_nothing() -> None:
    for meant in (
        Quote("once", "", ""),
        Quote("once", "Observers meet ", ""),
        Quote("once", "", " a year"),
    ):
        found = find(TEXT, meant)
        assert found
        assert is_certain(TEXT, found[0], meant)


def test_what_stands_there_a_thousand_times_is_found_by_what_is_beside_it() -> None:
    text = TEXT * 1000 + "That is a rule." + TEXT * 1000
    assert find(text, Quote("a", "meet once a year. That is ", " rule.")) == (81_008, 81_009)
    assert find(text, Quote("a", "", "")) is None
