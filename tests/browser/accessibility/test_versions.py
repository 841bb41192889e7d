"""Pages on which the life of a text is told, and those that change it."""

import re

from playwright.sync_api import Page, expect

from tests.browser.accessibility.looks import (
    assert_good,
    come_in,
    link_for,
)
from tests.browser.stories.elsewhere import keep_a_rewritten_version
from tests.browser.talk import talk_about_the_charter
from tests.live_server import LiveServer


def test_the_page_of_changes(server: LiveServer, page: Page) -> None:
    page.goto(link_for(server, "nour@example.org"))
    page.locator("main button").first.click()
    number = keep_a_rewritten_version(server)
    changes = f"{server.url}/documents/{server.document_key()}/changes"
    for query in (f"from={number}&to=now", f"from={number}&to=now&view=side", "from=now"):
        page.goto(f"{changes}?{query}")
        assert_good(page)
    page.goto(f"{changes}?from={number}&to=now")
    for place in (1, 2):
        page.keyboard.press("n")
        expect(page.get_by_role("status")).to_contain_text(re.compile(rf"\b{place}\b"))
        expect(page.locator(".change-current")).to_be_focused()
        assert_good(page)


def test_the_pages_of_bringing_in_a_file(server: LiveServer, page: Page) -> None:
    come_in(page, server, "camille")
    address = f"{server.url}/documents/{server.document_key()}/import"
    page.goto(address)
    assert_good(page)
    page.locator(".import-form button").click()  # nothing was chosen
    expect(page.get_by_role("alert")).to_be_visible()
    assert_good(page)
    page.locator("textarea").fill(
        "# Network Charter\n\n- الميثاق\n\n| a | b |\n| --- | --- |\n| c | d |"
    )
    page.locator(".import-form button").click()
    expect(page.locator(".import-act")).to_be_visible()
    assert_good(page)


def test_who_wrote_this_and_the_replay(server: LiveServer, page: Page) -> None:
    talk_about_the_charter(server)  # words of several people stand in it
    document = f"{server.url}/documents/{server.document_key()}"
    come_in(page, server, "camille")
    page.goto(document)
    page.locator("#who-wrote").click()
    page.locator(".cm-line .wrote").first.wait_for()
    assert_good(page)
    page.locator(".legend-person").last.press("Enter")
    page.locator(".cm-line .wrote-faded").first.wait_for()
    assert_good(page)
    page.goto(f"{document}/replay")
    page.locator("#replay[aria-busy=false]").wait_for()
    assert_good(page)
    for key in ("End", "ArrowUp", "ArrowDown"):
        page.locator("#position").press(key)
    page.locator(".cm-line .caret").wait_for()
    assert_good(page)
    page.locator("#play").press("Enter")
    page.locator("#play[data-playing=true]").wait_for()
    assert_good(page)


def test_the_ledger(server: LiveServer, page: Page) -> None:
    come_in(page, server, "nour")
    keep_a_rewritten_version(server)
    page.goto(f"{server.url}/documents/{server.document_key()}/ledger")
    assert_good(page)
    page.locator(".ledger-proof summary").first.press("Enter")
    expect(page.locator(".ledger-proof .ledger-seal").first).to_be_visible()
    assert_good(page)
