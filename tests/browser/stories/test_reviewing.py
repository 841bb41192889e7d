"""A facilitator gives a stranger a link to read by, and ends it while the stranger reads."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.seat import SAVED_MS, Seat, complaints_of
from tests.browser.stories.conftest import Sit

ENDED = "the link you came by was ended"
READING = "You are reading. You see every change as it is made, but you cannot edit this text."


def make_link(camille: Seat, label: str) -> str:
    """From the page of the document, with the mouse."""
    camille.page.get_by_role("link", name="Review links").click()
    camille.page.get_by_label("For whom").fill(label)
    camille.page.get_by_role("button", name="Make a link").click()
    expect(camille.page.get_by_role("button", name="Copy")).to_be_visible()
    return camille.page.get_by_label(f"Link for {label}").input_value()


def introduce_oneself(page: Page) -> None:
    page.get_by_label("Your name").fill("Jean Dupont")
    page.get_by_label("Your e-mail address").fill("jean@example.fr")
    page.get_by_role("button", name="Open the document").click()
    wait_to_read(page)


def wait_to_read(page: Page) -> None:
    expect(page.locator("#status")).to_have_attribute("data-kind", "readonly", timeout=SAVED_MS)


def assert_reads_until_the_link_is_ended(camille: Seat, writer: Seat, browser: Browser) -> None:
    """The stranger comes to the process that serves `writer`."""
    link = make_link(camille, "The advisers").replace(camille.server.url, writer.server.url)
    context = browser.new_context()
    complaints, jean = complaints_of(context), context.new_page()
    jean.goto(link)
    introduce_oneself(jean)
    expect(jean.get_by_text(READING)).to_be_visible()
    writer.caret_after("across borders")
    writer.type(" for guests too")
    expect(jean.locator("#editor")).to_contain_text("across borders for guests too")
    writer.page.locator("#presence summary").click()
    expect(writer.page.locator("#presence")).to_contain_text("Jean Dupont")

    camille.page.get_by_role("link", name="Back to the review links").click()
    link_and_guests = camille.page.get_by_role("article", name="The advisers")
    expect(link_and_guests).to_contain_text("jean@example.fr · not verified")
    link_and_guests.get_by_role("button", name="End this link").click()
    expect(camille.page.get_by_role("status")).to_contain_text("The link is ended")

    expect(jean.get_by_text(ENDED)).to_be_in_viewport(timeout=3000)
    expect(jean.locator("#editor")).to_be_hidden()
    assert "Purpose" not in jean.locator("main").inner_text()
    assert complaints == []
    jean.goto(link)
    expect(jean.get_by_text("This review link was ended")).to_be_visible()
    context.close()


def test_a_stranger_reads_live_by_a_link_until_it_is_ended(sit: Sit, browser: Browser) -> None:
    assert_reads_until_the_link_is_ended(sit("camille"), sit("mariana"), browser)


def test_a_guest_mends_a_mistake_finds_the_document_again_and_signs_out(
    sit: Sit, browser: Browser
) -> None:
    camille = sit("camille")
    link = make_link(camille, "The neighbours")
    context = browser.new_context()
    jean = context.new_page()
    jean.goto(link)
    jean.get_by_label("Your name").fill("Jean Dupont")
    jean.get_by_label("Your e-mail address").fill("jean@nowhere")
    jean.keyboard.press("Enter")
    expect(jean.get_by_text("not complete")).to_be_visible()
    expect(jean.get_by_label("Your e-mail address")).to_be_focused()
    expect(jean.get_by_label("Your name")).to_have_value("Jean Dupont")
    introduce_oneself(jean)
    jean.goto(link)  # which may be opened again
    wait_to_read(jean)
    jean.get_by_role("link", name="CoCharter").click()
    jean.get_by_role("link", name="Network Charter", exact=True).click()
    wait_to_read(jean)
    jean.get_by_role("button", name="Sign out").click()
    expect(jean.get_by_role("button", name="Sign out")).to_be_hidden()
    context.close()
