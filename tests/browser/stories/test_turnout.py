"""People vote while others watch who has."""

from datetime import UTC, datetime

from playwright.sync_api import expect

from tests.browser.stories.conftest import Sit
from tests.browser.stories.elsewhere import person_called, round_open
from tests.live_server import LiveServer

SOON_MS = 20_000  # it is looked at every few seconds


def test_a_vote_is_seen_by_who_watches_without_a_reload(server: LiveServer, sit: Sit) -> None:
    camille, nour = sit("camille"), sit("nour")
    with round_open(server, "mariana", "nour") as poll:
        watching = camille.page
        watching.goto(f"/documents/{poll.key}/rounds/{poll.number}")
        watching.evaluate("window.isTheSamePage = true")
        turnout = watching.locator("[data-turnout]")
        close = watching.get_by_role("button", name="Close the round")
        expect(turnout.get_by_role("status")).to_contain_text("0 of 2 have voted.")

        note = nour.page.get_by_text("A validation round is open.")
        expect(note).to_be_visible(timeout=SOON_MS)  # on the live page, which was there before
        nour.page.get_by_role("link", name="Vote, or follow it").click()
        expect(nour.page.get_by_role("link", name="Vote now")).to_be_visible()
        poll.vote(person_called(server, "nour"), now=datetime.now(UTC))
        expect(turnout.get_by_role("status")).to_contain_text("1 of 2 has voted.", timeout=SOON_MS)
        expect(turnout.get_by_role("listitem").filter(has_text="Nour")).to_contain_text("Has voted")
        expect(close).to_be_hidden()

        poll.vote(person_called(server, "mariana"), now=datetime.now(UTC))
        expect(close).to_be_visible(timeout=SOON_MS)
        assert watching.evaluate("window.isTheSamePage")

        poll.close(datetime.now(UTC))
        expect(watching.get_by_text("2 of 2 voted (2 needed).")).to_be_visible(timeout=SOON_MS)
