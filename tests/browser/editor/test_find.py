"""Finding and replacing with the keyboard alone."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.editor.desk import Desk

Open = Callable[..., Desk]


def current(desk: Desk) -> str:
    return "".join(desk.page.locator("#ana-text .find-current").all_inner_texts())


def rows(desk: Desk) -> int:
    """In how many rows the controls of the panel stand."""
    return desk.page.locator(".find").evaluate(
        """panel => new Set([...panel.querySelectorAll('input, button')]
          .filter(each => each.checkVisibility())
          .map(each => each.getBoundingClientRect())
          .map(box => Math.round((box.top + box.bottom) / 20))).size"""
    )


def test_words_are_found_across_hidden_markup(open_desk: Open) -> None:
    desk = open_desk("We use **strong** words, [strong](https://example.org/words) words.")
    desk.press("Control+f")
    desk.type("strong words")
    count = desk.page.get_by_role("status")
    expect(count).to_have_text("1 of 2")
    assert current(desk) == "strong words"
    desk.press("Enter")
    expect(count).to_have_text("2 of 2")
    desk.press("Enter")
    expect(count).to_have_text("1 of 2")
    desk.press("Shift+Enter")
    expect(count).to_have_text("2 of 2")


def test_addresses_and_marks_are_not_found(open_desk: Open) -> None:
    desk = open_desk("**a** [b](https://example.org)\n\n| c | d |\n| --- | --- |\n| e | f |")
    desk.press("Control+f")
    for hidden in ("example", "*", "|", "--", "cd"):
        desk.page.locator(".find-field").fill(hidden)
        expect(desk.page.get_by_role("status")).to_have_text("Not found")


def test_accents_and_case_make_no_difference_unless_asked(open_desk: Open) -> None:
    desk = open_desk("Educación, educacion, EDUCACIÓN; مُدَرِّب and مدرب")
    desk.press("Control+f")
    desk.type("educacion")
    expect(desk.page.get_by_role("status")).to_have_text("1 of 3")
    desk.page.get_by_label("Match case").press("Space")
    expect(desk.page.get_by_role("status")).to_have_text("1 of 1")
    desk.page.locator(".find-field").fill("مدرب")
    expect(desk.page.get_by_role("status")).to_have_text("1 of 2")


def test_escape_returns_to_the_text_with_the_match_selected(open_desk: Open) -> None:
    desk = open_desk("One two three")
    desk.press("Control+f")
    desk.type("two")
    desk.press("Escape")
    assert desk.page.locator(".find").count() == 0
    expect(desk.content).to_be_focused()
    desk.type("2")
    assert desk.text == "One 2 three"


def test_what_is_selected_is_looked_for(open_desk: Open) -> None:
    desk = open_desk("One **two** one")
    desk.select("ne **two")
    desk.press("Control+f")
    expect(desk.page.locator(".find-field")).to_have_value("ne two")
    desk.press("Control+f")
    expect(desk.page.locator(".find-field")).to_be_focused()


def test_replacing_one_and_all_keeps_marks_in_pairs(open_desk: Open) -> None:
    desk = open_desk("old, **old**, *very old* **ol**d")
    desk.press("Control+f")
    desk.type("old")
    toggle = desk.page.get_by_role("button", name="Replace with")
    toggle.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    expect(desk.page.get_by_role("textbox", name="Replace with")).to_be_focused()
    desk.type("n*w")
    desk.press("Enter")
    assert desk.text == "n\\*w, **old**, *very old* **ol**d"
    expect(desk.page.get_by_role("status")).to_have_text("1 of 3")
    desk.page.get_by_role("button", name="Replace all").press("Enter")
    assert desk.shown == "n*w, n*w, very n*w n*w"
    expect(desk.page.get_by_role("status")).to_have_text("Not found")


def test_readers_can_find_but_not_replace(open_desk: Open) -> None:
    desk = open_desk("One two", read=True)
    desk.press("Control+f")
    desk.type("two")
    expect(desk.page.get_by_role("status")).to_have_text("1 of 1")
    expect(desk.page.get_by_role("textbox", name="Replace with")).to_be_hidden()
    expect(desk.page.get_by_role("button", name="Replace with")).to_be_hidden()


def test_on_a_phone_finding_takes_two_rows_until_replacing_is_asked_for(open_desk: Open) -> None:
    desk = open_desk("One two")
    desk.page.set_viewport_size({"width": 390, "height": 800})
    desk.press("Control+f")
    assert rows(desk) == 2
    desk.page.get_by_role("button", name="Replace with").click()
    assert rows(desk) == 4
    desk.page.get_by_role("button", name="Replace with").click()
    expect(desk.page.locator(".find-field")).to_be_visible()
    assert rows(desk) == 2


def test_matches_follow_what_others_write(open_desk: Open) -> None:
    desk = open_desk("One two")
    desk.press("Control+f")
    desk.type("two")
    desk.page.evaluate("() => harness.ben.doc.getText('content').insert(0, 'two ')")
    expect(desk.page.get_by_role("status")).to_have_text("2 of 2")
    assert current(desk) == "two"


def test_the_source_is_searched_as_it_is_written(open_desk: Open) -> None:
    desk = open_desk("One **two**")
    desk.press("Control+f")
    desk.type("*two")
    expect(desk.page.get_by_role("status")).to_have_text("Not found")
    desk.click("source")
    expect(desk.page.get_by_role("status")).to_have_text("1 of 1")
