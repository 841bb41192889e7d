"""Two people use one computer, one after the other, in the same browser."""

from playwright.sync_api import expect

from tests.browser.seat import text_in_database
from tests.browser.stories.conftest import Sit
from tests.live_server import LiveServer


def test_the_second_neither_sees_nor_sends_what_the_first_left(
    server: LiveServer, sit: Sit
) -> None:
    first = sit("mariana")
    first.caret_after("Purpose")
    first.context.set_offline(True)
    first.wait_for("offline")
    first.type(" of Mariana alone")
    expect(first.page.locator("#status")).to_contain_text("17 changes kept on this device")
    first.page.on("dialog", lambda dialog: dialog.accept())
    with first.page.expect_event("close"):
        first.page.close(run_before_unload=True)
    first.context.set_offline(False)
    first.page = first.context.new_page()
    first.page.goto("/")
    first.page.get_by_role("button", name="Sign out").click()

    first.sign_in("ousmane@example.org")
    first.open_document()
    first.caret_after("Vision")
    first.type(" of Ousmane")
    first.wait_for("saved")
    assert "of Mariana alone" not in first.glance()["text"]
    expect(first.page.get_by_role("alert")).to_be_hidden()
    assert "of Mariana alone" not in text_in_database(server)

    first.page.get_by_role("button", name="Sign out").click()
    first.sign_in("mariana@example.org")
    first.open_document()
    first.wait_to_read("of Mariana alone")
    first.wait_for("saved")
    assert text_in_database(server).count("of Mariana alone") == 1


def test_a_page_left_open_does_not_speak_for_who_comes_next(server: LiveServer, sit: Sit) -> None:
    left_open, ousmane = sit("mariana"), sit("ousmane")
    left_open.caret_after("Membership")
    left_open.context.set_offline(True)
    left_open.wait_for("offline")
    left_open.type(" in her name")
    left_open.context.clear_cookies()
    left_open.context.add_cookies(ousmane.context.cookies())  # he signed in in another tab
    left_open.context.set_offline(False)
    expect(left_open.page.get_by_text("You are signed out.")).to_be_visible()
    expect(left_open.page.locator("#status")).to_contain_text("12 changes kept on this device")
    assert "in her name" not in text_in_database(server)
