"""The server is killed at random moments while two people write: nothing typed is lost."""

import random
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.seat import Seat, text_in_database
from tests.live_server import LiveServer, served
from tests.servers.databases import Databases

KILLS = 20
SEED = 20261123
LONGEST_LIFE_SECONDS = 1.5
KEPT = re.compile(r"[1-9]\d* changes? kept on this device")


@pytest.fixture
def server(databases: Databases, tmp_path: Path) -> Iterator[LiveServer]:
    with served(databases, tmp_path) as server:
        yield server


def words_in(text: str, written: list[str]) -> set[str]:
    return {word for word in written if word in text}


def assert_truth(seat: Seat, server: LiveServer, written: list[str]) -> None:
    """Saved: all this person sees of their words is in the database.

    Offline: as soon as the device has written down what is missing there, the line says how much.
    """
    seen = seat.glance()
    missing = words_in(seen["text"], written) - words_in(text_in_database(server), written)
    if seen["status"] == "saved":
        assert not missing, f"{seen['words']}, but the database lacks {missing}"
    if seen["status"] == "offline" and missing:
        expect(seat.page.locator("#status")).to_contain_text(KEPT)


def test_every_word_is_there_exactly_once_after_twenty_kills(
    server: LiveServer, browser: Browser
) -> None:
    chance = random.Random(SEED)
    mariana = Seat(server, browser, "mariana@example.org")
    nour = Seat(server, browser, "nour@example.org")
    mariana.caret_after("Purpose")
    nour.caret_after("Vision")
    written: dict[Seat, list[str]] = {mariana: [], nour: []}

    def write(seat: Seat, letter: str) -> None:
        word = f" {letter}{len(written[seat])}ñع🌱."
        written[seat].append(word)
        seat.type(word)
        assert_truth(seat, server, written[seat])

    for _ in range(KILLS):
        killer = threading.Timer(chance.uniform(0, LONGEST_LIFE_SECONDS), server.kill)
        killer.start()
        while killer.is_alive():  # the kill falls between any two keystrokes, or within one
            write(mariana, "M")
            write(nour, "N")
        mariana.wait_for("offline")
        nour.wait_for("offline")
        for _ in range(chance.randint(0, 3)):
            write(mariana, "M")
            write(nour, "N")
        server.start()
        mariana.wait_for("saved")
        nour.wait_for("saved")

    mariana.page.reload()
    nour.page.reload()
    mariana.wait_for("saved")
    nour.wait_for("saved")
    text = text_in_database(server)
    assert mariana.glance()["text"] == nour.glance()["text"] == text
    counts = {word: text.count(word) for word in [*written[mariana], *written[nour]]}
    assert {word: count for word, count in counts.items() if count != 1} == {}, text
