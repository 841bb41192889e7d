"""Beside a text full of remarks a browser holds the cards of what is on its screen, and no more."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.much_talk import first_text, talk_all_over
from tests.browser.seat import Seat
from tests.browser.stories.test_remarks import SELECT
from tests.live_server import LiveServer, served
from tests.servers.databases import Databases

COUNT = 300
MOST = 42  # forty, the one that is looked at, and one in which somebody writes
SIZE = {"width": 1440, "height": 900}
# From the top to the end, frame by frame; the most cards there were at one moment.
SCROLL = """() => new Promise((done) => {
  let most = 0
  const frame = () => {
    most = Math.max(most, document.querySelectorAll('.margin-cards .card').length)
    const end = document.documentElement.scrollHeight - innerHeight
    if (scrollY >= end - 1) return done(most)
    scrollBy({ top: 200, behavior: 'instant' })
    requestAnimationFrame(frame)
  }
  frame()
})"""


@pytest.fixture(scope="module")
def server(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with served(databases, tmp_path_factory.mktemp("many")) as server:
        talk_all_over(server, COUNT, *first_text(server))
        yield server


@pytest.fixture
def page(server: LiveServer, browser: Browser) -> Iterator[Page]:
    seat = Seat(server, browser, "mariana@example.org", viewport=SIZE)
    expect(seat.page.locator(".margin-cards .card").first).to_be_visible()
    yield seat.page
    complaints = seat.complaints
    seat.close()
    assert complaints == []


def test_scrolling_to_the_end_shows_the_last_and_never_all(page: Page) -> None:
    last = page.locator(".margin-cards .card", has_text=f"at number {COUNT - 1}?")
    expect(last).to_have_count(0)
    most = page.evaluate(SCROLL)
    expect(last).to_have_count(1)
    assert page.locator(".margin-cards .card").count() <= most <= MOST


def test_one_step_back_from_the_first_leads_to_the_last_and_its_card(page: Page) -> None:
    page.get_by_role("button", name="Next comment").click()
    first = page.locator(".margin-cards .card-active")
    expect(first).to_contain_text("at number 0?")
    page.get_by_role("button", name="Previous comment").click()
    active = page.locator(".margin-cards .card-active")
    expect(active).to_contain_text(f"at number {COUNT - 1}?")
    expect(active).to_be_in_viewport()


def test_what_somebody_writes_in_a_card_stays_while_they_scroll_away_and_back(page: Page) -> None:
    page.get_by_role("button", name="Next comment").click()
    card = page.locator(".margin-cards .card", has_text="at number 0?")
    card.get_by_text("Reply", exact=True).click()
    card.get_by_label("Your reply").fill("Half a sentence")
    assert page.evaluate(SCROLL) <= MOST
    page.evaluate("scrollTo(0, 0)")
    expect(card.get_by_label("Your reply")).to_have_value("Half a sentence")


def test_what_one_writes_stands_beside_its_words_whatever_stands_above(page: Page) -> None:
    page.evaluate(SELECT, "2. Vision")
    page.get_by_role("button", name="Propose other words").click()
    form = page.locator(".composer")
    expect(form).to_be_in_viewport()
    words = page.locator("mark.marked-draft")
    tops = [one.bounding_box() for one in (form, words)]
    assert abs(tops[0]["y"] - tops[1]["y"]) < 10
    expect(form.locator("label, textarea").first).to_have_text("Your words instead")
    form.get_by_role("button", name="Cancel").click()
    expect(form).to_have_count(0)
