"""Two people write in the same paragraph at the same moment, and a third comes in half-way."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.seat import Seat, text_in_database
from tests.live_server import LiveServer, served
from tests.servers.databases import Databases

WRITING_SECONDS = 30
SCRIPTS = ("é", "ñ", "ü", "سلام", "ع", "🌍", "👩🏽‍🏫", "ß")


@pytest.fixture
def server(databases: Databases, tmp_path: Path) -> Iterator[LiveServer]:
    with served(databases, tmp_path) as server:
        yield server


def token(who: str, number: int) -> str:
    """A word nobody else writes, in one of the scripts the group writes in."""
    return f" {who}{number}{SCRIPTS[number % len(SCRIPTS)]}."


def test_two_write_in_one_paragraph_and_all_read_the_same(
    server: LiveServer, browser: Browser
) -> None:
    mariana = Seat(server, browser, "mariana@example.org")
    nour = Seat(server, browser, "nour@example.org")
    late: Seat | None = None
    place = mariana.glance()["text"].split("\n\n")[2]
    mariana.caret_after(place[: len(place) // 2])
    nour.caret_after(place)

    written: list[str] = []
    end = time.monotonic() + WRITING_SECONDS
    while time.monotonic() < end:
        for seat, who in ((mariana, "M"), (nour, "N")):
            written.append(token(who, len(written)))
            seat.type(written[-1])
        if late is None and time.monotonic() > end - WRITING_SECONDS / 2:
            late = Seat(server, browser, "ousmane@example.org")
    assert late

    seats = (mariana, nour, late)
    for seat in seats:
        seat.wait_for("saved")
    for seat in seats:  # what the others wrote last may still be on its way to this screen
        for last in written[-2:]:
            seat.wait_to_read(last)
    texts = {seat.glance()["text"] for seat in seats}
    assert len(texts) == 1
    (text,) = texts
    assert [word for word in written if text.count(word) != 1] == []

    server.stop()
    server.start()
    assert text_in_database(server) == text
    reviewer = Seat(server, browser, "ingrid@example.org")
    assert reviewer.glance()["text"] == text
    reviewer.page.goto(f"/documents/{server.document_key()}/reading")
    shown = reviewer.page.locator("main").inner_text()
    assert [word for word in written if word.strip() not in shown] == []


def test_each_sees_where_the_other_is(server: LiveServer, browser: Browser) -> None:
    mariana = Seat(server, browser, "mariana@example.org")
    nour = Seat(server, browser, "nour@example.org")
    here = mariana.page.locator("#presence")
    expect(here).to_contain_text("NE")  # Nour's initials
    nour.caret_after("Purpose")
    expect(mariana.page.locator(".cm-content")).to_contain_text("Nour El-Khazen")
    nour.close()
    expect(mariana.page.locator(".cm-content")).not_to_contain_text("Nour El-Khazen")
    expect(here).not_to_contain_text("NE")


def test_undo_takes_back_only_what_one_wrote_oneself(server: LiveServer, browser: Browser) -> None:
    mariana = Seat(server, browser, "mariana@example.org")
    nour = Seat(server, browser, "nour@example.org")
    mariana.caret_after("Purpose")
    mariana.type(" of Mariana")
    nour.caret_after("Vision")
    nour.type(" of Nour")
    mariana.wait_to_read("Vision of Nour")
    mariana.page.keyboard.press("Control+z")
    nour.wait_to_read("of Mariana", gone=True)
    assert "Vision of Nour" in nour.glance()["text"]


def test_a_reviewer_reads_along_and_cannot_change_a_letter(
    server: LiveServer, browser: Browser
) -> None:
    ingrid = Seat(server, browser, "ingrid@example.org")
    mariana = Seat(server, browser, "mariana@example.org")
    before = text_in_database(server)
    ingrid.caret_after("Purpose")
    ingrid.type("vandalism")
    ingrid.page.keyboard.press("Control+b")
    ingrid.page.keyboard.press("Backspace")
    mariana.caret_after("Purpose")
    mariana.type(" today")
    ingrid.wait_to_read("Purpose today")
    assert text_in_database(server) == before.replace("Purpose", "Purpose today", 1)
    expect(ingrid.page.locator("#reading-note")).to_be_visible()
    expect(ingrid.page.get_by_role("button", name=re.compile("bold", re.I))).to_be_hidden()
