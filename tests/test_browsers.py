"""Browsers are called what their owners call them; whatever is sent, the page says something."""

import pytest
from flask import Flask

from app.browsers import browser_name

GECKO = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
CHROMIUM = "AppleWebKit/537.36 (KHTML, like Gecko)"
UNKNOWN = "A browser that does not say what it is"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0",
            "Firefox, Windows",
        ),
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) {GECKO} Version/17.0 "
            "Mobile/15E148 Safari/604.1",
            "Safari, iPhone / iPad",
        ),
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) {GECKO} CriOS/120.0 "
            "Mobile/15E148 Safari/604.1",
            "Chrome, iPhone / iPad",
        ),
        (
            f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {GECKO} Version/17.0 Safari/605.1",
            "Safari, Mac",
        ),
        (
            f"Mozilla/5.0 (Linux; Android 14; Pixel 8) {CHROMIUM} Chrome/120.0 Mobile Safari/537",
            "Chrome, Android",
        ),
        (f"Mozilla/5.0 (X11; Linux x86_64) {CHROMIUM} HeadlessChrome/120.0", "Chrome, Linux"),
        ("curl/8.0", "curl"),
        ("", UNKNOWN),
        ("<script>alert(1)</script>", UNKNOWN),
        ("Mozilla/5.0 (" + "a;" * 143, UNKNOWN),
    ],
)
def test_what_a_browser_is_called(app: Flask, user_agent: str, name: str) -> None:
    with app.test_request_context():
        assert browser_name(user_agent) == name
