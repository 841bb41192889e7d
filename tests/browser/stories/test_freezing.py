"""The facilitator freezes the charter while people are still typing."""

from playwright.sync_api import expect

from app.domain.lifecycle import State
from tests.browser.seat import text_in_database
from tests.browser.stories.conftest import Sit
from tests.browser.stories.elsewhere import document_in
from tests.live_server import LiveServer

WHY = "This text is closed for editing. You can read it and copy from it."


def test_everyone_is_told_and_nothing_lands_afterwards(server: LiveServer, sit: Sit) -> None:
    mariana, nour = sit("mariana"), sit("nour")
    mariana.caret_after("Review and amendment")  # far down: what is said at the top is not seen
    mariana.type(" in time")
    mariana.wait_for("saved")
    frozen = text_in_database(server)
    with document_in(server, State.FROZEN):
        for seat in (mariana, nour):
            seat.wait_for("readonly")
            expect(seat.page.locator(".state:visible")).to_have_text("Frozen")
        note = mariana.page.get_by_text(WHY)
        expect(note).to_be_in_viewport()
        mariana.type(" too late")
        mariana.page.keyboard.press("Control+z")
        assert mariana.glance()["text"] == nour.glance()["text"] == frozen
        assert text_in_database(server) == frozen
    mariana.wait_for("saved")
    expect(note).to_be_hidden()
    expect(mariana.page.locator(".state:visible")).to_have_text("Draft")
    mariana.type(" again")
    nour.wait_to_read("in time again")


def test_words_written_before_one_could_know_are_given_back(server: LiveServer, sit: Sit) -> None:
    mariana = sit("mariana", permissions=["clipboard-read", "clipboard-write"])
    mariana.caret_after("Review and amendment")
    mariana.context.set_offline(True)
    mariana.wait_for("offline")
    mariana.type(" — كلمات متأخرة, trop tard")
    frozen = text_in_database(server)
    with document_in(server, State.FROZEN):
        mariana.context.set_offline(False)
        mariana.wait_for("readonly")
        kept = mariana.page.get_by_role("alert")
        expect(kept).to_be_in_viewport()
        expect(kept).to_contain_text("This text is closed for editing")
        expect(kept.get_by_role("textbox")).to_have_value(" — كلمات متأخرة, trop tard")
        kept.get_by_role("button", name="Copy").click()
        expect(kept).to_contain_text("Copied")
        copied = mariana.page.evaluate("navigator.clipboard.readText()")
        assert copied == " — كلمات متأخرة, trop tard"
        mariana.wait_to_read("trop tard", gone=True)

        mariana.page.reload()
        mariana.wait_for("readonly")
        expect(kept.get_by_role("textbox")).to_have_value(" — كلمات متأخرة, trop tard")
        kept.get_by_role("button", name="Dismiss").click()
        mariana.page.reload()
        mariana.wait_for("readonly")
        expect(kept).to_be_hidden()
    mariana.wait_for("saved")
    assert text_in_database(server) == frozen
