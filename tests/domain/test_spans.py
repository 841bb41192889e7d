"""The smallest change makes the one text of the other, and leaves alone what both share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.spans import Change, smallest_change


@given(st.text("ab😀é"), st.text("ab😀é"))
def test_it_makes_the_one_of_the_other(before: str, after: str) -> None:
    change = smallest_change(before, after)
    assert before[: change.start] + change.replacement + before[change.end :] == after


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("once a year", "twice a year", Change(0, 2, "twi")),
        ("a year", "a year", Change(6, 6, "")),
        ("a year", "a whole year", Change(2, 2, "whole ")),
        ("aaa", "aa", Change(2, 3, "")),
        ("", "new", Change(0, 0, "new")),
    ],
)
def test_what_both_share_stays(before: str, after: str, change: Change) -> None:
    assert smallest_change(before, after) == change
