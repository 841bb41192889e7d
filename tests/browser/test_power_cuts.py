"""The server is killed at random moments while two people write: nothing typed is lost."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.seat import Seat, text_in_database
from tests.live_server import LiveServer

KILLS = 20
SEED = 20261123


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    server = LiveServer(tmp_path)
    server.start()
    yield server
    server.stop()


def words_in(text: str, written: list[str]) -> set[str]:
    return {word for word in written if word in text}


def assert_truth(seat: Seat, server: LiveServer, written: list[str]) -> None:
    """When the line says saved, all this person sees of their words is in the database."""
    seen = seat.glance()
    if seen["status"] == "saved":
        missing = words_in(seen["text"], written) - words_in(text_in_database(server), written)
        assert not missing, f"{seen['words']}, but the database lacks {missing}"
    if seen["status"] == "offline":
        assert any(sign.isdigit() for sign in seen["words"]) or not seen["words"].endswith("device")


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

    def both_write(most: int) -> None:
        for _ in range(chance.randint(0, most)):
            write(mariana, "M")
            write(nour, "N")

    for _ in range(KILLS):
        both_write(most=6)
        mariana.type(" half a word")  # so that the kill falls between keystroke and commit
        server.kill()
        mariana.wait_for("offline")
        nour.wait_for("offline")
        both_write(most=3)
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
    assert set(counts.values()) == {1}, counts
    assert text.count(" half a word") == KILLS
