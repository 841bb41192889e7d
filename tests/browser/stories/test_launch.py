"""A published charter is presented: with keys, with a finger, with a mouse, and without scripts."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.launched import SIGNATORIES, SLIDES, publish_charter
from tests.browser.seat import complaints_of
from tests.live_server import LiveServer

HALL = {"width": 1280, "height": 720}
PHONE = {"width": 390, "height": 844}
END = ("How it was agreed", "Signatories", "Countries", "Read it in full")
Open = Callable[..., Page]

# Of the slide that is shown: how many blocks it has, which of them are seen whole, and whether
# something runs off the screen or below the controls.
LOOK = """() => {
  const slide = document.querySelector('.slide-shown')
  const blocks = [...slide.querySelectorAll('h1, h2, .slide-body p, li:not(:has(p)), th, td')]
  const floor = document.querySelector('#bar').getBoundingClientRect().top
  const here = ({ left, right }) => left < innerWidth && right > 0
  const whole = ({ left, right, top, bottom }) =>
    left >= 0 && right <= innerWidth && top >= 0 && bottom <= floor
  const rects = blocks.map((block) => [...block.getClientRects()])
  return {
    id: slide.id,
    blocks: blocks.length,
    whole: blocks.flatMap((_, at) => (rects[at].every(whole) ? [at] : [])),
    cut: blocks.flatMap((block, at) =>
      rects[at].filter(here).every(whole) ? [] : [block.textContent]),
    isWide: document.documentElement.scrollWidth > innerWidth,
  }
}"""


@pytest.fixture(scope="module")
def address(server: LiveServer) -> str:
    return publish_charter(server)


@pytest.fixture
def open_launch(browser: Browser, address: str) -> Iterator[Open]:
    """Opens it for somebody nobody knows; no browser may complain of anything."""
    contexts, complaints = [], []

    def open_(place: str = "", **options: object) -> Page:
        context = browser.new_context(**{"viewport": HALL, "locale": "en", **options})
        contexts.append(context)
        complaints.append(complaints_of(context))
        page = context.new_page()
        page.goto(address + place)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert [one for one in complaints if one] == []


def shown(page: Page) -> str:
    return str(page.locator(".slide-shown").get_attribute("aria-label"))


def place(page: Page) -> str:
    return page.locator("#place").inner_text()


def walk(page: Page, key: str) -> list[str]:
    """From the first slide to the last by one key: every block of each is seen whole on a page."""
    blocks: dict[str, int] = {}
    seen: dict[str, set[int]] = {}
    titles: dict[str, str] = {}
    before = ""
    while place(page) != before:
        look = page.evaluate(LOOK)
        assert (look["cut"], look["isWide"]) == ([], False), place(page)
        blocks[look["id"]] = look["blocks"]
        seen.setdefault(look["id"], set()).update(look["whole"])
        titles[look["id"]] = shown(page)
        before = place(page)
        page.keyboard.press(key)
    assert {one: len(seen[one]) for one in seen} == blocks
    return list(titles.values())


def test_by_keyboard_through_all_slides_and_back(open_launch: Open) -> None:
    page = open_launch()
    assert walk(page, "ArrowRight") == [*SLIDES, *END]
    page.keyboard.press("Home")
    assert shown(page) == SLIDES[0]
    expect(page.get_by_role("status")).to_have_text("Launched charter, 1 of 11")
    for key in (" ", "PageDown", "ArrowDown"):
        page.keyboard.press(key)
    assert shown(page) == SLIDES[3]
    for key in ("Shift+Space", "PageUp", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
    assert place(page) == "1 of 11"
    page.keyboard.press("End")
    expect(page.locator(".slide-shown").get_by_role("link")).to_contain_text("/charters/")
    page.keyboard.press("ArrowLeft")
    for code in ("Senegal", "Lebanon", "Chile"):
        expect(page.locator(".slide-shown")).to_contain_text(code)
    page.keyboard.press("ArrowLeft")
    for name, organisation, _ in SIGNATORIES:
        expect(page.locator(".slide-shown")).to_contain_text(name)
        expect(page.locator(".slide-shown")).to_contain_text(organisation)


def test_a_long_clause_goes_on_on_further_pages(open_launch: Open) -> None:
    page = open_launch("#clause-6")
    assert shown(page) == "4. Membership"
    assert place(page).startswith("7 of 11 · 1 of ")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("status")).to_contain_text("4. Membership, 7 of 11 · 2 of ")
    page.set_viewport_size({"width": 1920, "height": 1080})
    assert shown(page) == "4. Membership"
    page.keyboard.press("Home")
    page.keyboard.press("End")
    for _ in END:
        page.keyboard.press("ArrowLeft")
    link = page.get_by_role("link", name="the long version")
    expect(link).to_be_in_viewport()  # one comes back to its last page
    page.set_viewport_size(HALL)
    page.goto("about:blank")
    page.go_back()
    expect(page.locator("#clause-6")).to_be_visible()  # the address says where one was
    expect(link).not_to_be_in_viewport()
    page.keyboard.press("Tab")  # past the skip link
    while not link.evaluate("link => link === document.activeElement"):
        page.keyboard.press("Tab")
    expect(link).to_be_in_viewport()


def test_on_a_phone_by_finger(open_launch: Open) -> None:
    page = open_launch(viewport=PHONE, has_touch=True, is_mobile=True)
    assert walk(page, "ArrowRight") == [*SLIDES, *END]
    page.keyboard.press("Home")
    number = page.locator("#place")
    page.get_by_role("button", name="Next slide").tap()
    expect(number).to_have_text("2 of 11")
    page.touchscreen.tap(370, 400)
    expect(number).to_have_text("3 of 11")
    swipe(page, 80, 300)
    expect(number).to_have_text("2 of 11")
    swipe(page, 300, 80)
    expect(number).to_have_text("3 of 11")


def test_in_arabic_the_slides_run_from_right_to_left(open_launch: Open) -> None:
    page = open_launch(locale="ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.keyboard.press("ArrowRight")
    assert shown(page) == SLIDES[0]
    found = walk(page, "ArrowLeft")
    assert found[: len(SLIDES)] == list(SLIDES)
    assert len(found) == len(SLIDES) + len(END)
    page.keyboard.press("Home")
    page.mouse.click(20, 300)
    page.mouse.click(640, 300)  # in the middle of the screen nothing happens
    assert page.locator(".slide-shown").get_attribute("id") == "clause-1"
    page.mouse.click(1260, 300)
    assert page.locator(".slide-shown").get_attribute("id") == "opening"


def test_in_full_screen_and_out_again(open_launch: Open) -> None:
    page = open_launch()
    page.get_by_role("button", name="Full screen", exact=True).click()
    leave = page.get_by_role("button", name="Leave full screen")
    expect(leave).to_be_visible()
    assert page.evaluate("document.fullscreenElement === document.documentElement")
    page.keyboard.press("ArrowRight")
    assert place(page) == "2 of 11"
    page.keyboard.press("Escape")
    expect(leave).to_be_hidden()
    assert place(page) == "2 of 11"


def test_without_scripts_it_is_one_long_page(open_launch: Open) -> None:
    for size in (HALL, PHONE):
        page = open_launch(java_script_enabled=False, viewport=size)
        expect(page.locator("section")).to_have_count(len(SLIDES) + len(END))
        for title in SLIDES[2:]:
            expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
        expect(page.get_by_role("button")).to_have_count(0)
        page.locator("#opening").get_by_role("link", name="Next slide").click()
        page.wait_for_url("**/launch#clause-1")
        expect(page.locator("#clause-1")).to_be_in_viewport()


def swipe(page: Page, start: int, end: int) -> None:
    """A finger moves across the middle of the screen."""
    line = page.context.new_cdp_session(page)
    for kind, x in (("touchStart", start), ("touchMove", end), ("touchEnd", None)):
        points = [] if x is None else [{"x": x, "y": 400}]
        line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
