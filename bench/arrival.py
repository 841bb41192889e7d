"""From a facilitator's first click to the first letter that is kept of somebody they invited.

Nobody reads or thinks in between: it is what people wait for, not what they need.
"""

import time
from collections.abc import Callable
from itertools import count

from playwright.sync_api import Browser, Page
from sqlalchemy import select

from app.models import Document
from bench.figures import line
from tests.browser.seat import Seat
from tests.live_server import LiveServer

TIMES = 5
LOOK_AGAIN_SECONDS = 0.002
_numbers = count(1)


def measure(server: LiveServer, browser: Browser) -> None:
    camille = Seat(server, browser, "camille@example.org")
    whole, arriving = [], []
    for _ in range(TIMES):
        clicked = time.perf_counter()
        link = _invite(camille.page)
        context = browser.new_context()
        came = time.perf_counter()
        _write(context.new_page(), link, lambda: _head(server))
        kept = time.perf_counter()
        context.close()
        whole.append(1000 * (kept - clicked))
        arriving.append(1000 * (kept - came))
    camille.close()
    print(line("inviting somebody: first click to first letter kept", whole))
    print(line("of that, who came: link to first letter kept", arriving))


def _invite(page: Page) -> str:
    """One person, by the form; returns their link."""
    page.goto("/")
    page.get_by_role("link", name="Invite people").click()
    page.get_by_label("Name", exact=True).fill("Yara Haddad")
    page.get_by_label("E-mail address").fill(f"yara-{next(_numbers)}@example.org")
    page.get_by_role("button", name="Invite", exact=True).click()
    return page.get_by_label("Link for ").input_value()


def _write(page: Page, link: str, head: Callable[[], int]) -> None:
    """Come in by the link and write a letter; returns when it is in the database."""
    before = head()
    page.goto(link)
    page.get_by_role("button", name="Come into the group").click()
    page.get_by_role("link", name="Network Charter", exact=True).click()
    page.locator("#status[data-kind=saved]").wait_for()
    page.get_by_role("textbox").first.press("Control+Home")
    page.keyboard.press("Q")
    while head() == before:
        time.sleep(LOOK_AGAIN_SECONDS)


def _head(server: LiveServer) -> int:
    with server.database.read() as session:
        return session.scalars(
            select(Document.head).where(Document.title == "Network Charter")
        ).one()
