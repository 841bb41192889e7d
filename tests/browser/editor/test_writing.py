"""Writing paragraphs, headings, lists and quotes from the keyboard."""

from collections.abc import Callable

import pytest

from tests.browser.editor.desk import Desk

Open = Callable[..., Desk]


@pytest.mark.parametrize(
    ("typed", "text", "shown"),
    [
        ("One.\nTwo.", "One.\n\nTwo.", "One.\n\nTwo."),
        ("# Charter\nText", "# Charter\n\nText", "Charter\n\nText"),
        ("## Aims\n", "## Aims\n\n", "Aims\n\n"),
        ("- a\nb", "- a\n- b", "•a\n•b"),
        ("* a", "- a", "•a"),
        ("1. a\nb", "1. a\n2. b", "1.a\n2.b"),
        ("- a\n\nText", "- a\n\nText", "•a\n\nText"),
        ("> said\n\nText", "> said\n\nText", "said\n\nText"),
        ("5 * 3 and 2*2", "5 \\* 3 and 2\\*2", "5 * 3 and 2*2"),
        ("*not italic*", "\\*not italic\\*", "*not italic*"),
        ("a `tick` b", "a \\`tick\\` b", "a `tick` b"),
        ("[draft] and <b>", "[draft] and <b>", "[draft] and <b>"),
        ("[a](b) c", "[a](b\\) c", "[a](b) c"),
        ("~~x~~", "~\\~x~\\~", "~~x~~"),
        ("1986. A year", "1986\\. A year", "1986. A year"),
        ("+ plus", "\\+ plus", "+ plus"),
        ("snake_case_name", "snake_case_name", "snake_case_name"),
        ("_x_ y", "_x\\_ y", "_x_ y"),
        ("&amp; a\\b", "&amp\\; a\\\\b", "&amp; a\\b"),
        ("[note]: see", "[note]: see", "[note]: see"),
        ("<https://e.org>", "\\<https\\://e.org\\>", "<https://e.org>"),
    ],
)
def test_what_is_typed_is_what_shows(open_desk: Open, typed: str, text: str, shown: str) -> None:
    desk = open_desk()
    desk.type(typed)
    assert desk.shown == shown
    assert desk.text == text


def test_an_empty_paragraph_is_made_once(open_desk: Open) -> None:
    desk = open_desk("One.\n\nTwo.")
    desk.put("One.")
    desk.press("Enter", "Enter", "Enter")
    desk.type("Between.")
    assert desk.text == "One.\n\nBetween.\n\nTwo."


def test_enter_in_bold_words_keeps_both_halves_bold(open_desk: Open) -> None:
    desk = open_desk("**one two**")
    desk.put("one")
    desk.press("Enter")
    assert desk.text == "**one**\n\n**two**"
    assert desk.shown == "one\n\ntwo"


def test_shift_enter_breaks_the_line_inside_the_paragraph(open_desk: Open) -> None:
    desk = open_desk()
    desk.type("One")
    desk.press("Shift+Enter")
    desk.type("Two")
    assert desk.text == "One\\\nTwo"
    assert desk.shown == "One\nTwo"
    desk.put("\n")
    desk.press("Backspace")
    assert desk.text == "OneTwo"


@pytest.mark.parametrize(
    ("text", "at", "after"),
    [
        ("## Aims", "## ", "Aims"),
        ("- a\n- b\n- c", "a\n- ", "- a\n\nb\n\n- c"),
        ("- a\n  - b", "  - ", "- a\n- b"),
        ("> said", "> ", "said"),
        ("One.\n\nTwo.", "One.\n\n", "One.Two."),
        ("**one**\n\n**two**", "**one**\n\n**", "**onetwo**"),
        ("One.\n\n---\n\nTwo.", "---\n\n", "One.\n\nTwo."),
    ],
)
def test_backspace_at_the_start_of_a_block(open_desk: Open, text: str, at: str, after: str) -> None:
    desk = open_desk(text)
    desk.put(at)
    desk.press("Backspace")
    assert desk.text == after


@pytest.mark.parametrize(
    ("text", "at", "after"),
    [
        ("One.\n\nTwo.", "One.", "One.Two."),
        ("One\n\n- a", "One", "Onea"),
        ("**one** two", "**one", "**one**two"),
        ("👨‍👩‍👧 x", "", " x"),
    ],
)
def test_delete_takes_what_shows_next(open_desk: Open, text: str, at: str, after: str) -> None:
    desk = open_desk(text)
    desk.put(at)
    desk.press("Delete")
    assert desk.text == after


def test_tab_moves_items_in_and_out_and_numbers_follow(open_desk: Open) -> None:
    desk = open_desk("1. a\n2. b\n3. c")
    desk.put("2. b")
    desk.press("Tab")
    assert desk.text == "1. a\n    1. b\n2. c"
    assert desk.shown == "1.a\n1.b\n2.c"
    desk.press("Shift+Tab")
    assert desk.text == "1. a\n2. b\n3. c"


def test_numbers_follow_when_items_come_and_go(open_desk: Open) -> None:
    desk = open_desk("1. a\n2. b\n3. c")
    desk.put("1. a")
    desk.press("Enter")
    desk.type("new")
    assert desk.text == "1. a\n2. new\n3. b\n4. c"
    desk.select("a\n2. ")
    desk.press("Backspace")
    assert desk.text == "1. new\n2. b\n3. c"


def test_an_empty_nested_item_moves_out_level_by_level(open_desk: Open) -> None:
    desk = open_desk("- a\n  - b")
    desk.put("- b")
    desk.press("Enter", "Enter")
    assert desk.text == "- a\n  - b\n- "
    desk.press("Enter")
    desk.type("Text")
    assert desk.text == "- a\n  - b\n\nText"


def test_tab_outside_lists_and_tables_leaves_the_editor(open_desk: Open) -> None:
    desk = open_desk("Text")
    desk.put("Text")
    desk.press("Tab")
    assert not desk.content.evaluate("element => element === document.activeElement")


def test_undo_takes_back_only_what_oneself_wrote(open_desk: Open) -> None:
    desk = open_desk("Start.")
    desk.put("Start.")
    desk.type(" Ana.")
    desk.page.evaluate("() => harness.ben.doc.getText('content').insert(0, 'Ben. ')")
    desk.press("Control+z")
    assert desk.text == desk.other_text == "Ben. Start."
    desk.press("Control+y")
    assert desk.text == "Ben. Start. Ana."
