"""Camille freezes the charter on its page while Mariana writes on a train, and publishes it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from app.services.freezing import editions_of
from tests.browser.charters import poll_on
from tests.browser.seat import text_in_database
from tests.browser.stories.conftest import Sit
from tests.live_server import LiveServer, served
from tests.servers.databases import Databases

LATE = " — trop tard, كلمات متأخرة"


@pytest.fixture
def server(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One of its own: what is frozen stays so."""
    with served(databases, tmp_path_factory.mktemp("frozen")) as server:
        yield server


def frozen_text(server: LiveServer) -> str:
    with server.database.read() as session:
        return editions_of(session, poll_on(server).document.id)[0].version.markdown


def test_what_was_written_without_a_line_reaches_neither_the_text_nor_the_public(
    server: LiveServer, sit: Sit, browser: Browser
) -> None:
    camille, mariana, nour = sit("camille"), sit("mariana"), sit("nour")
    mariana.caret_after("Review and amendment")
    mariana.type(" in time")
    mariana.wait_for("saved")
    mariana.context.set_offline(True)
    mariana.wait_for("offline")
    mariana.type(LATE)

    desk = camille.page
    desk.goto(f"/documents/{server.document_key()}/freezing")
    desk.get_by_label("Why it is frozen").fill("The ministry needs it by tomorrow.")
    desk.get_by_role("button", name="Freeze it for ever").click()
    expect(desk.get_by_role("status")).to_contain_text("The text is frozen.")
    nour.wait_for("readonly")
    nour.type(" too late")
    frozen = frozen_text(server)
    assert "Review and amendment in time" in frozen

    mariana.context.set_offline(False)
    mariana.wait_for("readonly")
    kept = mariana.page.get_by_role("alert")
    expect(kept.get_by_role("textbox")).to_have_value(LATE)
    mariana.page.reload()
    mariana.wait_for("readonly")
    expect(kept.get_by_role("textbox")).to_have_value(LATE)
    assert mariana.glance()["text"] == nour.glance()["text"] == frozen
    assert text_in_database(server) == frozen_text(server) == frozen

    desk.get_by_role("button", name="Publish it").click()
    desk.get_by_role("link", name="Open the published page").click()
    visitor = browser.new_context(base_url=server.url)
    page = visitor.new_page()
    page.goto(desk.url)
    expect(page.get_by_text("Frozen, not validated")).to_be_visible()
    expect(page.get_by_role("heading", name="Review and amendment in time")).to_be_visible()
    expect(page.get_by_text("trop tard")).to_have_count(0)
    assert visitor.cookies() == []
    visitor.close()
