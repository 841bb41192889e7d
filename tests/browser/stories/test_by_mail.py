"""People who are invited by mail and sign in by mail, from browsers of their own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.seat import Seat, complaints_of
from tests.live_server import LiveServer
from tests.servers.databases import Databases
from tests.servers.mailbox import Mailbox, link_in

WORDS = "Yara came by mail. "


@pytest.fixture
def server(
    databases: Databases, mailbox: Mailbox, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LiveServer]:
    environ = {
        "COCHARTER_SMTP_URL": mailbox.url,
        "COCHARTER_MAIL_FROM": "CoCharter <charter@example.org>",
    }
    with databases.migrated() as url:
        server = LiveServer(tmp_path_factory.mktemp("mail"), url, environ)
        try:
            server.start()
            yield server
        finally:
            server.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


def test_invited_by_mail_in_ones_language_and_back_again_by_mail(
    server: LiveServer, mailbox: Mailbox, browser: Browser, context: BrowserContext
) -> None:
    camille = Seat(server, browser, "camille@example.org")
    camille.page.goto(server.url)
    camille.page.get_by_role("link", name="Invite people").first.click()
    camille.page.get_by_label("List of people").fill("Yara Haddad, yara@example.org, , LB")
    camille.page.get_by_role("button", name="Check the list").click()
    camille.page.get_by_role("button", name="Invite these people").click()
    expect(camille.page.get_by_role("heading", name="Invitations on their way")).to_be_visible()
    mail = mailbox.wait_for("yara@example.org")
    html = mail.get_body(("html",))
    assert html
    assert '<html lang="ar" dir="rtl">' in html.get_content()

    complaints, yara = complaints_of(context), context.new_page()
    yara.goto(link_in(mail))
    yara.get_by_role("button", name="Come into the group").click()
    yara.get_by_role("link", name="Network Charter", exact=True).click()
    expect(yara.locator("#status")).to_have_attribute("data-kind", "saved")
    yara.get_by_role("textbox").first.press("Control+Home")
    yara.keyboard.type(WORDS)
    camille.open_document()
    camille.wait_to_read(WORDS)
    document = yara.url

    yara.get_by_role("button", name="Sign out").click()
    yara.goto(document)
    yara.get_by_role("link", name="Sign in").click()
    yara.get_by_label("Your e-mail address").fill("yara@example.org")
    yara.get_by_label("Your e-mail address").press("Enter")
    expect(yara.get_by_role("heading", name="Look into your mail")).to_be_visible()
    yara.goto(link_in(mailbox.wait_for("yara@example.org", 2)))
    yara.get_by_role("button", name="Sign in as Yara Haddad").click()
    yara.wait_for_url(document)
    camille.close()
    assert [one for one in complaints if "401" not in one] == []  # that page asks to sign in
    assert camille.complaints == []
