"""`make bench`: measures what a person waits for, and prints it. Nothing here is asserted."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench import (
    accepting,
    accidents,
    arrival,
    bundle,
    differences,
    history,
    keystroke,
    long_document,
    margin,
    opening,
    published,
    voting,
)
from tests.browser.conftest import launch_arguments
from tests.live_server import LiveServer


def main() -> None:
    bundle.measure()
    long_document.measure()
    accepting.measure()
    differences.measure()
    history.measure()
    voting.measure()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = LiveServer(Path(folder))
        server.start()
        browser = playwright.chromium.launch(**launch_arguments())
        try:
            opening.measure(server, browser)
            keystroke.measure(server, browser)
            arrival.measure(server, browser)
            margin.measure(browser)
            accidents.measure(browser)
            published.measure(server, browser)
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
