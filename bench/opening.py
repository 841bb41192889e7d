"""From the click on the charter to a text one can type into, in a real browser."""

from playwright.sync_api import Browser

from bench.figures import line
from tests.browser.seat import Seat
from tests.live_server import LiveServer

TIMES = 10
EDITABLE = """() => {
  const content = document.querySelector('.cm-content[contenteditable=true]')
  const status = document.querySelector('#status[data-kind=saved]')
  return content && status && content.textContent.length > 100 ? performance.now() : false
}"""

PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? false"


def measure(server: LiveServer, browser: Browser) -> None:
    seat = Seat(server, browser, "mariana@example.org")
    words = len(seat.glance()["text"].split())
    editable, readable = [], []
    for _ in range(TIMES):
        seat.page.reload(wait_until="commit")
        editable.append(seat.page.wait_for_function(EDITABLE).json_value())
        readable.append(seat.page.wait_for_function(PAINTED).json_value())
    seat.close()
    print(line(f"open the charter ({words} words): text to read", readable))
    print(line(f"open the charter ({words} words): text to write", editable))
