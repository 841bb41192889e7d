"""Adding, changing and removing links from the keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.editor.desk import Desk

Open = Callable[..., Desk]


def test_selected_words_become_a_link(open_desk: Open) -> None:
    desk = open_desk("See the page.")
    desk.select("the page")
    desk.press("Control+k")
    dialog = desk.page.get_by_role("dialog", name="Add a link")
    expect(dialog.get_by_label("Words")).to_have_value("the page")
    expect(dialog.get_by_label("Address")).to_be_focused()
    desk.type("example.org")
    desk.press("Enter")
    assert desk.text == "See [the page](https://example.org)."
    expect(desk.content).to_be_focused()


def test_half_a_bold_run_becomes_a_link_and_stays_bold(open_desk: Open) -> None:
    desk = open_desk("See **the page** here.")
    desk.select("page** here")
    desk.press("Control+k")
    desk.type("a@example.org")
    desk.press("Enter")
    assert desk.shown == "See the page here."
    assert "](mailto:a@example.org)" in desk.text


def test_without_words_the_address_is_what_shows(open_desk: Open) -> None:
    desk = open_desk("")
    desk.press("Control+k", "Tab")
    desk.type("example.org/a_b")
    desk.press("Enter")
    assert desk.shown == "https://example.org/a%5Fb"


def test_a_link_is_edited_where_the_caret_is(open_desk: Open) -> None:
    desk = open_desk("See [the **page**](https://example.org) now.")
    desk.put("[the")
    desk.press("Control+k")
    dialog = desk.page.get_by_role("dialog", name="Edit the link")
    expect(dialog.get_by_label("Words")).to_have_value("the page")
    expect(dialog.get_by_label("Address")).to_have_value("https://example.org")
    desk.type("https://example.com")
    desk.press("Enter")
    assert desk.text == "See [the **page**](https://example.com) now."
    desk.press("Control+k")
    dialog.get_by_label("Words").fill("a *star*")
    desk.press("Enter")
    assert desk.text == "See [a \\*star\\*](https://example.com) now."


def test_removing_a_link_leaves_its_words(open_desk: Open) -> None:
    desk = open_desk("See [the **page**](https://example.org) now.")
    desk.put("[the")
    desk.press("Control+k")
    desk.page.get_by_role("button", name="Remove the link").press("Enter")
    assert desk.text == "See the **page** now."


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "no address", ""])
def test_an_unsafe_address_is_refused_in_words(open_desk: Open, address: str) -> None:
    desk = open_desk("See")
    desk.put("Se")
    desk.press("Control+k")
    desk.type(address)
    desk.press("Enter")
    expect(desk.page.get_by_role("alert")).to_contain_text("example.org")
    expect(desk.page.get_by_label("Address")).to_have_attribute("aria-invalid", "true")
    desk.press("Escape")
    expect(desk.content).to_be_focused()
    assert desk.text == "See"


def test_the_link_finds_its_words_after_others_wrote(open_desk: Open) -> None:
    desk = open_desk("See the page.")
    desk.select("page")
    desk.press("Control+k")
    desk.page.evaluate("() => harness.ben.doc.getText('content').insert(0, 'Now: ')")
    desk.type("example.org")
    desk.press("Enter")
    assert desk.text == "Now: See the [page](https://example.org)."


def test_a_pipe_in_a_cell_stays_in_the_cell(open_desk: Open) -> None:
    desk = open_desk("| a | b |\n| --- | --- |\n| c | d |")
    desk.put("| c")
    desk.press("Control+k")
    desk.page.get_by_label("Words").fill("c|d")
    desk.page.get_by_label("Address").fill("example.org")
    desk.press("Enter")
    assert desk.text.endswith("| [c\\|d](https://example.org) | d |")


def test_readers_get_no_dialog(open_desk: Open) -> None:
    desk = open_desk("See", read=True)
    desk.press("Control+k")
    assert desk.page.get_by_role("dialog").count() == 0
