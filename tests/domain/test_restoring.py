"""A clause of an older text comes back where it belongs today."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.clauses import split
from app.domain.restoring import with_clause
from tests.domain.texts import TEXTS

THEN = (
    "# Charter\n\n## 1. Purpose\n\nWe learn.\n\n"
    "## 2. Members\n\nAll of us.\n\n## 3. Money\n\nNone.\n"
)


@pytest.mark.parametrize(
    ("now", "position", "expected"),
    [
        (THEN.replace("All of us.", "Nobody."), 2, THEN),
        (THEN.replace("## 2. Members\n\nAll of us.\n\n", ""), 2, THEN),
        (THEN.replace("\n\n## 3. Money\n\nNone.\n", "\n"), 3, THEN),
        (THEN, 2, THEN),
        ("", 1, "## 1. Purpose\n\nWe learn.\n\n"),
        ("## 3. Money\n\nMuch.\n", 1, "## 1. Purpose\n\nWe learn.\n\n## 3. Money\n\nMuch.\n"),
        ("# Charter\n\nHello.", 3, "# Charter\n\nHello.\n\n## 3. Money\n\nNone.\n"),
    ],
)
def test_it_takes_its_own_place_or_comes_after_the_one_it_followed(
    now: str, position: int, expected: str
) -> None:
    assert with_clause(now, THEN, position) == expected


@given(TEXTS, st.integers(0))
def test_a_clause_that_stands_there_already_changes_nothing(text: str, number: int) -> None:
    assert with_clause(text, text, number % len(split(text))) == text


@pytest.mark.parametrize(
    ("now", "position"),
    [
        (THEN.replace("All of us.", "Nobody."), 2),
        (THEN.replace("## 2. Members\n\nAll of us.\n\n", ""), 2),
        (THEN.replace("\n\n## 3. Money\n\nNone.\n", "\n"), 3),
    ],
)
def test_line_ends_stay_what_they_are(now: str, position: int) -> None:
    then, now = THEN.replace("\n", "\r\n"), now.replace("\n", "\r\n")
    assert with_clause(now, then, position) == then


def test_a_clause_that_moved_is_restored_where_it_is_now() -> None:
    now = "# Charter\n\n## 1. Members\n\nNobody.\n\n## 2. Purpose\n\nWe learn.\n"
    restored = with_clause(now, THEN.replace("## 2. Members", "## 1. Members"), 2)
    assert restored == now.replace("Nobody.", "All of us.")


def test_a_clause_that_has_another_title_now_is_the_same_clause() -> None:
    now = THEN.replace("## 2. Members\n\nAll of us.", "## 2. Our members\n\nAll of us, and more.")
    assert with_clause(now, THEN, 2) == THEN


def test_of_two_clauses_of_one_name_the_one_under_the_same_headings_is_meant() -> None:
    then = "# A\n\n## Rules\n\nold\n\n# B\n\n## Rules\n\nother\n"
    now = then.replace("old", "new")
    assert with_clause(now, then, 1) == then


def test_there_is_no_other_clause_than_those_of_the_version() -> None:
    with pytest.raises(IndexError):
        with_clause(THEN, THEN, len(split(THEN)))
