"""Signing in at a provider in a real browser: the button, the provider's page, and back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.accessibility.looks import OpenBrowser, assert_good
from tests.live_server import LiveServer
from tests.servers.databases import Databases
from tests.servers.openid_provider import OpenIDProvider

_REFRESH = re.compile(r'<meta http-equiv="refresh"[^>]*>')


@pytest.fixture(scope="module")
def provider() -> Iterator[OpenIDProvider]:
    with OpenIDProvider().running() as provider:
        yield provider


@pytest.fixture(scope="module")
def server(
    databases: Databases, provider: OpenIDProvider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LiveServer]:
    """As in production, where the provider is another site than the one of the server."""
    known = provider.settings
    environ = {
        "COCHARTER_DEMO": "",
        "COCHARTER_OIDC_ISSUER": known.issuer,
        "COCHARTER_OIDC_CLIENT_ID": known.client_id,
        "COCHARTER_OIDC_CLIENT_SECRET": known.client_secret,
        "COCHARTER_OIDC_NAME": known.name,
    }
    with databases.migrated() as url:
        server = LiveServer(tmp_path_factory.mktemp("openid"), url, environ)
        try:
            server.start()
            yield server
        finally:
            server.stop()


def test_from_a_document_s_address_through_the_provider_to_the_document(
    server: LiveServer, provider: OpenIDProvider, open_browser: OpenBrowser
) -> None:
    """The provider hands on to another server first, as those do that only pass people on."""
    provider.broker = provider.issuer.replace("127.0.0.1", "localhost")
    page = open_browser()
    document = f"{server.url}/documents/{server.document_key()}"
    page.goto(document)
    page.get_by_role("button", name="Sign in with Core ID").press("Enter")
    page.wait_for_url("http://localhost:*/**")
    page.get_by_label("E-mail").fill("nour@example.org")
    page.get_by_label("E-mail").press("Enter")
    page.wait_for_url(document)
    expect(page.locator("#status")).to_have_attribute("data-kind", "saved")
    expect(page.locator(".account-name")).to_have_text("Nour El-Khazen")


def test_going_back_from_the_provider_leads_to_the_button(
    server: LiveServer, provider: OpenIDProvider, open_browser: OpenBrowser
) -> None:
    provider.broker = ""
    page = open_browser()
    page.goto(server.url)
    button = page.get_by_role("button", name="Sign in with Core ID")
    button.click()
    page.get_by_label("E-mail").wait_for()
    page.go_back()
    expect(button).to_be_visible()
    button.click()
    page.get_by_label("E-mail").fill("stranger@example.org")
    page.get_by_label("E-mail").press("Enter")
    expect(page.get_by_text("CoCharter knows nobody")).to_be_visible()
    page.get_by_role("button", name="Sign in with Core ID").click()
    page.get_by_label("E-mail").fill("camille@example.org")
    page.get_by_label("E-mail").press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_its_pages(server: LiveServer, page: Page) -> None:
    for rest in ("", "/openid/return?error=access_denied"):
        page.goto(f"{server.url}{rest}")
        expect(page.locator(".openid button")).to_be_visible()
        assert_good(page)
    page.route("**/openid", hold_open)
    page.locator(".openid button").click()
    expect(page.locator("main a")).to_be_visible()
    assert_good(page)


def hold_open(route: Route) -> None:
    """The page in between, without what makes it go on by itself."""
    answer = route.fetch()
    route.fulfill(response=answer, body=_REFRESH.sub("", answer.text()))
