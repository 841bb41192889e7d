"""A facilitator invites somebody, who comes by the link in another browser and writes."""

from playwright.sync_api import Browser, expect

from tests.browser.seat import complaints_of, text_in_database
from tests.browser.stories.conftest import Sit
from tests.live_server import LiveServer

WORDS = "Yara was here. "


def test_from_the_invitation_to_the_first_words(
    server: LiveServer, sit: Sit, browser: Browser
) -> None:
    camille = sit("camille")
    camille.page.goto("/")
    camille.page.get_by_role("link", name="Invite people").click()
    camille.page.get_by_label("List of people").fill(
        "Name\tE-mail\tCountry\nYara Haddad\tyara@example.org\tLiban\nNobody\tnowhere\t"
    )
    camille.page.get_by_role("button", name="Check the list").click()
    expect(camille.page.get_by_text("not complete")).to_be_visible()
    camille.page.get_by_role("button", name="Invite these people").click()
    expect(camille.page.get_by_role("button", name="Copy")).to_be_visible()
    expect(camille.page.get_by_label("Mend these rows here")).to_have_value(
        "Name\tE-mail\tCountry\nNobody\tnowhere\t"
    )
    link = camille.page.get_by_label("Link for Yara Haddad").input_value()

    context = browser.new_context()
    complaints, yara = complaints_of(context), context.new_page()
    yara.goto(link)
    yara.get_by_role("button", name="Come into the group").click()
    yara.get_by_role("link", name="Network Charter", exact=True).click()
    expect(yara.locator("#status")).to_have_attribute("data-kind", "saved")
    yara.get_by_role("textbox").first.press("Control+Home")
    yara.keyboard.type(WORDS)
    camille.open_document()
    camille.wait_to_read(WORDS)
    assert WORDS in text_in_database(server)
    context.close()
    assert complaints == []
