"""Somebody writes on a train: the line goes, the page is closed, the line comes back."""

from playwright.sync_api import Dialog, expect

from tests.browser.seat import Seat, text_in_database
from tests.browser.stories.conftest import Sit
from tests.live_server import LiveServer

# A telephone far from everything: 400 ms for each answer, 20 kB a second.
SLOW_LINE = {"offline": False, "latency": 400, "downloadThroughput": 20_000,
             "uploadThroughput": 20_000}  # fmt: skip


def close_page(seat: Seat) -> list[str]:
    """Close the page as a person does who says yes to every warning; the warnings they got."""
    warnings: list[str] = []

    def leave(dialog: Dialog) -> None:
        warnings.append(dialog.type)
        dialog.accept()

    seat.page.on("dialog", leave)
    with seat.page.expect_event("close"):
        seat.page.close(run_before_unload=True)
    return warnings


def test_what_was_written_offline_meets_what_others_wrote(server: LiveServer, sit: Sit) -> None:
    mariana, nour = sit("mariana"), sit("nour")
    mariana.caret_after("Purpose")
    mariana.context.set_offline(True)
    mariana.wait_for("offline")
    mariana.type(" écrit")
    expect(mariana.page.locator("#status")).to_have_text("Offline — 6 changes kept on this device")
    nour.caret_after("Vision")
    nour.type(" de loin")
    nour.wait_for("saved")
    assert "de loin" not in mariana.glance()["text"]

    mariana.context.set_offline(False)
    mariana.wait_to_read("Vision de loin")
    nour.wait_to_read("Purpose écrit")
    mariana.wait_for("saved")
    text = text_in_database(server)
    assert mariana.glance()["text"] == nour.glance()["text"] == text
    assert (text.count(" écrit"), text.count(" de loin")) == (1, 1)


def test_words_of_a_closed_page_arrive_when_it_is_opened_again(
    server: LiveServer, sit: Sit
) -> None:
    mariana = sit("mariana")
    mariana.caret_after("Principles")
    mariana.context.set_offline(True)
    mariana.wait_for("offline")
    mariana.type(" kept in the bag")
    expect(mariana.page.locator("#status")).to_contain_text("16 changes kept on this device")
    assert close_page(mariana) == ["beforeunload"]
    assert "kept in the bag" not in text_in_database(server)

    mariana.context.set_offline(False)
    mariana = mariana.open_tab()
    mariana.wait_to_read("Principles kept in the bag")
    mariana.wait_for("saved")
    assert text_in_database(server).count("kept in the bag") == 1
    assert close_page(mariana) == []


def test_the_text_is_there_before_the_scripts(sit: Sit, server: LiveServer) -> None:
    mariana = sit("mariana")
    page = mariana.context.new_page()
    page.route("**/document.js*", lambda route: route.abort())
    page.goto(f"/documents/{server.document_key()}")
    expect(page.locator("#editor")).to_contain_text("Everyone teaches and everyone learns")


def test_a_slow_line_is_good_enough_to_write_on(server: LiveServer, sit: Sit) -> None:
    mariana, nour = sit("mariana"), sit("nour")
    line = mariana.context.new_cdp_session(mariana.page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW_LINE)
    mariana.open_document()
    mariana.caret_after("Review and amendment")
    mariana.type(" slowly")
    nour.wait_to_read("amendment slowly")
    mariana.wait_for("saved")
