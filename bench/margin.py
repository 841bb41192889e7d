"""Five hundred remarks beside the charter, against the same page with none, in a real browser."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page

from bench.figures import line
from bench.opening import EDITABLE
from tests.browser.much_talk import first_text, talk_all_over
from tests.browser.seat import Seat
from tests.live_server import LiveServer

THREADS = 500
TIMES = 10
KEYS = 100
SCROLLS = 3
PIXELS_A_FRAME = 120
LONG_FRAME_MS = 50
SIZE = {"width": 1440, "height": 900}  # where the cards have a place beside the text

SHOWN = """() => {
  const card = [...document.querySelectorAll('.margin-cards [data-thread]')]
    .find((one) => one.offsetHeight && one.getBoundingClientRect().top < innerHeight)
  return card && document.querySelector('.cm-content[contenteditable=true]')
    ? performance.now() : false
}"""
SCROLL = """(step) => new Promise((done) => {
  const seen = { frames: [], tasks: [], nodes: 0, cards: 0 }
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration)
  })
  tasks.observe({ type: 'longtask' })
  scrollTo({ top: 0, behavior: 'instant' })
  let before = 0
  const frame = (now) => {
    if (before) seen.frames.push(now - before)
    before = now
    const count = (what) => document.querySelectorAll(what).length
    seen.nodes = Math.max(seen.nodes, count('*'))
    seen.cards = Math.max(seen.cards, count('.margin-cards [data-thread]'))
    const end = document.documentElement.scrollHeight - innerHeight
    if (scrollY < end - 1) {
      scrollBy({ top: step, behavior: 'instant' })
      requestAnimationFrame(frame)
    } else setTimeout(() => { tasks.disconnect(); done(seen) }, 200)
  }
  requestAnimationFrame(frame)
})"""
# A message that is sent in a frame arrives when that frame was painted.
NOTE_KEYS = """() => {
  window.painted = []
  let pressed = 0
  addEventListener('keydown', () => { pressed = performance.now() }, true)
  new MutationObserver(() => {
    if (!pressed) return
    const since = pressed
    pressed = 0
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => painted.push(performance.now() - since)
      port2.postMessage('')
    })
  }).observe(document.querySelector('.cm-content'),
    { childList: true, characterData: true, subtree: true })
}"""


@dataclass(frozen=True)
class Figures:
    """In milliseconds, but `nodes` and `cards`: the most that the page held at one moment."""

    opened: Sequence[float]
    frames: Sequence[float]
    tasks: Sequence[float]
    keys: Sequence[float]
    nodes: int
    cards: int


def measure(browser: Browser) -> None:
    """On a server of its own: the remarks stand exactly where the first text has their words."""
    with tempfile.TemporaryDirectory() as folder:
        server = LiveServer(Path(folder))
        server.start()
        try:
            text, client_id = first_text(server)
            none = _measure(server, browser, EDITABLE)
            talk_all_over(server, THREADS, text, client_id)
            many = _measure(server, browser, SHOWN)
        finally:
            server.stop()
    _print("no remarks", none)
    _print(f"{THREADS} remarks", many)
    _compare(none, many)


def _measure(server: LiveServer, browser: Browser, opened: str) -> Figures:
    seat = Seat(server, browser, "mariana@example.org", viewport=SIZE)
    opening = []
    for _ in range(TIMES):
        seat.page.reload(wait_until="commit")
        opening.append(seat.page.wait_for_function(opened).json_value())
    seat.wait_for("saved")
    scrolls = [seat.page.evaluate(SCROLL, PIXELS_A_FRAME) for _ in range(SCROLLS)]
    keys = _type(seat)
    seat.close()
    return Figures(
        opening,
        [ms for one in scrolls for ms in one["frames"]],
        [ms for one in scrolls for ms in one["tasks"]],
        keys,
        max(one["nodes"] for one in scrolls),
        max(one["cards"] for one in scrolls),
    )


def _type(seat: Seat) -> list[float]:
    """In the middle of the text, one key after the other was painted."""
    seat.caret_after("## 3. Principles")
    page: Page = seat.page
    page.evaluate(NOTE_KEYS)
    for count in range(1, KEYS + 1):
        page.keyboard.press("Q")
        page.wait_for_function("(count) => painted.length >= count", arg=count)
    keys: list[float] = page.evaluate("painted")
    return keys


def _print(what: str, figures: Figures) -> None:
    long = sum(ms > LONG_FRAME_MS for ms in figures.frames)
    longest = max(figures.tasks, default=0)
    print(line(f"{what}: open until it is all there", figures.opened))
    print(line(f"{what}: a frame while one scrolls", figures.frames))
    print(
        f"{f'{what}: scrolled to the end {SCROLLS} times':<52} frames over {LONG_FRAME_MS} ms: "
        f"{long} of {len(figures.frames)}   longest task {longest:.0f} ms   "
        f"at most {figures.cards} cards, {figures.nodes} elements"
    )
    print(line(f"{what}: a key, until it is painted", figures.keys))


def _compare(none: Figures, many: Figures) -> None:
    ratios = {
        "open": median(many.opened) / median(none.opened),
        "frame": median(many.frames) / median(none.frames),
        "key": median(many.keys) / median(none.keys),
        "elements": many.nodes / none.nodes,
    }
    told = "   ".join(f"{name} {ratio:.2f}" for name, ratio in ratios.items())
    print(f"{f'{THREADS} remarks to none':<52} {told}")
