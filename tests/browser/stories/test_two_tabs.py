"""One person has the charter open twice, forgets about it, and closes the wrong tab."""

from playwright.sync_api import expect

from tests.browser.seat import Seat, text_in_database
from tests.browser.stories.conftest import Sit
from tests.live_server import LiveServer

WORDS = ("in the first", "in the second", "not sent yet", "without the other")


def expect_here(seat: Seat, names: str) -> None:
    summary = seat.page.locator("#presence summary")
    expect(summary).to_have_attribute("aria-label", f"Here now: {names}")


def test_each_word_is_there_once_whichever_tab_it_was_typed_in(
    server: LiveServer, sit: Sit
) -> None:
    nour, first = sit("nour"), sit("mariana")
    second = first.open_tab()
    expect_here(nour, "Nour El-Khazen, Mariana Ortega Luján")
    expect_here(first, "Mariana Ortega Luján, Nour El-Khazen")
    expect_here(second, "Mariana Ortega Luján, Nour El-Khazen")
    second.caret_after("Membership")
    second.type(" in the second")
    first.page.bring_to_front()
    first.caret_after("Principles")
    first.type(" in the first")
    first.wait_to_read("Membership in the second")

    first.context.set_offline(True)
    second.wait_for("offline")
    second.page.bring_to_front()
    second.type(" not sent yet")
    expect(second.page.locator("#status")).to_contain_text("13 changes kept on this device")
    second.page.on("dialog", lambda dialog: dialog.accept())
    with second.page.expect_event("close"):
        second.page.close(run_before_unload=True)
    first.page.bring_to_front()
    first.type(" without the other")
    first.context.set_offline(False)

    nour.wait_to_read("in the second not sent yet")
    nour.wait_to_read("in the first without the other")
    first.wait_to_read("in the second not sent yet")
    first.wait_for("saved")
    text = text_in_database(server)
    assert {words: text.count(words) for words in WORDS} == dict.fromkeys(WORDS, 1)
    assert first.glance()["text"] == nour.glance()["text"] == text
    first.page.reload()
    first.wait_for("saved")
    assert first.glance()["text"] == text_in_database(server) == text
