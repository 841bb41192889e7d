"""The pages on which a group is asked, follows who has voted, and reads what was decided."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from app.domain.ballots import Answer, Stance
from tests.browser.accessibility.looks import assert_good, come_in
from tests.browser.stories.elsewhere import person_called, round_open
from tests.live_server import LiveServer
from tests.polling import AGREE, CONCERN

OBJECT = Answer(Stance.OBJECT, "تكلفة العضوية مرتفعة.\nNobody asked us.", "Two free years.")


def rounds_of_the_charter(server: LiveServer) -> str:
    return f"{server.url}/documents/{server.document_key()}/rounds"


def test_the_pages_before_a_round(server: LiveServer, page: Page) -> None:
    come_in(page, server, "camille")
    page.goto(rounds_of_the_charter(server))
    assert_good(page)
    page.goto(f"{rounds_of_the_charter(server)}/new")
    assert_good(page)
    page.locator("[value=organisation]").check()
    page.locator("[name=deadline]").fill("2020-01-01T12:00")
    page.locator(".round-form button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert_good(page)
    in_a_week = datetime.now(UTC) + timedelta(days=7)
    page.locator("[name=deadline]").fill(f"{in_a_week:%Y-%m-%dT12:00}")
    page.locator(".round-form button").click()
    expect(page.locator(".round-terms")).to_be_visible()
    assert_good(page)


def test_the_pages_of_a_round(server: LiveServer, page: Page) -> None:
    come_in(page, server, "camille")
    with round_open(server, "camille", "mariana", "nour") as poll:
        people = [person_called(server, one) for one in ("nour", "mariana")]
        poll.vote(people[0], CONCERN, {4: OBJECT}, now=datetime.now(UTC))
        for address in ("", f"/{poll.number}"):
            page.goto(f"{rounds_of_the_charter(server)}{address}")
            assert_good(page)
        page.locator(".round-voiding summary").click()
        assert_good(page)
        for person in (people[1], poll.facilitator):
            poll.vote(person, AGREE, now=datetime.now(UTC))
        page.reload()
        page.locator("[data-stages~=complete] button").first.click()
        expect(page.locator(".verdict")).to_be_visible()
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert_good(page)
        page.goto(rounds_of_the_charter(server))
        assert_good(page)
