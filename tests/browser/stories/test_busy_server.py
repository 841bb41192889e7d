"""The server's disk is full while somebody writes: nothing is called saved until it is."""

from playwright.sync_api import expect

from tests.browser.seat import text_in_database
from tests.browser.stories.conftest import Sit
from tests.live_server import LiveServer
from tests.servers.faults import refusing

WATCH = """() => {
  const status = document.querySelector('#status')
  window.shown = [status.dataset.kind]
  new MutationObserver(() => window.shown.push(status.dataset.kind))
    .observe(status, { attributes: true, attributeFilter: ['data-kind'] })
}"""


def test_the_line_says_saving_until_it_is_so(server: LiveServer, sit: Sit) -> None:
    mariana, nour = sit("mariana"), sit("nour")
    mariana.caret_after("Purpose")
    with refusing(server.database, "INSERT", "updates"):
        refusals = server.log.read_text().count("the log could not be written")
        mariana.type(" at last")
        mariana.wait_for("saving")
        mariana.page.evaluate(WATCH)
        # Tried, and tried again: only then is it sure that the page took "busy" for what it is.
        while server.log.read_text().count("the log could not be written") < refusals + 3:
            assert mariana.glance()["status"] == "saving"
        assert "at last" not in text_in_database(server)
        assert mariana.page.evaluate("shown") == ["saving"]
        expect(mariana.page.get_by_role("alert")).to_be_hidden()
    mariana.wait_for("saved")
    nour.wait_to_read("Purpose at last")
    assert text_in_database(server).count("at last") == 1
