"""Two people, one text: where they did not meet, both have what they wrote."""

import pytest
from hypothesis import given

from app.domain import merging
from app.domain.diffs import edits, line_edits
from tests.domain.texts import TEXTS

BEFORE = "# Charter\n\nWe learn.\n\nWe teach.\n\n- one\n- two\n"


def meets(before: str, mine: str, theirs: str) -> bool:
    return merging.meet(before, edits(before, mine), edits(before, theirs))


def together(before: str, mine: str, theirs: str) -> str:
    return merging.together(before, edits(before, mine), edits(before, theirs))


@given(TEXTS, TEXTS)
def test_who_alone_wrote_has_what_they_wrote(before: str, mine: str) -> None:
    assert together(before, mine, before) == mine
    assert together(before, before, mine) == mine
    assert not meets(before, mine, before)


@given(TEXTS, TEXTS, TEXTS)
def test_who_did_not_meet_both_have_what_they_wrote(before: str, mine: str, theirs: str) -> None:
    if not meets(before, mine, theirs):
        assert together(before, mine, theirs) == together(before, theirs, mine)


@given(TEXTS, TEXTS, TEXTS)
def test_who_meets_whom_does_not_depend_on_who_asks(before: str, mine: str, theirs: str) -> None:
    assert meets(before, mine, theirs) == meets(before, theirs, mine)


@pytest.mark.parametrize(
    ("mine", "theirs", "met", "both"),
    [
        (("learn", "study"), ("teach", "tell"), False, "We study.\n\nWe tell."),
        (("learn", "study"), ("We learn", "All learn"), True, "We study.\n\nWe teach."),
        (("We learn.\n\n", ""), ("two", "2"), False, "# Charter\n\nWe teach.\n\n- one\n- 2"),
        (("We learn.\n\n", ""), ("teach", "tell"), True, "# Charter\n\nWe teach."),
        (("We learn.\n\n", ""), ("learn", "study"), True, "# Charter\n\nWe teach."),
        (("one", "1"), ("two", "2"), False, "- 1\n- 2\n"),
        (("teach.", "teach.\n\nMore."), ("teach.", "teach.\n\nElse."), True, "We teach.\n\nMore."),
    ],
)
def test_people_meet_in_lines(
    mine: tuple[str, str], theirs: tuple[str, str], met: bool, both: str
) -> None:
    texts = BEFORE, BEFORE.replace(*mine), BEFORE.replace(*theirs)
    assert meets(*texts) is met
    assert merging.meet(BEFORE, edits(*texts[:2]), line_edits(BEFORE, texts[2])) is met
    assert both in together(*texts)
