"""The live page and the reading page of a text show a person the same words in the same order."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from app import demo
from tests.browser.seat import Seat
from tests.live_server import served
from tests.servers.databases import Databases

# Tall enough that the editor, which draws only what is on the screen, draws all of a demo text.
TALL = {"width": 1280, "height": 12_000}

ALL_DRAWN = """() => {
  const content = document.querySelector('.cm-content')
  const lines = content?.cmTile.view.state.doc.lines
  return content && content.querySelectorAll('.cm-line').length === lines
}"""

# The signs in the place of list marks are drawn by the style sheet on the reading page.
WITHOUT_MARKERS = """() => {
  for (const marker of document.querySelectorAll('.page-marker')) marker.style.display = 'none'
}"""


@pytest.fixture(scope="module")
def seat(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Seat]:
    with served(databases, tmp_path_factory.mktemp("same")) as server:
        seat = Seat(server, browser, demo.EMAILS[0], viewport=TALL)
        yield seat
        seat.close()


def shown(page: Page, selector: str) -> list[str]:
    """The lines a person sees, each cell of a row as one."""
    text = page.locator(selector).inner_text()
    lines = (
        " ".join(line.split())
        for line in text.replace("\u200b", "").replace("\t", "\n").split("\n")
    )
    return [line for line in lines if line]


@pytest.mark.parametrize("title", demo.TEXTS)
def test_readers_see_what_writers_see(seat: Seat, title: str) -> None:
    address = f"/documents/{seat.server.document_key(title)}"
    seat.page.goto(address)
    seat.page.wait_for_function(ALL_DRAWN)
    seat.page.evaluate(WITHOUT_MARKERS)
    written = shown(seat.page, ".cm-content")
    seat.page.goto(f"{address}/reading")
    assert shown(seat.page, ".prose") == written
    assert len(written) > 5
