"""Bold, italic, strikethrough and links: marks in pairs, and never to be seen."""

from collections.abc import Callable

import pytest

from tests.browser.editor.desk import Desk

Open = Callable[..., Desk]


def test_bold_on_and_off_again(open_desk: Open) -> None:
    desk = open_desk("A bold word.")
    desk.select("bold")
    desk.press("Control+b")
    assert desk.text == "A **bold** word."
    assert desk.shown == "A bold word."
    assert desk.content.locator("strong").inner_text() == "bold"
    assert desk.pressed("bold")
    desk.press("Control+b")
    assert desk.text == "A bold word."


def test_bold_over_several_blocks_marks_each(open_desk: Open) -> None:
    desk = open_desk("# Aims\n\nOne two\n\n- item")
    desk.press("Control+a", "Control+b")
    assert desk.text == "# **Aims**\n\n**One two**\n\n- **item**"
    assert desk.shown == "Aims\n\nOne two\n\n•item"
    desk.press("Control+b")
    assert desk.text == "# Aims\n\nOne two\n\n- item"


def test_styles_overlap_in_any_order(open_desk: Open) -> None:
    desk = open_desk("one two three")
    desk.select("one two")
    desk.press("Control+b")
    desk.page.evaluate("() => harness.ana.view.dispatch({ selection: { anchor: 6, head: 17 } })")
    desk.press("Control+i")
    assert desk.shown == "one two three"
    assert desk.content.locator("strong").all_inner_texts() == ["one two"]
    assert "".join(desk.content.locator("em").all_inner_texts()) == "twothree"


def test_with_nothing_selected_the_next_words_are_bold(open_desk: Open) -> None:
    desk = open_desk()
    desk.type("Very ")
    desk.press("Control+b")
    assert desk.pressed("bold")
    desk.type("bold words")
    desk.press("Control+b")
    desk.type(" end")
    assert desk.text == "Very **bold words** end"


def test_in_a_word_the_whole_word_turns_italic(open_desk: Open) -> None:
    desk = open_desk("some word here")
    desk.put("some wo")
    desk.press("Control+i")
    assert desk.text == "some *word* here"


def test_typing_after_bold_words_goes_on_in_bold(open_desk: Open) -> None:
    desk = open_desk("**bold** plain")
    desk.put("**bold**")
    desk.type("er and")
    assert desk.text == "**bolder and** plain"


def test_deleting_every_bold_character_takes_the_marks_along(open_desk: Open) -> None:
    desk = open_desk("a **bo** c")
    desk.put("a **bo")
    desk.press("Backspace", "Backspace")
    assert desk.text == "a  c"


@pytest.mark.parametrize("selection", ["one **tw", "wo** thr", "e **two** t"])
def test_deleting_across_the_edge_of_bold_leaves_pairs(open_desk: Open, selection: str) -> None:
    desk = open_desk("one **two** three")
    desk.select(selection)
    desk.press("Delete")
    assert desk.text.count("**") in (0, 2)
    assert "*" not in desk.shown


def test_marks_doubled_by_two_people_are_tidied_by_the_next_formatting(open_desk: Open) -> None:
    desk = open_desk("a word")
    desk.page.evaluate("() => harness.connect(false)")
    desk.select("word", who="ben")
    desk.press("Control+b")
    desk.select("word")
    desk.press("Control+b")
    desk.page.evaluate("() => harness.connect(true)")
    assert desk.text == desk.other_text == "a ****word****"
    assert desk.shown == "a word"
    desk.select("word")
    desk.press("Control+i")
    assert desk.text == "a ***word***"


def test_marks_around_words_that_another_person_deleted_do_not_show(open_desk: Open) -> None:
    desk = open_desk("a word here")
    desk.page.evaluate("() => harness.connect(false)")
    desk.select("word", who="ben")
    desk.press("Control+b")
    desk.select("word")
    desk.press("Delete")
    desk.page.evaluate("() => harness.connect(true)")
    assert "*" not in desk.shown
    desk.put("a ")
    desk.type("x")
    assert "*" not in desk.text


def test_arrow_keys_never_stop_at_hidden_marks(open_desk: Open) -> None:
    desk = open_desk("a**b**c")
    desk.put("")
    desk.press("ArrowRight", "ArrowRight", "ArrowRight")
    desk.type("!")
    assert desk.shown == "abc!"
    desk.press("ArrowLeft", "ArrowLeft", "ArrowLeft")
    desk.type("?")
    assert desk.shown == "a?bc!"


def test_a_link_shows_as_one_and_opens_only_when_asked(open_desk: Open) -> None:
    desk = open_desk("See [the site](https://example.org/a) now.")
    assert desk.shown == "See the site now."
    link = desk.content.locator("a")
    assert link.get_attribute("href") == "https://example.org/a"
    desk.page.evaluate(
        "() => { window.opened = []; window.open = (...a) => window.opened.push(a) }"
    )
    link.click()
    assert desk.page.evaluate("() => window.opened") == []
    link.click(modifiers=["Control"])
    assert desk.page.evaluate("() => window.opened[0][0]") == "https://example.org/a"


def test_readers_open_links_with_a_plain_click(open_desk: Open) -> None:
    desk = open_desk("[site](https://example.org/a)", read=True)
    desk.page.evaluate(
        "() => { window.opened = []; window.open = (...a) => window.opened.push(a) }"
    )
    desk.content.locator("a").click()
    assert desk.page.evaluate("() => window.opened.length") == 1


def test_a_script_is_no_link(open_desk: Open) -> None:
    desk = open_desk("[x](javascript:alert(1)) [y](data:text/html,z)")
    assert desk.content.locator("a").count() == 0


def test_typing_at_the_end_of_a_link_is_outside_it(open_desk: Open) -> None:
    desk = open_desk("[site](https://example.org)")
    desk.put("[site")
    desk.type(" more")
    assert desk.text == "[site](https://example.org) more"
