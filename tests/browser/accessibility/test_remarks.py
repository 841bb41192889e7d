"""Remarks beside the text, and all of them on one page."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility.looks import (
    OpenBrowser,
    assert_good,
    come_in,
    is_phone,
    link_for,
)
from tests.browser.keyboard import press_until
from tests.browser.talk import talk_about_the_charter
from tests.live_server import LiveServer


def test_the_page_of_all_threads(server: LiveServer, page: Page) -> None:
    talk_about_the_charter(server)
    come_in(page, server, "mariana")
    review = f"{server.url}/documents/{server.document_key()}/review"
    page.goto(review)
    expect(page.locator("article.card")).to_have_count(9)
    expect(page.locator(".card-new").first).to_be_visible()
    assert_good(page)
    while (folded := page.locator("main details:not([open]) > summary")).count():
        folded.first.press("Enter")
    assert_good(page)
    page.locator("textarea[name=words]").first.fill("x" * 100)
    for asked in ("?kind=new", "?status=closed", "?kind=nothing&clause=nowhere"):
        page.goto(f"{review}{asked}")
        assert_good(page)
    page.goto(review)
    page.locator("form[action$='/closing']:has([type=radio])").last.evaluate(
        "form => { form.elements.outcome.value = 'not_taken_up'; form.submit() }"
    )
    expect(page.get_by_role("alert")).to_be_visible()
    assert_good(page)


def test_a_reviewer_replies_and_closes_on_the_page_of_all_threads_by_keyboard_alone(
    server: LiveServer, open_browser: OpenBrowser
) -> None:
    talk_about_the_charter(server)
    page = open_browser()
    page.goto(link_for(server, "ingrid@example.org"))
    page.locator("main button").press("Enter")
    page.get_by_role("button", name="Sign out").wait_for()
    page.goto(f"{server.url}/documents/{server.document_key()}")
    page.locator(".document-header").wait_for()
    press_until(page, "All on one page")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review")
    card = page.get_by_role("article").filter(has_text="It is not a funder")
    press_until_in(card, "Reply")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("The ministry says it is none.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(card).to_contain_text("The ministry says it is none.")
    expect(card).to_be_in_viewport()
    press_until_in(card, "Close")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # from "Done" to "Answered"
    page.keyboard.press("Tab")
    page.keyboard.type("By the ministry")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(card).to_contain_text("Ingrid Solheimdal closed this: Answered")
    expect(card).to_contain_text("By the ministry")


def press_until_in(card: Locator, name: str) -> None:
    """Tab on from where the page is until what is called `name` on the card has focus."""
    summary = card.locator("summary", has_text=re.compile(f"^{name}$")).last
    for _ in range(120):
        card.page.keyboard.press("Tab")
        if summary.evaluate("it => it === document.activeElement"):
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


def test_the_live_page_with_remarks_beside_the_text(server: LiveServer, page: Page) -> None:
    talk_about_the_charter(server)
    come_in(page, server, "nour")
    page.goto(f"{server.url}/documents/{server.document_key()}")
    if is_phone(page):
        page.locator("#remarks").click()
    page.locator(".margin-cards .card").first.wait_for()
    assert_good(page)
    page.locator(".margin-cards .card").first.click()
    page.locator(".card-active summary").first.press("Enter")
    assert_good(page)
    page.locator(".margin-whole").click()  # about the whole text
    page.locator(".composer").wait_for()
    assert_good(page)
