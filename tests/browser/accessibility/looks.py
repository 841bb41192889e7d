"""How a page is looked at, and what must be so in every look."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from app.models import Person
from app.services.sign_in import create_link
from tests.live_server import LiveServer

PHONE = (390, 844)
DESK = (1280, 900)
Scheme = Literal["light", "dark"]
Look = tuple[str, Scheme, tuple[int, int]]
LOOKS: list[Look] = [
    ("en", "light", DESK),
    ("en", "dark", PHONE),
    ("ar", "light", PHONE),
    ("ar", "dark", DESK),
]

OpenBrowser = Callable[..., Page]


def assert_good(page: Page) -> None:
    """Nothing for axe to report, and nothing that must be scrolled sideways."""
    violations = Axe().run(page).response["violations"]
    told = [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations]
    assert told == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def is_phone(page: Page) -> bool:
    return page.viewport_size is not None and page.viewport_size["width"] == PHONE[0]


def come_in(page: Page, server: LiveServer, name: str) -> None:
    """The demo person of that name signs in."""
    page.goto(link_for(server, f"{name}@example.org"))
    page.locator("main button").click()


def link_for(server: LiveServer, email: str) -> str:
    """By which that person signs in."""
    with server.database.write() as session:
        person = session.query(Person).filter_by(email=email).one()
        return f"{server.url}/sign-in/{create_link(session, person, datetime.now(UTC))}"


def group_address(server: LiveServer) -> str:
    """Where the pages of the demo's group begin."""
    with server.database.read() as session:
        person = session.query(Person).filter_by(email="camille@example.org").one()
        return f"{server.url}/groups/{person.memberships[0].group.key}"
