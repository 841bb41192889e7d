"""The frame of every page, and the live page of who only reads."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility.looks import OpenBrowser, assert_good, link_for
from tests.browser.keyboard import press_until
from tests.live_server import LiveServer


def test_every_page(server: LiveServer, page: Page) -> None:
    link = link_for(server, "nour@example.org")
    document = f"{server.url}/documents/{server.document_key()}"
    for address in (server.url, document, link):
        page.goto(address)
        assert_good(page)
    page.locator("main button").click()
    own = [f"{document}/reading", f"{document}/contributions"]
    for address in (server.url, *own, link, f"{server.url}/nothing"):
        page.goto(address)
        assert_good(page)
    page.goto(document)
    expect(page.get_by_role("textbox").first).to_contain_text("Network Charter")
    page.locator("#presence summary").click()
    assert_good(page)


@pytest.mark.parametrize("email", ["ingrid@example.org", "tomas@example.org"])
def test_the_live_page_of_who_only_reads(
    server: LiveServer, open_browser: OpenBrowser, email: str
) -> None:
    page = open_browser()
    page.goto(link_for(server, email))
    page.locator("main button").click()
    page.goto(f"{server.url}/documents/{server.document_key()}")
    expect(page.locator("#reading-note")).to_be_visible()
    assert_good(page)


def test_a_person_comes_in_reads_and_leaves_by_keyboard_alone(
    server: LiveServer, open_browser: OpenBrowser
) -> None:
    page = open_browser()
    page.goto(server.url)
    press_until(page, "Continue as Nour El-Khazen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    press_until(page, "Network Charter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*")
    press_until(page, "Reading page")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reading")
    press_until(page, "Sign out")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Try it as one of these people")).to_be_visible()


def test_the_first_key_leads_past_the_frame(server: LiveServer, open_browser: OpenBrowser) -> None:
    page = open_browser()
    page.goto(server.url)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Continue as Camille Aubrac-Diop")).to_be_focused()
