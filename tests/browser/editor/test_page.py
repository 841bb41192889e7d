"""The page around the text: toolbar, source switch, readers, directions, composition."""

from collections.abc import Callable

from tests.browser.editor.desk import Desk

Open = Callable[..., Desk]


def test_the_toolbar_is_one_tab_stop_with_arrow_keys(open_desk: Open) -> None:
    desk = open_desk("Text")
    toolbar = desk.page.get_by_role("toolbar", name="Formatting").first
    assert toolbar.locator('[tabindex="0"]').count() == 1
    toolbar.get_by_role("combobox").focus()
    desk.press("ArrowRight")
    assert toolbar.get_by_role("button", name="Bold").evaluate(
        "element => element === document.activeElement && element.tabIndex === 0"
    )
    desk.press("End")
    assert toolbar.get_by_role("button", name="Show Markdown").evaluate(
        "element => element === document.activeElement"
    )
    desk.press("Escape")
    assert desk.content.evaluate("element => element === document.activeElement")


def test_the_block_menu_follows_and_changes_the_block(open_desk: Open) -> None:
    desk = open_desk("Aims\n\n- item")
    menu = desk.toolbar.get_by_role("combobox")
    desk.put("Aims")
    menu.select_option(label="Heading")
    assert desk.text == "## Aims\n\n- item"
    assert desk.content.locator("h2").inner_text() == "Aims"
    desk.put("item")
    assert menu.input_value() == "0"
    assert desk.pressed("bullets")


def test_lists_and_quotes_from_the_toolbar(open_desk: Open) -> None:
    desk = open_desk("a\n\nb\n\nc")
    desk.press("Control+a")
    desk.click("numbers")
    assert desk.text == "1. a\n2. b\n3. c"
    desk.click("bullets")
    assert desk.text == "- a\n- b\n- c"
    desk.click("bullets")
    assert desk.text == "a\n\nb\n\nc"
    desk.put("b")
    desk.click("quote")
    assert desk.text == "a\n\n> b\n\nc"
    desk.click("quote")
    assert desk.text == "a\n\nb\n\nc"


def test_a_numbered_list_keeps_what_hangs_under_its_items(open_desk: Open) -> None:
    desk = open_desk("- a\n  - b\n- c")
    desk.put("- a")
    desk.click("numbers")
    assert desk.content.locator("ol > li ul > li").inner_text().endswith("b")


def test_the_source_is_shown_to_who_asks(open_desk: Open) -> None:
    desk = open_desk("A **bold** word")
    desk.click("source")
    assert desk.shown == "A **bold** word"
    assert desk.toolbar.get_by_role("button", name="Bold").count() == 0
    desk.put("word")
    desk.type(" *")
    assert desk.text == "A **bold** word *"
    desk.click("source")
    assert desk.shown == "A bold word *"


def test_readers_can_select_but_not_write(open_desk: Open) -> None:
    desk = open_desk("Some text", read=True)
    assert desk.content.get_attribute("aria-readonly") == "true"
    assert desk.content.get_attribute("inputmode") == "none"
    desk.press("Control+Home", "Shift+End")
    assert desk.page.evaluate("() => getSelection().toString()") == "Some text"
    desk.type("x")
    desk.press("Backspace", "Enter", "Control+b", "Control+z")
    assert desk.text == "Some text"
    visible = desk.toolbar.locator("button:visible")
    assert visible.evaluate_all("all => all.map(one => one.dataset.command)") == ["find", "source"]
    desk.page.evaluate("() => harness.ana.editor.setCanEdit(true)")
    desk.press("Control+End")
    desk.type("!")
    assert desk.text == "Some text!"


def test_each_paragraph_has_the_direction_of_its_language(open_desk: Open) -> None:
    desk = open_desk("English.\n\nنص\n\n- بند\n\n> قول")
    directions = desk.page.evaluate(
        """() => [...document.querySelectorAll('#ana-text .cm-line')]
          .filter(line => line.textContent.trim())
          .map(line => getComputedStyle(line).direction)"""
    )
    assert directions == ["ltr", "rtl", "rtl", "rtl"]
    bullet = desk.content.locator(".page-marker").bounding_box()
    content = desk.content.bounding_box()
    assert bullet
    assert content
    assert bullet["x"] > content["x"] + content["width"] / 2
    quote = desk.content.locator(".page-quote")
    assert quote.evaluate("element => getComputedStyle(element).borderRightWidth") == "3px"


def test_arrow_keys_follow_the_eye_in_arabic(open_desk: Open) -> None:
    desk = open_desk("ابج")
    desk.put("")
    desk.press("ArrowLeft")
    assert desk.page.evaluate("() => harness.ana.view.state.selection.main.head") == 1


def test_composing_next_to_hidden_marks_is_not_disturbed(open_desk: Open) -> None:
    desk = open_desk("**bold** text")
    desk.put("**bold")
    client = desk.page.context.new_cdp_session(desk.page)
    client.send("Input.imeSetComposition", {"text": "e", "selectionStart": 1, "selectionEnd": 1})
    client.send("Input.imeSetComposition", {"text": "é", "selectionStart": 1, "selectionEnd": 1})
    desk.page.evaluate("() => harness.ben.doc.getText('content').insert(0, 'Ben. ')")
    client.send("Input.insertText", {"text": "é"})
    desk.type("s")
    assert desk.shown == "Ben. boldés text"
    assert desk.text == "Ben. **boldés** text"


def test_the_caret_is_reported_and_its_loss_too(open_desk: Open) -> None:
    desk = open_desk("Text")
    desk.put("Te")
    assert desk.page.evaluate("() => harness.ana.cursors.at(-1)?.head instanceof Uint8Array")
    desk.toolbar.get_by_role("combobox").focus()
    desk.page.wait_for_function("() => harness.ana.cursors.at(-1) === null")


def test_source_lines_run_the_way_they_are_written_whatever_the_page_around(
    open_desk: Open,
) -> None:
    desk = open_desk("## Purpose\n\n" + "الهدف")
    desk.page.evaluate("() => document.documentElement.setAttribute('dir', 'rtl')")
    desk.click("source")
    lines = desk.content.locator(".cm-line")
    sides = [lines.nth(n).evaluate("line => getComputedStyle(line).direction") for n in (0, 2)]
    assert sides == ["ltr", "rtl"]


def test_a_table_keeps_the_order_of_its_columns_in_a_page_that_runs_the_other_way(
    open_desk: Open,
) -> None:
    desk = open_desk("| Body | Meets |\n| --- | --- |\n| Assembly | Twice |\n")
    desk.page.evaluate("() => document.documentElement.setAttribute('dir', 'rtl')")
    first, second = (desk.content.locator(".page-cell").nth(n).bounding_box() for n in (0, 1))
    assert first["x"] < second["x"]
