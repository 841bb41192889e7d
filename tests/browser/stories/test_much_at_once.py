"""Twenty thousand words in one paste, and a typist faster than any, while somebody else writes."""

from tests.browser.seat import Seat, text_in_database
from tests.browser.stories.conftest import Sit
from tests.live_server import LiveServer

WORDS = 20_000
PARAGRAPH = 100
LETTERS = "".join(f" {number}ñ" for number in range(100))


def long_text() -> str:
    """Twenty thousand different words, in paragraphs."""
    words = [f"w{number:x}" for number in range(WORDS)]
    return "\n\n".join(
        " ".join(words[start : start + PARAGRAPH]) for start in range(0, WORDS, PARAGRAPH)
    )


def paste(seat: Seat, text: str) -> None:
    """As from another program: plain text on the clipboard, then the key."""
    seat.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    seat.page.keyboard.press("Control+v")


def test_a_long_paste_arrives_whole_and_goes_whole(server: LiveServer, sit: Sit) -> None:
    mariana = sit("mariana", permissions=["clipboard-read", "clipboard-write"])
    nour = sit("nour")
    before = text_in_database(server)
    mariana.caret_after("in four languages and more time zones than we could count.*")
    mariana.page.keyboard.press("Enter")
    paste(mariana, long_text())
    nour.caret_after("Vision")
    nour.type(" beside it")
    mariana.wait_to_read("Vision beside it")
    nour.wait_to_read(f"w{WORDS - 1:x}")
    mariana.wait_for("saved")
    nour.wait_for("saved")
    text = text_in_database(server)
    assert long_text() in text
    assert mariana.glance()["text"] == nour.glance()["text"] == text

    for _ in range(2):  # the paste, and the line it began
        mariana.page.keyboard.press("Control+z")
    nour.wait_to_read("w0 ", gone=True)
    nour.wait_to_read("Vision beside it")
    mariana.wait_for("saved")
    assert text_in_database(server) == before.replace("Vision", "Vision beside it", 1)


def test_no_letter_of_a_very_fast_typist_is_lost(server: LiveServer, sit: Sit) -> None:
    mariana, nour = sit("mariana"), sit("nour")
    mariana.caret_after("Principles")
    nour.caret_after("Governance")
    keys = mariana.context.new_cdp_session(mariana.page)
    for number, letter in enumerate(LETTERS):
        keys.send("Input.dispatchKeyEvent", {"type": "char", "text": letter})
        if number % 50 == 0:
            nour.type(f" {number}°")
    seen = mariana.glance()
    if seen["status"] == "saved":
        assert LETTERS in text_in_database(server)
    nour.wait_to_read(LETTERS)
    mariana.wait_for("saved")
    nour.wait_for("saved")
    text = text_in_database(server)
    assert f"Principles{LETTERS}" in text
    assert "Governance" + "".join(f" {n}°" for n in range(0, len(LETTERS), 50)) in text
    assert mariana.glance()["text"] == nour.glance()["text"] == text
