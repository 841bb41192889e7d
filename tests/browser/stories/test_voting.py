"""Votes are cast on a telephone by keyboard alone, and an earlier one is taken back."""

import re

from playwright.sync_api import Locator, Page, expect

from app.domain.ballots import Answer, Stance
from tests.browser.stories.conftest import Sit
from tests.browser.voting import ballot_address, first_round, second_round
from tests.live_server import LiveServer
from tests.polling import AGREE, Poll

PHONE = {"viewport": {"width": 390, "height": 844}}
CLAUSE = 1


def tab_to(page: Page, wanted: Locator) -> None:
    """Tab on until it has the focus, and is not hidden under what sticks to the screen."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            expect(wanted).to_be_in_viewport()
            return
    raise AssertionError(f"{wanted} cannot be reached by keyboard")


def vote_of(poll: Poll, name: str) -> tuple[Answer, dict[int, Answer]]:
    voter = next(one.key for one in poll.round.voters if one.name.startswith(name))
    ballot = poll.box.voted[voter]
    return ballot.whole, dict(ballot.exceptions)


def test_a_vote_by_keyboard_on_a_narrow_screen(server: LiveServer, sit: Sit) -> None:
    with first_round(server) as poll:
        page = sit("nour", **PHONE).page
        page.goto(ballot_address(server, poll))
        bar = page.locator(".ballot-bar")
        expect(bar).to_contain_text("You have not chosen yet")
        clause = page.locator(f"#clause-{CLAUSE}")
        tab_to(page, clause.locator("summary"))
        page.keyboard.press("Enter")
        tab_to(page, clause.get_by_label("As on the whole text"))
        for _ in range(4):
            page.keyboard.press("ArrowDown")
        expect(clause.get_by_label("Object", exact=True)).to_be_checked()
        tab_to(page, clause.get_by_label("The reason"))
        page.keyboard.type("Who pays?")
        tab_to(page, page.locator("#whole-agree"))
        page.keyboard.press("Space")
        tab_to(page, page.get_by_role("button", name="Send my vote"))
        page.keyboard.press("Enter")  # what would resolve it was not said yet
        remedy = clause.get_by_label("What would resolve the objection")
        expect(remedy).to_be_focused()
        page.keyboard.type("Say it in the text.")
        sentence = page.locator(".ballot-sentence")
        expect(sentence).to_contain_text("You agree to all except")
        expect(sentence).to_contain_text(": you object.")
        tab_to(page, page.get_by_role("button", name="Send my vote"))
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Your vote is recorded")
        objection = Answer(Stance.OBJECT, "Who pays?", "Say it in the text.")
        assert vote_of(poll, "Nour") == (AGREE, {CLAUSE: objection})


def test_an_earlier_stance_counts_until_it_is_taken_back(server: LiveServer, sit: Sit) -> None:
    with second_round(server, CLAUSE) as poll:
        last = len(poll.round.version.passages) - 1
        page = sit("nour", **PHONE).page
        page.goto(ballot_address(server, poll))
        kept = page.locator(f"#clause-{CLAUSE}")
        expect(kept.locator("summary")).to_contain_text(re.compile(r"Round \d+: Agree"))
        page.locator("#whole-concern").check()
        sentence = page.locator(".ballot-sentence")
        expect(sentence).to_contain_text(": you agree")
        kept.locator("summary").click()
        kept.get_by_label("Abstain").check()
        expect(sentence).to_contain_text(": you abstain")
        page.get_by_role("button", name="Send my vote").click()
        expect(page.locator(f"#clause-{last}-same")).to_be_focused()  # an objection waits there
        page.keyboard.press("Space")
        page.get_by_role("button", name="Send my vote").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your vote is recorded")
        whole, exceptions = vote_of(poll, "Nour")
        assert whole.stance is Stance.CONCERN
        assert exceptions == {CLAUSE: Answer(Stance.ABSTAIN)}
