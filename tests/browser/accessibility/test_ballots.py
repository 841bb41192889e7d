"""Voting: the ballot, what is wrong with it, its receipt, the same said aloud, and on paper."""

from playwright.sync_api import Page, expect

from tests.browser.accessibility.looks import assert_good, come_in
from tests.browser.voting import ballot_address, second_round
from tests.live_server import LiveServer

KEPT = 1


def test_the_pages_of_a_vote(server: LiveServer, page: Page) -> None:
    with second_round(server, KEPT) as poll:
        ballot = ballot_address(server, poll)
        last = len(poll.round.version.passages) - 1
        come_in(page, server, "nour")
        page.goto(ballot)
        page.locator(f"#clause-{KEPT} summary").first.click()
        assert_good(page)
        page.locator(f"#clause-{last}-object").check()
        page.locator(f"#clause-{last} [name^=remedy]").fill("")
        page.locator("#whole-agree").check()
        expect(page.locator("[data-ballot-sentence]").first).to_be_visible()
        assert_good(page)
        page.locator("form.ballot").evaluate("one => { one.noValidate = true }")
        page.locator(".ballot-send").click()
        expect(page.get_by_role("alert")).to_be_visible()
        assert_good(page)
        page.locator(f"#clause-{last}-abstain").check()
        page.locator(".ballot-send").click()
        page.wait_for_url("**/receipt")
        assert_good(page)
        page.goto(f"{ballot}/paper")
        assert_good(page)
        voter = next(one.id for one in poll.round.voters if one.name.startswith("Mariana"))
        come_in(page, server, "camille")
        page.goto(ballot)
        assert_good(page)
        page.goto(ballot.replace("/ballot", f"/oral/{voter}"))
        assert_good(page)


def test_what_was_typed_when_it_could_not_be_sent(server: LiveServer, page: Page) -> None:
    with second_round(server, KEPT) as poll:
        last = len(poll.round.version.passages) - 1
        come_in(page, server, "nour")
        page.goto(ballot_address(server, poll))
        page.locator(f"#clause-{last}-object").check()
        page.locator("#whole-agree").check()
        page.context.clear_cookies()
        page.locator(".ballot-send").click()
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.locator("textarea").first).to_have_value("It leaves out the schools.")
        assert_good(page)
