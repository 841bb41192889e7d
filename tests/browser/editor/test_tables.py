"""Tables drawn in place, written in cell by cell."""

from collections.abc import Callable

import pytest

from tests.browser.editor.desk import Desk

Open = Callable[..., Desk]

TABLE = "Before.\n\n| Body | Meets |\n| --- | --- |\n| Assembly | Yearly |\n\nAfter."


def test_a_table_is_a_table_to_assistive_technology(open_desk: Open) -> None:
    desk = open_desk(TABLE)
    table = desk.content.get_by_role("table")
    assert table.get_by_role("columnheader").all_inner_texts() == ["Body", "Meets"]
    assert table.get_by_role("row").nth(1).get_by_role("cell").all_inner_texts() == [
        "Assembly",
        "Yearly",
    ]
    assert "|" not in desk.shown
    assert "-" not in desk.shown


def test_tab_goes_from_cell_to_cell_and_adds_a_row_at_the_end(open_desk: Open) -> None:
    desk = open_desk(TABLE)
    desk.put("| Body")
    desk.press("Tab", "Tab")
    desk.type("!")
    assert "| Assembly! | Yearly |" in desk.text
    desk.press("Tab", "Tab")
    desk.type("Office")
    desk.press("Tab")
    desk.type("Daily")
    desk.press("Shift+Tab")
    desk.type("s")
    assert "| Assembly! | Yearly |\n| Offices | Daily |\n\nAfter." in desk.text


def test_enter_goes_to_the_cell_below_and_then_out(open_desk: Open) -> None:
    desk = open_desk(TABLE)
    desk.put("| Body | Meets")
    desk.press("Enter")
    desk.type("?")
    assert "| Assembly | Yearly? |" in desk.text
    desk.press("Enter")
    desk.type("New. ")
    assert desk.text.endswith("\n\nNew. After.")


def test_escape_then_tab_leaves_the_editor(open_desk: Open) -> None:
    desk = open_desk(TABLE)
    desk.put("| Body")
    desk.press("Escape")
    desk.type("New. ")
    assert desk.text.endswith("\n\nNew. After.")
    desk.put("| Body")
    desk.press("Escape", "Tab")
    assert not desk.content.evaluate("element => element === document.activeElement")


def test_bars_and_line_breaks_stay_in_their_cell(open_desk: Open) -> None:
    desk = open_desk(TABLE)
    desk.put("| Assembly")
    desk.type(" a|b *c*")
    assert "| Assembly a\\|b \\*c\\* | Yearly |" in desk.text
    assert "Assembly a|b *c*" in desk.shown
    desk.page.evaluate(
        """() => {
          const data = new DataTransfer()
          data.setData('text/plain', 'x\\ny|z')
          harness.ana.view.contentDOM.dispatchEvent(
            new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
        }"""
    )
    assert "\\*c\\*x y\\|z | Yearly |" in desk.text


def test_deleting_across_cells_keeps_the_table(open_desk: Open) -> None:
    desk = open_desk(TABLE)
    desk.select("dy | Me")
    desk.press("Backspace")
    assert "| Bo | ets |\n| --- | --- |" in desk.text
    desk.select("re.\n\n| Bo")
    desk.press("Delete")
    assert desk.text.startswith("Befo\n\n|")
    assert desk.content.get_by_role("columnheader").count() == 2


@pytest.mark.parametrize("key", ["Backspace", "Delete"])
def test_keys_at_the_edge_of_a_cell_change_nothing(open_desk: Open, key: str) -> None:
    desk = open_desk(TABLE)
    desk.put("| " if key == "Backspace" else "| Assembly")
    desk.press(key)
    assert desk.text == TABLE


def test_an_emptied_cell_can_be_written_in_again(open_desk: Open) -> None:
    desk = open_desk("| a | b |\n| --- | --- |\n| c | d |")
    desk.put("| c")
    desk.press("Backspace")
    assert desk.content.get_by_role("cell").count() == 2
    desk.type("new words")
    assert desk.text.endswith("| new words | d |")


def test_rows_and_columns_come_and_go(open_desk: Open) -> None:
    desk = open_desk("| a | b |\n| --- | --- |\n| c | d |")
    desk.put("| c")
    desk.click("addRow")
    desk.type("e")
    desk.click("addColumn")
    desk.type("f")
    headers = desk.content.get_by_role("columnheader")
    assert headers.count() == 3
    assert desk.text.splitlines()[3].replace(" ", "") == "|e|f||"
    desk.click("removeRow")
    assert len(desk.text.splitlines()) == 3
    desk.click("removeColumn")
    assert headers.count() == 2
    assert desk.text.replace(" ", "") == "|a|b|\n|---|---|\n|c|d|"


def test_a_new_table_is_ready_to_write_in(open_desk: Open) -> None:
    desk = open_desk("Text.\n\nMore.")
    desk.put("Text.")
    desk.click("table")
    desk.type("One")
    desk.press("Tab")
    desk.type("Two")
    assert desk.content.get_by_role("table").count() == 1
    assert desk.content.get_by_role("columnheader").nth(0).inner_text() == "One"
    assert desk.content.get_by_role("columnheader").nth(1).inner_text() == "Two"
    assert desk.text.startswith("Text.\n\n| One | Two |")
    assert desk.text.endswith("\n\nMore.")


def test_a_click_puts_the_caret_where_it_fell(open_desk: Open) -> None:
    desk = open_desk(TABLE)
    desk.content.get_by_role("cell").nth(1).click(position={"x": 200, "y": 12}, force=True)
    desk.type("!")
    assert "| Assembly | Yearly! |" in desk.text
