"""Every page in a real browser: no violation that axe knows, in any language, light or dark."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.accessibility.looks import DESK, LOOKS, Look, OpenBrowser, Scheme
from tests.live_server import LiveServer, served
from tests.servers.databases import Databases


@pytest.fixture(scope="module")
def server(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with served(databases, tmp_path_factory.mktemp("pages")) as server:
        yield server


@pytest.fixture
def open_browser(browser: Browser) -> Iterator[OpenBrowser]:
    """Opens a browser with a language, a colour scheme and a size; none may complain.

    Of errors in scripts, or of violations of the policy.
    """
    contexts, complaints = [], []

    def open_(language: str = "en", scheme: Scheme = "light", size: tuple[int, int] = DESK) -> Page:
        context = browser.new_context(
            locale=language,
            color_scheme=scheme,
            reduced_motion="reduce",
            viewport={"width": size[0], "height": size[1]},
        )
        contexts.append(context)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda message: complaints.append(message.text)
                   if "Content Security Policy" in message.text else None)  # fmt: skip
        return context.new_page()

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}-{look[2][0]}")
def look(request: pytest.FixtureRequest) -> Look:
    """A language, a colour scheme and a size."""
    chosen: Look = request.param
    return chosen


@pytest.fixture
def page(open_browser: OpenBrowser, look: Look) -> Page:
    """A browser that somebody has just opened, in each look."""
    return open_browser(*look)
