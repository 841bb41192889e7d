"""A reviewer reads the charter on a telephone, by touch, in Arabic."""

from playwright.sync_api import expect

from tests.browser.seat import text_in_database
from tests.browser.stories.conftest import Sit
from tests.live_server import LiveServer

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
ELSEWHERE = "https://skills-innovation.example/vision"
PUT_IN = """text => {
  const { view } = document.querySelector('.cm-content').cmTile
  view.dispatch(view.state.replaceSelection(text))
}"""


def test_reading_selecting_and_following_a_link(server: LiveServer, sit: Sit) -> None:
    mariana = sit("mariana")
    mariana.caret_after("1.3 The Network")
    mariana.page.evaluate(PUT_IN, f" ([its vision]({ELSEWHERE}))")
    mariana.wait_for("saved")
    ingrid = sit("ingrid", locale="ar", **PHONE)
    page, before = ingrid.page, text_in_database(server)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]
    expect(page.locator("#reading-note")).to_be_in_viewport()

    ingrid.caret_after("3.1 Six principles")
    page.get_by_text("Six principles guide").dblclick(position={"x": 60, "y": 12})
    chosen = page.evaluate("getSelection().toString()")
    assert len(chosen) > 1
    assert chosen in before
    page.keyboard.type("vandalism")
    page.keyboard.press("Backspace")
    assert ingrid.glance()["text"] == before

    page.context.route(ELSEWHERE, lambda route: route.fulfill(body="The vision"))
    ingrid.caret_after("([its vision")
    with page.expect_popup() as opened:
        page.locator("#editor").get_by_role("link", name="its vision").tap()
    assert opened.value.url == ELSEWHERE
    opened.value.close()


def test_the_markdown_can_be_looked_at_but_not_changed(server: LiveServer, sit: Sit) -> None:
    ingrid = sit("ingrid", locale="ar", **PHONE)
    page, before = ingrid.page, text_in_database(server)
    expect(page.locator("#editor")).not_to_contain_text("**")
    source = page.get_by_role("button", name="إظهار Markdown")
    ingrid.caret_after("4.1 **Who may join.")
    source.tap()
    expect(source).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#editor")).to_contain_text("**Who may join.**")
    expect(page.get_by_role("textbox").first).to_have_attribute("aria-readonly", "true")
    page.get_by_text("**Who may join.**").tap()
    page.keyboard.type("vandalism")
    assert ingrid.glance()["text"] == before
    source.tap()
    expect(page.locator("#editor")).not_to_contain_text("**")
