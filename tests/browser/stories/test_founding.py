"""A facilitator founds a group by keyboard, opens its charter and writes; then a blank page."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from app import demo
from app.models import Document, Group
from realtime.log import text_of
from tests.browser.stories.conftest import Sit
from tests.live_server import LiveServer, served
from tests.servers.databases import Databases

NAME = "Red {Sur} *piloto*"
WORDS = "We begin here."


@pytest.fixture(scope="module")
def server(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One of these stories' own: in the others everybody is in one group."""
    with served(databases, tmp_path_factory.mktemp("founding")) as server:
        yield server


def text_under(server: LiveServer, group: str, title: str) -> str:
    """What is saved of that document."""
    with server.database.read() as session:
        document = session.scalars(
            select(Document)
            .join(Document.group)
            .where(Group.name == group, Document.title == title)
        ).one()
        return text_of(session, document.id)


def tab_to(page: Page, thing: Locator) -> None:
    """Press Tab until `thing` has focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if thing.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{thing} cannot be reached by keyboard")


def test_from_the_start_page_to_the_first_words(server: LiveServer, sit: Sit) -> None:
    camille = sit("camille")
    page = camille.page
    page.goto("/")
    tab_to(page, page.get_by_role("link", name="New group"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/groups/new")
    tab_to(page, page.get_by_label("Name of the group"))
    page.keyboard.type(NAME)
    tab_to(page, page.get_by_role("checkbox", name="Charter"))
    expect(page.get_by_role("checkbox", name="Charter")).to_be_checked()
    tab_to(page, page.get_by_label("Title: Charter"))
    page.keyboard.press("Control+a")
    page.keyboard.type("Our charter")
    tab_to(page, page.get_by_role("checkbox", name="Vision statement"))
    expect(page.get_by_role("checkbox", name="Vision statement")).to_be_checked()
    tab_to(page, page.get_by_role("button", name="Make the group"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    group = page.get_by_role("region", name=NAME)
    expect(group.get_by_role("link", name="Vision statement", exact=True)).to_be_visible()

    group.get_by_role("link", name="Our charter", exact=True).press("Enter")
    camille.wait_for("saved")
    text = page.get_by_role("textbox").first
    expect(text).to_contain_text(f"Charter of {NAME}")  # its stars and braces are no markup
    text.press("Control+End")
    page.keyboard.press("Enter")
    camille.type(WORDS)
    camille.wait_to_read(WORDS)
    camille.wait_for("saved")
    assert f"*\n\n{WORDS}" in text_under(server, NAME, "Our charter")


def test_on_a_blank_page_two_people_write_the_first_words(server: LiveServer, sit: Sit) -> None:
    camille, nour = sit("camille"), sit("nour")
    page = camille.page
    page.goto("/")
    page.get_by_role("link", name="Add a document").first.press("Enter")
    page.get_by_role("radio", name="Blank").focus()  # which is chosen already
    tab_to(page, page.get_by_label("Title"))
    page.keyboard.type("Minutes")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/documents/[\w-]{22}$"))
    camille.wait_for("saved")
    nour.page.goto(page.url)
    nour.wait_for("saved")
    page.get_by_role("textbox").first.press("Control+Home")
    camille.type("Present: Camille")
    nour.wait_to_read("Present: Camille")
    nour.caret_after("Camille")
    nour.type(" and Nour")
    camille.wait_to_read("Present: Camille and Nour")
    page.reload()
    camille.wait_for("saved")
    camille.wait_to_read("Present: Camille and Nour")
    assert text_under(server, demo.GROUP, "Minutes") == "Present: Camille and Nour"


def test_a_double_click_makes_one_group(server: LiveServer, sit: Sit) -> None:
    page = sit("camille").page
    page.goto("/groups/new")
    page.get_by_label("Name of the group").fill("Made once")
    page.get_by_role("button", name="Make the group").dblclick()
    expect(page.get_by_role("heading", name="Made once")).to_have_count(1)
    with server.database.read() as session:
        group = session.scalars(select(Group).where(Group.name == "Made once")).one()
        assert len(group.documents) == 2
