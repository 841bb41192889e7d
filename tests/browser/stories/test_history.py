"""A facilitator keeps a version, and brings it back while others write and remark."""

from playwright.sync_api import expect

from tests.browser.seat import Seat, text_in_database
from tests.browser.stories.conftest import Sit
from tests.browser.stories.test_remarks import card_of, select
from tests.live_server import LiveServer

NAME = "Before we tried other words"
REMARKED = "every learner can gain"
UNWANTED = " Words that nobody wants."
TYPED = " Meanwhile."


def write(seat: Seat, words: str) -> None:
    """At the end of the text."""
    seat.page.get_by_role("textbox", name="Text of the document").press("Control+End")
    seat.page.keyboard.type(words)
    seat.wait_for("saved")


def keep(seat: Seat, name: str) -> None:
    seat.page.goto(f"/documents/{seat.server.document_key()}/history")
    seat.page.get_by_label("Keep it as a version with a name").fill(name)
    seat.page.get_by_role("button", name="Keep this version").click()
    expect(seat.page.get_by_role("status")).to_contain_text(name)


def test_a_version_comes_back_while_another_writes_and_a_remark_stays_with_its_words(
    server: LiveServer, sit: Sit
) -> None:
    camille, nour = sit("camille"), sit("nour")
    before = text_in_database(server)
    keep(camille, NAME)
    select(nour, REMARKED)
    nour.page.get_by_role("button", name="Comment", exact=True).click()
    nour.page.get_by_label("What you have to say").fill("I like these words.")
    nour.page.get_by_role("button", name="Send").click()
    expect(card_of(nour, "I like these words.")).to_be_visible()
    write(nour, UNWANTED)

    row = camille.page.get_by_role("listitem").filter(has_text=NAME)
    row.get_by_role("link", name="Bring back").click()
    write(nour, TYPED)
    camille.page.get_by_role("button", name="Bring this text back").click()
    expect(camille.page.get_by_role("status")).to_contain_text("is back")

    nour.wait_to_read(UNWANTED, gone=True)
    nour.wait_to_read(TYPED)
    assert text_in_database(server).replace(TYPED, "", 1) == before
    nour.page.get_by_role("textbox", name="Text of the document").press("Control+Home")
    expect(nour.page.locator("mark", has_text=REMARKED)).to_be_visible()
