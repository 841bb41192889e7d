"""The editor on a page of its own, bundled once and served on loopback."""

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.editor.desk import Desk

STATIC = Path(__file__).resolve().parents[3] / "static"


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: a test's output is its failure."""


@pytest.fixture(scope="session")
def harness_url() -> Iterator[str]:
    node = shutil.which("node")
    assert node, "The browser tests need node to bundle the editor."
    subprocess.run([node, "scripts/harness.mjs"], cwd=STATIC, check=True)
    handler = partial(QuietHandler, directory=str(STATIC / "dist" / "test"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/harness.html"
        server.shutdown()
        thread.join()


@pytest.fixture
def open_desk(page: Page, harness_url: str) -> Iterator[Callable[..., Desk]]:
    """Opens the page on a text; fails the test if the console showed an error."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console", lambda message: errors.append(message.text) if message.type == "error" else None
    )

    def open_(text: str = "", *, read: bool = False) -> Desk:
        return Desk(page, harness_url, text, read=read)

    yield open_
    assert errors == []
