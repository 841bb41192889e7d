"""Somebody may do less than a moment ago: they are told what happened, and keep their words."""

from playwright.sync_api import expect

from app.domain.roles import Role
from tests.browser.seat import text_in_database
from tests.browser.stories.conftest import Sit
from tests.browser.stories.elsewhere import end_sessions, in_role, out_of_the_group
from tests.live_server import LiveServer

READING = "You are reading. You see every change as it is made, but you cannot edit this text."
LEFT_OUT = "You can no longer read this text here"
SIGNED_OUT = "You are signed out."


def test_who_becomes_an_observer_reads_on_and_keeps_their_words(
    server: LiveServer, sit: Sit
) -> None:
    mariana, nour = sit("mariana"), sit("nour")
    mariana.caret_after("Services and activities")
    mariana.context.set_offline(True)
    mariana.wait_for("offline")
    mariana.type(" unheard")
    with in_role(server, "mariana", Role.OBSERVER):
        mariana.context.set_offline(False)
        mariana.wait_for("readonly")
        expect(mariana.page.get_by_role("alert").get_by_role("textbox")).to_have_value(" unheard")
        expect(mariana.page.get_by_text(READING)).to_be_visible()
        nour.caret_after("Vision")
        nour.type(" for observers too")
        mariana.wait_to_read("Vision for observers too")
    mariana.wait_for("saved")
    expect(mariana.page.get_by_text(READING)).to_be_hidden()
    assert "unheard" not in text_in_database(server)


def test_who_is_out_of_the_group_reads_no_more(server: LiveServer, sit: Sit) -> None:
    mariana, nour = sit("mariana"), sit("nour")
    with out_of_the_group(server, "mariana"):
        expect(mariana.page.get_by_text(LEFT_OUT)).to_be_in_viewport()
        expect(mariana.page.locator("#editor")).to_be_hidden()
        expect(mariana.page.locator("#presence")).to_be_hidden()
        nour.caret_after("Governance")
        nour.type(" among ourselves")
        nour.wait_for("saved")
        assert mariana.glance()["text"] == ""
        assert "Purpose" not in mariana.page.locator("main").inner_text()


def test_who_is_signed_out_elsewhere_finds_their_words_after_signing_in(
    server: LiveServer, sit: Sit
) -> None:
    mariana = sit("mariana")
    mariana.caret_after("Communication and languages")
    mariana.context.set_offline(True)
    mariana.wait_for("offline")
    mariana.type(" on all devices")
    end_sessions(server, "mariana")
    mariana.context.set_offline(False)
    note = mariana.page.get_by_text(SIGNED_OUT)
    expect(note).to_be_in_viewport()
    expect(mariana.page.locator("#status")).to_contain_text("15 changes kept on this device")
    mariana.type(" or not")
    assert "or not" not in mariana.glance()["text"]
    again = mariana.page.get_by_role("link", name="Load the page again")
    expect(again).to_have_attribute("href", f"/documents/{server.document_key()}")
    mariana.page.on("dialog", lambda dialog: dialog.accept())
    mariana.sign_in("mariana@example.org")
    mariana.open_document()
    mariana.wait_to_read("languages on all devices")
    mariana.wait_for("saved")
    assert text_in_database(server).count("on all devices") == 1
