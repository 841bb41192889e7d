"""What a version keeps of its clauses, and by what they are known again."""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InvalidError
from app.domain.versions import (
    MAX_PASSAGES,
    Passage,
    demand_name,
    number_of,
    passages,
    sha256_of,
    touched,
)

TEXT = "Before.\n\n# Charter\n\n## 1. Purpose\n\nWe learn.\n\n## 2. Members\n\n- one\n- two\n"


def hash_of(markdown: str) -> str:
    """Of the last clause."""
    return passages(markdown)[-1].sha256


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("4.2 Membership", "4.2"),
        ("4. Membership", "4"),
        ("4) Membership", "4"),
        ("1.2.3. Rules", "1.2.3"),
        ("٤. العضوية", "٤"),
        ("4.", "4"),
        ("5 principles", ""),
        ("2026", ""),
        ("2026. A year", ""),
        ("Purpose", ""),
        ("", ""),
    ],
)
def test_a_number_is_what_is_typed_before_a_heading_and_says_nothing_else(
    title: str, number: str
) -> None:
    assert number_of(title) == number


@pytest.mark.parametrize(
    "other",
    [
        "## 7. Members\n\n- one\n- two\n",
        "### 2. Members\n\n- one\n- two\n",
        "## Members\n\n- one\n- two\n",
        "## 2. Members\n\n\n\n- one  \n- two",
        "## 2.  Members\r\n\r\n- one\r\n- two\r\n",
    ],
)
def test_a_clause_that_moved_or_was_renumbered_keeps_its_hash(other: str) -> None:
    assert hash_of(other) == hash_of(TEXT)


@pytest.mark.parametrize(
    "other",
    [
        "## 2. Membership\n\n- one\n- two\n",
        "## 2. Members\n\n- one\n- three\n",
        "## 2. Members\n\n- one - two\n",
        "## 2. Members\n\n- two\n- one\n",
        "## 2. Members\n\n- one\n\n# two\n",
        "## 2. Members\n",
    ],
)
def test_a_clause_that_says_something_else_has_another_hash(other: str) -> None:
    assert hash_of(other) != hash_of(TEXT)


def test_five_principles_are_not_six() -> None:
    assert hash_of("## 5 principles\n") != hash_of("## 6 principles\n")


def test_letters_that_look_the_same_are_the_same() -> None:
    assert hash_of("## Caf\u00e9\n") == hash_of("## Cafe\u0301\n")


@given(st.text(alphabet="#a1. \n-é\r٤", max_size=60))
def test_passages_cover_the_text_in_order(text: str) -> None:
    found = passages(text)
    assert "".join(text[one.start : one.start + one.length] for one in found) == text


def test_of_very_many_clauses_the_last_passage_holds_what_is_left() -> None:
    for text in ("# a\n" * (MAX_PASSAGES + 2), "Before.\n" + "# a\n" * (MAX_PASSAGES + 1)):
        found = passages(text)
        assert len(found) == MAX_PASSAGES
        assert found[-1].start + found[-1].length == len(text)
        assert touched(found, passages(text + "More.")) == ["a"]


def test_passages_survive_being_stored() -> None:
    found = passages(TEXT)
    assert [Passage.of(asdict(one)) for one in found] == found
    assert [one.number for one in found] == ["", "", "1", "2"]


def test_the_hash_of_a_text_is_what_anybody_computes() -> None:
    assert sha256_of("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


@pytest.mark.parametrize(("typed", "name"), [(" After\nthe  4th ", "After the 4th")])
def test_a_name_is_one_line(typed: str, name: str) -> None:
    assert demand_name(typed) == name


@pytest.mark.parametrize("typed", ["", "  \n", "x" * 201])
def test_a_version_needs_a_name_of_bounded_length(typed: str) -> None:
    with pytest.raises(InvalidError):
        demand_name(typed)


@pytest.mark.parametrize(
    ("after", "titles"),
    [
        (TEXT, []),
        (TEXT.replace("We learn", "We teach"), ["1. Purpose"]),
        (TEXT.replace("Before", "After"), [""]),
        (TEXT.replace("## 2. Members", "## 2. Membership"), ["2. Membership", "2. Members"]),
        (TEXT.replace("## 2.", "## 3."), []),
        (TEXT + "\n## 3. Money\n", ["3. Money"]),
        (TEXT.partition("## 2.")[0], ["2. Members"]),
    ],
)
def test_a_version_touches_the_clauses_that_say_something_else(
    after: str, titles: list[str]
) -> None:
    assert touched(passages(TEXT), passages(after)) == titles
