"""From a key pressed in one browser to the letter drawn in another, saved on the way."""

from playwright.sync_api import Browser

from bench.figures import line
from tests.browser.seat import Seat
from tests.live_server import LiveServer

KEYS = 200
# Both pages read the same clock of this machine.
NOTE_KEYS = """() => {
  window.pressed = []
  addEventListener('keydown', () => pressed.push(performance.timeOrigin + performance.now()), true)
}"""
NOTE_LETTERS = """() => {
  window.drawn = []
  const content = document.querySelector('.cm-content')
  const letters = () => content.textContent.split('Q').length
  const before = letters()
  const count = () => letters() - before
  new MutationObserver(() => {
    requestAnimationFrame(() => {
      const now = performance.timeOrigin + performance.now()
      while (drawn.length < count()) drawn.push(now)
    })
  }).observe(content, { childList: true, characterData: true, subtree: true })
}"""


def measure(server: LiveServer, browser: Browser) -> None:
    writer = Seat(server, browser, "mariana@example.org")
    reader = Seat(server, browser, "nour@example.org")
    writer.caret_after("Purpose")
    reader.caret_after("Purpose")
    writer.page.evaluate(NOTE_KEYS)
    reader.page.evaluate(NOTE_LETTERS)
    for count in range(1, KEYS + 1):
        writer.page.keyboard.press("Q")
        reader.page.wait_for_function("(count) => drawn.length >= count", arg=count)
    pressed = writer.page.evaluate("pressed")
    drawn = reader.page.evaluate("drawn")
    delays = [seen - press for press, seen in zip(pressed, drawn, strict=True)]
    print(line("a key here, its letter on the other screen", delays))
    writer.close()
    reader.close()
