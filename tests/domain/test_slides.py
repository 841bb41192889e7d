"""A text is shown clause by clause, and nothing of it is left out."""

import pytest
from hypothesis import given

from app.domain.slides import FEW_WORDS, MANY_WORDS, Slide, evenly, slides
from app.domain.versions import passages
from tests.domain.texts import TEXTS

TEXT = """We who met in Beirut.

# Network Charter

*For everybody.*

## 4. Membership

### 4.1 Who may join

Schools.

### 4.2 How

By letter.
"""


def of(text: str, title: str = "Network Charter") -> list[Slide]:
    return slides(text, passages(text), title)


def test_each_clause_is_a_slide_under_the_headings_above_it() -> None:
    assert [(one.place, one.above, one.title, one.body) for one in of(TEXT)] == [
        (0, (), "", "We who met in Beirut."),
        (1, (), "", "*For everybody.*"),
        (2, (), "4. Membership", ""),
        (3, ("4. Membership",), "4.1 Who may join", "Schools."),
        (4, ("4. Membership",), "4.2 How", "By letter."),
    ]


def test_the_title_has_a_slide_already() -> None:
    assert [one.title for one in of("# Network Charter\n\n## Purpose\n")] == ["Purpose"]


def test_a_first_heading_that_says_something_else_is_shown() -> None:
    first, second = of("# The network\n\n## Purpose\n")
    assert first.title == "The network"
    assert second.above == ("The network",)


def test_a_text_without_words_has_no_slides() -> None:
    assert of("\n  \n\n") == []


@pytest.mark.parametrize(
    ("characters", "size"),
    [
        (0, "none"),
        (FEW_WORDS, "few"),
        (FEW_WORDS + 1, "some"),
        (MANY_WORDS, "some"),
        (MANY_WORDS + 1, "many"),
    ],
)
def test_how_much_there_is_to_read(characters: int, size: str) -> None:
    assert of(f"## Purpose\n{'x' * characters}")[0].size == size


@given(TEXTS)
def test_no_word_is_left_out(text: str) -> None:
    """Whatever the text: lines that are no heading stand in the bodies, in order."""
    found = passages(text)
    lines = []
    for one in found:
        clause = text[one.start : one.start + one.length]
        lines += clause.split("\n")[1 if one.level else 0 :]
    shown = [line for one in slides(text, found, "") for line in one.body.split("\n")]
    assert [one for one in shown if one.strip()] == [one for one in lines if one.strip()]


@pytest.mark.parametrize(
    ("things", "lengths"),
    [(0, []), (1, [1]), (9, [9]), (10, [5, 5]), (14, [7, 7]), (20, [6, 7, 7])],
)
def test_many_things_come_in_parts_alike(things: int, lengths: list[int]) -> None:
    parts = evenly(range(things), 9)
    assert [len(part) for part in parts] == lengths
    assert [one for part in parts for one in part] == list(range(things))
