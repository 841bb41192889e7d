"""Somebody signs a browser out from another one: its open pages know at once, and lose nothing."""

from playwright.sync_api import expect

from tests.browser.seat import Seat, text_in_database
from tests.browser.stories.conftest import Sit
from tests.browser.stories.test_losing_rights import LEFT_OUT, SIGNED_OUT
from tests.live_server import LiveServer

PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537"


def sign_the_phone_out(desk: Seat) -> None:
    """From the page where one sees where one is signed in."""
    desk.page.goto("/account/sessions")
    phones = desk.page.get_by_role("listitem").filter(has_text="Chrome, Android")
    phones.get_by_role("button").click()
    expect(desk.page.get_by_role("status")).to_have_text("That browser is signed out.")
    expect(phones).to_have_count(0)


def test_a_phone_left_behind_is_signed_out_from_the_desk(server: LiveServer, sit: Sit) -> None:
    phone, desk = sit("mariana", user_agent=PHONE), sit("mariana")
    phone.caret_after("Communication and languages")
    phone.type(" on the go")
    desk.wait_to_read("languages on the go")
    sign_the_phone_out(desk)
    expect(phone.page.get_by_text(LEFT_OUT)).to_be_in_viewport()
    expect(phone.page.locator("#editor")).to_be_hidden()
    assert "Purpose" not in phone.page.locator("main").inner_text()
    desk.open_document()
    desk.wait_to_read("languages on the go")
    desk.caret_after("languages on the go")
    desk.type(" and at home")
    desk.wait_for("saved")
    assert text_in_database(server).count("languages on the go and at home") == 1


def test_what_the_phone_could_not_send_waits_there_until_one_signs_in_again(
    server: LiveServer, sit: Sit
) -> None:
    phone, desk = sit("mariana", user_agent=PHONE), sit("mariana")
    phone.caret_after("Governance")
    phone.context.set_offline(True)
    phone.wait_for("offline")
    phone.type(" by all of us")
    sign_the_phone_out(desk)
    phone.context.set_offline(False)
    expect(phone.page.get_by_text(SIGNED_OUT)).to_be_in_viewport()
    expect(phone.page.locator("#status")).to_contain_text("13 changes kept on this device")
    phone.page.on("dialog", lambda dialog: dialog.accept())
    phone.sign_in("mariana@example.org")
    phone.open_document()
    phone.wait_to_read("Governance by all of us")
    phone.wait_for("saved")
    assert text_in_database(server).count("Governance by all of us") == 1


def test_signing_out_everywhere_leaves_no_page_open(sit: Sit) -> None:
    other, here = sit("mariana"), sit("mariana")
    here.page.goto("/account/sessions")
    here.page.get_by_role("button", name="Sign out everywhere", exact=True).click()
    expect(here.page.get_by_role("button", name="Sign out")).to_have_count(0)
    expect(other.page.get_by_text(LEFT_OUT)).to_be_in_viewport()
    assert other.context.request.get("/account").status == 401
