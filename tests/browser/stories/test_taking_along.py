"""Somebody takes the text along from the reading page, by keyboard; others write on meanwhile."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.stories.conftest import Sit
from tests.exporting import readers
from tests.live_server import LiveServer


def test_a_file_is_taken_along_by_keyboard(server: LiveServer, sit: Sit) -> None:
    page = sit("nour").page
    page.goto(f"/documents/{server.document_key()}/reading")
    page.locator(".downloads summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("With the open comments")).to_be_checked()
    page.keyboard.press("Tab")
    with page.expect_download() as begun:
        page.keyboard.press("Enter")
    name = begun.value.suggested_filename
    assert name.startswith("Network Charter ")
    assert name.endswith(".pdf")
    pages = " ".join(readers.pages(Path(begun.value.path()).read_bytes()))
    assert readers.in_order(pages, "Network Charter", "4. Membership", "Open comments")


def test_the_list_stays_on_a_narrow_screen(server: LiveServer, sit: Sit) -> None:
    page = sit("nour", viewport={"width": 390, "height": 800}).page
    page.goto(f"/documents/{server.document_key()}/reading")
    page.locator(".downloads summary").click()
    box = page.locator(".downloads-form").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


def test_others_write_on_while_a_file_is_made(server: LiveServer, sit: Sit) -> None:
    reader, writer = sit("nour"), sit("camille")
    writer.open_document()
    address = f"/documents/{server.document_key()}/file.odt"
    reader.page.evaluate(
        "address => { window.files = Promise.all([1, 2, 3].map(() => fetch(address).then("
        "answer => answer.status))) }",
        address,
    )
    writer.caret_after("The same purpose")
    writer.type(" — still")
    writer.wait_for("saved")
    assert reader.page.evaluate("window.files") == [200, 200, 200]
