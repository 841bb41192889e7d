"""Deleting selections: nothing is left of a block of which nothing shows."""

from collections.abc import Callable

import pytest

from tests.browser.editor.desk import Desk

Open = Callable[..., Desk]

TABLE = "| a | b |\n| --- | --- |\n| c | d |"
EVERYTHING = f"# Title\n\nText **bold**\n\n- one\n  - two\n\n> said\n\n{TABLE}\n"


@pytest.mark.parametrize(
    "text",
    [
        *("# Title", "- item", "> said", "1. a\n2. b", "a", "---\n\n**b**", "~~~\ncode\n~~~"),
        *(TABLE, f"{TABLE}\n", f"{TABLE}\n\n# End", "|  |  |\n| --- | --- |\n|  |  |\n"),
        EVERYTHING,
    ],
)
@pytest.mark.parametrize("key", ["Delete", "Backspace", "Control+x"])
def test_deleting_everything_leaves_nothing(open_desk: Open, text: str, key: str) -> None:
    desk = open_desk(text)
    desk.press("Control+a", key)
    assert desk.text == ""
    desk.type("New.")
    assert desk.text == "New."


def test_typing_over_everything_leaves_only_that(open_desk: Open) -> None:
    desk = open_desk(EVERYTHING)
    desk.press("Control+a")
    desk.type("New.")
    assert desk.text == "New."


@pytest.mark.parametrize(
    ("text", "selected", "left"),
    [
        ("One.\n\n# Title\n\nTwo.\n\nEnd.", "Title\n\nTwo.", "One.\n\n\n\nEnd."),
        ("One.\n\n# Title\n\nTwo.\n\nEnd.", "Title\n\nTwo.\n\n", "One.\n\nEnd."),
        ("One.\n\n> said\n>\n> more\n\nEnd.", "said\n>\n> more", "One.\n\n\n\nEnd."),
        (f"One.\n\nTwo.\n\n{TABLE}\n\nEnd.", f"Two.\n\n{TABLE[:-2]}", "One.\n\n\n\nEnd."),
        (f"One.\n\n{TABLE}\n\nEnd.", TABLE[2:-2], "One.\n\n\n\nEnd."),
        (f"One.\n\n{TABLE}\n\nEnd.", f".\n\n{TABLE}\n\nEn", "Oned."),
        ("- a\n- b\n- c\n- d", "b\n- c", "- a\n- \n- d"),
        ("# Title\n\nEnd", "Title", "# \n\nEnd"),
        ("# Title\n\nEnd", "itle\n\nEn", "# Td"),
    ],
)
def test_whole_blocks_leave_no_empty_ones(
    open_desk: Open, text: str, selected: str, left: str
) -> None:
    desk = open_desk(text)
    desk.select(selected)
    desk.press("Delete")
    assert desk.text == left


def test_everything_comes_back_with_undo(open_desk: Open) -> None:
    desk = open_desk(EVERYTHING)
    desk.press("Control+a", "Delete", "Control+z")
    assert desk.text == EVERYTHING
