"""Pages on which people work on objections."""

from playwright.sync_api import Page, expect

from tests.browser.accessibility.looks import PHONE, OpenBrowser, assert_good, come_in, link_for
from tests.browser.accessibility.objecting import object_to_the_charter
from tests.browser.keyboard import press_until
from tests.live_server import LiveServer


def test_the_pages_of_objections(server: LiveServer, page: Page) -> None:
    keys = object_to_the_charter(server)
    come_in(page, server, "camille")
    page.goto(f"{server.url}/documents/{server.document_key()}/objections")
    for key in keys:
        expect(page.locator(f"article.objection a[href='/objections/{key}']")).to_be_visible()
    assert_good(page)
    for key in keys:
        page.goto(f"{server.url}/objections/{key}")
        while (folded := page.locator("main details:not([open]) > summary")).count():
            folded.first.press("Enter")
        assert_good(page)
    page.locator(".objection-aside textarea").evaluate("field => field.required = false")
    page.locator(".objection-aside button").click()  # nothing was answered
    expect(page.get_by_role("alert")).to_be_visible()
    assert_good(page)


def test_who_objected_says_by_keyboard_alone_that_it_is_resolved(
    server: LiveServer, open_browser: OpenBrowser
) -> None:
    *_, key = object_to_the_charter(server)
    page = open_browser()
    page.goto(link_for(server, "nour@example.org"))
    page.locator("main button").press("Enter")
    page.get_by_role("button", name="Sign out").wait_for()
    page.goto(f"{server.url}/objections/{key}")
    press_until(page, "It is resolved")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("This objection is resolved.")
    expect(page.locator(".objection .state")).to_have_text("Resolved")


def test_a_link_leads_to_the_clause_where_other_words_can_be_proposed(
    server: LiveServer, open_browser: OpenBrowser
) -> None:
    *_, key = object_to_the_charter(server)
    page = open_browser(size=PHONE)
    come_in(page, server, "nour")
    page.goto(f"{server.url}/objections/{key}")
    title = page.locator("h1").inner_text().split("\n")[-1]
    page.get_by_role("link", name="Propose wording in the text").click()
    expect(page.locator(".cm-line", has_text=title).first).to_be_in_viewport()
