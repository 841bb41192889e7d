"""The name of a group stands in a starting text as it is written, whatever it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import starters
from app.domain.starters import GROUP_MARK, Starter, filled
from app.domain.titles import title_from
from app.rendering import outline

NAMES = (
    "Core Group",
    "{group} {0} {name}",
    "Core *Group* of _all_ `kinds`",
    "[us](https://example.org) ![them]",
    "A <b>bold</b> & &amp; &#65; group",
    r"back\slash \* and end \ ",
    "Group #",
    "~~gone~~ C# | D ==e== $x$",
    "1. First - of + all > #",
    "شبكة المهارات *1*",
)


def heading(name: str) -> str:
    """What the first heading of a charter for this group shows."""
    return outline(filled(f"# Charter of {GROUP_MARK}\n\n## Purpose\n", name))[0].text


@pytest.mark.parametrize("name", NAMES)
def test_the_name_shows_literally(name: str) -> None:
    assert heading(title_from(name)) == f"Charter of {title_from(name)}"


@given(st.text(alphabet="ab1 *_`~[]()<>&;#!\\|{}-+.:/é", min_size=1, max_size=30))
def test_any_name_shows_literally(name: str) -> None:
    title = title_from(f"x{name}")
    assert heading(title) == f"Charter of {title}"


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
@pytest.mark.parametrize("starter", [Starter.CHARTER, Starter.VISION])
def test_every_starting_text_names_its_group_once_and_in_its_first_heading(
    starter: Starter, language: str
) -> None:
    text = starters.text_of(starter, language, "Core Group")
    assert text.count("Core Group") == 1
    assert not any(line.startswith("Core Group") for line in text.splitlines())
    first, *rest = outline(text)
    assert first.level == 1
    assert first.text.endswith("Core Group")
    assert [one.level for one in rest] == [2] * (9 if starter is Starter.CHARTER else 5)
    assert not any(letter.isdigit() for one in rest for letter in one.text)  # numbers are not typed


def test_a_blank_document_has_no_text() -> None:
    assert starters.text_of(Starter.BLANK, "en", "Core Group") == ""
