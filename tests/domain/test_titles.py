"""A group and a document are called something that can be seen, in one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InvalidError
from app.domain.keys import demand_key
from app.domain.titles import MAX_TITLE_CHARACTERS, title_from
from app.models.base import new_key


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Core Group", "Core Group"),
        ("  Core\tGroup \n", "Core Group"),
        ("a\r\nb\u2028c\u00a0d", "a b c d"),
        ("شبكة المهارات", "شبكة المهارات"),
        ("🌍", "🌍"),
        ("ñ" * MAX_TITLE_CHARACTERS + " ", "ñ" * MAX_TITLE_CHARACTERS),
    ],
)
def test_a_title_is_one_line_without_spaces_around_it(typed: str, title: str) -> None:
    assert title_from(typed) == title


@pytest.mark.parametrize("typed", ["", " \n ", "\u200b", "\u202e \u200f", "\x07"])
def test_a_title_that_nobody_can_see_is_none(typed: str) -> None:
    with pytest.raises(InvalidError, match="need a name"):
        title_from(typed)


def test_a_title_finds_room_in_its_column() -> None:
    with pytest.raises(InvalidError, match="too long"):
        title_from("x" * (MAX_TITLE_CHARACTERS + 1))


@given(st.text(max_size=MAX_TITLE_CHARACTERS))
def test_a_title_stays_what_it_is(typed: str) -> None:
    try:
        title = title_from(typed)
    except InvalidError:
        return
    assert title_from(title) == title
    assert len(title.splitlines()) == 1


def test_a_form_may_carry_the_keys_we_make_and_nothing_else() -> None:
    demand_key(new_key())
    for wrong in ("", "x" * 21, "x" * 23, "x" * 21 + "/", "x" * 22 + "\n", "é" * 22):
        with pytest.raises(InvalidError):
            demand_key(wrong)
