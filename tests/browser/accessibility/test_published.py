"""The published page and the page that leads to it: in every look, and without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.domain.lifecycle import State
from tests.browser.accessibility.looks import PHONE, assert_good, come_in
from tests.browser.charters import publish, publish_unvalidated
from tests.browser.stories.elsewhere import document_in
from tests.live_server import LiveServer


@pytest.fixture(scope="module")
def charter(server: LiveServer) -> str:
    """The address of the published charter."""
    return server.url + publish(server)


@pytest.fixture(scope="module")
def urgent(server: LiveServer) -> str:
    """The address of a text that was published without having been validated."""
    return server.url + publish_unvalidated(server)


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A small browser that runs no scripts."""
    context = browser.new_context(
        java_script_enabled=False,
        locale="en",
        viewport={"width": PHONE[0], "height": PHONE[1]},
    )
    yield context.new_page()
    context.close()


def test_the_published_page(page: Page, charter: str, urgent: str) -> None:
    for address in (charter, urgent, f"{charter}/editions/1"):
        page.goto(address)
        assert_good(page)
    expect(page.locator("h1")).to_have_count(1)


def test_the_page_that_leads_to_it(server: LiveServer, page: Page, charter: str) -> None:
    come_in(page, server, "camille")
    address = f"{server.url}/documents/{server.document_key()}/freezing"
    for state in State:
        with document_in(server, state):
            page.goto(address)
            for folded in page.locator("details.stage-second > summary").all():
                folded.click()
            assert_good(page)
    page.goto(address)  # it is a draft now
    page.locator("textarea").fill(" ")
    page.locator(".stage-act button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert_good(page)


def test_without_scripts_all_of_it_can_be_read(plain_page: Page, charter: str) -> None:
    page = plain_page
    page.goto(charter)
    for words in (
        "Network Charter", "3 of 3 voted (2 needed). No objection stands. Validated.",
        "1.1 The Skills Innovation Network", "Cedar Centre for Vocational Training",
        "Resolved, says who objected.", "SHA-256 of the text",
    ):  # fmt: skip
        expect(page.get_by_text(words).first).to_be_visible()
    page.get_by_role("link", name="2. Vision").click()
    expect(page.get_by_role("heading", name="2. Vision")).to_be_in_viewport()
    page.get_by_role("link", name="How it was agreed").click()
    expect(page.get_by_role("heading", name="How it was agreed")).to_be_in_viewport()
    for name in ("PDF", "Download the bundle"):
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).click()
        assert download.value.failure() is None
    page.get_by_role("link", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert page.context.cookies() == []


def test_it_is_read_by_keyboard(plain_page: Page, charter: str) -> None:
    page = plain_page
    page.goto(charter)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_be_focused()
