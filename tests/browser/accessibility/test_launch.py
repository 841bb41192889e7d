"""The presentation of a published charter, slide by slide."""

from playwright.sync_api import Page, expect

from tests.browser.accessibility.looks import OpenBrowser, assert_good
from tests.browser.keyboard import press_until
from tests.browser.launched import publish_charter
from tests.live_server import LiveServer


def test_the_launch_view(server: LiveServer, page: Page) -> None:
    page.goto(publish_charter(server))
    before = ""
    while (place := page.locator("#place").inner_text()) != before:
        assert_good(page)
        before = place
        page.keyboard.press("PageDown")


def test_its_controls_by_keyboard_alone(server: LiveServer, open_browser: OpenBrowser) -> None:
    page = open_browser()
    page.goto(publish_charter(server))
    press_until(page, "Full screen")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Next slide")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    expect(page.locator("#place")).to_have_text("3 of 11")
    expect(page.get_by_role("status")).to_have_text("1. Purpose, 3 of 11")
