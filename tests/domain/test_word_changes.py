"""Word changes: what is kept and gone is the text before, what is kept and new the one after."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.word_changes import Kind, Piece, word_changes

WORDS = st.text("ab1 .,é\n", max_size=40)


@given(WORDS, WORDS)
def test_nothing_is_lost_and_nothing_made_up(before: str, after: str) -> None:
    pieces = word_changes(before, after)
    assert "".join(one.words for one in pieces if one.kind is not Kind.NEW) == before
    assert "".join(one.words for one in pieces if one.kind is not Kind.GONE) == after
    assert all(one.words for one in pieces)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("each other", "one another", "[each other]{one another}"),
        ("We meet twice a year.", "We meet once a year.", "We meet [twice]{once} a year."),
        ("a year.", "a year, online.", "a year{, online}."),
        ("learn together", "learn", "learn[ together]"),
        ("x a a y", "q a a z", "[x]{q} a a [y]{z}"),
        ("above €1,000.", "above €10,000.", "above [€1,000]{€10,000}."),
        ("By 5.2, 1/2 vote", "By 5.3, 2/3 vote", "By [5.2]{5.3}, [1/2]{2/3} vote"),
        ("7. Votes", "4. Votes", "[7]{4}. Votes"),
        ("", "new", "{new}"),
        ("gone", "", "[gone]"),
        ("same", "same", "same"),
        ("नमस्ते दुनिया", "नमस्कार दुनिया", "[नमस्ते]{नमस्कार} दुनिया"),
        (
            "by \U0001f469\u200d\U0001f4bb",
            "by \U0001f469",
            "by [\U0001f469\u200d\U0001f4bb]{\U0001f469}",
        ),
        ("السَّلام عليكم", "السَّلام علينا", "السَّلام [عليكم]{علينا}"),
    ],
)
def test_whole_words_change(before: str, after: str, expected: str) -> None:
    marks = {Kind.KEPT: "{}", Kind.GONE: "[{}]", Kind.NEW: "{{{}}}"}
    shown = (marks[one.kind].format(one.words) for one in word_changes(before, after))
    assert "".join(shown) == expected


def test_what_would_take_long_to_compare_is_one_change() -> None:
    before, after = "a b " * 1000 + "a", "b a " * 1000 + "b"
    assert word_changes(before, after) == [Piece(Kind.GONE, before), Piece(Kind.NEW, after)]


def test_one_word_of_a_long_text_is_told_from_all_others() -> None:
    words = [f"word{number % 700}" for number in range(5_000)]
    before = " ".join(words)
    words[2_500] = "another"
    gone, new = (one for one in word_changes(before, " ".join(words)) if one.kind is not Kind.KEPT)
    assert (gone.words, new.words) == ("word400", "another")
