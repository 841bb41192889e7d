"""A page that shows any moment in the life of a text, and how long it lets people wait."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing
from typing import NamedTuple

from playwright.sync_api import Browser, BrowserContext, Page, TimeoutError

from bench.figures import line

TIMES = 5  # each in a browser that knows nothing yet
PATIENCE_MS = 120_000  # after which somebody would have given up

# Says when the page shows the text that is wanted. Blanks may be drawn as others than were typed.
_SHOWS = """([wanted]) => {
  const plain = (text) => text.replace(/\\s+/g, ' ').trim()
  return plain(TEXT) === plain(wanted) ? performance.now() : false
}"""
_PRESSED = """() => {
  const note = () => { window.pressedAt = performance.now() }
  for (const kind of ['mousedown', 'keydown']) addEventListener(kind, note, { capture: true })
}"""


class Player(NamedTuple):
    """address: of the page. text, position, ready: JavaScript for what it shows, where it is, and
    whether its slider leads anywhere yet. slider: what is clicked to go somewhere. text_at: what
    it should show at a position. last: that of the newest text; shows_last: if it begins there.
    """

    name: str
    address: str
    text: str
    position: str
    ready: str
    slider: str
    text_at: Callable[[int], str]
    last: int
    shows_last: bool
    cookies: Sequence[dict[str, str]] = ()


def measure(browser: Browser, player: Player) -> None:
    """Until the newest text is there, and from the click on the middle until that one is."""
    newest, middle = player.text_at(player.last), _middle(browser, player)
    there = player.text_at(middle)
    opened, jumped = [], []
    for _ in range(TIMES):
        with _fresh(browser, player) as context:
            page = _open(context, player)
            if not player.shows_last:
                page.locator(player.slider).press("End")
            opened.append(_shown(page, player, newest))
            page.evaluate(_PRESSED)
            _click_middle(page, player)
            jumped.append(_shown(page, player, there) - page.evaluate("pressedAt"))
    print(line(f"{player.name}: open, to the newest text", opened))
    print(line(f"{player.name}: jump to {middle:,} of {player.last:,}", jumped))


def _middle(browser: Browser, player: Player) -> int:
    """Where a click on the middle of the slider leads."""
    with _fresh(browser, player) as context:
        page = _open(context, player)
        if player.shows_last:
            _shown(page, player, player.text_at(player.last))
        _click_middle(page, player)
        return int(page.evaluate(player.position))


def _fresh(browser: Browser, player: Player) -> AbstractContextManager[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_cookies(list(player.cookies))  # type: ignore[arg-type]
    return closing(context)


def _open(context: BrowserContext, player: Player) -> Page:
    page = context.new_page()
    page.goto(player.address, wait_until="commit")
    page.wait_for_function(f"() => {player.ready}", timeout=PATIENCE_MS)
    return page


def _click_middle(page: Page, player: Player) -> None:
    box = page.locator(player.slider).bounding_box()
    if box is None:
        raise LookupError(f"{player.name} shows no {player.slider}")
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def _shown(page: Page, player: Player, wanted: str) -> float:
    shows = _SHOWS.replace("TEXT", player.text)
    try:
        found = page.wait_for_function(shows, arg=[wanted], timeout=PATIENCE_MS)
    except TimeoutError as error:
        raise TimeoutError(f"{player.name} does not show the text that was asked for") from error
    return float(found.json_value())
