"""Pages of review links, and coming by one."""

from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from app.domain.roles import Role
from app.services.invitations import Invitation, invite
from tests.browser.accessibility.looks import Look, OpenBrowser, assert_good, link_for
from tests.browser.keyboard import press_until
from tests.browser.stories.elsewhere import make_review_link
from tests.live_server import LiveServer


def test_the_pages_of_review_links(
    server: LiveServer, page: Page, open_browser: OpenBrowser, look: Look
) -> None:
    guest = open_browser(*look)
    page.goto(link_for(server, "camille@example.org"))
    page.locator("main button").first.click()
    links = f"{server.url}/documents/{server.document_key()}/review-links"
    page.goto(links)
    page.locator("#label").fill(f"The advisers of the ministry {'x' * 60}")
    page.locator("#label").press("Enter")
    page.locator("#link").wait_for()
    assert_good(page)
    link = page.locator("#link").input_value()
    guest.goto(link)
    assert_good(guest)
    guest.locator("#name").fill("ليلى حداد")
    guest.locator("#email").fill("layla@nowhere")
    guest.keyboard.press("Enter")
    guest.locator("[aria-invalid]").wait_for()
    assert_good(guest)
    guest.locator("#email").fill(f"{'layla' * 12}@example.org")
    guest.keyboard.press("Enter")
    guest.wait_for_url("**/documents/*")
    guest.goto(server.url)
    assert_good(guest)
    page.goto(links)
    page.locator(".review-link button").first.press("Enter")
    expect(page.get_by_role("status")).to_be_visible()
    assert_good(page)
    for address in (link, f"{server.url}/review/guessed"):
        guest.goto(address)
        assert_good(guest)


def test_who_is_signed_in_comes_by_a_review_link_by_keyboard_alone(
    server: LiveServer, open_browser: OpenBrowser
) -> None:
    now = datetime.now(UTC)
    with server.database.write() as session:
        invitation = Invitation("vera@example.org", "Vera", "Another group", Role.MEMBER)
        token = invite(session, invitation, now)
    page = open_browser()
    page.goto(f"{server.url}/sign-in/{token}")
    page.locator("main button").press("Enter")
    page.get_by_role("button", name="Sign out").wait_for()
    page.goto(f"{server.url}{make_review_link(server)}")
    assert_good(page)
    press_until(page, "Read as Vera")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*")
    expect(page.locator("#reading-note")).to_be_visible()
