"""Edits: what makes one text of another, leaving alone whatever can stay."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.diffs import edits
from app.domain.spans import Change
from tests.domain.texts import TEXTS, applied


@given(TEXTS, TEXTS)
def test_edits_make_one_text_of_the_other(before: str, after: str) -> None:
    assert applied(before, edits(before, after)) == after


@given(TEXTS, TEXTS)
def test_edits_ascend_and_leave_something_between_them(before: str, after: str) -> None:
    changes = edits(before, after)
    assert all(one.end < other.start for one, other in pairwise(changes))
    assert all(before[one.start : one.end] != one.replacement for one in changes)


@given(TEXTS)
def test_the_same_text_needs_no_edit(text: str) -> None:
    assert edits(text, text) == []


@given(st.lists(TEXTS, min_size=2, max_size=6), st.data())
def test_a_paragraph_that_comes_in_leaves_all_others_alone(
    paragraphs: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(paragraphs)))
    before = "\n\n".join(paragraphs)
    after = "\n\n".join([*paragraphs[:at], "utterly unheard of", *paragraphs[at:]])
    assert sum(one.end - one.start for one in edits(before, after)) == 0


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("We meet twice a year.", "We meet once a year.", [(8, 11, "on")]),
        ("Their organisation pays.", "Their organisations pay.", [(18, 18, "s"), (22, 23, "")]),
        ("a\r\nb\r\nc", "a\r\nB\r\nc", [(3, 4, "B")]),
        ("", "new", [(0, 0, "new")]),
        ("gone", "", [(0, 4, "")]),
        ("one 👩‍💻 two 👩‍💻 three", "one 👩‍💻 2 👩‍💻 three", [(8, 11, "2")]),
    ],
)
def test_only_what_differs_is_replaced(
    before: str, after: str, expected: list[tuple[int, int, str]]
) -> None:
    wanted = [Change(*one) for one in expected]
    assert edits(before, after) == wanted


def test_a_word_among_thousands_is_the_only_edit() -> None:
    words = [f"word{number % 700}, and" for number in range(5_000)]
    before = " ".join(words)
    words[2_500] = "another, and"
    assert [one.replacement for one in edits(before, " ".join(words))] == ["another"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a b " * 12_000, "b a " * 12_000),
        ("".join(f"{i} v{i} " for i in range(5_000)), "".join(f"v{i} {i} " for i in range(5_000))),
        ("".join(f"a{i} " for i in range(9_000)), "".join(f"b{i} " for i in range(9_000))),
    ],
    ids=["repetition", "every word changes its place", "nothing in common"],
)
def test_texts_that_are_as_bad_as_can_be_are_compared_as_well(before: str, after: str) -> None:
    assert applied(before, edits(before, after)) == after
