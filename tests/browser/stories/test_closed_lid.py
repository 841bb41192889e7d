"""Somebody closes the lid of their computer, and opens it again when the meeting has gone on."""

from tests.browser.seat import text_in_database
from tests.browser.stories.conftest import Sit
from tests.live_server import LiveServer


def test_the_page_catches_up_by_itself(server: LiveServer, sit: Sit) -> None:
    mariana, nour = sit("mariana"), sit("nour")
    mariana.caret_after("Purpose")
    mariana.type(" before the lid")
    lid = mariana.context.new_cdp_session(mariana.page)
    lid.send("Page.setWebLifecycleState", {"state": "frozen"})
    server.kill()  # the line of the sleeping page is gone, and it cannot notice
    server.start()
    nour.wait_for("saved")
    nour.caret_after("Vision")
    nour.type(" under the lid")
    nour.wait_for("saved")

    lid.send("Page.setWebLifecycleState", {"state": "active"})
    mariana.wait_to_read("Vision under the lid")
    mariana.type(" and after it")
    nour.wait_to_read("Purpose before the lid and after it")
    mariana.wait_for("saved")
    assert mariana.glance()["text"] == nour.glance()["text"] == text_in_database(server)


def test_whoever_looks_at_the_page_again_need_not_wait(server: LiveServer, sit: Sit) -> None:
    """The waits between tries grow while nobody looks; a look is reason enough to try at once."""
    mariana = sit("mariana")
    server.kill()
    mariana.wait_for("offline")
    # From here on only a look at the page may bring the line back.
    mariana.page.evaluate("""() => {
      const planned = setTimeout(() => {}, 0)
      for (let timer = 0; timer <= planned + 1000; timer += 1) clearTimeout(timer)
      window.setTimeout = () => 0
    }""")
    server.start()
    mariana.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    mariana.wait_for("saved")
