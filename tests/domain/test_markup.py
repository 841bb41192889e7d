"""Markdown as it reads."""

import pytest

from app.domain.markup import as_read


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("## Purpose", "Purpose"),
        ("We **learn** from _each_ `other`", "We learn from each other"),
        ("- one\n- two", "one\ntwo"),
        ("> said\n> again", "said\nagain"),
        ("1. first", "1. first"),
        ("[the site](https://e.org)", "the site"),
        ("other** and", "other and"),
        (r"5 \* 3", "5 * 3"),
        ("snake_case - and more", "snake_case - and more"),
    ],
)
def test_marks_are_left_out(markdown: str, expected: str) -> None:
    assert as_read(markdown) == expected
