"""The charter is restored from a backup while somebody has words that are not sent yet."""

from playwright.sync_api import expect

from tests.browser.seat import text_in_database
from tests.browser.stories.conftest import Sit
from tests.browser.stories.elsewhere import restore_from_backup
from tests.live_server import LiveServer


def test_words_for_the_old_text_are_shown_and_never_merged(server: LiveServer, sit: Sit) -> None:
    mariana, nour = sit("mariana"), sit("nour")
    mariana.caret_after("Decision-making and validation")
    mariana.context.set_offline(True)
    mariana.wait_for("offline")
    mariana.type(" of yesterday")
    restore_from_backup(server)
    mariana.context.set_offline(False)
    kept = mariana.page.get_by_role("alert")
    expect(kept).to_be_in_viewport()
    expect(kept).to_contain_text("restored from a backup")
    expect(kept.get_by_role("textbox")).to_have_value(" of yesterday")
    mariana.wait_for("saved")
    assert "of yesterday" not in mariana.glance()["text"]

    mariana.caret_after("Purpose")
    mariana.type(" of today")
    nour.wait_to_read("Purpose of today")
    nour.caret_after("Vision")
    nour.type(" of tomorrow")
    mariana.wait_to_read("Vision of tomorrow")
    mariana.wait_for("saved")
    assert mariana.glance()["text"] == nour.glance()["text"] == text_in_database(server)
    assert "of yesterday" not in text_in_database(server)

    mariana.page.reload()
    mariana.wait_for("saved")
    expect(kept.get_by_role("textbox")).to_have_value(" of yesterday")
    kept.get_by_role("button", name="Dismiss").click()
    mariana.page.reload()
    mariana.wait_for("saved")
    expect(kept).to_be_hidden()
